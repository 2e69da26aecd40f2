"""The seam between a client and its credentials."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from .._http import http
from ..errors import ConfigurationError
from ._concurrency import Clock
from ._redact import NotPicklable
from .token import Token

__all__ = ["BoundAuth", "ClientContext", "Credentials", "reusable_transport"]


@dataclass(frozen=True, kw_only=True)
class ClientContext:
    """What a client lends to its credentials.

    Args:
        base_url: Scheme, host and port that the client talks to, without a trailing slash.
        transport: What token requests are sent with; None for a connection of their own.
        timeout: Seconds for each of connecting, sending and waiting for data; None means 30.
        user_agent: The User-Agent header field of token requests.
        clock: The time.
    """

    base_url: str
    transport: http.BaseTransport | None
    timeout: float | None
    user_agent: str
    clock: Clock


class BoundAuth(NotPicklable, http.Auth):
    """Credentials in use by one client: what the HTTP library calls for each request."""

    @property
    def token(self) -> Token | None:
        """The current token; None before the first request and for credentials without tokens."""
        return None

    def close(self) -> None:
        """Stop: no token is asked for any more."""

    def sign_out(self) -> None:
        """Forget the token, here and in its store."""


class Credentials(NotPicklable, ABC):
    """What a client proves its identity with. Credentials never change, and their repr shows no secret."""

    scheme: ClassVar[str] = ""

    @property
    def base_url(self) -> str | None:
        """The server that the credentials are for, where they are for one only."""
        return None

    @abstractmethod
    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: They cannot be used there.
        """


def reusable_transport(transport: object) -> http.BaseTransport | None:
    """Return the transport of an API client if token requests may use it too.

    A transport that was built for a purpose may: a mock's, one into an application. The HTTP library's own may not:
    it may have been told not to verify certificates, which was not meant for passwords.
    """
    if isinstance(transport, http.BaseTransport):
        return None if isinstance(transport, http.HTTPTransport) else transport
    if transport is None or isinstance(transport, http.AsyncHTTPTransport):
        return None
    return _AwaitedOnly()


class _AwaitedOnly(http.BaseTransport):
    """Stands in for a transport that cannot block, so that no token request takes another way than the caller's."""

    def handle_request(self, request: http.Request) -> http.Response:
        raise ConfigurationError(
            "Token requests block, and the client's transport can only be awaited. Nothing was sent; "
            "give token_transport too."
        )
