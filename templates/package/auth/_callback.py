"""The redirect that ends a sign-in, read from its raw text: nothing in it is trusted before its state is."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote, unquote_plus

from ..errors import CallbackError, InsecureURLError
from ._answer import oauth_error
from ._form import is_text
from ._redact import RedactedDict, SecretStr
from .authorization import AuthorizationRequest

__all__ = ["check_server", "read_json", "read_redirect", "split_code", "verify"]

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::\d{1,5})?|localhost(?::\d{1,5})?", re.IGNORECASE
)
_AGAIN = "Start the sign-in again."
_WORDS = ("error_description", "scope")
_SECRET = ("code", "state", "access_token", "refresh_token", "id_token")


def read_redirect(redirected: str, *, fragment: bool) -> RedactedDict[str]:
    """Return the parameters of a redirect.

    A plus sign stays one: a code may hold it, and so may a token. Percent signs are decoded.

    Args:
        redirected: The URL that the browser came back to, as it was received; its query alone will do.
        fragment: Whether the parameters belong in the fragment (RFC 6749 section 4.2.2) rather than in the query.

    Raises:
        CallbackError: A parameter is there twice, or is no text.
    """
    fields, problem = _parse(redirected, fragment)
    if problem is not None:
        raise CallbackError(f"The redirect {problem}. {_AGAIN}")
    return fields


def read_json(body: str) -> RedactedDict[Any]:
    """Return the token response that some servers answer an implicit request with.

    Raises:
        CallbackError: The body is no JSON object.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise CallbackError("The answer is no JSON object. Give the redirect's URL, or the JSON text.")
    return RedactedDict(data)


def verify(fields: RedactedDict[Any], login: AuthorizationRequest, *, now: float, issuers: Collection[str]) -> None:
    """Accept a redirect, or raise what it reports. The state is looked at before anything else.

    Args:
        fields: The redirect's parameters.
        login: The sign-in that it should belong to.
        now: The time, in seconds since 1970.
        issuers: The servers that may name themselves in ``iss`` (RFC 9207).

    Raises:
        StateMismatchError: The redirect does not belong to this sign-in, or came late or again.
        CallbackError: It comes from another authorization server.
        OAuthError: The authorization server refused; the class is that of its error code (RFC 6749 section 4.1.2.1).
    """
    state = fields.get("state")
    login.claim(state if isinstance(state, str) else None, now)
    issuer = fields.get("iss")
    if issuer is not None and issuer.rstrip("/") not in issuers:
        raise CallbackError(f"The redirect comes from another authorization server than {login.base_url}. {_AGAIN}")
    if "error" in fields:
        hidden = (*(fields.get(name) for name in _SECRET), login.code_verifier)
        raise oauth_error(fields, "The sign-in", [value for value in hidden if isinstance(value, str)])


def split_code(code: str, default: str) -> tuple[str, SecretStr]:
    """Return the server to exchange a code at, and the code proper.

    A server with many hosts may send ``{host}+{code}``: the code is good at that host only.

    Args:
        code: The redirect's code.
        default: The server that was asked.
    """
    host, plus, rest = code.partition("+")
    if not plus or not rest or "+" in rest or not _HOST.fullmatch(host):
        return default, SecretStr(code)
    return f"{default.partition('://')[0]}://{host.lower()}", SecretStr(rest)


def check_server(base_url: str, allowed: Collection[str]) -> None:
    """Refuse a server that came with a redirect and is not known.

    Raises:
        InsecureURLError: It is not one of those that a code may be sent to. Nothing was sent.
    """
    if base_url not in allowed:
        raise InsecureURLError(
            f"The redirect names the server {base_url}, which is not one of the allowed hosts. Nothing was sent to it. "
            "If it is yours, add its host to allowed_hosts."
        )


def _parse(redirected: str, fragment: bool) -> tuple[RedactedDict[str], str | None]:
    """Return the parameters, and what is wrong with them; nothing is raised from a frame that holds their values."""
    before, _, after = redirected.strip().partition("#")
    query = before.partition("?")[2] if "?" in before else before if "=" in before and "/" not in before else ""
    fields: RedactedDict[str] = RedactedDict()
    for pair in ((after or query) if fragment else (query or after)).split("&"):
        name, _, value = pair.partition("=")
        try:
            name = unquote(name, errors="strict")
            # A space is sent as a plus sign in words, and a code or token may hold a plus sign of its own.
            value = (unquote_plus if name in _WORDS else unquote)(value, errors="strict")
        except UnicodeDecodeError:
            return fields, "holds bytes that are no UTF-8 text"
        if not is_text(name + value):
            return fields, "holds bytes that are no UTF-8 text"
        if name in fields:
            return fields, "has a parameter twice, so it is not to be trusted"
        if name:
            fields[name] = value
    return fields, None
