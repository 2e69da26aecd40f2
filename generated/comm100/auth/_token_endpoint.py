"""Requests to a token endpoint: sent, retried if that is safe, and the response checked before it is believed."""

from __future__ import annotations

import json
import math
import threading
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .._connection_errors import failure_reason
from .._http import http
from .._response import GZIP, Gunzip, codings
from .._retry import retry_after
from .._transport import NetworkOptions, time_limit
from ..errors import (
    OAUTH_ERRORS,
    OAuthError,
    TokenConnectionError,
    TokenOutcomeUnknownError,
    TokenRefusedError,
    TokenResponseError,
)
from ._base import ClientContext
from ._concurrency import backoff, sleep_unless
from ._redact import NotPicklable, RedactedDict, redact
from ._requests import TokenRequest
from .token import Token, is_refresh_text, is_token_text

__all__ = ["TokenEndpoint", "TokenResponse", "invalid_token_response", "oauth_error", "token_from"]

_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0
_LARGEST_BODY: Final = 64 * 1024
_DEFAULT_TIMEOUT: Final = 30.0

_UNSENT = (http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.ProxyError, http.UnsupportedProtocol)

_INTERACTION = "The user has to respond: start the sign-in again, without prompt=none."
_ADVICE = {
    "access_denied": "Ask the user to allow the access.",
    "account_selection_required": _INTERACTION,
    "consent_required": _INTERACTION,
    "interaction_required": _INTERACTION,
    "invalid_client": "Check client_id and client_secret.",
    "login_required": _INTERACTION,
    "server_error": "Try again later.",
    "temporarily_unavailable": "Try again later.",
}
_INVALID_GRANT = {
    "authorization_code": (
        "The usual causes are a redirect_uri other than the one that the sign-in was started with, and a code that is "
        "expired or already used."
    ),
    "client_credentials": "The credentials are invalid, expired or revoked.",
    "password": "The user name or the password is wrong.",
    "refresh_token": "The refresh token is invalid, expired or revoked.",
}


class TokenEndpoint:
    """Sends token requests, blocking: each with its own HTTP client, without redirects or cookies.

    Args:
        context: The server that the tokens are for, how to reach it, and the clock.
    """

    def __init__(self, context: ClientContext) -> None:
        self._context = context
        self._network = context.network or NetworkOptions()
        self._timeout = _DEFAULT_TIMEOUT if context.timeout is None else context.timeout
        self._closing = threading.Event()

    @property
    def max_wait(self) -> float:
        """The longest that a request can take with all its attempts, in seconds."""
        return (self._context.max_retries + 1) * (self._timeout + _LONGEST_PAUSE)

    @property
    def max_wait_closing(self) -> float:
        """The longest that a request can take after :meth:`close`, in seconds."""
        return 2 * self._timeout

    def close(self) -> None:
        """Let the request that is under way be the last attempt."""
        self._closing.set()

    def send(self, request: TokenRequest, *, advice: str = "") -> Token:
        """Return the token that the server issues.

        Args:
            request: The request.
            advice: What the user can do if the grant is refused, for the message.

        Raises:
            OAuthError: The server refused; the class is that of its error code (RFC 6749 section 5.2).
            TokenRefusedError: The server refused without such a code.
            TokenResponseError: The response is not a token response.
            TokenConnectionError: No response came.
            TokenOutcomeUnknownError: No response came, and the request's code or refresh token may be used up.
        """
        clock = self._context.clock
        attempt = 0
        while True:
            now = clock.wall()
            outcome = self._post(request, advice)
            pause = self._pause(request, outcome, attempt, now)
            if pause is None or not sleep_unless(self._closing, pause, clock):
                break
            attempt += 1
        if isinstance(outcome, OAuthError):
            raise outcome
        return _read_token(request, outcome, base_url=self._context.base_url, now=now, advice=advice)

    def _post(self, request: TokenRequest, advice: str) -> TokenResponse | TokenConnectionError:
        transport = None if self._context.transport is None else NonClosingTransport(self._context.transport)
        body, headers = request.form.body(), self._headers(request)
        try:
            with (
                time_limit(self._timeout),
                self._network.client(request.url, transport=transport, timeout=self._timeout) as client,
                client.stream("POST", request.url, content=body, headers=headers) as response,
            ):
                fields = dict(response.headers)
                return TokenResponse(response.status_code, fields, self._body(response), request.secrets)
        except http.HTTPError as error:
            sent = not isinstance(error, _UNSENT)
            # The error itself refers to the request, and its traceback to frames with the body.
            cause = type(error)(failure_reason(error))
        return _connection_error(request, cause, sent, advice)

    def _headers(self, request: TokenRequest) -> RedactedDict[str]:
        headers = RedactedDict(
            {
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": self._context.user_agent,
            }
        )
        if request.authorization is not None:
            headers["Authorization"] = request.authorization
        return headers

    def _body(self, response: http.Response) -> bytes | None:
        """Return the body, None if it is too long; an empty one if it cannot be decoded.

        No compression is asked for. A server that compresses all the same has issued its token by then, and may have
        replaced the refresh token.
        """
        if response.is_stream_consumed:  # by a transport without a network
            return response.content if len(response.content) <= _LARGEST_BODY else None
        # Whether a body in a coding that nobody knows is JSON all the same, its parser finds out.
        gunzip = Gunzip() if codings(response.headers) in GZIP else None
        clock = self._context.clock
        deadline = clock.monotonic() + self._timeout
        body = bytearray()
        try:
            for chunk in response.iter_raw():
                for part in [chunk] if gunzip is None else gunzip.feed(chunk):
                    body += part
                    if len(body) > _LARGEST_BODY:
                        return None
                if clock.monotonic() > deadline:
                    raise http.ReadTimeout("The token response is too slow.")
        except zlib.error:
            return b""
        return bytes(body) if gunzip is None or gunzip.is_complete else b""

    def _pause(
        self, request: TokenRequest, outcome: TokenResponse | TokenConnectionError, attempt: int, now: float
    ) -> float | None:
        """Return the seconds until the next attempt, or None if there is none."""
        if attempt == self._context.max_retries or isinstance(outcome, TokenOutcomeUnknownError):
            return None
        asked = 0.0
        if isinstance(outcome, TokenResponse):
            if not request.is_repeatable or (outcome.status != 429 and outcome.status < 500):
                return None
            asked = retry_after(outcome.headers.get("retry-after", ""), now) or 0.0
        if asked > _LONGEST_PAUSE:
            return None
        return max(backoff(attempt, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE), asked)


