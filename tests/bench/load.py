"""A client that does nothing but ask: ``python -m tests.bench.load PORT SECONDS CONNECTIONS < request``.

It runs in a process of its own, so that it and the server have a core each, and prints requests a second.
"""

from __future__ import annotations

import asyncio
import re
import sys
from time import perf_counter
from typing import cast

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Caller(asyncio.Protocol):
    """One connection: sends the same request again as soon as the answer is whole.

    Args:
        request: The request.
        deadline: When to stop, by :func:`time.perf_counter`.
    """

    def __init__(self, request: bytes, deadline: float) -> None:
        self.answers = 0
        self.ended = asyncio.get_running_loop().create_future()
        self._request = request
        self._deadline = deadline
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
        if perf_counter() < self._deadline:
            self._transport.write(self._request)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set_result(None)


async def load(port: int, seconds: float, connections: int, request: bytes) -> float:
    """Return the successful answers a second.

    Args:
        port: Where the server listens on 127.0.0.1.
        seconds: How long to ask.
        connections: How many ask at a time.
        request: What to ask, as it goes over the wire.
    """
    loop, started = asyncio.get_running_loop(), perf_counter()
    callers = []
    for _ in range(connections):
        _, caller = await loop.create_connection(lambda: Caller(request, started + seconds), "127.0.0.1", port)
        callers.append(caller)
    await asyncio.gather(*(caller.ended for caller in callers))
    return sum(caller.answers for caller in callers) / (perf_counter() - started)


if __name__ == "__main__":
    port, seconds, connections = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    sys.stdout.write(f"{asyncio.run(load(port, seconds, connections, sys.stdin.buffer.read()))}\n")
