"""What the mock's memory comes to under very many token requests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.progress import progress

from .mocks import mock_server
from .servers import ENVIRONMENT, ROOT, load
from .table import Row
from .wire import raw, token_form, token_request

__all__ = ["in_process", "resident", "served"]

_REUSE = 100


def in_process(marks: Sequence[int]) -> list[Row]:
    """Return the memory of a process that asks a mock of its own.

    Args:
        marks: The numbers of requests to look at, in order.
    """
    command = [sys.executable, "-m", "tests.bench.million", *map(str, marks)]
    told = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return _rows([json.loads(line) for line in told.splitlines()])


def served(marks: Sequence[int]) -> list[Row]:
    """Return the memory of ``python -m comm100.testing``, asked over connections that come and go.

    Args:
        marks: As above, all of them multiples of the first.
    """
    request = raw(token_request(token_form()))
    with ExitStack() as stack:
        server = mock_server(stack)
        readings = [(0, resident(server.pid))]
        for asked in range(marks[0], marks[-1] + 1, marks[0]):
            load(server.port, request, answers=marks[0], reuse=_REUSE)
            progress(asked, marks[-1])
            if asked in marks:
                readings.append((asked, resident(server.pid)))
    return _rows(readings)


def resident(pid: int) -> float:
    """Return the MiB of memory that a process holds.

    Args:
        pid: The process.
    """
    statm = Path(f"/proc/{pid}/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


def _rows(readings: Sequence[tuple[int, float]]) -> list[Row]:
    first = readings[0][1]
    return [
        Row(f"{number:,} token requests" if number else "no request yet", size, size - first, size / first)
        for number, size in readings
    ]
