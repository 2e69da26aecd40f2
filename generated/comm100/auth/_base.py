"""What all credentials have in common: what a client provides, what it gets back, and how several are combined."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncGenerator, Generator, Sequence
from typing import TYPE_CHECKING, ClassVar

from .._http import http
from ..errors import ConfigurationError, TokenExpiredError
from ._concurrency import Clock
from ._redact import HiddenArguments, NotPicklable, ValueObject, value_object
from .token import Token

if TYPE_CHECKING:
    from .._transport import NetworkOptions

__all__ = ["BoundAuth", "ClientContext", "CombinedAuth", "CombinedCredentials", "Credentials", "reusable_transport"]


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

    uses_tokens: ClassVar[bool] = False
    """Whether they send a token, which they may have to wait for."""

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

    def add_to(self, request: http.Request) -> None:
        """Add credentials without tokens to a request.

        Raises:
            InsecureURLError: The request goes to another origin.
        """

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

        parts = [part.parts if isinstance(part, CombinedCredentials) else (part,) for part in (self, other)]
        return CombinedCredentials(parts=(*parts[0], *parts[1]))


class CombinedAuth(BoundAuth):
    """Sends each operation the first combination of several credentials that it accepts.

    If the credentials satisfy none of an operation's alternatives, all are sent: the server decides. Those that are
    for no scheme of the document are always sent.

    Args:
        parts: The credentials, in use by the same client, with the keys of their security schemes.

    Raises:
        ConfigurationError: Two of them are for the same scheme.
    """

    def __init__(self, parts: Sequence[tuple[str, BoundAuth]]) -> None:
        keys = [key for key, _ in parts if key]
        taken = next((key for key in keys if keys.count(key) > 1), None)
        if taken is not None:
            raise ConfigurationError(f"Two of the credentials are for the same security scheme: {taken}.")
        self._parts = parts
        self._bearers = [part for _, part in parts if part.uses_tokens]
        self._bearer = next(iter(self._bearers), None)
        self._chosen: dict[str, tuple[Sequence[BoundAuth], BoundAuth | None]] = {}

    @property
    def token(self) -> Token | None:
        """The current token of the first credentials that use tokens."""
        return None if self._bearer is None else self._bearer.token

    def get_token(self) -> Token:
        """Return a token that is valid now, as those credentials do.

        Raises:
            TokenExpiredError: None of the credentials uses tokens, or there is no way to get one.
            OAuthError: The authorization server refused, or could not be reached.
        """
        return super().get_token() if self._bearer is None else self._bearer.get_token()

    def close(self) -> None:
        """Request no more tokens, and wait until a refresh that is under way has been stored."""
        for bearer in self._bearers:
            bearer.close()

    async def aclose(self) -> None:
        """Close as :meth:`close` does, without blocking the event loop."""
        for bearer in self._bearers:
            await bearer.aclose()

    def sign_out(self) -> None:
        """Forget the tokens, here and in their stores.

        Raises:
            TokenStoreError: A store failed; the memory is empty all the same.
        """
        for bearer in self._bearers:
            bearer.sign_out()

    def sync_auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        """Send a request with the credentials that its operation accepts."""
        fixed, bearer = self._choose(request)
        for part in fixed:
            part.add_to(request)
        if bearer is None:
            yield request
        else:
            yield from bearer.sync_auth_flow(request)

    async def async_auth_flow(self, request: http.Request) -> AsyncGenerator[http.Request, http.Response]:
        """Send a request with the credentials that its operation accepts, and wait for a token without blocking."""
        fixed, bearer = self._choose(request)
        for part in fixed:
            part.add_to(request)
        if bearer is None:
            yield request
            return
        flow = bearer.async_auth_flow(request)
        try:
            request = await anext(flow)
            while True:
                request = await flow.asend((yield request))
        except StopAsyncIteration:
            return
        finally:
            await flow.aclose()

    def _choose(self, request: http.Request) -> tuple[Sequence[BoundAuth], BoundAuth | None]:
        """Return the credentials for a request: those with fixed values, and those with a token.

        Raises:
            ConfigurationError: The operation accepts none of their combinations, and they cannot all be sent.
        """
        operation = request.extensions.get("operation", "")
        if operation not in self._chosen:
            self._chosen[operation] = self._chosen_for(operation)
        return self._chosen[operation]

    def _chosen_for(self, operation: str) -> tuple[Sequence[BoundAuth], BoundAuth | None]:
        from ._security import alternatives

        accepted, given = alternatives(operation), {key for key, _ in self._parts}
        keys = next((keys for keys in accepted if given.issuperset(keys)), tuple(given))
        parts = [part for key, part in self._parts if not key or key in keys]
        places = [part.place for part in parts]
        taken = next((place for place in places if places.count(place) > 1), None)
        if taken is not None:
            wanted = " or ".join(" with ".join(keys) for keys in accepted)
            raise ConfigurationError(
                f"{operation or 'The request'} takes {wanted or 'other credentials'}; of those given, two need the "
                f"same place: the {taken}."
            )
        fixed = [part for part in parts if not part.uses_tokens]
        return fixed, next((part for part in parts if part.uses_tokens), None)


@value_object()
class CombinedCredentials(Credentials):
    """Several credentials, of which a client sends each operation those that it accepts.

    Args:
        parts: The credentials.

    Raises:
        ConfigurationError: They are for different servers.
    """

    parts: tuple[Credentials, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.parts, tuple) or not all(isinstance(part, Credentials) for part in self.parts):
            raise ConfigurationError("parts must be a tuple of credentials.")
        if len({part.base_url for part in self.parts} - {None}) > 1:
            raise ConfigurationError("The credentials are for different servers; a client talks to one.")

    @property
    def base_url(self) -> str | None:
        """The server that the credentials are for, if they are for one only."""
        return next((part.base_url for part in self.parts if part.base_url is not None), None)

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: One of them cannot be used there, or two of them are for the same scheme.
        """
        return CombinedAuth([(part.security_scheme, part.bind(context)) for part in self.parts])


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
