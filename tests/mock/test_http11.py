"""One connection to the served mock (RFC 9112), without a network: what it reads, answers and leaves behind."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

import pytest

from comm100.testing import Delivery, Mock, MockRequest, MockResponse, _http11
from comm100.testing._http11 import Handler, Http11, _Connection, _date, _head, listen, url_of
from tests.mock.support import ADA, ME

REQUEST = f"GET {ME} HTTP/1.1\r\nHost: a\r\nAuthorization: {ADA['Authorization']}\r\n\r\n".encode()


class FakeTransport(asyncio.Transport):
    """A transport that remembers what was written, whether it is to read, and how it was closed.

    Args:
        is_reset: Whether the other side has reset the connection, as the first write finds out.
        can_write_eof: Whether it can end its own side alone, as TLS cannot.
    """

    def __init__(self, *, is_reset: bool = False, can_write_eof: bool = False) -> None:
        super().__init__({"socket": socket.socket()})
        self.written = b""
        self.reads = True
        self.closed = ""
        self.is_ended = False
        self._is_reset = is_reset
        self._can_write_eof = can_write_eof

    @property
    def wire(self) -> socket.socket:
        found: socket.socket = self.get_extra_info("socket")
        return found

    def write(self, data: Any) -> None:
        self.written += data

    def can_write_eof(self) -> bool:
        return self._can_write_eof

    def write_eof(self) -> None:
        self.is_ended = True

    def is_closing(self) -> bool:
        return bool(self.closed) or (self._is_reset and bool(self.written))

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def close(self) -> None:
        self.closed = self.closed or "close"

    def abort(self) -> None:
        self.closed = self.closed or "abort"


def connect(handler: Handler, transport: FakeTransport) -> tuple[_Connection, set[_Connection]]:
    """Return a new connection, and the set of those that are open."""
    connections: set[_Connection] = set()
    connection = _Connection(handler, "http", connections)
    connection.connection_made(transport)
    return connection, connections


def test_a_connection_is_known_while_it_is_open(mock: Mock) -> None:
    """Small responses are sent at once, and nothing is read any more once it is lost."""
    transport = FakeTransport()
    with transport.wire:
        connection, connections = connect(mock.respond, transport)
        assert connections == {connection}
        assert transport.wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        connection.connection_lost(None)
        assert connections == set()
        connection.data_received(REQUEST)
        assert connection.eof_received() is False
    assert (transport.written, mock.requests) == (b"", [])


def test_a_client_must_read_its_responses_to_send_more_requests(mock: Mock) -> None:
    """Otherwise requests and responses would pile up in memory."""
    transport = FakeTransport()
    with transport.wire:
        connection, _ = connect(mock.respond, transport)
        connection.pause_writing()
        assert not transport.reads
        connection.data_received(REQUEST)
        assert transport.written == b""
        connection.resume_writing()
        assert transport.reads
        assert transport.written.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_connection_that_was_just_accepted_is_closed_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """asyncio makes it known some turns of its loop later, when the server may have been told to stop."""
    transport = FakeTransport()

    class Server:
        def close(self) -> None:
            pass

    async def main() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()

        async def create_server(factory: Any, **_options: object) -> Server:
            loop.call_soon(loop.call_soon, lambda: factory().connection_made(transport))
            return Server()

        monkeypatch.setattr(loop, "create_server", create_server)
        stop.set()
        await Http11(lambda _: MockResponse(204)).serve(transport.wire, stop)

    with transport.wire:
        asyncio.run(main())
    assert transport.closed == "abort"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("POST / HTTP/1.0\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0", 400),
        ("GET / HTTP/2.0\r\nHost: a", 505),
        ("GET / HTTP/1.1", 400),
        ("GET / HTTP/1.0", 204),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close", 204),
    ],
)
def test_a_request_after_which_the_connection_is_closed(head: str, status: int) -> None:
    """One that is malformed, is of an older version, or asks for it; nothing behind it is read."""
    transport, paths = FakeTransport(), list[str]()

    def handler(request: MockRequest) -> MockResponse:
        paths.append(request.path)
        return MockResponse(204)

    async def main() -> None:
        connection, _ = connect(handler, transport)
        connection.data_received(f"{head}\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        connection.data_received(REQUEST)

    with transport.wire:
        asyncio.run(main())
    assert transport.written.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Connection: close\r\n" in transport.written
    assert paths == (["/"] if status == 204 else [])


def test_a_body_is_read_up_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is longer is dropped, and refused as too long."""
    monkeypatch.setattr(_http11, "_MAX_BODY", 4)
    transport, bodies = FakeTransport(), list[bytes]()

    def handler(request: MockRequest) -> MockResponse:
        bodies.append(request.body)
        return MockResponse(204)

    with transport.wire:
        connection, _ = connect(handler, transport)
        for body in (b"", b"abc", b"abcd", b"abcde", b"a"):
            connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body))
            for byte in body:
                connection.data_received(bytes([byte]))
    assert bodies == [b"", b"abc", b"abcd", _http11._OVERSIZED, b"a"]


