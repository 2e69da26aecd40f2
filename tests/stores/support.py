"""What the tests of the token stores share: tokens, a keyring in memory, a Redis server, and other processes."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keyring.backend
import keyring.errors
import pytest

import comm100
from comm100 import FileStore, RedisStore, Token
from comm100.auth import TokenStore

ROOT = Path(__file__).parents[2]
BASE = "https://hosted.comm100.com"
PATIENCE = 20.0
"""Seconds after which a test that hangs fails."""


def token(name: str = "one", **values: Any) -> Token:
    """Return a token whose secrets a search finds."""
    fields: dict[str, Any] = {
        "access_token": f"access-canary-{name}",
        "base_url": BASE,
        "issued_at": 1_800_000_000.25,
        "expires_at": 1_800_043_199.25,
        "refresh_token": f"refresh-canary-{name}",
        "scope": None,
    }
    return Token(**{**fields, **values})


def keep(store: TokenStore, key: str, kept: Token) -> None:
    """Store a token as the package does: under its lock."""
    with store.lock(key):
        store.save(key, kept)


class Clock:
    """Time that passes only while someone sleeps."""

    def __init__(self) -> None:
        self.ticks = 100.0
        self.pauses: list[float] = []

    def wall(self) -> float:
        return 1_800_000_000.0

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.ticks += seconds


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that lives as long as a test, and says what it was asked to do when it fails."""

    priority = 0.1  # never chosen by itself

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def _check(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("the keyring is locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.secrets.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("there is none")


class RedisServer:
    """A Redis server of its own on a free loopback port, without files.

    Args:
        folder: Its working directory.
    """

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed: apt-get install redis-server")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": folder}
        arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
        self.process = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True)
        log = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            log.append(line)
            if "Ready to accept connections" in line:
                return
        pytest.fail("redis-server did not start:\n" + "".join(log))

    def stop(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()


def opened(place: dict[str, Any]) -> FileStore | RedisStore:
    """Return the store that a worker is told to use.

    Args:
        place: The arguments, with ``folder`` for files or ``server`` for Redis.
    """
    return FileStore(**place) if "folder" in place else RedisStore(**place)


class Worker:
    """Another process (worker.py) that is told what to do, line by line.

    Args:
        role: Which of its functions it runs.
        arguments: What that function is given.
    """

    def __init__(self, role: str, **arguments: Any) -> None:
        generated = Path(comm100.__file__).parents[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.stores.worker", role, json.dumps(arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(generated)))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # One that hangs is ended, so that reading from it ends too.
        self._watchdog = threading.Timer(3 * PATIENCE, self.process.kill)
        self._watchdog.daemon = True
        self._watchdog.start()

    def tell(self, order: Any) -> None:
        """Send an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """Wait for the next answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the worker has ended with {self.process.wait(PATIENCE)}"
        return json.loads(line)

    def end(self) -> None:
        """End it, whatever it does."""
        self._watchdog.cancel()
        self.process.kill()
        self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


@contextmanager
def worker(role: str, **arguments: Any) -> Iterator[Worker]:
    """Run another process, and end it."""
    process = Worker(role, **arguments)
    try:
        yield process
    finally:
        process.end()
