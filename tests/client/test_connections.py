"""Connections in forked processes and in several event loops: nobody reads what somebody else asked for."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import trio

from comm100 import AsyncClient, Client
from comm100._connections import Connections, LoopConnections
from comm100._http import http
from comm100.auth import _concurrency
from comm100.errors import ConfigurationError

PATIENCE = 45.0


class Handler(BaseHTTPRequestHandler):
    """Tells which connection a request came on, and keeps it open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = json.dumps(self.client_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def collected() -> Iterator[None]:
    """Free, within the test, the connections that an event loop has left open; Python warns of them."""
    yield
    gc.collect()


def abandoned(test: Any) -> Any:
    """Mark a test that leaves connections to event loops that have ended."""
    return pytest.mark.usefixtures("collected")(pytest.mark.filterwarnings("ignore::ResourceWarning")(test))


def ask(client: Client) -> int:
    port: int = client.request("GET", "/x")
    return port


async def ask_async(client: AsyncClient) -> int:
    port: int = await client.request("GET", "/x")
    return port


def in_child(act: Callable[[], int]) -> int:
    """Return what a forked child returns."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.write(writer, str(act()).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as result:
        text = result.read()
    os.waitpid(child, 0)
    return int(text)


CLIENTS: dict[str, Callable[[str], Client]] = {
    "its own connections": lambda url: Client(base_url=url),
    "those of http_client": lambda url: Client(base_url=url, http_client=http.Client()),
    "those of transport": lambda url: Client(base_url=url, transport=http.HTTPTransport()),
    "other options": lambda url: Client(base_url=url).with_options(timeout=9),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
def test_a_forked_child_has_connections_of_its_own(url: str, make: Callable[[str], Client]) -> None:
    """On one that both use, each would read the other's responses."""
    client = make(url)
    own = ask(client)
    assert in_child(lambda: ask(client)) != own
    assert ask(client) == own
    client.close()
    client._http.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@abandoned
def test_a_forked_child_may_use_an_asynchronous_client(url: str) -> None:
    """In an event loop of its own."""
    client = AsyncClient(base_url=url)
    own = asyncio.run(ask_async(client))
    assert in_child(lambda: asyncio.run(ask_async(client))) != own
    asyncio.run(client.aclose())


LOOPS: dict[str, list[Callable[..., Any]]] = {
    "asyncio": [asyncio.run] * 3,
    "trio": [lambda coroutine: trio.run(lambda: coroutine)] * 2,
    "both": [asyncio.run, lambda coroutine: trio.run(lambda: coroutine), asyncio.run],
}


@abandoned
@pytest.mark.parametrize("loops", LOOPS.values(), ids=LOOPS)
@pytest.mark.parametrize("is_given", [False, True], ids=["own", "http_client"])
def test_a_client_goes_on_in_the_next_event_loop(url: str, loops: list[Callable[..., Any]], is_given: bool) -> None:
    """As in tests and notebooks, which have an event loop for each call, and close the client in another one."""
    client = AsyncClient(base_url=url, http_client=http.AsyncClient() if is_given else None)
    for run in loops:

        async def twice() -> bool:
            return await ask_async(client) == await ask_async(client)

        assert run(twice())
    asyncio.run(client.aclose())


def beside(client: AsyncClient) -> Any:
    """Return what a call returns in another event loop, in another thread, while one that has called still runs."""
    outcome: list[Any] = []

    def call() -> None:
        try:
            outcome.append(asyncio.run(ask_async(client)))
        except ConfigurationError as error:
            outcome.append(error)

    async def main() -> int:
        own = await ask_async(client)
        thread = threading.Thread(target=call)
        thread.start()
        await asyncio.to_thread(thread.join, PATIENCE)
        assert await ask_async(client) == own
        return own

    return asyncio.run(main()), *outcome


@abandoned
def test_two_event_loops_at_once_have_connections_of_their_own(url: str) -> None:
    """The application's, and that of a thread."""
    first, second = beside(AsyncClient(base_url=url))
    assert first != second


@abandoned
def test_two_event_loops_cannot_share_an_http_client(url: str) -> None:
    """The HTTP library would fail somewhere inside."""
    _, error = beside(AsyncClient(base_url=url, http_client=http.AsyncClient()))
    assert isinstance(error, ConfigurationError)
    assert str(error).startswith("http_client has connections of another event loop")


class Loop:
    """An event loop, as far as connections ask about it."""

    ended = False

    def is_closed(self) -> bool:
        return self.ended


def test_each_event_loop_keeps_its_connections_until_it_ends() -> None:
    """Three loops at once have three clients; that of a loop that has ended is forgotten."""
    connections = LoopConnections(http.AsyncClient(), http.AsyncClient)
    first, *others = [Loop() for _ in range(4)]
    own = connections._client_of(first)
    own._transport._pool._connections.append(object())  # type: ignore[attr-defined]  # as after a request
    clients = [connections._client_of(loop) for loop in others[:2]]
    assert [connections._client_of(loop) for loop in others[:2]] == clients
    assert len({id(client) for client in (own, *clients)}) == 3
    others[0].ended = True
    connections._client_of(others[2])
    assert list(connections._others) == others[1:]


def test_the_next_event_loop_begins_without_connections_and_without_their_requests() -> None:
    """A request that waited for one of them waits no longer."""
    client = http.AsyncClient()
    pool: Any = client._transport._pool  # type: ignore[attr-defined]  # httpcore's
    pool._connections.append(object())
    pool._requests.append(object())
    connections = LoopConnections(client, None)
    first, second = Loop(), Loop()
    connections._loop, first.ended = first, True
    assert connections._client_of(second) is client
    assert (pool._connections, pool._requests) == ([], [])


def test_a_client_without_connections_goes_on_in_any_event_loop() -> None:
    """Even if the one before has not ended: nothing is bound to that."""
    client = http.AsyncClient()
    connections = LoopConnections(client, None)
    assert [connections._client_of(Loop()) for _ in range(3)] == [client] * 3


def test_what_is_forked_has_connections_of_its_own() -> None:
    """Those of the client that was given, and of all that were made for other event loops; nobody holds their locks."""

    def create() -> http.AsyncClient:
        return http.AsyncClient(verify=False)

    several, one = LoopConnections(create(), create), Connections(create())
    pools: list[Any] = []
    # The second event loop gets a client of its own because that of the first has a connection.
    for clients in (lambda: [several._client_of(Loop())], lambda: [several._client_of(Loop())], lambda: one._clients):
        for client in clients():
            pools.append(client._transport._pool)  # type: ignore[union-attr]  # httpcore's
            pools[-1]._connections.append(object())
    assert len({id(pool) for pool in pools}) == 3
    locks = [several._lock, *(pool._optional_thread_lock for pool in pools)]
    _concurrency._renew()
    assert not any(pool._connections for pool in pools)
    assert not {several._lock, *(pool._optional_thread_lock for pool in pools)} & set(locks)