@pytest.mark.parametrize(("length", "is_kept"), [(1 << 20, True), ((1 << 20) + 1, False)])
def test_a_body_may_have_a_mebibyte(length: int, is_kept: bool) -> None:
    """What is longer would fill the memory."""
    transport, lengths = FakeTransport(), list[int]()

    def handler(request: MockRequest) -> MockResponse:
        lengths.append(len(request.body))
        return MockResponse(204)

    with transport.wire:
        connection, _ = connect(handler, transport)
        connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % length + bytes(length))
    assert lengths == [length if is_kept else 1]


class FakeLoop:
    """An event loop that remembers what is to be called later."""

    def __init__(self) -> None:
        self.later: list[Any] = []

    def call_later(self, delay: float, callback: Any) -> None:
        self.later.append(callback)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * (1 << 16), 431),
        (b"GET / HT", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na", 400),
    ],
)
def test_a_request_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch, sent: bytes, status: int) -> None:
    """With an answer and its end at once, and the connection is closed once the client has had time to read both."""
    loop, transport = FakeLoop(), FakeTransport(can_write_eof=True)
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: loop)
    with transport.wire:
        connection, _ = connect(lambda _: MockResponse(204), transport)
        connection.data_received(sent)
        assert connection.eof_received() is False
    assert transport.written.startswith(b"HTTP/1.1 %d " % status)
    assert (transport.is_ended, transport.closed) == (True, "")
    for callback in loop.later:
        callback()
    assert transport.closed == "close"


def test_a_client_may_end_its_side_behind_several_requests() -> None:
    """All that have arrived are answered, and then the connection is closed."""
    transport = FakeTransport()
    with transport.wire:
        connection, _ = connect(lambda _: MockResponse(204), transport)
        connection.pause_writing()
        connection.data_received(REQUEST * 2)
        assert connection.eof_received() is True
        connection.resume_writing()
    assert transport.written.count(b"HTTP/1.1 204 ") == 2
    assert transport.closed == "close"


def test_requests_of_a_reset_connection_are_not_carried_out(mock: Mock) -> None:
    """Those behind the response that could not be sent: nobody waits for theirs, and asyncio would log each."""
    transport = FakeTransport(is_reset=True)
    with transport.wire:
        connect(mock.respond, transport)[0].data_received(REQUEST * 3)
    assert transport.written.count(b"HTTP/1.1 200 OK") == len(mock.requests) == 1


