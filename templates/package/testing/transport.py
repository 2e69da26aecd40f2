"""The mock as a transport of the HTTP library, for sync and async clients alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

from .._http import http
from .clock import MockClock
from .messages import Delivery, MockRequest, MockResponse, Responder

__all__ = ["MockTransport"]


class _ClockedResponder(Responder, Protocol):
    clock: MockClock


class MockTransport(http.BaseTransport, http.AsyncBaseTransport):
    """Hands each request to a mock, without a socket.

    Nothing waits: a late response advances the mock's clock, and one that is later than the request's read timeout
    raises the HTTP library's ReadTimeout.

    Args:
        mock: The mock.
    """

    def __init__(self, mock: _ClockedResponder) -> None:
        self._mock = mock

    def handle_request(self, request: http.Request) -> http.Response:
        """Return the mock's response to a request of a sync client.

        Raises:
            TransportError: A fault of the mock breaks the connection, or the response is later than the read timeout.
        """
        return self._respond(request, request.read())

    async def handle_async_request(self, request: http.Request) -> http.Response:
        """Return the mock's response to a request of an async client.

        Raises:
            TransportError: A fault of the mock breaks the connection, or the response is later than the read timeout.
        """
        return self._respond(request, await request.aread())

    def _respond(self, request: http.Request, body: bytes) -> http.Response:
        headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw)
        # The raw path keeps the percent-encoding as it is sent; str(url) does not promise to.
        url = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}{request.url.raw_path.decode('ascii')}"
        response = self._mock.respond(MockRequest(request.method, url, headers, body))
        if response.delivery == Delivery():
            return http.Response(response.status, headers=list(response.headers), content=response.body)
        read_timeout = request.extensions.get("timeout", {}).get("read")
        return _deliver(response, _Wait(self._mock.clock, read_timeout))


class _Wait:
    """Advances the mock's clock, but not past a read timeout.

    Args:
        clock: The mock's clock.
        read_timeout: In seconds, or None.
    """

    def __init__(self, clock: MockClock, read_timeout: float | None) -> None:
        self._clock = clock
        self._read_timeout = read_timeout

    def __call__(self, seconds: float) -> None:
        if self._read_timeout is not None and seconds > self._read_timeout:
            self._clock.advance(seconds=self._read_timeout)
            raise http.ReadTimeout("The mock responds later than the read timeout.")
        self._clock.advance(seconds=seconds)


def _deliver(response: MockResponse, wait: _Wait) -> http.Response:
    wait(response.delivery.wait)
    if response.delivery.reset:
        raise http.ReadError("The mock reset the connection.")
    length = ("Content-Length", str(len(response.body)))
    return http.Response(response.status, headers=[*response.headers, length], stream=_Stream(response, wait))


class _Stream(http.SyncByteStream, http.AsyncByteStream):
    """The body of a response as it is delivered: piece by piece, and perhaps not to its end."""

    def __init__(self, response: MockResponse, wait: _Wait) -> None:
        self._response = response
        self._wait = wait

    def __iter__(self) -> Iterator[bytes]:
        delivery = self._response.delivery
        for part in delivery.parts(self._response.body):
            self._wait(delivery.gap)
            yield part
        if delivery.cut is not None:
            raise http.RemoteProtocolError("The mock closed the connection in the middle of the body.")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part
