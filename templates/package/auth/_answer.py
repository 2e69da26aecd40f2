"""What a token endpoint answers, read with suspicion: a token, or a typed error without the body."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import OAUTH_ERRORS, OAuthError, TokenRefusedError, TokenResponseError
from ._redact import NotPicklable, RedactedDict, redact
from .token import Token, is_token_text

__all__ = ["Answer", "error_of", "oauth_error", "token_error", "token_from"]

_SIGN_IN = "The credentials are wrong, expired or revoked. Sign in again."
_ADVICE = {
    "invalid_client": "Check client_id and client_secret.",
    "invalid_grant": _SIGN_IN,
    "access_denied": "Ask the user to allow the access.",
    "server_error": "Try again later.",
    "temporarily_unavailable": "Try again later.",
}


class Answer(NotPicklable):
    """A token endpoint's response, read whole.

    Args:
        status: The HTTP status.
        headers: The header fields.
        body: The body, or None where it was longer than any token response.
        secrets: What the request carried, so that no message repeats it in the server's words.
    """

    __slots__ = ("body", "headers", "secrets", "status")

    def __init__(
        self, status: int, headers: Mapping[str, str], body: bytes | None, secrets: tuple[str, ...] = ()
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.secrets = secrets

    def __repr__(self) -> str:
        return f"<Answer {self.status}>"

    @property
    def request_id(self) -> str | None:
        """The response's request identifier, where it holds one."""
        for name in ("x-request-id", "request-id", "x-correlation-id"):
            if self.headers.get(name):
                return redact(self.headers[name], self.secrets)
        return None

    def fields(self) -> RedactedDict[Any] | None:
        """Return the JSON object of the body, or None where it is none."""
        try:
            data = json.loads(self.body or b"")
        except (ValueError, RecursionError):
            return None
        return RedactedDict(data) if isinstance(data, dict) else None

    def described(self) -> str:
        """Return what kind of body came, for an error message."""
        if self.body is None:
            return "a body that is too long"
        if not self.body:
            return "no body"
        kind = redact(self.headers.get("content-type", ""), self.secrets).split(";")[0] or "an unknown type"
        return f"{len(self.body)} bytes of {kind}"


def error_of(answer: Answer, asked: str) -> OAuthError | None:
    """Return the error that an answer reports, or None for a success.

    Args:
        answer: The response.
        asked: What was asked, for the message.
    """
    fields = answer.fields()
    if fields is not None and isinstance(fields.get("error"), str):
        return oauth_error(fields, asked, answer.secrets, status=answer.status, request_id=answer.request_id)
    if 200 <= answer.status < 300:
        return None
    told = f"{asked} was answered with {answer.status}"
    if 300 <= answer.status < 400:
        text = f"{told}, a redirect, which is not followed. Check the token URL."
        return TokenResponseError(text, status_code=answer.status, request_id=answer.request_id)
    if fields is None:
        later = (
            "Try again later."
            if answer.status == 429 or answer.status >= 500
            else "Check the host and the credentials."
        )
        text = f"{told} and {answer.described()} instead of JSON. {later}"
        return TokenResponseError(text, status_code=answer.status, request_id=answer.request_id)
    return _refusal(fields, told, answer)


def oauth_error(
    fields: Mapping[str, object],
    asked: str,
    secrets: Iterable[str] = (),
    *,
    status: int | None = None,
    request_id: str | None = None,
) -> OAuthError:
    """Return the typed error for ``error``, ``error_description`` and ``error_uri`` (RFC 6749 section 5.2)."""
    code = redact(str(fields.get("error")), secrets)
    words = fields.get("error_description")
    description = redact(words, secrets) if isinstance(words, str) else None
    told = f"{asked} was refused: {code}" + (f" ({description})" if description else "")
    return OAUTH_ERRORS.get(code, OAuthError)(
        f"{told}. {_ADVICE.get(code, 'Check the parameters.')}",
        error=code,
        error_description=description,
        error_uri=_page(fields.get("error_uri"), secrets),
        status_code=status,
        request_id=request_id,
    )


def token_error(fields: RedactedDict[Any], asked: str, status: int | None = None) -> TokenResponseError | None:
    """Return what is wrong with a token response (RFC 6749 section 5.1), or None."""
    kind = fields.get("token_type", "bearer")
    problem = None
    if "access_token" not in fields:
        problem = "holds no access_token"
    elif not is_token_text(fields["access_token"]):
        problem = "holds an access_token that is no text of visible ASCII"
    elif fields.get("refresh_token") and not is_token_text(fields["refresh_token"]):
        problem = "holds a refresh_token that is no text of visible ASCII"
    elif not isinstance(kind, str) or kind.lower() != "bearer":
        problem = "is for another token_type than bearer"
    return TokenResponseError(f"{asked}: the answer {problem}.", status_code=status) if problem else None


def token_from(fields: RedactedDict[Any], *, base_url: str, now: float) -> Token:
    """Return the token of a checked response.

    Args:
        fields: The response.
        base_url: The server that the token is for.
        now: The time of the request, in seconds since 1970: the server's seconds begin at the latest when it answers.
    """
    life = _seconds(fields.get("expires_in"))
    scope = fields.get("scope")
    return Token(
        access_token=fields["access_token"],
        base_url=base_url,
        issued_at=now,
        expires_at=None if life is None else now + life,
        refresh_token=fields.get("refresh_token") or None,
        scope=scope if isinstance(scope, str) else None,
    )


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _refusal(fields: RedactedDict[Any], told: str, answer: Answer) -> TokenRefusedError:
    lowered = {name.lower(): value for name, value in fields.items()}
    words = next(
        (lowered[name] for name in ("message", "errormessage", "error_description") if lowered.get(name)), None
    )
    description = redact(str(words), answer.secrets) if words is not None else None
    code = lowered.get("code")
    return TokenRefusedError(
        f"{told}{': ' + description if description else ''}. Check the credentials.",
        error_description=description,
        status_code=answer.status,
        code=code if isinstance(code, int) and not isinstance(code, bool) else None,
        request_id=answer.request_id,
    )


def _page(uri: object, secrets: Iterable[str]) -> str | None:
    if isinstance(uri, str) and uri.startswith(("https://", "http://")) and uri == redact(uri, secrets):
        return uri
    return None
