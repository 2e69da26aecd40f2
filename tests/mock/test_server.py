"""`MockServer`: the mock behind a real socket, and its HTTP/1.1 (RFC 9112)."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from comm100 import errors
from comm100._http import http
from comm100.testing import Mock, MockServer, _http11
from tests.mock.support import ADA, AGENTS, ME, PASSWORD, TOKEN

KEY = f"Authorization: {ADA['Authorization']}\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture
def server(mock: Mock) -> Iterator[Any]:
    with MockServer(mock) as server:
        yield server


def ask(server: MockServer, text: Any, closes: Any = False) -> Any:
    """Send bytes, and return everything that arrives until the server closes the connection."""
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
        wire.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
        if not closes:
            wire.shutdown(socket.SHUT_WR)
        received = bytearray()
        while piece := wire.recv(1 << 16):
            received += piece
    return received.decode("latin-1")


@pytest.mark.parametrize("kind", ["api_key", "password", "client_credentials"])
def test_clients_use_it_over_http(server: MockServer, kind: Any) -> None:
    """Sync and async clients, including their token requests."""
    with server.client(getattr(server.credentials, kind)) as client:
        assert client.account.agents.list().total == 4

    async def main() -> Any:
        async with server.async_client(getattr(server.credentials, kind)) as client:
            return (await client.account.agents.list()).total

    assert asyncio.run(main()) == 4
    assert {exchange.request.origin for exchange in server.mock.requests} == {server.url}


def test_token_requests_come_to_the_server_whatever_host_they_name(server: MockServer) -> None:
    """A description may have an absolute token URL; the request then says the server's own host."""
    response = server._token_transport.handle_request(http.Request("POST", f"https://elsewhere.example:8443{TOKEN}"))
    response.read()
    assert [exchange.request.origin for exchange in server.mock.requests] == [server.url]


def test_users_sign_in_over_http(server: MockServer) -> None:
    """The complete authorization code flow, at the server's own address."""
    app = server.credentials.authorization_code
    login = app.start(base_url=server.url)
    redirected = http.get(login.url, trust_env=False).headers["location"]
    with server.client(app.resume(app.finish(redirected, login))) as client:
        assert client.account.agents.me().email == "ada@example.com"


def test_it_stops_at_the_end_of_its_asynchronous_block() -> None:
    """As it does at the end of any other; if nobody stops it, the program can end all the same."""

    async def main() -> MockServer:
        async with MockServer() as server:
            assert server._thread is not None
            assert server._thread.daemon
        return server

    server = asyncio.run(main())
    assert server._thread is None
    with pytest.raises(RuntimeError, match="not running"):
        _ = server.url


def test_it_stops_at_the_end_of_its_block(mock: Mock) -> None:
    """The port is closed, no thread remains, and the server can be started again."""
    before = threading.active_count()
    with MockServer(mock) as server:
        url = server.url
        with server.client() as client:
            client.account.agents.me()
            with pytest.raises(RuntimeError, match="already running"):
                server.start()
    assert threading.active_count() == before
    with pytest.raises(http.ConnectError):
        http.get(url, trust_env=False)
    with pytest.raises(RuntimeError, match="with block"):
        _ = server.url
    server.stop()
    with server:
        assert http.get(server.url + ME, headers=ADA, trust_env=False).status_code == 200


