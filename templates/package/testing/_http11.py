"""HTTP/1.1 (RFC 9112) for a served mock: h11 reads the requests; the responses, with their faults, are written here."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import functools
import http
import socket
import ssl
import struct
import time
from collections.abc import Callable, Sequence

import h11

from .messages import MockRequest, MockResponse

__all__ = ["Handler", "Http11", "listen", "url_of"]

Handler = Callable[[MockRequest], MockResponse]

_REASONS = {int(status): status.phrase for status in http.HTTPStatus}
_MAX_HEAD = 1 << 16
_MAX_BODY = 1 << 20
# Seconds for which the rest of a malformed request is read.
_DRAIN_TIME = 1.0
_ACCEPT_TURNS = 10
# A single byte that is neither JSON nor a form, so each operation refuses it in its documented way.
_OVERSIZED = b"\xff"


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Args:
        host: An IPv4 or IPv6 address of this machine.
        port: The port; 0 for any free one.

    Raises:
        OSError: The address does not belong to this machine, or the port is in use.
        ValueError: The port is out of range.
    """
    if not 0 <= port <= 65535:
        raise ValueError(f"{port} is not a port from 0 to 65535")
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def url_of(listener: socket.socket, scheme: str) -> str:
    """Return the URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


class Http11:
    """Serves a handler over HTTP/1.1.

    Args:
        handler: Makes the responses, without waiting.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def serve(self, listener: socket.socket, stop: asyncio.Event, tls: ssl.SSLContext | None = None) -> None:
        """Serve until told to stop.

        Args:
            listener: Accepts the connections; it is closed at the end.
            stop: Ends the server when it is set.
            tls: The server's TLS context; None for plain HTTP.
        """
        connections: set[_Connection] = set()
        scheme = "https" if tls else "http"
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: _Connection(self._handler, scheme, connections), sock=listener, ssl=tls
        )
        try:
            await stop.wait()
        finally:
            # A connection that was just accepted becomes known a few turns of the loop later.
            for _ in range(_ACCEPT_TURNS):
                await asyncio.sleep(0)
            server.close()
            for connection in list(connections):
                connection.abort()


