"""The way in without a socket: a transport of the HTTP library, for sync and async clients alike."""

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
    """Hands each request to a mock, and its answer back.

    Nobody waits: an answer that is late puts the mock's clock forward, and one that is later than the request's read
    timeout is the HTTP library's ReadTimeout.

    Args:
        mock: The mock.
    """

    def __init__(self, mock: _ClockedResponder) -> None:
        self._mock = mock

    def handle_request(self, request: http.Request) -> http.Response:
        """Answer a request of a sync client.

        Args:
            request: The request.

        Raises:
            HTTPError: What the HTTP library raises where a fault of the mock breaks the connection or is late.
        """
        return self._respond(request, request.read())

    async def handle_async_request(self, request: http.Request) -> http.Response:
        """Answer a request of an async client.

        Args:
            request: The request.

        Raises:
            HTTPError: What the HTTP library raises where a fault of the mock breaks the connection or is late.
        """
        return self._respond(request, await request.aread())

    def _respond(self, request: http.Request, body: bytes) -> http.Response:
        headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw)
        # The raw path keeps the percent-encoding as it goes over the wire; str(url) does not promise to.
        url = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}{request.url.raw_path.decode('ascii')}"
        answer = self._mock.respond(MockRequest(request.method, url, headers, body))
        if answer.delivery == Delivery():
            return http.Response(answer.status, headers=list(answer.headers), content=answer.body)
        patience = request.extensions.get("timeout", {}).get("read")
        return _delivered(answer, _Waiting(self._mock.clock, patience))


class _Waiting:
    """Lets the mock's time pass, and no longer than a read timeout.

    Args:
        clock: The mock's clock.
        patience: The read timeout in seconds, or None.
    """

    def __init__(self, clock: MockClock, patience: float | None) -> None:
        self._clock = clock
        self._patience = patience

    def __call__(self, seconds: float) -> None:
        if self._patience is not None and seconds > self._patience:
            self._clock.advance(seconds=self._patience)
            raise http.ReadTimeout("The mock answers later than the read timeout.")
        self._clock.advance(seconds=seconds)


def _delivered(answer: MockResponse, wait: _Waiting) -> http.Response:
    wait(answer.delivery.wait)
    if answer.delivery.reset:
        raise http.ReadError("The mock reset the connection.")
    length = ("Content-Length", str(len(answer.body)))
    return http.Response(answer.status, headers=[*answer.headers, length], stream=_Body(answer, wait))


class _Body(http.SyncByteStream, http.AsyncByteStream):
    """A body as it comes: piece by piece, and perhaps not to its end."""

    def __init__(self, answer: MockResponse, wait: _Waiting) -> None:
        self._answer = answer
        self._wait = wait

    def __iter__(self) -> Iterator[bytes]:
        delivery = self._answer.delivery
        for part in delivery.parts(self._answer.body):
            self._wait(delivery.gap)
            yield part
        if delivery.cut is not None:
            raise http.RemoteProtocolError("The mock closed the connection in the middle of the body.")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part
