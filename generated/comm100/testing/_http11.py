"""As much of HTTP/1.1 (RFC 9112) as a mock needs, over asyncio, with the standard library alone."""

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
from collections.abc import Callable, Mapping, Sequence

from ._forms import group_values
from .messages import MockRequest, MockResponse

__all__ = ["Handler", "Http11", "listen", "url_of"]

Handler = Callable[[MockRequest], MockResponse]
Fields = Mapping[str, Sequence[str]]

_REASONS = {int(status): status.phrase for status in http.HTTPStatus}
_LARGEST_HEAD = 1 << 16
_LARGEST_BODY = 1 << 20
# Seconds that whoever sent nonsense may go on with it.
_HEARING = 1.0
_TURNS = 10
# The first byte of a TLS connection (RFC 8446 section 5.1).
_HANDSHAKE = b"\x16"
# A lone byte is no JSON and no form, so each operation refuses it in its own documented way.
_UNREADABLE = b"\xff"


class _MalformedError(Exception):
    """The bytes are no request of HTTP/1.1; the status says what they are."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: An address of this machine, of IPv4 or IPv6.
        port: The port; 0 for any free one.

    Raises:
        OSError: The address is not this machine's, or the port is taken.
    """
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def url_of(listener: socket.socket, scheme: str) -> str:
    """Return the URL that leads to a socket.

    Args:
        listener: The socket.
        scheme: ``http`` or ``https``.
    """
    host, port = listener.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


class Http11:
    """Answers the requests of each connection in turn.

    Args:
        handler: Makes the answers, at once.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._scheme = "http"

    async def serve(self, listener: socket.socket, stop: asyncio.Event, tls: ssl.SSLContext | None = None) -> None:
        """Serve until told to stop.

        Args:
            listener: Where connections come in; it is closed at the end.
            stop: Ends it.
            tls: The certificate and the rules of TLS; None for plain HTTP.
        """
        self._scheme = "https" if tls else "http"
        server = await asyncio.start_server(self._connected, sock=listener, limit=_LARGEST_HEAD, ssl=tls)
        try:
            await stop.wait()
        finally:
            # asyncio takes a few turns to begin with a connection, and loses one that it has only just accepted.
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A cancelled task means that the server ends. Some releases of asyncio (gh-110894) print a traceback for each.
        with contextlib.suppress(asyncio.CancelledError):
            try:
                # Whoever is on the other side may go at any time, or send what is no TLS.
                with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                    # asyncio sets this only on sockets that name their protocol. Without it each small answer may wait
                    # 40 ms for an acknowledgement.
                    _set(writer, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    while await self._exchange(reader, writer):
                        pass
                # Over TLS both sides say that they close (RFC 8446 section 6.1), which the other one may never do.
                with contextlib.suppress(OSError):
                    writer.close()
                    await writer.wait_closed()
            finally:
                writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request, and tell whether another may follow."""
        try:
            request, last = await self._read(reader, writer)
        except _MalformedError as error:
            writer.write(_head(MockResponse(error.status), last=True))
            await _hear_out(reader, writer)
            return False
        return await _send(writer, request, self._handler(request), last=last)

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[MockRequest, bool]:
        begun = await reader.readexactly(1)
        if begun == _HANDSHAKE:
            # Of TLS, whose empty line nobody will ever send.
            raise _MalformedError(400)
        try:
            head = begun + await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            raise _MalformedError(431) from None
        first, *lines = head.decode("latin-1")[:-4].split("\r\n")
        try:
            method, target, version = first.split(" ")
            headers = [_field(line) for line in lines]
        except ValueError:
            raise _MalformedError(400) from None
        fields = group_values((name.lower(), value) for name, value in headers)
        if "expect" in fields:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await _body(reader, fields)
        last = version != "HTTP/1.1" or "close" in [value.lower() for value in fields.get("connection", ())]
        return MockRequest(method, self._url(target, fields), headers, body), last

    def _url(self, target: str, fields: Fields) -> str:
        if not target.startswith("/"):
            # The absolute form, which a server must accept (RFC 9112 section 3.2.2).
            return target
        host = fields.get("host", ["localhost"])[0]
        return f"{self._scheme}://{host}{target}"


async def _hear_out(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read what is still on its way: an end before that would take the answer back (RFC 9112 section 9.6)."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_HEARING):
            if writer.can_write_eof():
                writer.write_eof()
            while await reader.read(_LARGEST_HEAD):
                pass


def _field(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name or name != name.strip():
        raise ValueError("no header field")
    return name, value.strip(" \t")


async def _body(reader: asyncio.StreamReader, fields: Fields) -> bytes:
    lengths, codings = fields.get("content-length", []), fields.get("transfer-encoding", [])
    if codings:
        if lengths or [coding.lower() for coding in codings] != ["chunked"]:
            raise _MalformedError(400)
        return await _chunks(reader)
    if not lengths:
        return b""
    return await _piece(reader, _number(lengths[0], 10) if len(lengths) == 1 else -1)


def _number(text: str, base: int) -> int:
    try:
        return int(text, base) if text.isalnum() and text.isascii() else -1
    except ValueError:
        return -1


async def _piece(reader: asyncio.StreamReader, length: int) -> bytes:
    """Return so many bytes; what is beyond the limit is read and dropped."""
    if length < 0:
        raise _MalformedError(400)
    if length <= _LARGEST_BODY:
        return await reader.readexactly(length)
    while length:
        length -= len(await reader.readexactly(min(length, _LARGEST_BODY)))
    return _UNREADABLE


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    try:
        while length := _number((await reader.readuntil(b"\r\n")).decode("latin-1").partition(";")[0].strip(), 16):
            body += await _piece(reader, length)
            await reader.readuntil(b"\r\n")
            del body[_LARGEST_BODY + 1 :]
        # Trailer fields end with an empty line, as the head does.
        while await reader.readuntil(b"\r\n") != b"\r\n":
            pass
    except asyncio.LimitOverrunError:
        raise _MalformedError(400) from None
    return bytes(body) if len(body) <= _LARGEST_BODY else _UNREADABLE


def _head(response: MockResponse, *, last: bool) -> bytes:
    headers = [*response.headers, ("Date", _date(int(time.time())))]
    if response.status not in (204, 304):
        headers.append(("Content-Length", str(len(response.body))))
    if last:
        headers.append(("Connection", "close"))
    status = f"HTTP/1.1 {response.status} {_REASONS.get(response.status, '')}"
    lines = [status, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1")


# One second has one text, however many answers go out in it.
@functools.lru_cache(maxsize=1)
def _date(second: int) -> str:
    return email.utils.formatdate(second, usegmt=True)


def _set(writer: asyncio.StreamWriter, level: int, option: int, value: int | bytes) -> None:
    # Over TLS there is no socket any more once the other side has gone.
    wire = writer.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(level, option, value)


async def _send(writer: asyncio.StreamWriter, request: MockRequest, response: MockResponse, *, last: bool) -> bool:
    """Send an answer as its delivery says, and tell whether another request may follow."""
    delivery = response.delivery
    if delivery.wait:
        await asyncio.sleep(delivery.wait)
    if delivery.reset:
        # To linger for no time means to reset the connection instead of closing it.
        _set(writer, socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return False
    parts = [] if request.method == "HEAD" else delivery.parts(response.body)
    head = _head(response, last=last)
    if not delivery.gap:
        writer.write(head + b"".join(parts))
    else:
        writer.write(head)
        for part in parts:
            await asyncio.sleep(delivery.gap)
            writer.write(part)
    await writer.drain()
    return not last and delivery.cut is None
