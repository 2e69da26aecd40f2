"""Requests with a bearer token (RFC 6750)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator

from .._http import http
from ._base import BoundAuth
from ._origin import origin_of, refuse_origin
from ._source import TokenSource
from .token import Token

__all__ = ["BearerAuth"]


class BearerAuth(BoundAuth):
    """Sends the current token, to one origin only; after a 401 it sends the request once more with the next token.

    Nearly every request goes straight through: three comparisons, two clocks, one header. All else is a call away.

    Args:
        source: Where the token comes from.
        base_url: The server that may see it.
    """

    def __init__(self, source: TokenSource, base_url: str) -> None:
        self._source = source
        self._base_url = base_url
        self._scheme, self._host, self._port = origin_of(http.URL(base_url))

    @property
    def token(self) -> Token | None:
        """The current token; None before the first request."""
        return self._source.current

    def close(self) -> None:
        """Stop: no token is asked for any more."""
        self._source.close()

    def sign_out(self) -> None:
        """Forget the token, here and in its store; this may block.

        Raises:
            TokenStoreError: The store failed; the memory is empty all the same.
        """
        self._source.sign_out()

    def sync_auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        """Send a request with the token, blocking while one is fetched."""
        url = request.url
        if url.host != self._host or url.scheme != self._scheme or url.port != self._port:
            raise refuse_origin(url, self._base_url)
        token = self._source.fresh() or self._source.get()
        request.headers["Authorization"] = token.header
        response = yield request
        if (response.status_code == 401 or self._source.probation) and self._again(request, response, token):
            request.headers["Authorization"] = self._source.get(stale=token).header
            if (yield request).status_code != 401:
                self._source.probation = None

    async def async_auth_flow(self, request: http.Request) -> AsyncGenerator[http.Request, http.Response]:
        """Send a request with the token, awaiting one that must be fetched."""
        url = request.url
        if url.host != self._host or url.scheme != self._scheme or url.port != self._port:
            raise refuse_origin(url, self._base_url)
        token = self._source.fresh() or await self._source.aget()
        request.headers["Authorization"] = token.header
        response = yield request
        if (response.status_code == 401 or self._source.probation) and self._again(request, response, token):
            request.headers["Authorization"] = (await self._source.aget(stale=token)).header
            if (yield request).status_code != 401:
                self._source.probation = None

    def _again(self, request: http.Request, response: http.Response, token: Token) -> bool:
        """Tell whether to send a request once more; where only its body forbids that, the next one gets a new token."""
        if response.status_code != 401:
            self._source.probation = None
            return False
        if not self._source.renewable(token):
            return False
        if isinstance(request.stream, http.ByteStream):
            return True
        # A body that was read from a file or a generator is gone.
        self._source.spoil(token)
        return False
