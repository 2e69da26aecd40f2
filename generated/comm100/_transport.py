"""What both clients share: from a call to an HTTP request, and from a failed connection to a typed error."""

from __future__ import annotations

import logging
import platform
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._http import http
from ._request import OMIT
from .errors import APIConnectionError, APITimeoutError, ConfigurationError

if TYPE_CHECKING:
    from ._request import Call

__all__ = ["Connection", "connection_error", "log_response", "own_user_agent"]

logger = logging.getLogger(__package__)


@dataclass(frozen=True)
class Connection:
    """Where and how a client asks.

    Args:
        base_url: Scheme, host and port, without a trailing slash.
        timeout: Seconds for each of connecting, sending and waiting for data; None waits for ever.
        user_agent: The User-Agent header field.
    """

    base_url: str
    timeout: float | None
    user_agent: str

    def build(self, client: http.Client | http.AsyncClient, call: Call[Any]) -> http.Request:
        """Return the HTTP request of a call.

        Raises:
            ConfigurationError: An argument cannot be part of a URL or a JSON body.
        """
        timeout = self.timeout if call.timeout is OMIT else call.timeout
        try:
            return client.build_request(
                call.operation.method,
                self.base_url + call.target(),
                content=call.content(),
                headers={"User-Agent": self.user_agent, "Accept": "application/json", **call.header_fields()},
                timeout=timeout,  # type: ignore[arg-type]  # Omit is ruled out above
            )
        except (TypeError, ValueError, http.InvalidURL) as error:
            problem = str(error)
        # Raised outside of the handler: an exception of the encoder holds the whole body, which may be secret.
        raise ConfigurationError(f"{call.operation.id} cannot be sent: {problem}.")


def own_user_agent(product: str, version: str, prefix: str | None) -> str:
    """Return the User-Agent: the caller's own product first, then this package, the HTTP library and Python."""
    own = f"{product}-python/{version} {http.__name__}/{http.__version__} Python/{platform.python_version()}"
    return f"{prefix} {own}" if prefix else own


def connection_error(call: Call[Any], error: http.HTTPError) -> APIConnectionError:
    """Return the typed error for a response that never came."""
    asked = f"{call.operation.method} {call.operation.path} ({call.operation.id})"
    kind = type(error).__name__
    if isinstance(error, http.TimeoutException):
        return APITimeoutError(f"{asked} got no answer in time ({kind}). Try again, or give a longer timeout.")
    return APIConnectionError(f"{asked} got no answer ({kind}). Check the host and the network.")


def log_response(call: Call[Any], response: http.Response, started: float) -> None:
    """Log one line a response, at DEBUG, without query, header fields or body.

    Args:
        call: What was asked.
        response: What came back.
        started: When it was asked, in seconds of :func:`time.perf_counter`.
    """
    logger.debug(
        "%s %s -> %d in %.0f ms",
        call.operation.method,
        call.operation.path,
        response.status_code,
        (time.perf_counter() - started) * 1000,
    )
