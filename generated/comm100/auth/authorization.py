"""A sign-in in the browser (RFC 6749 section 4.1): the authorization request, and the redirect that answers it.

The redirect is read from its raw text, and nothing in it is trusted before its state is verified.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, Self
from urllib.parse import unquote, unquote_plus

from ..errors import CallbackError, ConfigurationError, InsecureURLError, StateMismatchError
from ._redact import RedactedDict, SecretStr, ValueObject, value_object
from ._requests import is_encodable
from ._token_endpoint import oauth_error

__all__ = [
    "AuthorizationRequest",
    "check_server",
    "code_challenge",
    "read_json",
    "read_redirect",
    "split_code",
    "verify_redirect",
]

_START_AGAIN = "Start the sign-in again."

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::\d{1,5})?|localhost(?::\d{1,5})?", re.IGNORECASE
)
_TEXTS = ("error_description", "scope")
_SECRET = ("code", "state", "access_token", "refresh_token", "id_token")

_MEMBERS: dict[str, tuple[type, ...]] = {
    "url": (str,),
    "state": (str,),
    "redirect_uri": (str, type(None)),
    "base_url": (str,),
    "expires_at": (int, float),
    "code_verifier": (str, type(None)),
}


@value_object()
class AuthorizationRequest(ValueObject):
    """Where to send the user's browser, and what to remember until it comes back. Its repr shows no secret.

    It is good for one redirect. A web application keeps :meth:`to_dict` in the user's session, removes it when the
    redirect arrives, and restores it with :meth:`from_dict`.

    Args:
        url: Where the browser goes.
        state: The value that the redirect must carry (RFC 6749 section 10.12).
        redirect_uri: Where the browser comes back to; None if only the server knows it.
        base_url: The authorization server.
        expires_at: When the sign-in is no longer accepted, in seconds since 1970.
        code_verifier: The secret of PKCE (RFC 7636), if it is used.

    Attributes:
        restored: Whether it comes from :meth:`from_dict`.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    redirect_uri: str | None
    base_url: str
    expires_at: float
    code_verifier: str | None = field(default=None, repr=False)
    restored: bool = field(default=False, init=False, repr=False, compare=False)
    _used: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for the user's session. It contains secrets: the browser must not be able to read it."""
        return {
            "url": self.url,
            "state": self.state,
            "redirect_uri": self.redirect_uri,
            "base_url": self.base_url,
            "expires_at": self.expires_at,
            "code_verifier": self.code_verifier,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the request that :meth:`to_dict` was called on.

        The data may have been tampered with, so ``finish`` only accepts it for a documented server, or one of the
        application's ``allowed_hosts``.

        Raises:
            ConfigurationError: The data is not a stored sign-in.
        """
        if not isinstance(data, Mapping) or not all(
            isinstance(data.get(name), types) and not isinstance(data.get(name), bool)
            for name, types in _MEMBERS.items()
        ):
            data = RedactedDict()  # a traceback with locals must not show it
            raise ConfigurationError(f"This is not a stored sign-in. {_START_AGAIN}")
        fields = RedactedDict[Any]({name: data.get(name) for name in _MEMBERS})
        request = cls(**fields)
        object.__setattr__(request, "restored", True)
        return request

    def claim(self, state: str | None, now: float) -> None:
        """Accept the first redirect that carries the right state.

        Args:
            state: The redirect's state.
            now: The current time, in seconds since 1970.

        Raises:
            StateMismatchError: The state is missing or wrong, which leaves the sign-in open; or the redirect came too
                late or was used already.
        """
        if state is None:
            raise StateMismatchError(f"The redirect has no state, so it may come from anyone. {_START_AGAIN}")
        if not hmac.compare_digest(*(text.encode(errors="surrogatepass") for text in (state, self.state))):
            raise StateMismatchError(f"The redirect's state is not the one of this sign-in. {_START_AGAIN}")
        if now >= self.expires_at:
            raise StateMismatchError(f"The redirect came too late. {_START_AGAIN}")
        if not self._used.acquire(blocking=False):
            raise StateMismatchError(f"This redirect was already used. {_START_AGAIN}")


def code_challenge(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636 section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode("ascii")


def read_redirect(redirected: str, *, fragment: bool) -> RedactedDict[str]:
    """Return the parameters of a redirect.

    Percent signs are decoded, but a plus sign is kept: a code or token may contain one.

    Args:
        redirected: The URL that the browser came back to, as it was received; the query alone is enough.
        fragment: Whether the parameters belong in the fragment (RFC 6749 section 4.2.2) rather than in the query.

    Raises:
        CallbackError: A parameter occurs twice, or is not text.
    """
    fields, problem = _parse(redirected, fragment)
    if problem is not None:
        raise CallbackError(f"The redirect {problem}. {_START_AGAIN}")
    return fields


def read_json(body: str) -> RedactedDict[Any]:
    """Return the token response that some servers send for an implicit request.

    Raises:
        CallbackError: The body is not a JSON object.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise CallbackError("The response is not a JSON object. Pass the redirect's URL, or the JSON text.")
    return RedactedDict(data)


def verify_redirect(
    fields: RedactedDict[Any], request: AuthorizationRequest, *, now: float, issuers: Collection[str]
) -> None:
    """Accept a redirect, or raise the error that it reports. The state is checked first of all.

    Args:
        fields: The redirect's parameters.
        request: The authorization request that it should answer.
        now: The current time, in seconds since 1970.
        issuers: The values that ``iss`` may have, compared exactly (RFC 9207 section 2.4).

    Raises:
        StateMismatchError: The redirect does not belong to this sign-in, came too late, or was used already.
        CallbackError: It comes from another authorization server.
        OAuthError: The authorization server refused; the class is that of its error code (RFC 6749 section 4.1.2.1).
    """
    state = fields.get("state")
    state = SecretStr(state) if isinstance(state, str) else None
    request.claim(state, now)
    if fields.get("error"):
        values = [fields.get(name) for name in _SECRET]
        secrets = [SecretStr(value) for value in (*values, request.code_verifier) if isinstance(value, str)]
        del values
        raise oauth_error(fields, "The sign-in", secrets)
    issuer = fields.get("iss")
    if issuer is not None and issuer not in issuers:
        raise CallbackError(
            f"The redirect comes from another authorization server than {request.base_url}: its iss is not the issuer. "
            f"{_START_AGAIN} If the issuer is not the server's origin, pass it as issuer."
        )


def split_code(code: str, default: str) -> tuple[str, SecretStr]:
    """Return the server to exchange a code at, and the code proper.

    A server with many hosts may send ``{host}+{code}``: the code is valid at that host only.

    Args:
        code: The redirect's code.
        default: The server that the authorization request went to.
    """
    host, plus, rest = code.partition("+")
    if not plus or not rest or "+" in rest or not _HOST.fullmatch(host):
        return default, SecretStr(code)
    return f"{default.partition('://')[0]}://{host.lower()}", SecretStr(rest)


def check_server(base_url: str, allowed: Collection[str], *, source: str) -> None:
    """Refuse a server that a redirect or a session names unless a code may be sent there.

    Args:
        base_url: The server.
        allowed: The allowed servers.
        source: What names it, for the message.

    Raises:
        InsecureURLError: The server is not allowed. Nothing was sent.
    """
    if base_url not in allowed:
        raise InsecureURLError(
            f"{source} names the server {base_url}, which is not an allowed host. Nothing was sent to it. "
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
            # In texts a plus sign is a space; a code or token may contain a plus sign of its own.
            value = (unquote_plus if name in _TEXTS else unquote)(value, errors="strict")
        except UnicodeDecodeError:
            return fields, "contains bytes that are not UTF-8"
        if not is_encodable(name + value):
            return fields, "contains bytes that are not UTF-8"
        if name in fields:
            return fields, "has a parameter twice, so it cannot be trusted"
        if name:
            fields[name] = value
    return fields, None
