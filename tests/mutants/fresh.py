"""Runs tests in processes that have the mutant from the start: what a module executes once cannot be changed later.

Each is the fork of a server, which has loaded the libraries that the project needs, and nothing of the project: so a
mutant costs what the import of the project and its tests cost. As a program, this module is the server; its argument is
the address.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.finder import mutant_finder
from tests.mutants.plugin import Plugin
from tests.mutants.processes import pass_on

__all__ = ["CAUGHT", "SURVIVED", "FreshProcesses"]

SURVIVED, CAUGHT = 0, 1
"""How tests end, as the exit code of a process."""

_ROOT = Path(__file__).parents[2]
_LIBRARIES = (
    *("anyio.pytest_plugin", "asyncio", "cryptography.x509", "h11", "html.parser", "httpx2", "hypothesis.strategies"),
    *("jinja2", "jsonschema_rs", "markdown_it", "openapi_python_client", "pygments", "redis", "trio", "unittest.mock"),
    "yaml",
)


class FreshProcesses:
    """The server, for as long as this is open.

    Args:
        folder: Where its socket is, and what the tests write.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._address = folder, str(folder / "fresh")
        command = [sys.executable, "-m", "tests.mutants.fresh", self._address]
        self._server = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._server.stdout
        self._server.stdout.readline()

    def __enter__(self) -> FreshProcesses:
        return self

    def __exit__(self, *error: object) -> None:
        self._server.communicate()

    def run(self, key: Sequence[object], tests: Sequence[str], environment: Mapping[str, str], seconds: float) -> int:
        """Run tests until one fails, and return whether one did; the process joins the group of this one.

        Args:
            key: What finds the mutant.
            tests: The identifiers of the tests.
            environment: Variables that they heed.
            seconds: How long they may compute; they have failed then.
        """
        request = {
            **{"group": os.getpgrp(), "key": key, "tests": tests, "environment": environment, "seconds": seconds},
            "folder": str(self._folder / f"fork-{os.getpid()}" / "fresh"),
        }
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self._address)
            connection.sendall(json.dumps(request).encode() + b"\n")
            # A process that ends without an answer has been killed, or has left early, by the mutant.
            return (connection.recv(1) or bytes([CAUGHT]))[0]


def serve(address: str) -> None:
    """Answer requests, each in a fork, until the standard input ends.

    Args:
        address: The path of the socket.
    """
    for name in _LIBRARIES:
        importlib.import_module(name)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            connection, _ = listener.accept()
            with connection:
                if not os.fork():
                    _answer(connection)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _answer(connection: socket.socket) -> None:
    status = CAUGHT
    try:
        request = json.loads(connection.makefile().readline())
        os.setpgid(0, request["group"])
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        status = _run(**request)
    except BaseException:  # a mutant may raise anything, SystemExit and KeyboardInterrupt included
        status = CAUGHT
    finally:
        connection.sendall(bytes([status]))
        os._exit(0)


def _run(key: Sequence[object], tests: Sequence[str], environment: Mapping[str, str], folder: str, **_: Any) -> int:
    os.environ.update(environment)
    sys.meta_path.insert(0, mutant_finder(json.dumps(key)))
    pass_on("MUTANT", key)
    # Libraries that bring plugins are there already, and nobody reads what their assertions say.
    options = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", "--tb=no"]
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    status = pytest.main([*options, f"--basetemp={folder}", *files], plugins=[Plugin(tests)])
    return SURVIVED if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else CAUGHT


if __name__ == "__main__":
    serve(sys.argv[1])
