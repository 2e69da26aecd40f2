"""Connections that fail, over real sockets: the error says why."""

from __future__ import annotations

import asyncio
import base64
import re
import socket
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from comm100 import AsyncClient, Client, ClientCredentials, errors
from comm100._http import http
from comm100.testing import MockServer, _tls

from .conftest import KEY
from .raw_server import serving

MACHINE = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)


@pytest.fixture(params=["sync", "async"])
def failure(request: pytest.FixtureRequest) -> Any:
    """Call a server, and return the error."""

    def blocking(options: Any) -> None:
        with Client(**options) as client:
            client.account.agents.me()

    async def awaited(options: Any) -> None:
        async with AsyncClient(**options) as client:
            await client.account.agents.me()

    def call(base_url: str, **options: Any) -> errors.ClientError:
        options = {"auth": KEY, "base_url": base_url, "max_retries": 0, **options}
        with pytest.raises((errors.APIConnectionError, errors.TokenConnectionError)) as caught:
            blocking(options) if request.param == "sync" else asyncio.run(awaited(options))
        return caught.value

    return call


def test_a_refused_connection_is_named(failure: Any) -> None:
    """Nobody listens there."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        error = failure(f"http://127.0.0.1:{held.getsockname()[1]}")
    assert "failed: connection refused. Check the host" in str(error)
    assert error.__cause__ is not None


def test_a_host_that_does_not_resolve_is_named(failure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spelling mistake in a host is the usual cause."""

    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "failed: the host name cannot be resolved." in str(failure("https://nobody.invalid"))


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example"])
def test_a_proxy_whose_name_no_resolver_takes_is_named(failure: Any, host: str) -> None:
    """Python refuses to encode such a name, and says so in an error of its own."""
    assert "failed: the host name cannot be resolved." in str(failure("https://api.example", proxy=f"http://{host}:1"))


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "the server closed the connection early"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[]", "the server closed the connection early"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "the response is not valid HTTP"),
    ],
)
def test_a_response_that_is_not_one_is_named(failure: Any, auth: Any, sent: bytes, reason: str) -> None:
    """Without what the server sent, which may repeat a secret. What is left unread resets the connection."""
    with serving(lambda send: send(sent)) as base_url:
        error = failure(base_url, auth=auth)
    assert re.search(f"failed: ({reason}|connection reset by the server)\\. Check the host", str(error))


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
def test_a_refusal_of_the_proxy_is_named(failure: Any, auth: Any) -> None:
    """It is not one of the API's."""
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with serving(lambda send: send(refusal)) as proxy:
        error = failure("https://api.example", auth=auth, proxy=proxy)
    assert "failed: the proxy returned 407. Check the host" in str(error)


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
def test_a_socks_proxy_that_replies_with_anything_else_is_named(failure: Any, auth: Any) -> None:
    """The HTTP libraries let the error of the library that reads its replies through."""

    def reply(request: Any) -> Any:
        raise type("ProtocolError", (Exception,), {"__module__": "socksio.exceptions"})("Malformed reply")

    error = failure("https://api.example", auth=auth, transport=http.MockTransport(reply))
    assert "failed: the proxy refused the connection. Check the host" in str(error)
    assert isinstance(error.__cause__, http.ProxyError)


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
def test_the_password_of_a_proxy_is_not_in_the_traceback(failure: Any, auth: Any) -> None:
    """The HTTP library has it in the local variables of its frames, as the header field that it sends."""
    with serving(lambda send: send(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) as proxy:
        error = failure("https://api.example", auth=auth, proxy=proxy.replace("//", "//user:s3cret-Pa55@"))
    shown = []
    while error is not None:
        stack = traceback.TracebackException.from_exception(error, capture_locals=True).stack
        shown += [f"{frame.locals}" for frame in stack if frame.filename != __file__]
        error = error.__cause__ or error.__context__
    assert shown
    assert not [text for text in shown if base64.b64encode(b"user:s3cret-Pa55").decode() in text]


def test_the_addresses_of_a_host_share_the_timeout(failure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is silent leaves time for the next, and all of them together take no longer than one.

    At least once in ten times: a busy machine may take the time away, but gives none.
    """
    addresses = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]

    def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    with serving(lambda send: send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) as base_url:
        port = int(base_url.rpartition(":")[2])
        with silent("127.0.0.2", port), silent("127.0.0.3", port):
            monkeypatch.setattr(socket, "getaddrinfo", resolve)
            with Client(KEY, base_url=f"http://localhost:{port}", max_retries=0, timeout=1.0) as client:
                assert any(succeeds(client) for _ in range(10))
            addresses.pop()

            def failing() -> float:
                started = time.monotonic()
                assert "timed out" in str(failure(f"http://localhost:{port}", timeout=0.5))
                return time.monotonic() - started

            assert any(failing() < 0.9 for _ in range(10))


def succeeds(client: Client) -> bool:
    try:
        return bool(client.request("GET", "/api/v2/x") == {})
    except errors.APIConnectionError:
        return False


@contextmanager
def silent(host: str, port: int) -> Iterator[None]:
    """Have nobody answer at an address: its queue of connections is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect((host, port))
        yield


def test_an_untrusted_certificate_is_named(failure: Any) -> None:
    """With what is wrong with it, in the words of OpenSSL."""
    with MockServer(tls=True) as server:
        error = failure(server.url)
    assert "failed: certificate verify failed: self-signed certificate." in str(error)


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
@pytest.mark.parametrize(
    ("days", "host", "reason"),
    [
        (-31, "127.0.0.1", "certificate has expired"),
        (1, "127.0.0.1", "certificate is not yet valid"),
        (0, "127.0.0.2", "IP address mismatch, certificate is not valid for '127.0.0.2'"),
    ],
)
def test_a_trusted_certificate_that_is_not_valid_is_named(
    failure: Any, monkeypatch: pytest.MonkeyPatch, auth: Any, days: int, host: str, reason: str
) -> None:
    """Of the API and of the token endpoint: too old, too new, or of another host."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(days=days)

    monkeypatch.setattr(_tls, "datetime", Shifted)
    with MockServer(host="0.0.0.0", tls=True) as server:
        error = failure(f"https://{host}:{urlsplit(server.url).port}", auth=auth, verify=server.trust)
    assert f"failed: certificate verify failed: {reason}. Check the host" in str(error)
