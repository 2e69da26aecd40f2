"""Requests to a token endpoint: a client of their own, no redirects, a short answer, few repetitions."""

from __future__ import annotations

from typing import Final

from .._backoff import backoff, retry_after
from .._http import http, tls
from ..errors import OAuthError, TokenConnectionError, TokenOutcomeUnknownError, TokenResponseError
from ._answer import Answer, error_of, token_error, token_from
from ._base import ClientContext
from ._flow import TokenRequest
from ._origin import is_loopback
from ._redact import RedactedDict
from .token import Token

__all__ = ["TokenEndpoint"]

_ATTEMPTS: Final = 3
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0
_LARGEST_BODY: Final = 64 * 1024
_DEFAULT_TIMEOUT: Final = 30.0

_UNSENT = (http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.UnsupportedProtocol)


class TokenEndpoint:
    """Asks for tokens, blocking.

    Args:
        context: The server that the tokens are for, how to reach it, and the time.
    """

    def __init__(self, context: ClientContext) -> None:
        self._context = context
        self._timeout = _DEFAULT_TIMEOUT if context.timeout is None else context.timeout

    @property
    def patience(self) -> float:
        """The longest that a request can take with its repetitions, in seconds."""
        return _ATTEMPTS * (2 * self._timeout + _LONGEST_PAUSE)

    def send(self, request: TokenRequest) -> Token:
        """Return the token that a request is answered with.

        Raises:
            OAuthError: The server refused; the class is that of its error code (RFC 6749 section 5.2).
            TokenRefusedError: The server refused without such a code.
            TokenResponseError: The answer is no token response.
            TokenConnectionError: No answer came.
            TokenOutcomeUnknownError: No answer came, and the request's code or refresh token may be used up.
        """
        clock = self._context.clock
        for attempt in range(1, _ATTEMPTS + 1):
            now = clock.wall()
            answer = self._post(request)
            pause = self._pause(request, answer, attempt, now)
            if pause is None:
                return self._token(request, answer, now)
            clock.sleep(pause)
        raise AssertionError("the last attempt has no pause")

    def _post(self, request: TokenRequest) -> Answer | OAuthError:
        transport = None if self._context.transport is None else NonClosingTransport(self._context.transport)
        # An environment's proxy would see what goes to this machine in clear.
        trust_env = not is_loopback(request.url)
        body, headers = request.form.body(), self._headers(request)
        try:
            with (
                http.Client(transport=transport, verify=tls(), timeout=self._timeout, trust_env=trust_env) as client,
                client.stream("POST", request.url, content=body, headers=headers) as response,
            ):
                return Answer(response.status_code, dict(response.headers), self._body(response), request.secrets)
        except _UNSENT as error:
            kind, sent = type(error).__name__, False
        except http.HTTPError as error:
            kind, sent = type(error).__name__, True
        # Made outside of the handlers: the library's frames hold the body, and a chained traceback would show it.
        return _unanswered(request, kind, sent)

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
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            return b""
        clock = self._context.clock
        deadline = clock.monotonic() + self._timeout
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LARGEST_BODY:
                return None
            if clock.monotonic() > deadline:
                raise http.ReadTimeout("The token response trickles in.")
        return bytes(body)

    def _pause(self, request: TokenRequest, answer: Answer | OAuthError, attempt: int, now: float) -> float | None:
        """Return the seconds until the next attempt, or None where there is none."""
        if attempt == _ATTEMPTS:
            return None
        pause = backoff(attempt - 1, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
        if not isinstance(answer, Answer):
            return None if isinstance(answer, TokenOutcomeUnknownError) else pause
        if not request.repeatable or (answer.status != 429 and answer.status < 500):
            return None
        wanted = retry_after(answer.headers.get("retry-after", ""), now)
        if wanted is not None and wanted > _LONGEST_PAUSE:
            return None
        return max(pause, wanted or 0.0)

    def _token(self, request: TokenRequest, answer: Answer | OAuthError, now: float) -> Token:
        if not isinstance(answer, Answer):
            raise answer
        asked = f"The token request to {request.url}"
        error = error_of(answer, asked)
        if error is not None:
            raise error
        fields = answer.fields()
        if fields is None:
            text = f"{asked} was answered with {answer.described()} instead of JSON. Check the token URL."
            raise TokenResponseError(text, status_code=answer.status, request_id=answer.request_id)
        problem = token_error(fields, asked, answer.status)
        if problem is not None:
            raise problem
        return token_from(fields, base_url=self._context.base_url, now=now)


class NonClosingTransport(http.BaseTransport):
    """Another client's transport, which is not closed with this one."""

    def __init__(self, transport: http.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: http.Request) -> http.Response:
        return self._transport.handle_request(request)


def _unanswered(request: TokenRequest, kind: str, sent: bool) -> TokenConnectionError:
    if sent and request.once:
        return TokenOutcomeUnknownError(
            f"The token request to {request.url} was sent and got no answer ({kind}). It may have used up the code or "
            "refresh token; if the next try is refused, sign in again."
        )
    return TokenConnectionError(f"The token request to {request.url} got no answer ({kind}). Check host and network.")
