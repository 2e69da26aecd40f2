"""Why no response came: the typed error, and the reason in words that hold nothing of the request."""

from __future__ import annotations

import os
import re
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._http import http
from .errors import APIConnectionError, APITimeoutError

if TYPE_CHECKING:
    from ._request import Call

__all__ = ["connection_error", "failure_reason", "library_failure", "system_reason"]


def connection_error(call: Call[Any], error: http.HTTPError) -> APIConnectionError:
    """Return the typed error for a call without a response."""
    request = f"{call.operation.method} {call.operation.path} ({call.operation.id})"
    for cause in _causes(error):
        # The HTTP library's frames hold the header fields of requests, and the password of a proxy.
        cause.__traceback__ = None
    if isinstance(error, http.TimeoutException):
        return APITimeoutError(f"{request} timed out ({type(error).__name__}). Try again, or give a longer timeout.")
    # Servers that demand a certificate often do not say so: they close the connection.
    certificate = "the client certificate (cert=), " if call.operation.client_certificate else ""
    advice = f"Check {certificate}the host and the network."
    return APIConnectionError(f"{request} failed: {failure_reason(error)}. {advice}")


def failure_reason(error: BaseException) -> str:
    """Return why a connection failed, in words that hold nothing of the request."""
    reason = system_reason(error)
    if reason is not None:
        return reason
    if isinstance(error, http.RemoteProtocolError):
        # In the HTTP library's own words, its messages also hold what the server sent.
        is_closed = str(error).startswith(("Server disconnected", "peer closed"))
        return "the server closed the connection early" if is_closed else "the response is not valid HTTP"
    if isinstance(error, http.ProxyError):
        status = re.match("[0-9]{3}", str(error))
        return f"the proxy returned {status[0]}" if status else "the proxy refused the connection"
    return type(error).__name__


def system_reason(error: BaseException, certificate: str = "cert=") -> str | None:
    """Return the reason that TLS or the operating system gives, or None if neither has failed.

    Libraries wrap these errors several times, and asynchronous ones group them.

    Args:
        error: What was raised.
        certificate: How a client certificate is passed.
    """
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate verify failed: {cause.verify_message.rstrip('.')}"
        if isinstance(cause, ssl.SSLError):
            # An SSLError that Python code raises has no reason attribute.
            reason = getattr(cause, "reason", None) or type(cause).__name__
            if "CERTIFICATE_REQUIRED" in reason:
                # RFC 8446 section 6.2; TLS 1.2 has no alert of its own for it.
                return f"the server requires a client certificate; pass it as {certificate}"
            return f"TLS failed ({reason})"
        if isinstance(cause, socket.gaierror | UnicodeError):
            return "the host name cannot be resolved"
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        if isinstance(cause, ConnectionResetError | BrokenPipeError):
            return "connection reset by the server"
        if isinstance(cause, OSError) and isinstance(cause.errno, int):
            return os.strerror(cause.errno).lower()
    return None


def library_failure(error: Exception) -> http.HTTPError | None:
    """Return the error for what the HTTP libraries let through as another library, or a URL of theirs, raised it."""
    library = type(error).__module__.partition(".")[0]
    if library == "socksio":
        return http.ProxyError("The proxy's reply is not valid.")
    if library == "idna" or isinstance(error, http.InvalidURL):
        # They build the request that would follow a redirect even if none is followed.
        return http.RemoteProtocolError("The redirect is not valid.")
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    pending, seen = [error], set[int]()
    while pending:
        cause = pending.pop(0)
        if id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            pending += cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
            pending += [inner for inner in (cause.__cause__, cause.__context__) if inner is not None]
