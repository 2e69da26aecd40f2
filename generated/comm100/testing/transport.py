"""The way in without a socket: a transport of the HTTP library, for sync and async clients alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._http import http
from .messages import MockRequest

if TYPE_CHECKING:
    from .mock import Mock

__all__ = ["MockTransport"]


class MockTransport(http.BaseTransport, http.AsyncBaseTransport):
    """Hands each request to a mock, and its answer back.

    Args:
        mock: The mock.
    """

    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def handle_request(self, request: http.Request) -> http.Response:
        """Answer a request of a sync client.

        Args:
            request: The request.
        """
        return self._respond(request, request.read())

    async def handle_async_request(self, request: http.Request) -> http.Response:
        """Answer a request of an async client.

        Args:
            request: The request.
        """
        return self._respond(request, await request.aread())

    def _respond(self, request: http.Request, body: bytes) -> http.Response:
        headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw)
        # The raw path keeps the percent-encoding as it goes over the wire; str(url) does not promise to.
        url = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}{request.url.raw_path.decode('ascii')}"
        answer = self._mock.respond(MockRequest(request.method, url, headers, body))
        return http.Response(answer.status, headers=list(answer.headers), content=answer.body)
