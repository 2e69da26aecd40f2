"""A client that does nothing but ask: ``python -m tests.bench.load PORT --seconds 1 < request``.

It runs in a process of its own, so that it and the server have a core each, and prints answers a second.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Callable
from time import perf_counter
from typing import cast

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Caller(asyncio.Protocol):
    """One connection: sends the same request again as soon as the answer is whole.

    Args:
        request: The request.
        more: Tells whether to send another one.
    """

    def __init__(self, request: bytes, more: Callable[[int], bool]) -> None:
        self.answers = 0
        self.ended = asyncio.get_running_loop().create_future()
        self._request = request
        self._more = more
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        self._answer = b""
        self.answers += 1
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit(f"The server answered {head.splitlines()[0].decode()}.")
        if self._more(self.answers):
            self._transport.write(self._request)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set_result(None)


class Load:
    """All that is to be asked.

    Args:
        port: Where the server listens on 127.0.0.1.
        request: What to ask, as it goes over the wire.
        seconds: How long to ask.
        answers: How many answers to wait for.
        reuse: How many requests a connection carries.
    """

    def __init__(self, port: int, request: bytes, seconds: float, answers: float, reuse: float) -> None:
        self._port = port
        self._request = request
        self._seconds = seconds
        self._left = answers
        self._reuse = reuse

    async def run(self, connections: int) -> float:
        """Return the successful answers a second.

        Args:
            connections: How many ask at a time.
        """
        started = perf_counter()
        self._deadline = started + self._seconds
        answers = sum(await asyncio.gather(*(self._ask() for _ in range(connections))))
        return answers / (perf_counter() - started)

    async def _ask(self) -> int:
        loop, answers = asyncio.get_running_loop(), 0
        while self._more(0):
            _, caller = await loop.create_connection(lambda: Caller(self._request, self._more), "127.0.0.1", self._port)
            await caller.ended
            answers += caller.answers
        return answers

    def _more(self, asked: int) -> bool:
        if asked >= self._reuse or self._left <= 0 or perf_counter() >= self._deadline:
            return False
        self._left -= 1
        return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description="Ask a server on this machine.")
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=16)
    for name in ("--seconds", "--answers", "--reuse"):
        parser.add_argument(name, type=float, default=float("inf"))
    asked = parser.parse_args()
    load = Load(asked.port, sys.stdin.buffer.read(), asked.seconds, asked.answers, asked.reuse)
    sys.stdout.write(f"{asyncio.run(load.run(asked.connections))}\n")
