"""The served mock under load: many connections at once, pipelined requests, clients that vanish, and its end."""

from __future__ import annotations

import asyncio
import random
import signal
import socket
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.mock.support import ADA, AGENTS, PASSWORD, TOKEN
from tests.mock.test_serve import served

CONNECTIONS = 64
REQUESTS = 1_000
_FORM = urlencode(PASSWORD)
_KEY = f"Host: a\r\nAuthorization: {ADA['Authorization']}\r\n\r\n"
_TOKEN = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
CASES = [
    *((f"GET {AGENTS}/{number} HTTP/1.1\r\n{_KEY}", 200, f'"id":{number},') for number in range(1, 5)),
    (f"GET {AGENTS} HTTP/1.1\r\n{_KEY}", 200, '"total":4'),
    (f"GET {AGENTS}/999 HTTP/1.1\r\n{_KEY}", 404, "404000"),
    (f"{_TOKEN}Content-Length: {len(_FORM)}\r\n\r\n{_FORM}", 200, "access_token"),
]
"""A request, the status of its response, and a text in its body."""


async def read(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Return the status and the body of the next response."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = next(line for line in head.splitlines() if line.startswith("Content-Length: "))
    return int(head.split()[1]), (await reader.readexactly(int(length.split()[1]))).decode()


def reset(writer: asyncio.StreamWriter) -> None:
    """Reset a connection instead of closing it."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def use(port: int, chance: random.Random, requests: int) -> None:
    """Send requests, one or many at a time, and check each response; some connections are reset on the way."""
    while requests > 0:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for _ in range(chance.randint(1, 12)):
                batch = [chance.choice(CASES) for _ in range(chance.choice((1, 1, 20)))]
                data = "".join(text for text, _, _ in batch).encode()
                requests -= len(batch)
                if chance.random() < 0.15:
                    # In the middle of a request, or before the responses to a whole batch.
                    writer.write(data[: chance.choice((len(data) // 2, len(data)))])
                    await writer.drain()
                    reset(writer)
                    break
                writer.write(data)
                for text, status, part in batch:
                    answer = await read(reader)
                    assert answer[0] == status, (text, answer)
                    assert part in answer[1], (text, answer)
        finally:
            writer.close()


def _open_files(process: Any) -> int:
    return len([*Path(f"/proc/{process.pid}/fd").iterdir()])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this machine does not show the files of a process")
def test_many_clients_at_once_get_their_own_answers() -> None:
    """In order, whoever else is reset; no connection stays open, nothing is said, and SIGTERM ends it."""
    with served() as (process, url):
        port = urlsplit(url).port or 0

        async def wave(requests: int) -> list[Any]:
            users = (use(port, random.Random(number), requests) for number in range(CONNECTIONS))
            return await asyncio.gather(*users, return_exceptions=True)

        async def settled(before: int) -> bool:
            for _ in range(3000):
                if _open_files(process) == before:
                    return True
                await asyncio.sleep(0.01)
            return False

        async def main() -> None:
            # Once it serves, its event loop has files of its own.
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(CASES[0][0].encode())
            await read(reader)
            before = _open_files(process) - 1
            writer.close()
            assert set(await wave(REQUESTS // CONNECTIONS)) == {None}
            assert await settled(before)
            endless = asyncio.ensure_future(wave(1_000_000))
            while _open_files(process) < before + CONNECTIONS // 2:
                await asyncio.sleep(0)
            process.send_signal(signal.SIGTERM)
            ended = await asyncio.wait_for(endless, 30)
            assert all(isinstance(error, OSError | asyncio.IncompleteReadError) for error in ended)

        asyncio.run(main())
        assert process.stdout.read().endswith("Stop with Ctrl-C.\n")
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 0
