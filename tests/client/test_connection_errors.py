"""Why no response came, in words that hold nothing of the request."""

from __future__ import annotations

import errno
import ssl
from socket import gaierror
from typing import Any

import pytest

from comm100._connection_errors import connection_error, failure_reason, library_failure
from comm100._http import http
from comm100._request import Call, Operation
from comm100.errors import APIConnectionError, APITimeoutError


def chained(error: BaseException, *causes: BaseException, context: bool = False) -> Any:
    """Return an error with each cause behind the one before it."""
    inner: BaseException = error
    for cause in causes:
        setattr(inner, "__context__" if context else "__cause__", cause)
        inner = cause
    return error


def certificate_error(message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_message = message
    return error


def tls_error(reason: str | None) -> ssl.SSLError:
    error = ssl.SSLError()
    error.reason = reason  # type: ignore[assignment]  # ssl sets it, typed as text
    return error


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (certificate_error("certificate has expired."), "certificate verify failed: certificate has expired"),
        (tls_error("WRONG_VERSION_NUMBER"), "TLS failed (WRONG_VERSION_NUMBER)"),
        (tls_error(None), "TLS failed (SSLError)"),
        (gaierror(-2, "Name or service not known"), "the host name cannot be resolved"),
        (UnicodeError("label empty or too long"), "the host name cannot be resolved"),
        (ConnectionRefusedError("http://s3cret"), "connection refused"),
        (ConnectionResetError("http://s3cret"), "connection reset by the server"),
        (BrokenPipeError("http://s3cret"), "connection reset by the server"),
        (OSError(errno.EHOSTUNREACH, "http://s3cret"), "no route to host"),
        (FileNotFoundError(errno.ENOENT, "http://s3cret", "/s3cret"), "no such file or directory"),
    ],
)
def test_a_failure_has_the_reason_of_its_innermost_cause(cause: Exception, reason: str) -> None:
    """However deep it is: chained, in the context, or in a group of what several attempts raised."""
    outer = http.ConnectError("http://s3cret")
    assert failure_reason(cause) == reason
    assert failure_reason(chained(http.ConnectError(""), OSError("x"), cause)) == reason
    assert failure_reason(chained(http.ConnectError(""), OSError("x"), cause, context=True)) == reason
    assert (
        failure_reason(chained(outer, ExceptionGroup("s3cret", [OSError("x"), chained(OSError("y"), cause)]))) == reason
    )
    call = Call(Operation[Any]("op", "GET", "/a/{b}"), path={"b": "s3cret"})
    error = connection_error(call, outer)
    assert type(error) is APIConnectionError
    assert str(error) == f"GET /a/{{b}} (op) failed: {reason}. Check the host and the network."


def test_a_failure_without_a_known_cause_is_named_by_its_type() -> None:
    """Even if its causes go round in a circle."""
    first, second = http.ReadError("s3cret"), OSError("s3cret")
    first.__cause__, second.__context__ = second, first
    assert failure_reason(first) == "ReadError"


def test_a_timeout_is_a_connection_error_of_its_own() -> None:
    """It says which of the waits it was."""
    error = connection_error(Call(Operation[Any]("op", "GET", "/a")), http.ConnectTimeout("s3cret"))
    assert type(error) is APITimeoutError
    assert str(error) == "GET /a (op) timed out (ConnectTimeout). Try again, or give a longer timeout."


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            http.RemoteProtocolError("Server disconnected without sending a response."),
            "the server closed the connection",
        ),
        (http.RemoteProtocolError("peer closed connection without s3cret"), "the server closed the connection early"),
        (http.RemoteProtocolError("illegal status line: s3cret"), "the response is not valid HTTP"),
        (http.ProxyError("407 Proxy s3cret"), "the proxy returned 407"),
        (http.ProxyError("s3cret"), "the proxy refused the connection"),
        (tls_error("TLSV13_ALERT_CERTIFICATE_REQUIRED"), "the server requires a client certificate; pass it as cert="),
    ],
)
def test_a_failure_of_the_protocol_is_named_in_other_words(error: Exception, reason: str) -> None:
    """The library's own hold what the server sent."""
    assert failure_reason(error).startswith(reason)
    assert "s3cret" not in failure_reason(error)


def foreign(module: str) -> Exception:
    """Return an error of another library."""
    return type("ForeignError", (Exception,), {"__module__": module})("s3cret")  # type: ignore[no-any-return]  # a class that is made here


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (foreign("socksio.exceptions"), http.ProxyError),
        (foreign("idna.core"), http.RemoteProtocolError),
        (http.InvalidURL("s3cret"), http.RemoteProtocolError),
        (foreign("another.socksio"), None),
        (ValueError("s3cret"), None),
    ],
)
def test_what_the_library_lets_through_is_a_failure_of_the_connection(error: Exception, kind: Any) -> None:
    """Whatever raised it; mistakes of the program stay what they are."""
    failure = library_failure(error)
    assert failure is None if kind is None else type(failure) is kind
    assert "s3cret" not in str(failure)