class NonClosingTransport(http.BaseTransport):
    """Another client's transport, which stays open when a client that borrows it is closed."""

    def __init__(self, transport: http.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: http.Request) -> http.Response:
        """Send a request."""
        return self._transport.handle_request(request)


class TokenResponse(NotPicklable):
    """A token endpoint's response, read whole.

    Args:
        status: The HTTP status.
        headers: The header fields.
        body: The body; None if it was longer than any token response.
        secrets: Values of the request that no message may repeat.
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
        return f"<TokenResponse {self.status}>"

    @property
    def request_id(self) -> str | None:
        """The request identifier, if the response has one."""
        for name in ("x-request-id", "request-id", "x-correlation-id"):
            if self.headers.get(name):
                return redact(self.headers[name], self.secrets)
        return None

    def fields(self) -> RedactedDict[Any] | None:
        """Return the JSON object in the body, or None if the body is something else."""
        try:
            data = json.loads(self.body or b"")
        except (ValueError, RecursionError):
            return None
        return RedactedDict(data) if isinstance(data, dict) else None

    def describe_body(self) -> str:
        """Return what kind of body came, for an error message."""
        if self.body is None:
            return "a body that is too long"
        coding = codings(self.headers)
        if coding and (not self.body or coding not in GZIP):
            return f"a body in {redact(coding, self.secrets)} that cannot be decoded"
        if not self.body:
            return "no body"
        if self.body.lstrip().startswith(b"["):
            return "a JSON array"
        media_type = redact(self.headers.get("content-type", ""), self.secrets).split(";")[0]
        return f"{len(self.body)} bytes of {media_type or 'unknown type'}"


def _read_token(request: TokenRequest, response: TokenResponse, *, base_url: str, now: float, advice: str) -> Token:
    asked = f"The token request to {request.url}"
    error = _response_error(request, response, asked, advice)
    if error is not None:
        raise error
    fields = response.fields()
    if fields is None:
        returned = f"{asked} returned {response.status} with {response.describe_body()} instead of a JSON object"
        text = f"{returned}. Check the token URL."
        raise TokenResponseError(text, status_code=response.status, request_id=response.request_id)
    problem = invalid_token_response(fields, asked, response.status)
    if problem is not None:
        raise problem
    return token_from(fields, base_url=base_url, now=now)


def _response_error(request: TokenRequest, response: TokenResponse, asked: str, advice: str) -> OAuthError | None:
    fields = response.fields()
    is_success = 200 <= response.status < 300
    error = None if fields is None else fields.get("error")
    # Some servers send all members each time: an empty error beside a token is none.
    if fields is not None and isinstance(error, str) and (error or not is_success):
        return oauth_error(
            fields,
            asked,
            response.secrets,
            grant_type=request.grant_type,
            advice=advice,
            status=response.status,
            request_id=response.request_id,
        )
    if is_success:
        return None
    returned = f"{asked} returned {response.status}"
    if 300 <= response.status < 400:
        text = f"{returned}, a redirect, which is not followed. Check the token URL."
        return TokenResponseError(text, status_code=response.status, request_id=response.request_id)
    refused = response.status in (400, 401)
    if fields is None:
        if response.status == 429 or response.status >= 500:
            next_step = "Try again later."
        else:
            next_step = f"Check the host and the credentials. {advice if refused else ''}".rstrip()
        text = f"{returned} with {response.describe_body()} instead of a JSON object. {next_step}"
        return TokenResponseError(text, status_code=response.status, request_id=response.request_id)
    return _refusal(fields, returned, response, f"Check the credentials. {advice if refused else ''}".rstrip())


def oauth_error(
    fields: Mapping[str, object],
    asked: str,
    secrets: Iterable[str] = (),
    *,
    grant_type: str = "",
    advice: str = "",
    status: int | None = None,
    request_id: str | None = None,
) -> OAuthError:
    """Return the typed error for ``error``, ``error_description`` and ``error_uri`` (RFC 6749 section 5.2).

    Args:
        fields: The parameters of the response or redirect.
        asked: The request, for the message.
        secrets: Values that the message may not repeat.
        grant_type: The grant that the request made use of, if it was a token request.
        advice: What the user can do if the grant is refused.
        status: The HTTP status.
        request_id: The response's request identifier.
    """
    code = redact(str(fields.get("error")), secrets)
    words = fields.get("error_description")
    description = redact(words, secrets) if isinstance(words, str) else None
    next_steps = _ADVICE.get(code, "Check the parameters.")
    if code == "invalid_grant":
        next_steps = f"{_INVALID_GRANT.get(grant_type, 'The grant is invalid.')} {advice}".rstrip()
    elif advice and code in ("unauthorized_client", "unsupported_grant_type"):
        next_steps = advice
    refused = f"{asked} was refused: {code or 'without a code'}" + (f" ({description})" if description else "")
    return OAUTH_ERRORS.get(code, OAuthError)(
        f"{refused}. {next_steps}",
        error=code,
        error_description=description,
        error_uri=_safe_url(fields.get("error_uri"), secrets),
        status_code=status,
        request_id=request_id,
    )


def invalid_token_response(
    fields: RedactedDict[Any], asked: str, status: int | None = None
) -> TokenResponseError | None:
    """Return the error for a token response that breaks RFC 6749 section 5.1, or None if it is valid."""
    token_type = fields.get("token_type")
    problem = None
    if "access_token" not in fields:
        problem = "no access_token"
    elif not is_token_text(fields["access_token"]):
        problem = "an access_token that is not visible ASCII text"
    elif fields.get("refresh_token") and not is_refresh_text(fields["refresh_token"]):
        problem = "a refresh_token that is not visible ASCII text"
    elif token_type not in (None, "") and (not isinstance(token_type, str) or token_type.lower() != "bearer"):
        problem = "a token_type other than bearer"
    return TokenResponseError(f"{asked} returned {problem}.", status_code=status) if problem else None


def token_from(fields: RedactedDict[Any], *, base_url: str, now: float) -> Token:
    """Return the token of a valid token response.

    Args:
        fields: The response.
        base_url: The server that the token is for.
        now: When the request was sent, in seconds since 1970: the token expires no later than counted from then.
    """
    lifetime = _seconds(fields.get("expires_in"))
    scope = fields.get("scope")
    return Token(
        access_token=fields["access_token"],
        base_url=base_url,
        issued_at=now,
        expires_at=None if lifetime is None else now + lifetime,
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


def _refusal(fields: RedactedDict[Any], returned: str, response: TokenResponse, advice: str) -> TokenRefusedError:
    members = {name.lower(): value for name, value in fields.items()}
    names = ("message", "errormessage", "error_description")
    words = next((members[name] for name in names if members.get(name)), None)
    description = None if words is None else redact(str(words), response.secrets)
    code = members.get("code")
    return TokenRefusedError(
        f"{returned}{': ' + description if description else ''}. {advice}",
        error_description=description,
        status_code=response.status,
        code=code if isinstance(code, int) and not isinstance(code, bool) else None,
        request_id=response.request_id,
    )


def _safe_url(uri: object, secrets: Iterable[str]) -> str | None:
    if isinstance(uri, str) and uri.startswith(("https://", "http://")) and uri == redact(uri, secrets):
        return uri
    return None


def _connection_error(request: TokenRequest, cause: http.HTTPError, sent: bool, advice: str) -> TokenConnectionError:
    text = f"The token request to {request.url} failed: {cause}"
    if sent and request.uses_up:
        text = f"{text}. It may have used up the {request.uses_up}, in which case the next attempt is refused. {advice}"
        error: TokenConnectionError = TokenOutcomeUnknownError(text.rstrip())
    else:
        error = TokenConnectionError(f"{text}. Check the host and the network.")
    error.__cause__ = cause
    return error
