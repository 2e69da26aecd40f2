"""Each call is bounded: its whole time, and the size of its response before and after decompression."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import trio

from comm100 import AsyncClient, Client, errors
from comm100._http import http

from .conftest import KEY, Kit, Server
from .raw_server import Script, serving

# trio reports each generator of the HTTP library that is left before its end, which is what stopping early means.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in.*async_generator")

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MIB = 1024 * 1024


def call_blocking(base_url: str, **options: Any) -> Any:
    with Client(KEY, base_url=base_url, max_retries=0, **options) as client:
        return client.request("GET", "/api/v2/x")


async def awaited(base_url: str, **options: Any) -> Any:
    async with AsyncClient(KEY, base_url=base_url, max_retries=0, **options) as client:
        return await client.request("GET", "/api/v2/x")


def call_asyncio(base_url: str, **options: Any) -> Any:
    return asyncio.run(awaited(base_url, **options))


def call_trio(base_url: str, **options: Any) -> Any:
    return trio.run(lambda: awaited(base_url, **options))


@pytest.fixture(params=[call_blocking, call_asyncio, call_trio], ids=["sync", "asyncio", "trio"])
def call(request: pytest.FixtureRequest) -> Callable[..., Any]:
    function: Callable[..., Any] = request.param
    return function


def drip(data: bytes) -> Script:
    """Send the rest of a response byte by byte, each sooner than any timeout."""

    def script(send: Callable[[bytes], None]) -> None:
        send(data)
        while True:
            time.sleep(0.05)
            send(b" ")

    return script


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nX-Slow: ", id="a header field"),
        pytest.param(HEAD + b"Content-Length: 100000\r\n\r\n", id="a body"),
        pytest.param(b"", id="a status line"),
    ],
)
def test_a_server_that_drips_is_not_waited_for(call: Any, start: bytes) -> None:
    """The timeout is one for the whole request, wherever the server is slow."""
    with serving(drip(start)) as base_url:
        started = time.monotonic()
        with pytest.raises((errors.APITimeoutError, errors.APIConnectionError)):
            call(base_url, timeout=0.5)
        assert time.monotonic() - started < 5


def test_a_silent_server_is_not_waited_for(call: Any) -> None:
    """The simplest case of all."""
    with serving(lambda send: time.sleep(5)) as base_url, pytest.raises(errors.APITimeoutError):
        call(base_url, timeout=0.3)


def test_a_server_that_reads_slowly_is_not_waited_for() -> None:
    """However much of the request it takes at a time, the client gives up before the server has half of it."""
    ended = threading.Event()
    received = 0

    def read(listener: socket.socket) -> None:
        nonlocal received
        connection = listener.accept()[0]
        with connection:
            while not ended.wait(0.02) and (data := connection.recv(100_000)):
                received += len(data)

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MIB)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        reader = threading.Thread(target=read, args=[listener])
        reader.start()
        with (
            Client(KEY, base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", max_retries=0, timeout=0.5) as client,
            pytest.raises(errors.APITimeoutError),
        ):
            client.request("POST", "/api/v2/x", body="x" * 40 * MIB)
        ended.set()
        reader.join()
    assert received < 20 * MIB


def test_without_a_timeout_a_slow_server_is_waited_for(call: Any) -> None:
    """None means no limit, as documented."""

    def script(send: Callable[[bytes], None]) -> None:
        send(HEAD + b"Content-Length: 4\r\n\r\n")
        for byte in b"null":
            time.sleep(0.05)
            send(bytes([byte]))

    with serving(script) as base_url:
        assert call(base_url, timeout=None) is None


def full(body: bytes, headers: bytes = b"") -> Script:
    return lambda send: send(HEAD + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def chunked(chunk: bytes, count: int, headers: bytes = b"") -> Script:
    def script(send: Callable[[bytes], None]) -> None:
        send(HEAD + headers + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(count):
            send(b"%x\r\n" % len(chunk) + chunk + b"\r\n")
        send(b"0\r\n\r\n")

    return script


def zeros(mib: int) -> bytes:
    """Return the gzip of so many MiB of zeros as one member (RFC 1952): the same block again and again.

    To compress them would take each process that collects these tests half a second.
    """
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = deflate.compress(bytes(MIB)) + deflate.flush(zlib.Z_FULL_FLUSH)
    trailer = struct.pack("<LL", zlib.crc32(bytes(mib * MIB)), mib * MIB)
    return b"\x1f\x8b\x08" + bytes(7) + block * mib + deflate.flush() + trailer


GZIP = b"Content-Encoding: gzip\r\n"
BOMB = zeros(100)
NESTED = gzip.compress(gzip.compress(BOMB, 9), 9)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param(chunked(bytes(100_000), 100), "max_response_bytes", id="chunks"),
        pytest.param(full(BOMB, GZIP), "max_response_bytes", id="gzip"),
        pytest.param(chunked(BOMB[:1000], 1, GZIP), "not valid gzip", id="half a gzip"),
        pytest.param(full(NESTED, b"Content-Encoding: gzip, gzip, gzip\r\n"), "not gzip", id="nested"),
        pytest.param(full(NESTED, GZIP * 3), "not gzip", id="nested in three fields"),
        pytest.param(full(b"x", b"Content-Encoding: br\r\n"), "not gzip", id="another coding"),
        pytest.param(full(b"x" * 1000, GZIP), "not valid gzip", id="no gzip"),
        pytest.param(full(gzip.compress(b"[]") + b"x", GZIP), "not valid gzip", id="more than gzip"),
        pytest.param(
            chunked(b"\x1f\x8b\x08\x08" + b"\xff" * 100_000, 100, GZIP), "max_response_bytes", id="a long file name"
        ),
        pytest.param(
            full(b"\x1f\x8b\x08\0" + bytes(6) + b"\0\0\0\xff\xff" * 1_000_000, GZIP),
            "max_response_bytes",
            id="empty blocks",
        ),
        pytest.param(
            lambda send: send(HEAD + b"Content-Length: 99999999999999999999\r\n\r\n"),
            "max_response_bytes",
            id="announced",
        ),
    ],
)
def test_a_body_that_is_too_large_or_broken_takes_little_memory(call: Any, script: Script, said: str) -> None:
    """It ends in a typed error within a few MiB, however large it would be."""
    with serving(script) as base_url:
        tracemalloc.start()
        try:
            with pytest.raises(errors.APIResponseError, match=said) as caught:
                call(base_url, max_response_bytes=4 * MIB)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert caught.value.response.content == b""
    assert peak < 12 * MIB


def test_the_default_limit_stops_a_bomb_within_a_few_mib(call: Any) -> None:
    """Of a large compressed body only the size is taken until it is known to be allowed."""
    with serving(full(BOMB, GZIP)) as base_url:
        tracemalloc.start()
        try:
            with pytest.raises(errors.APIResponseError, match="max_response_bytes=67108864"):
                call(base_url)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 8 * MIB


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, MIB - 2, MIB - 1, 3 * MIB])
@pytest.mark.parametrize("packed", [False, True], ids=["identity", "gzip"])
def test_a_body_within_the_limit_is_read_whole(call: Any, size: int, packed: bool) -> None:
    """Compressed or not, in one chunk or several, up to the very byte."""
    body = b'"' + b"x" * size + b'"'
    sent = gzip.compress(body) if packed else body
    with serving(full(sent, GZIP if packed else b"")) as base_url:
        assert call(base_url, max_response_bytes=len(body)) == "x" * size
        with pytest.raises(errors.APIResponseError, match="max_response_bytes"):
            call(base_url, max_response_bytes=len(body) - 1)


@pytest.mark.parametrize("size", [1, 3 * MIB])
def test_several_members_of_gzip_are_one_body(call: Any, size: int) -> None:
    """As RFC 1952 section 2.2 allows, with zeros between them, too."""
    body = b'"' + b"x" * size + b'"'
    packed = gzip.compress(body[:1]) + gzip.compress(b"") + gzip.compress(body[1:]) + bytes(5)
    with serving(full(packed, GZIP)) as base_url:
        assert call(base_url) == "x" * size


def test_the_limit_can_be_switched_off(call: Any) -> None:
    """For who trusts the server."""
    with serving(full(gzip.compress(b'"' + b"x" * 2 * MIB + b'"'), GZIP)) as base_url:
        assert len(call(base_url, max_response_bytes=None)) == 2 * MIB


def test_only_gzip_is_asked_for(kit: Kit, server: Server) -> None:
    """It is what can be decompressed within the limit."""
    kit.run(lambda client: client.account.agents.me())
    assert server.last.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("status", "fields", "body", "kind", "words"),
    [
        (b"500 No", b"Content-Encoding: gzip\r\n", BOMB, errors.InternalServerError, "larger than max_response_bytes"),
        (b"404 No", b"Content-Encoding: br\r\n", b"ab", errors.NotFoundError, "Content-Encoding is not gzip"),
        (b"401 No", b"Content-Encoding: gzip\r\n", b"ab", errors.UnauthorizedError, "not valid gzip"),
        (b"302 No", b"Location: /y\r\nContent-Encoding: br\r\n", b"ab", errors.UndocumentedStatusError, "leads to"),
    ],
)
def test_a_status_counts_even_if_its_body_cannot_be_read(
    call: Any, status: bytes, fields: bytes, body: bytes, kind: type[Exception], words: str
) -> None:
    """The status decides the class, the retries and the renewal of the token; the message says why there is no text."""
    script = full(body, fields)

    def fail(send: Callable[[bytes], None]) -> None:
        script(lambda data: send(data.replace(b"200 OK", status, 1)))

    with serving(fail) as base_url, pytest.raises(kind, match=words):
        call(base_url, max_response_bytes=MIB)


def test_a_transport_that_decodes_by_itself_is_left_alone(kit: Kit, server: Server) -> None:
    """A mock's response is complete from the start."""
    server.answer = lambda request: http.Response(
        200, content=gzip.compress(b"[1]"), headers={"content-encoding": "gzip"}
    )
    assert kit.run(lambda client: client.request("GET", "/api/v2/x")) == [1]


def test_deflate_data_is_not_taken_for_gzip(call: Any) -> None:
    """The coding is what its field says."""
    with (
        serving(full(zlib.compress(b"[1]"), GZIP)) as base_url,
        pytest.raises(errors.APIResponseError, match="not valid gzip"),
    ):
        call(base_url)
