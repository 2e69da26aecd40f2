"""Other processes, which are told what to do line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import comm100
from tests.stores.support import PATIENCE

ROOT = Path(__file__).parents[2]
_PATH = [ROOT / "tests" / "without_trio", ROOT, Path(comm100.__file__).parents[1]]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, _PATH))}
"""What other processes need to find the package and the tests."""


def run(code: str) -> int:
    """Run Python in another process, and return its exit code."""
    return subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, timeout=3 * PATIENCE).returncode


class Worker:
    """Another process (worker.py) that is told what to do, line by line.

    Args:
        role: Which of its functions it runs.
        arguments: What that function is given.
    """

    def __init__(self, role: str, **arguments: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.stores.worker", role, json.dumps(arguments)],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # One that hangs is ended, so that reading from it ends too.
        self._watchdog = threading.Timer(6 * PATIENCE, self.process.kill)
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
