"""What both clients share: a call becomes an HTTP request, a failed connection a typed error, a response a log line."""

from __future__ import annotations

import logging
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._http import http
from ._request import OMIT
from .errors import APIConnectionError, APITimeoutError, ConfigurationError

if TYPE_CHECKING:
    from ._request import Call

__all__ = ["RequestBuilder", "connection_error", "failure_reason", "log_response", "own_user_agent"]

logger = logging.getLogger(__package__)

_EMPTY_BODY_METHODS = frozenset({"PATCH", "POST", "PUT"})


class RequestBuilder:
    """Builds the HTTP requests of one client.

    The HTTP client's own ``build_request`` parses and merges everything anew for each request, which costs more than
    all the rest of a call. Here the header fields are merged once, and again only if the HTTP client's have changed.

    Of the caller's HTTP client, default header fields and query parameters are sent. Its base URL is not used, and
    neither are its cookies: a client that serves two users must not send the session of one with the key of the other.

    Args:
        base_url: Scheme, host and port, without a trailing slash.
        timeout: Seconds, or None for no limit.
        user_agent: The User-Agent header field.
    """

    def __init__(self, base_url: str, timeout: float | None, user_agent: str) -> None:
        self.base_url = base_url
        self.user_agent = user_agent
        self._host = http.URL(base_url).netloc
        self._timeout = http.Timeout(timeout).as_dict()
        self._client_headers: list[tuple[bytes, bytes]] | None = None
        self._headers = http.Headers()

    def build(self, client: http.Client | http.AsyncClient, call: Call[Any]) -> http.Request:
        """Return the HTTP request of a call.

        Args:
            client: The HTTP client that will send it.
            call: The call.

        Raises:
            ConfigurationError: An argument cannot be part of a URL, a header field or a JSON body.
        """
        try:
            url = http.URL(self.base_url + call.target())
            if client.params:
                url = url.copy_with(params=client.params.merge(url.params))
            content = call.content()
            headers = self._base_headers(client)
            for name, value in call.header_fields().items():
                headers[name] = value
        except (TypeError, ValueError, http.InvalidURL) as error:
            problem = str(error)
        else:
            if content or call.operation.method in _EMPTY_BODY_METHODS:
                headers["Content-Length"] = str(len(content))
            timeout = self._timeout if call.timeout is OMIT else http.Timeout(call.timeout).as_dict()  # type: ignore[arg-type]
            request = http.Request(
                call.operation.method,
                url,
                headers=headers,
                stream=http.ByteStream(content),
                extensions={"timeout": timeout},
            )
            request.read()
            return request
        # Raised outside the handler: an exception of the encoder holds the whole body, which may be secret.
        raise ConfigurationError(f"{call.operation.id} cannot be sent: {problem}.")

    def _base_headers(self, client: http.Client | http.AsyncClient) -> http.Headers:
        raw = client.headers.raw
        if raw != self._client_headers:
            self._headers = http.Headers([(b"Host", self._host), *raw])
            self._headers["User-Agent"] = self.user_agent
            self._headers["Accept"] = "application/json"
            self._client_headers = raw
        return http.Headers(self._headers)


def own_user_agent(product: str, version: str, prefix: str | None) -> str:
    """Return the User-Agent: the caller's own product first, then this package, the HTTP library and Python."""
    own = f"{product}-python/{version} {http.__name__}/{http.__version__} Python/{sys.version.partition(' ')[0]}"
    return f"{prefix} {own}" if prefix else own


def connection_error(call: Call[Any], error: http.HTTPError) -> APIConnectionError:
    """Return the typed error for a call without a response."""
    request = f"{call.operation.method} {call.operation.path} ({call.operation.id})"
    if isinstance(error, http.TimeoutException):
        return APITimeoutError(f"{request} timed out ({type(error).__name__}). Try again, or give a longer timeout.")
    return APIConnectionError(f"{request} failed: {failure_reason(error)}. Check the host and the network.")


def failure_reason(error: BaseException) -> str:
    """Return why a connection failed, in words that hold nothing of the request.

    The HTTP libraries wrap the operating system's errors several times, and asynchronous ones group them.
    """
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate verify failed: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"TLS failed ({cause.reason or type(cause).__name__})"
        if isinstance(cause, socket.gaierror):
            return "the host name cannot be resolved"
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        if isinstance(cause, ConnectionResetError | BrokenPipeError):
            return "connection reset by the server"
    return type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    pending, seen = [error], set[int]()
    while pending:
        cause = pending.pop(0)
        if id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            pending += cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
            pending += [inner for inner in (cause.__cause__, cause.__context__) if inner is not None]


def log_response(call: Call[Any], response: http.Response, started: float) -> None:
    """Log one line per response, at DEBUG, without its query, header fields or body.

    Args:
        call: The call.
        response: The response.
        started: When the request was sent, in seconds of :func:`time.perf_counter`.
    """
    if logger.isEnabledFor(logging.DEBUG):
        elapsed = (time.perf_counter() - started) * 1000
        operation = call.operation
        logger.debug("%s %s -> %d in %.0f ms", operation.method, operation.path, response.status_code, elapsed)
