"""Servers in processes of their own, which end with what they were started for, however that ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ENVIRONMENT", "ROOT", "Server", "ServerError", "free_port", "load", "running"]

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generated")}
"""In which a process finds the package; the rest is that of this process."""

_PATIENCE = 60.0
_INTERVAL = 0.05


class ServerError(Exception):
    """A server does not run; the message says what it said last."""


@dataclass(frozen=True)
class Server:
    """One that runs.

    Args:
        port: Where it listens on 127.0.0.1.
        pid: Its process.
    """

    port: int
    pid: int


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str] = ENVIRONMENT) -> Iterator[Server]:
    """Run a server while the block runs; it and all its children are gone afterwards.

    Args:
        command: What starts it.
        port: Where it will listen on 127.0.0.1.
        environment: Its environment.

    Raises:
        ServerError: It ended, or nobody listens after a minute.
    """
    with tempfile.TemporaryFile() as said:
        # A group of its own, because nobody else knows the children of a child.
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            if not _listens(process, port):
                said.seek(0)
                words = said.read().decode(errors="replace").split("\n")
                raise ServerError(f"{Path(command[0]).name} did not start: {' '.join(words[-8:]).strip()}")
            yield Server(port, process.pid)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def load(port: int, request: bytes, **limits: float) -> float:
    """Ask a server from a process of its own, and return the successful answers a second.

    Args:
        port: Where it listens on 127.0.0.1.
        request: What to ask, as it goes over the wire.
        limits: The options of ``tests.bench.load``: ``seconds``, ``answers``, ``reuse``.
    """
    options = [f"--{name}={value}" for name, value in limits.items()]
    command = [sys.executable, "-m", "tests.bench.load", str(port), *options]
    return float(subprocess.run(command, cwd=ROOT, input=request, stdout=subprocess.PIPE, check=True).stdout)


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return True
        # A server of any make tells in no other way that it listens.
        time.sleep(_INTERVAL)
    return False
