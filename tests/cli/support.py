"""Shared by the tests of the command line: a browser, a terminal, and a sign-in to wait for."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import comm100
from comm100 import AuthorizationRequest
from comm100.auth.loopback import LoopbackReceiver
from comm100.cli import main
from comm100.cli.operations import Argument

__all__ = [
    "BASE",
    "GOOD",
    "PATIENCE",
    "Answer",
    "Terminal",
    "argument",
    "ask",
    "get",
    "login",
    "port_of",
    "taken",
    "visit",
    "waiting",
]

BASE = "https://hosted.comm100.com"
PATIENCE = 45.0
"""Seconds after which a test that hangs fails."""
GOOD = "?code=a+b%2Bc&state=the-right-state"
"""The query of a successful redirect."""

IMPORTABLE = Path(comm100.__path__[0]).parent
WITHOUT_TRIO = Path(__file__).parents[1] / "without_trio"


def login(redirect_uri: str, state: str = "the-right-state") -> AuthorizationRequest:
    """Return a sign-in that has been started."""
    return AuthorizationRequest(
        url=f"{BASE}/oauth/authorize", state=state, redirect_uri=redirect_uri, base_url=BASE, expires_at=4e9
    )


def port_of(url: str) -> int:
    """Return the port of a URL."""
    port = urlsplit(url).port
    assert port is not None
    return port


def taken(url: str, _: AuthorizationRequest) -> str:
    """Finish a sign-in by returning the URL."""
    return url


@contextmanager
def waiting(
    finish: Callable[[str, AuthorizationRequest], Any] = taken, **options: Any
) -> Iterator[tuple[str, Future[Any]]]:
    """Wait for a redirect in the background, and yield its URI and the future outcome."""
    with LoopbackReceiver(product="Example", **options) as receiver, ThreadPoolExecutor() as pool:
        uri = receiver.redirect_uri
        yield uri, pool.submit(receiver.receive, finish, login(uri), timeout=PATIENCE)


@dataclass(frozen=True)
class Answer:
    """A server's response."""

    status: int
    headers: dict[str, str]
    body: str


def ask(port: int, request: bytes) -> Answer:
    """Send bytes to a local port, and return the response, which ends with the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        raw = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(first.split()[1]), headers, body.decode())


def get(url: str, *, method: str = "GET", host: str | None = None) -> Answer:
    """Request a local URL, exactly as it is written."""
    parts = urlsplit(url)
    target = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    named = parts.netloc if host is None else host
    return ask(parts.port or 80, f"{method} {target} HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\n\r\n".encode())


def visit(url: str) -> Answer:
    """Follow redirects as a browser does, and return the final response."""
    answer = get(url)
    while answer.status == 302:
        answer = get(answer.headers["location"])
    return answer


@dataclass
class Terminal:
    """A user's terminal. Commands share no more than their files, whether each has a process of its own or not.

    Args:
        home: Their home folder.
        environ: Their environment, beside what Python itself needs.
        package: What they run.
        importable: Where it lies.
    """

    home: Path
    environ: dict[str, str]
    package: str = "comm100"
    importable: Path = IMPORTABLE

    def run(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end in this process: a new one would need longer to import than to run it."""
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.chdir(self.home),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.setattr(os, "environ", self._environ(environ))
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            try:
                code = main(arguments)
            except SystemExit as end:
                code = int(end.code or 0)
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    def run_alone(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end in a process of its own."""
        with self._started(arguments, environ) as process:
            out, err = process.communicate(stdin, timeout=PATIENCE)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    @contextmanager
    def signing_in(self, *arguments: str, **environ: str) -> Iterator[SigningIn]:
        """Start to sign in, and yield once the address has been printed."""
        with self._started(("login", "--no-browser", *arguments), environ) as process:
            assert process.stdout is not None
            try:
                yield SigningIn(process, process.stdout.readline().strip())
            finally:
                process.kill()

    def _environ(self, more: dict[str, str]) -> dict[str, str]:
        path = os.pathsep.join([str(WITHOUT_TRIO), str(self.importable)])
        needed = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONWARNINGS": "error"}
        return {**needed, "HOME": str(self.home), **self.environ, **more}

    def _started(self, arguments: Sequence[str], environ: dict[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", self.package, *arguments],
            env=self._environ(environ),
            cwd=self.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@dataclass
class SigningIn:
    """A sign-in that waits for its browser."""

    process: subprocess.Popen[str]
    url: str

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def type(self, text: str) -> None:
        """Type something."""
        assert self.process.stdin is not None
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def ended(self) -> tuple[int, str]:
        """Return the exit code and the messages."""
        _, err = self.process.communicate(timeout=PATIENCE)
        assert "Traceback" not in err
        return self.process.returncode, err


def argument(name: str, **options: Any) -> Argument:
    """Return an optional argument that takes text, unless the options say otherwise."""
    usual: dict[str, Any] = {
        "wire_name": name,
        "positional": False,
        "required": False,
        "types": frozenset({"str"}),
        "choices": (),
        "members": (),
    }
    return Argument(name=name, **{**usual, **options})