@pytest.mark.parametrize(
    ("delivery", "written", "closed"),
    [
        (Delivery(wait=0.001), b"abcd", ""),
        (Delivery(gap=0.001, pieces=2), b"abcd", ""),
        (Delivery(wait=0.001, reset=True), b"", "abort"),
        (Delivery(wait=0.001, cut=3), b"abc", "close"),
        (Delivery(cut=3), b"abc", "close"),
    ],
)
def test_a_response_is_delivered_as_a_fault_says(delivery: Delivery, written: bytes, closed: str) -> None:
    """Nothing else is read before it is sent; afterwards the next request is answered, if the connection is open."""
    transport, paths = FakeTransport(), []

    def handler(request: MockRequest) -> MockResponse:
        paths.append(request.path)
        return MockResponse(200, (), b"abcd", delivery=delivery) if len(paths) == 1 else MockResponse(204)

    async def main() -> None:
        connection, _ = connect(handler, transport)
        connection.data_received(b"GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
        assert paths == ["/a"]
        assert transport.reads is (delivery == Delivery(cut=3))
        if connection._delivery is not None:
            await connection._delivery

    with transport.wire:
        asyncio.run(main())
        linger = transport.wire.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER)
    first, _, second = transport.written.partition(b"HTTP/1.1 204 No Content\r\n")
    assert first.partition(b"\r\n\r\n")[2] == written
    assert bool(second) is (closed == "")
    assert paths == (["/a"] if closed else ["/a", "/b"])
    assert (transport.closed, bool(linger)) == (closed, delivery.reset)


def test_a_response_on_its_way_ends_with_its_connection() -> None:
    """Nothing is written to a connection that is lost, and no task is left."""
    transport = FakeTransport()

    def handler(request: MockRequest) -> MockResponse:
        return MockResponse(200, (), b"abcd", delivery=Delivery(wait=60))

    async def main() -> None:
        connection, _ = connect(handler, transport)
        connection.data_received(REQUEST)
        delivery = connection._delivery
        assert delivery is not None
        await asyncio.sleep(0)
        connection.connection_lost(ConnectionResetError())
        with pytest.raises(asyncio.CancelledError):
            await delivery

    with transport.wire:
        asyncio.run(main())
    assert transport.written == b""


def test_a_bug_of_the_mock_is_reported_to_both_sides() -> None:
    """The caller gets a 500, and the event loop the exception; the connection goes on."""
    transport = FakeTransport()
    reported: list[Any] = []

    def handler(request: MockRequest) -> MockResponse:
        raise KeyError(request.path)

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context))
        connect(handler, transport)[0].data_received(REQUEST * 2)

    with transport.wire:
        asyncio.run(main())
    assert transport.written.count(b"HTTP/1.1 500 Internal Server Error\r\n") == 2
    assert [repr(context["exception"]) for context in reported] == [f"KeyError({ME!r})"] * 2
    assert {context["message"] for context in reported} == {"The mock failed."}


@pytest.mark.parametrize(("status", "has_length"), [(200, True), (204, False), (205, True), (304, False)])
def test_a_response_without_a_body_may_have_no_length(status: int, has_length: bool) -> None:
    """RFC 9110 section 8.6: 204 has none, and that of 304 would be another response's."""
    head = _head(MockResponse(status), is_last=True).decode()
    assert ("Content-Length: 0" in head) is has_length
    assert head.endswith("\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize(("port", "is_one"), [(-1, False), (0, True), (65535, True), (65536, False)])
def test_a_port_is_a_number_of_16_bits(port: int, is_one: bool) -> None:
    """0 stands for any that is free."""
    if not is_one:
        with pytest.raises(ValueError, match=f"{port} is not a port from 0 to 65535"):
            listen("127.0.0.1", port)
        return
    # Somebody else may have it.
    with contextlib.suppress(OSError), listen("127.0.0.1", port) as listener:
        assert url_of(listener, "http") == f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert port in (0, listener.getsockname()[1])


def test_a_response_has_the_date_in_the_form_of_http() -> None:
    """RFC 9110 section 5.6.7."""
    assert _date(0) == "Thu, 01 Jan 1970 00:00:00 GMT"
    assert _date(1_767_225_599) == "Wed, 31 Dec 2025 23:59:59 GMT"