def test_an_open_connection_does_not_delay_the_stop(mock: Mock) -> None:
    """Nor does a client that is waiting for a response."""
    mock.inject("latency", seconds=60)
    server = MockServer(mock).start()
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
        wire.sendall(f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n".encode())
        while not mock.requests:
            pass
        server.stop()
        assert wire.recv(1) == b""


def test_it_stops_silently(server: MockServer, caplog: pytest.LogCaptureFixture) -> None:
    """Open and newly accepted connections see the end of the stream, and nothing is logged."""
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
        wire.sendall(f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n".encode())
        assert wire.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
        server.stop()
        assert wire.recv(1) == b""
    for _ in range(10):
        parts = urlsplit(server.start().url)
        with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
            server.stop()
            with suppress(ConnectionResetError):
                assert wire.recv(1) == b""
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_it_works_in_an_async_with_block() -> None:
    """With a new mock if none is given."""

    async def main() -> Any:
        async with MockServer() as server, server.async_client() as client:
            return (await client.account.agents.me()).email

    assert asyncio.run(main()) == "ada@example.com"


def test_a_port_in_use_fails_at_start(server: MockServer) -> None:
    """With the error of the operating system; no thread remains."""
    before = threading.active_count()
    with pytest.raises(OSError, match="in use"):
        MockServer(port=urlsplit(server.url).port or 0).start()
    assert threading.active_count() == before


@pytest.mark.parametrize("port", [-1, 65536, 10**30])
def test_a_port_out_of_range_fails_at_start(port: Any) -> None:
    """The error names it; the server can still be asked whether it is running."""
    server = MockServer(port=port)
    with pytest.raises(ValueError, match=f"{port} is not a port"):
        server.start()
    with pytest.raises(RuntimeError, match="not running"):
        _ = server.url


def test_latency_is_real_and_counts_against_the_timeout(server: MockServer) -> None:
    """The client's own timeout ends the wait."""
    server.mock.inject("latency", operation="account.agents.me", seconds=60)
    with server.client(timeout=0.05) as client, pytest.raises(errors.APITimeoutError):
        client.account.agents.me()


def test_a_slow_body_arrives_complete(server: MockServer) -> None:
    """In ten pieces."""
    server.mock.inject("slow_body", operation="account.agents.me", seconds=0.02)
    with server.client() as client:
        assert client.account.agents.me().email == "ada@example.com"


@pytest.mark.parametrize("fault", ["connection_reset", "truncated_body"])
def test_connections_really_break(server: MockServer, fault: Any) -> None:
    """And the client's next attempt uses a new connection."""
    server.mock.inject(fault)
    with pytest.raises((http.ReadError, http.RemoteProtocolError)):
        http.get(server.url + ME, headers=ADA, trust_env=False)
    server.mock.inject(fault)
    with server.client() as client:
        assert client.account.agents.me().email == "ada@example.com"


def test_pipelined_requests_are_answered_in_order(server: MockServer) -> None:
    """Including those that arrive before the first response (section 9.3.2); each response has its length."""
    answers = ask(server, f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n" * 3)
    assert answers.count("HTTP/1.1 200 OK\r\n") == 3
    assert answers.count("Content-Length: ") == 3


def test_a_late_response_is_not_overtaken(server: MockServer) -> None:
    """Responses stay in the order of their requests, however late one is (section 9.3.2)."""
    server.mock.inject("latency", operation="account.agents.me", seconds=0.2)
    late, quick = (f"GET {path} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n" for path in (ME, AGENTS))
    _, first, second = ask(server, late + quick).split("HTTP/1.1 200 OK\r\n")
    assert '"agents":' not in first
    assert '"agents":' in second


@pytest.mark.parametrize("first", ["HTTP/1.1\r\nConnection: close", "HTTP/1.0"])
def test_the_client_can_close_the_connection(server: MockServer, first: Any) -> None:
    """With a header, or by its HTTP version (section 9.3)."""
    answers = ask(server, f"GET {ME} {first}\r\nHost: a\r\n{KEY}\r\nGET {ME}", closes=True)
    assert answers.count("HTTP/1.1 ") == 1
    assert "Connection: close" in answers


def test_a_body_has_a_length_or_is_chunked(server: MockServer) -> None:
    """Chunk extensions and trailer fields are ignored (section 7.1)."""
    form = urlencode(PASSWORD)
    plain = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}Content-Length: {len(form)}\r\n\r\n{form}"
    half = f"{9:x};x=y\r\n{form[:9]}\r\n{len(form) - 9:X}\r\n{form[9:]}\r\n0\r\nX-Trailer: 1\r\n\r\n"
    chunked = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n{half}"
    assert ask(server, plain + chunked).count("HTTP/1.1 200 OK") == 2
    assert {exchange.request.body for exchange in server.mock.requests} == {form.encode()}


def test_it_answers_expect_100_continue(server: MockServer) -> None:
    """RFC 9110 section 10.1.1."""
    form = urlencode(PASSWORD)
    head = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}Expect: 100-continue\r\nContent-Length: {len(form)}\r\n\r\n"
    assert ask(server, head + form).startswith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("chunked", [False, True])
def test_an_oversized_body_is_malformed(server: MockServer, chunked: Any) -> None:
    """It is read to its end, but not kept."""
    length = 3_000_000
    if chunked:
        head, body = "Transfer-Encoding: chunked", f"{length:x}\r\n{'x' * length}\r\n0\r\n\r\n"
    else:
        head, body = f"Content-Length: {length}", "x" * length
    assert "HTTP/1.1 400 " in ask(server, f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}{head}\r\n\r\n{body}")
    assert len(server.mock.requests[0].request.body) == 1


HEAD = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("nonsense\r\n\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\nHost: a\r\nno field\r\n\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\n{KEY}\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\nHost: a\r\nHost: a\r\n{KEY}\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400),
        (f"GET {ME} HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400),
        (f"GET {ME} HTTP/2.0\r\nHost: a\r\n{KEY}\r\n", 505),
        (f"GET {ME} HTTP/1.10\r\nHost: a\r\n{KEY}\r\n", 400),
        (f"{HEAD}Content-Length: -1\r\n\r\n", 400),
        (f"{HEAD}Content-Length: 1_0\r\n\r\n", 400),
        (f"{HEAD}Content-Length: +1\r\n\r\nx", 400),
        (f"{HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400),
        (f"{HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"{HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n0\r\n\r\n", 400),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\n1_0\r\n{'x' * 16}\r\n0\r\n\r\n", 400),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ],
)
def test_a_malformed_request_closes_the_connection(server: MockServer, text: Any, status: Any) -> None:
    """Nobody can tell where the next request begins (section 11.2). The last case is the start of TLS."""
    answers = ask(server, text, closes=True)
    assert answers.startswith(f"HTTP/1.1 {status} ")
    assert "Connection: close" in answers
    assert answers.count("HTTP/1.1") == 1
    assert server.mock.requests == []


def test_an_oversized_head_is_431(server: MockServer) -> None:
    """RFC 6585 section 5. A client that is still sending sees the response instead of a reset."""
    assert ask(server, f"GET {ME} HTTP/1.1\r\nX: {'x' * 8_000_000}\r\n\r\n").startswith("HTTP/1.1 431 ")


def test_a_client_can_disconnect_at_any_time(server: MockServer) -> None:
    """In the middle of a head or a body, or before the response."""
    request = f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n"
    for text in ("", "GET", f"{HEAD}Content-Length: 9\r\n\r\nx", request):
        ask(server, text)
    assert ask(server, request).startswith("HTTP/1.1 200 OK")


def test_the_response_to_head_has_no_body(server: MockServer) -> None:
    """RFC 9110 section 9.3.2."""
    head, _, body = ask(server, f"HEAD {ME} HTTP/1.1\r\nHost: a\r\n\r\n").partition("\r\n\r\n")
    assert "405 " in head
    assert body == ""


def test_a_request_target_can_be_an_absolute_url(server: MockServer) -> None:
    """RFC 9112 section 3.2.2."""
    assert ask(server, f"GET http://a.example{ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n").startswith("HTTP/1.1 200 OK")
    assert server.mock.requests[0].request.origin == "http://a.example"


def test_it_listens_on_ipv6() -> None:
    """The URL has the address in brackets."""
    if not socket.has_ipv6:
        pytest.skip("this Python has no IPv6")
    try:
        server = MockServer(Mock(), host="::1").start()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with server.client() as client:
        assert server.url.startswith("http://[::1]:")
        assert client.account.agents.me().email == "ada@example.com"
    server.stop()


@pytest.mark.parametrize(
    ("version", "connection", "closes"),
    [
        ("1.1", "", False),
        ("1.1", "Connection: keep-alive\r\n", False),
        ("1.1", "Connection: closed\r\n", False),
        ("1.1", "Connection: Keep-Alive , Close\r\n", True),
        ("1.1", "Connection: x\r\nConnection: close\r\n", True),
        ("1.0", "", True),
    ],
)
def test_the_client_decides_whether_the_connection_stays_open(
    server: MockServer, version: str, connection: str, closes: bool
) -> None:
    """By ``Connection: close``, or by the version that knows no other way (RFC 9112 sections 9.3 and 9.6)."""
    first = f"GET {ME} HTTP/{version}\r\nHost: a\r\n{KEY}{connection}\r\n"
    found = ask(server, f"{first}GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}Connection: close\r\n\r\n", closes=True)
    assert found.count("HTTP/1.1 200 OK") == (1 if closes else 2)
    assert found.lower().count("\r\nconnection: close\r\n") == 1


def test_a_reset_is_not_an_orderly_end(server: MockServer) -> None:
    """The client is told of it at once (RFC 9293 section 3.5.2)."""
    server.mock.inject("connection_reset")
    with pytest.raises(ConnectionResetError):
        ask(server, f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n", closes=True)


def test_a_response_has_the_date(server: MockServer) -> None:
    """In the form of HTTP (RFC 9110 section 5.6.7)."""
    found = ask(server, f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n")
    assert re.search(r"\r\nDate: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n", found)


@pytest.mark.parametrize("chunked", [False, True])
def test_the_largest_body_is_kept_whole(server: MockServer, monkeypatch: pytest.MonkeyPatch, chunked: bool) -> None:
    """One byte more is not."""
    monkeypatch.setattr(_http11, "_MAX_BODY", 10)
    for length, kept in ((10, 10), (11, 1)):
        server.mock.reset()
        head, body = f"Content-Length: {length}", "x" * length
        if chunked:
            head, body = "Transfer-Encoding: chunked", "1\r\nx\r\n" * length + "0\r\n\r\n"
        ask(server, f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}{head}\r\n\r\n{body}")
        assert len(server.mock.requests[0].request.body) == kept


def test_what_exceeds_the_largest_body_takes_no_memory(server: MockServer) -> None:
    """It is read, so that the client sees the response, and dropped."""
    head = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}Content-Length: {8 << 20}\r\n\r\n"
    request = head.encode() + b"x" * (8 << 20)
    tracemalloc.start()
    try:
        assert ask(server, request).startswith("HTTP/1.1 400 ")
        assert tracemalloc.get_traced_memory()[1] < 6 << 20
    finally:
        tracemalloc.stop()


def test_a_request_has_a_largest_size(server: MockServer) -> None:
    """64 KiB of header fields and a body of 1 MiB, as of an application."""
    for length, kept in ((1 << 20, 1 << 20), ((1 << 20) + 1, 1)):
        server.mock.reset()
        ask(server, f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}Content-Length: {length}\r\n\r\n{'x' * length}")
        assert len(server.mock.requests[0].request.body) == kept
    for length, end, status in ((65_000, "\r\n\r\n", 200), (66_000, "", 431)):
        found = ask(server, f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}X-Long: {'x' * length}{end}")
        assert found.startswith(f"HTTP/1.1 {status} ")


def test_a_client_has_the_clock_of_the_mock(server: MockServer) -> None:
    """So it asks for another token before the old one is refused, however far the clock is moved."""
    with server.client(server.credentials.password) as client:
        client.account.agents.me()
        server.mock.clock.advance(hours=13)
        client.account.agents.me()
    assert [exchange.response.status for exchange in server.mock.requests] == [200] * 4
