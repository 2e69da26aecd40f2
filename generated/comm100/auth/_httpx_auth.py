"""Authentication of requests, as the HTTP library calls it: bearer tokens (RFC 6750) and fixed credentials."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Generator

from .._http import http
from ..errors import ConfigurationError
from ._base import BoundAuth
from ._origin import origin_of, refuse_origin
from ._redact import SecretStr
from ._token_source import NO_REFRESH, TokenSource
from .token import Token

__all__ = ["BearerAuth", "CookieAuth", "HeaderAuth", "QueryAuth"]


class BearerAuth(BoundAuth):
    """Sends the current token, to one origin only; after a 401 it sends the request once more, with the next token.

    Args:
        source: The source of the tokens.
        base_url: The server that may see them.
        origins: Scheme, host and port of others that may.
    """

    uses_tokens = True

    def __init__(self, source: TokenSource, base_url: str, origins: Collection[str] = ()) -> None:
        self._source = source
        self._others = {origin_of(http.URL(url)) for url in origins}
        self._base_url = base_url
        self._scheme, self._host, self._port = origin_of(http.URL(base_url))

    @property
    def place(self) -> str:
        """Where in a request the token is."""
        return "header authorization"

    @property
    def token(self) -> Token | None:
        """The current token; None before the first request."""
        return self._source.current

    def get_token(self) -> Token:
        """Return a token that is valid now, and block if it must be requested first.

        Raises:
            TokenExpiredError: There is no token, and no way to get one.
            OAuthError: The authorization server refused, or could not be reached.
        """
        return self._source.cached() or self._source.get()

    def close(self) -> None:
        """Request no more tokens, and wait until a refresh that is under way has been stored."""
        self._source.close()

    async def aclose(self) -> None:
        """Close as :meth:`close` does, without blocking the event loop."""
        await self._source.aclose()

    def sign_out(self) -> None:
        """Forget the token, here and in its store; this may block.

        Raises:
            TokenStoreError: The store failed; the memory is empty all the same.
        """
        self._source.sign_out()

    def sync_auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        """Send a request with the token, and block while one is requested."""
        url = request.url
        if url.host != self._host or url.scheme != self._scheme or url.port != self._port:
            self._require_other(url)
        token = self._source.cached() or self._source.get()
        request.headers["Authorization"] = token.header
        response = yield request
        if response.status_code == 401:
            if not self._can_repeat(request, token):
                return
            try:
                token = self._source.get(rejected=token)
            except NO_REFRESH:
                return  # the server's 401 says more than that there is no refresh
            request.headers["Authorization"] = token.header
            response = yield request
        if response.status_code != 401:
            self._source.confirm(token)

    async def async_auth_flow(self, request: http.Request) -> AsyncGenerator[http.Request, http.Response]:
        """Send a request with the token, and wait without blocking while one is requested."""
        url = request.url
        if url.host != self._host or url.scheme != self._scheme or url.port != self._port:
            self._require_other(url)
        token = self._source.cached() or await self._source.aget()
        request.headers["Authorization"] = token.header
        response = yield request
        if response.status_code == 401:
            if not self._can_repeat(request, token):
                return
            try:
                token = await self._source.aget(rejected=token)
            except NO_REFRESH:
                return  # the server's 401 says more than that there is no refresh
            request.headers["Authorization"] = token.header
            response = yield request
        if response.status_code != 401:
            self._source.confirm(token)

    def _require_other(self, url: http.URL) -> None:
        """Refuse a request that goes to none of the servers that may see the token."""
        if origin_of(url) not in self._others:
            raise refuse_origin(url, self._base_url)

    def _can_repeat(self, request: http.Request, token: Token) -> bool:
        """Return whether to send a request again with another token than the one that was rejected."""
        if not self._source.can_replace(token):
            return False
        if isinstance(request.stream, http.ByteStream) or getattr(request.stream, "is_repeatable", False):
            return True
        # A body that was read from a pipe or a generator is gone, so only the next request gets another token.
        self._source.invalidate(token)
        return False


class HeaderAuth(BoundAuth):
    """Sends one header field, to one origin only.

    Args:
        base_url: The server that may see it.
        name: The field's name.
        value: The field's value.
        origins: Scheme, host and port of others that may.

    Raises:
        ConfigurationError: The value is not valid in a header field.
    """

    def __init__(self, base_url: str, name: str, value: str, origins: Collection[str] = ()) -> None:
        value = SecretStr(value)
        if not value.isascii() or not value.isprintable() or value != value.strip() or not value:
            raise ConfigurationError(f"The value of the {name} header must be visible ASCII text.")
        self._base_url = base_url
        self._origins = {origin_of(http.URL(url)) for url in (base_url, *origins)}
        self._name = name
        self._value = value

    @property
    def place(self) -> str:
        """Where in a request the credentials are."""
        return f"header {self._name.lower()}"

    def add_to(self, request: http.Request) -> None:
        """Add the credentials to a request.

        Raises:
            InsecureURLError: The request goes to another origin.
        """
        if origin_of(request.url) not in self._origins:
            raise refuse_origin(request.url, self._base_url)
        self._add(request)
        # The error for the response leaves out of its message what the request authenticated with.
        others = request.extensions.get("credentials", ())
        request.extensions["credentials"] = (*others, self._value)

    def auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        """Send a request with the credentials."""
        self.add_to(request)
        yield request

    def _add(self, request: http.Request) -> None:
        request.headers[self._name] = self._value


class CookieAuth(HeaderAuth):
    """Sends one cookie, to one origin only."""

    @property
    def place(self) -> str:
        """Where in a request the credentials are."""
        return f"cookie {self._name}"

    def _add(self, request: http.Request) -> None:
        others = request.headers.get("Cookie")
        own = f"{self._name}={self._value}"
        request.headers["Cookie"] = f"{others}; {own}" if others else own


class QueryAuth(HeaderAuth):
    """Sends one query parameter, to one origin only. URLs end up in logs: prefer a header if the API has one."""

    @property
    def place(self) -> str:
        """Where in a request the credentials are."""
        return f"query {self._name}"

    def _add(self, request: http.Request) -> None:
        request.url = request.url.copy_set_param(self._name, self._value)