class _Connection(asyncio.Protocol):
    """Answers the requests of one connection in turn.

    Args:
        handler: Makes the responses.
        scheme: ``http`` or ``https``.
        connections: The open connections, which this one joins and leaves.
    """

    _transport: asyncio.Transport

    def __init__(self, handler: Handler, scheme: str, connections: set[_Connection]) -> None:
        self._handler = handler
        self._scheme = scheme
        self._connections = connections
        self._parser = _parser()
        self._request: h11.Request | None = None
        self._body = bytearray()
        self._delivery: asyncio.Task[None] | None = None
        self._is_last = False
        self._is_paused = False
        self._is_closing = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)
        # asyncio sets this only on sockets that name their protocol. Without it a small response may wait 40 ms for an
        # acknowledgement.
        _set_option(transport, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        if not self._is_closing:
            self._parser.receive_data(data)
            self._read()

    def eof_received(self) -> bool:
        if self._is_closing:
            return False
        self._parser.receive_data(b"")
        self._read()
        # The other side may still read: this one stays open until it has answered.
        return not self._is_closing

    def pause_writing(self) -> None:
        # A client that does not read its responses cannot send further requests.
        self._is_paused = True
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        self._is_paused = False
        self._resume()

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_closing = True
        self._connections.discard(self)
        if self._delivery is not None:
            self._delivery.cancel()

    def abort(self) -> None:
        """Close the connection without another word."""
        self._transport.abort()

    def _read(self) -> None:
        """Answer the requests that have arrived, until a response is not sent at once: then nothing more is read."""
        try:
            # After a reset, the transport is closing before connection_lost() says so, and writing to it is logged.
            while not (self._is_paused or self._is_closing or self._transport.is_closing()):
                event = self._parser.next_event()
                if isinstance(event, h11.Request):
                    self._begin(event)
                elif isinstance(event, h11.Data):
                    # What exceeds the limit is read and dropped.
                    if len(self._body) <= _MAX_BODY:
                        self._body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    if not self._answer():
                        break
                elif event is h11.NEED_DATA:
                    break
                else:
                    self._close()
        except h11.RemoteProtocolError as error:
            self._reject(error.error_status_hint)

    def _begin(self, request: h11.Request) -> None:
        if not request.http_version.startswith(b"1."):
            raise h11.RemoteProtocolError("the major version is not 1", error_status_hint=505)
        names = {name for name, _ in request.headers}
        if {b"content-length", b"transfer-encoding"} <= names:
            # Two readers that disagree on which one counts find different requests behind the body (section 6.1).
            raise h11.RemoteProtocolError("a length beside chunks")
        self._request = request
        self._is_last = request.http_version == b"1.0" or (b"connection" in names and _says_close(request))
        self._body.clear()
        if self._parser.they_are_waiting_for_100_continue:
            interim = h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue")
            self._transport.write(self._parser.send(interim) or b"")

    def _answer(self) -> bool:
        """Answer a request that is whole, and tell whether more has arrived."""
        assert self._request is not None
        head, self._request = self._request, None
        received, is_eof = self._parser.trailing_data
        self._parser = _parser()
        if received:
            self._parser.receive_data(received)
        if is_eof:
            self._parser.receive_data(b"")
        body = bytes(self._body) if len(self._body) <= _MAX_BODY else _OVERSIZED
        request = _request(head, self._scheme, body)
        try:
            response = self._handler(request)
        except Exception as error:  # A bug of the mock: it is reported here, and to the caller as one.
            asyncio.get_running_loop().call_exception_handler({"message": "The mock failed.", "exception": error})
            response = MockResponse(500)
        if response.delivery.wait or response.delivery.gap or response.delivery.reset:
            self._delivery = asyncio.ensure_future(self._deliver(request.method, response))
            self._transport.pause_reading()
            return False
        self._transport.write(_head(response, is_last=self._is_last) + b"".join(_parts(request.method, response)))
        if self._is_last or response.delivery.cut is not None:
            self._close()
        return bool(received or is_eof)

    async def _deliver(self, method: str, response: MockResponse) -> None:
        """Send a response as its delivery says, and go on with the next request."""
        delivery = response.delivery
        await asyncio.sleep(delivery.wait)
        if delivery.reset:
            # Not lingering resets the connection instead of closing it.
            _set_option(self._transport, socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()
            return
        self._transport.write(_head(response, is_last=self._is_last))
        for part in _parts(method, response):
            await asyncio.sleep(delivery.gap)
            self._transport.write(part)
        self._delivery = None
        if self._is_last or delivery.cut is not None:
            self._close()
        else:
            self._resume()

    def _resume(self) -> None:
        """Go on with the next request, unless there is still a reason to wait."""
        if not (self._delivery or self._is_paused or self._is_closing):
            self._transport.resume_reading()
            self._read()

    def _reject(self, status: int) -> None:
        """Answer what is not a request, and drain it: closing at once would take the answer back (section 9.6)."""
        self._is_closing = True
        self._transport.write(_head(MockResponse(status), is_last=True))
        if self._transport.can_write_eof():
            self._transport.write_eof()
        asyncio.get_running_loop().call_later(_DRAIN_TIME, self._transport.close)

    def _close(self) -> None:
        self._is_closing = True
        self._transport.close()


def _parser() -> h11.Connection:
    """Return a parser for one request: what is sent in return is written without it, so it cannot know the next one."""
    return h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEAD)


def _request(head: h11.Request, scheme: str, body: bytes) -> MockRequest:
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers.raw_items()]
    target = head.target.decode("latin-1")
    if target.startswith("/"):
        host = next((value for name, value in headers if name.lower() == "host"), "localhost")
        target = f"{scheme}://{host}{target}"
    # Otherwise it is in absolute form, which a server must accept (section 3.2.2).
    return MockRequest(head.method.decode("latin-1"), target, headers, body)


def _says_close(head: h11.Request) -> bool:
    options = (value.lower().split(b",") for name, value in head.headers if name == b"connection")
    return any(option.strip() == b"close" for values in options for option in values)


def _head(response: MockResponse, *, is_last: bool) -> bytes:
    headers = [*response.headers, ("Date", _date(int(time.time())))]
    if response.status not in (204, 304):
        headers.append(("Content-Length", str(len(response.body))))
    if is_last:
        headers.append(("Connection", "close"))
    status = f"HTTP/1.1 {response.status} {_REASONS.get(response.status, '')}"
    lines = [status, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1")


# The text is the same for every response of a second.
@functools.lru_cache(maxsize=1)
def _date(second: int) -> str:
    return email.utils.formatdate(second, usegmt=True)


def _parts(method: str, response: MockResponse) -> Sequence[bytes]:
    # The response to HEAD has the headers of its body, but no body (RFC 9110 section 9.3.2).
    return () if method == "HEAD" else response.delivery.parts(response.body)


def _set_option(transport: asyncio.Transport, level: int, option: int, value: int | bytes) -> None:
    # Some systems refuse when the other side has just reset the connection.
    with contextlib.suppress(OSError):
        transport.get_extra_info("socket").setsockopt(level, option, value)
