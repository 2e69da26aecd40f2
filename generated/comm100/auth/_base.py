"""What credentials and clients have in common: what a client provides, and what it gets back."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from .._http import http
from ..errors import ConfigurationError, TokenExpiredError
from ._concurrency import Clock
from ._redact import HiddenArguments, NotPicklable, ValueObject, value_object
from .token import Token

if TYPE_CHECKING:
    from .._transport import NetworkOptions
    from ._httpx_auth import CombinedCredentials

__all__ = ["BoundAuth", "ClientContext", "Credentials", "reusable_transport"]


@value_object()
class ClientContext(ValueObject):
    """What a client provides to its credentials.

    Args:
        base_url: Scheme, host and port of the client's server, without a trailing slash.
        transport: The transport for token requests; None for connections of their own.
        timeout: Seconds for each of connecting, sending and waiting for data; None means 30.
        user_agent: The User-Agent header field of token requests.
        clock: The clock.
        network: How connections of their own are made; None for the defaults.
        max_retries: The most retries of one token request.
        origins: Scheme, host and port of the document's other servers that credentials may go to.
    """

    base_url: str
    transport: http.BaseTransport | None
    timeout: float | None
    user_agent: str
    clock: Clock
    network: NetworkOptions | None = None
    max_retries: int = 2
    origins: frozenset[str] = frozenset()


class BoundAuth(NotPicklable, http.Auth):
    """Credentials in use by one client: the HTTP library calls it for each request."""

    @property
    def place(self) -> str:
        """Where in a request the credentials are; no two that are combined may have the same place."""
        return ""

    @property
    def token(self) -> Token | None:
        """The current token; None before the first request, and always for credentials without tokens."""
        return None

    def get_token(self) -> Token:
        """Return a token that is valid now, and block if it must be requested first.

        Raises:
            TokenExpiredError: There is no token, and no way to get one.
            OAuthError: The authorization server refused, or could not be reached.
        """
        raise TokenExpiredError("These credentials do not use tokens.")

    def close(self) -> None:
        """Request no more tokens, and wait until a refresh that is under way has been stored."""

    async def aclose(self) -> None:
        """Close as :meth:`close` does, without blocking the event loop."""

    def sign_out(self) -> None:
        """Forget the token, here and in its store."""


class Credentials(ValueObject, metaclass=HiddenArguments):
    """What a client authenticates with. Credentials are immutable, and their repr shows no secret.

    ``one & other`` are several credentials: each operation is sent those of the first combination that it accepts.
    """

    scheme: ClassVar[str] = ""

    @property
    def base_url(self) -> str | None:
        """The server that the credentials are for, if they are for one only."""
        return None

    @property
    def security_scheme(self) -> str:
        """The key of the security scheme that the credentials are for."""
        return self.scheme

    @abstractmethod
    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: They cannot be used there.
        """

    def __and__(self, other: Credentials) -> CombinedCredentials:
        from ._httpx_auth import CombinedCredentials

        parts = [part.parts if isinstance(part, CombinedCredentials) else (part,) for part in (self, other)]
        return CombinedCredentials(parts=(*parts[0], *parts[1]))


def reusable_transport(transport: object) -> http.BaseTransport | None:
    """Return an API client's transport if token requests may use it too.

    A custom transport may be used: a mock's, or one into an application. The HTTP library's own may not: it may have
    been told not to verify certificates, which was not meant for passwords.
    """
    if isinstance(transport, http.BaseTransport):
        return None if isinstance(transport, http.HTTPTransport) else transport
    if transport is None or isinstance(transport, http.AsyncHTTPTransport):
        return None
    return _AsyncOnlyTransport()


class _AsyncOnlyTransport(http.BaseTransport):
    """Stands in for a transport that cannot block, so that no token request bypasses it."""

    def handle_request(self, request: http.Request) -> http.Response:
        raise ConfigurationError(
            "Token requests block, but the client's transport is asynchronous. Nothing was sent; "
            "pass token_transport too."
        )
