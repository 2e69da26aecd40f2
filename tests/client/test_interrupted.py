"""Connections that break anywhere, and callers that stop waiting: what is repeated, and that nothing is left behind."""

from __future__ import annotations

import random
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import anyio
import pytest

from comm100 import AsyncClient, Client
from comm100.errors import APIConnectionError, APIResponseError

from .conftest import Clock
from .raw_server import PATIENCE, cancel_after

BODY = b'{"id": 7}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
WHOLE = HEAD + BODY
# What the server sends of a response before it closes the connection, or resets it.
FAULTS: dict[str, tuple[bytes, bool]] = {
    "nothing": (b"", False),
    "nothing, reset": (b"", True),
    "half a head": (HEAD[:30], False),
    "half a head, reset": (HEAD[:30], True),
    "a head": (HEAD, False),
    "a head, reset": (HEAD, True),
    "half a body": (HEAD + BODY[:4], False),
    "half a body, reset": (HEAD + BODY[:4], True),
    "half a chunk": (HEAD.replace(b"Content-Length: 9", b"Transfer-Encoding: chunked") + b'9\r\n{"id"', False),
    "an interim response": (b"HTTP/1.1 103 Early Hints\r\n\r\n", True),
}


@contextmanager
def breaking(*faults: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a fault to each request in turn, then whole responses; yield the URL, and what was asked for."""
    left, asked = list(faults), list[str]()

    def handle(connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as received:
            while line := received.readline():
                asked.append(line.decode().split()[0])
                while received.readline() not in (b"\r\n", b""):
                    pass
                sent, resets = FAULTS[left.pop(0)] if left else (WHOLE, False)
                connection.sendall(sent)
                if sent is not WHOLE:
                    if resets:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return

    def accept() -> None:
        while True:
            try:
                connection = listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=handle, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def connections(client: Any) -> list[Any]:
    """Return the connections that are neither closed nor ready for the next request."""
    pool = client._http._transport._pool
    return [connection for connection in pool.connections if not (connection.is_idle() or connection.is_closed())]


def outcome(error: Exception | None, value: Any) -> str:
    return f"{type(error).__name__}" if error is not None else str(value["id"])


def blocking(url: str, methods: list[str], clock: Clock) -> list[str]:
    """Send requests with one client, and return what came of each."""
    results = []
    with Client(base_url=url, clock=clock) as client:
        for method in methods:
            try:
                results.append(outcome(None, client.request(method, "/x")))
            except (APIConnectionError, APIResponseError) as error:
                results.append(outcome(error, None))
            assert connections(client) == []
    return results


async def awaited(url: str, methods: list[str], clock: Clock) -> list[str]:
    """Send requests as :func:`blocking` does."""
    results = []
    async with AsyncClient(base_url=url, clock=clock) as client:
        for method in methods:
            try:
                results.append(outcome(None, await client.request(method, "/x")))
            except (APIConnectionError, APIResponseError) as error:
                results.append(outcome(error, None))
            assert connections(client) == []
    return results


STYLES: dict[str, Callable[..., list[str]]] = {
    "blocking": blocking,
    "asyncio": lambda *args: anyio.run(awaited, *args, backend="asyncio"),
    "trio": lambda *args: anyio.run(awaited, *args, backend="trio"),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_connection_may_break_anywhere(style: str, fault: str) -> None:
    """A read is made again, twice at most; a create is not, because it may have been done. The next call works."""
    send = STYLES[style]
    for faults, methods, results, requests in (
        ([fault], ["GET", "GET"], ["7", "7"], ["GET"] * 3),
        ([fault] * 2, ["DELETE", "GET"], ["7", "7"], ["DELETE"] * 3 + ["GET"]),
        ([fault] * 3, ["GET", "PUT"], ["APIConnectionError", "7"], ["GET"] * 3 + ["PUT"]),
        ([fault], ["POST", "POST"], ["APIConnectionError", "7"], ["POST"] * 2),
        ([fault], ["PATCH", "GET"], ["APIConnectionError", "7"], ["PATCH", "GET"]),
    ):
        clock = Clock()
        with breaking(*faults) as (url, asked):
            assert send(url, methods, clock) == results
            assert asked == requests
        assert len(clock.slept) == len(requests) - len(methods)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_broken_connections_is_survived(seed: int) -> None:
    """Whatever breaks at which attempt, kept connections between them included; as long as the budget lasts."""
    plan = random.Random(seed).choices(list(FAULTS), k=12)
    expected, left, budget = list[str](), len(plan), 10.0
    for _ in range(8):
        retries = 0
        while left and retries < 2 and budget >= 1:
            left, retries, budget = left - 1, retries + 1, budget - 1
        broken = left > 0
        left -= broken
        expected.append("APIConnectionError" if broken else "7")
        budget = budget if broken else min(10.0, budget + 0.1)
    with breaking(*plan) as (url, asked):
        assert blocking(url, ["GET"] * 8, Clock()) == expected
    assert len(asked) == len(plan) + expected.count("7")


@contextmanager
def holding(sent: bytes) -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """Serve a part of a response at /held, and whole ones elsewhere.

    Yields the URL, an event that tells that the part has been sent, and one that ends the wait after it.
    """
    begun, going = threading.Event(), threading.Event()

    def handle(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            while request := connection.recv(65536):
                if b"/held" in request:
                    connection.sendall(sent)
                    begun.set()
                    going.wait(PATIENCE)
                    return
                connection.sendall(WHOLE)

    def accept() -> None:
        while True:
            try:
                connection = listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=handle, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", begun, going
        finally:
            going.set()
            listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("sent", [b"", HEAD[:30], HEAD, HEAD + BODY[:4]], ids=["nothing", "half", "head", "body"])
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_that_is_cancelled_frees_its_connection(backend: str, sent: bytes) -> None:
    """Wherever it waits; it is not made again, and the next call works."""

    async def main(url: str, begun: threading.Event) -> None:
        async with AsyncClient(base_url=url, clock=Clock()) as client:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as beside:
                    beside.start_soon(cancel_after, begun, scope)
                    await client.request("GET", "/held")
            assert scope.cancelled_caught
            assert connections(client) == []
            assert await client.request("GET", "/x") == {"id": 7}
            assert connections(client) == []

    with holding(sent) as (url, begun, _):
        anyio.run(main, url, begun, backend=backend)


@pytest.mark.parametrize("sent", [HEAD, HEAD + BODY[:4]], ids=["head", "body"])
def test_ctrl_c_while_a_body_is_read_closes_the_connection(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """The rest of the body must not be taken for the next response."""
    with holding(sent) as (url, _, going), Client(base_url=url) as client:

        def interrupt(*_: Any) -> Any:
            going.set()
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("comm100.client.ResponseStream.__iter__", interrupt)
            with pytest.raises(KeyboardInterrupt):
                client.request("GET", "/held")
        assert connections(client) == []
        assert client.request("GET", "/x") == {"id": 7}


def test_a_limit_ends_a_call_and_not_the_client() -> None:
    """What came too late is not read by the next call."""
    with holding(HEAD + BODY[:4]) as (url, _, _), Client(base_url=url, timeout=0.05, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            client.request("GET", "/held")
        assert connections(client) == []
        assert client.request("GET", "/x", timeout=PATIENCE) == {"id": 7}
