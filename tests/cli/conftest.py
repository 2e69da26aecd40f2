"""A served mock, and a terminal with the settings of the mock's OAuth client."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from comm100.cli import main
from comm100.testing import Mock
from tests.bench.servers import free_port
from tests.cli.support import Terminal
from tests.demo.server import served

ME = "/api/v2/account/agents/me"


@dataclass(frozen=True)
class Service:
    """The served API."""

    mock: Mock
    url: str
    port: int
    """The port of the registered redirect URI."""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    port = free_port()
    mock = Mock(redirect_uris=[f"http://127.0.0.1:{port}/callback"])
    with served(mock) as url:
        yield Service(mock, url, port)


@pytest.fixture
def terminal(service: Service, tmp_path: Path) -> Terminal:
    app = service.mock.identities.apps[0]
    account = service.mock.identities.account("agents")
    environ = {
        "COMM100_CLIENT_ID": app.client_id,
        "COMM100_CLIENT_SECRET": app.client_secret,
        "COMM100_SITE_ID": str(app.parameters["siteId"]),
        "COMM100_EMAIL": account.login,
        "COMM100_API_KEY": account.secrets["api_key"],
        "COMM100_PASSWORD": account.secrets["password"],
    }
    return Terminal(tmp_path, environ)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, and return its exit code and what it wrote."""
    for name in [name for name in os.environ if name.startswith(("COMM100_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))

    def command(*arguments: str, stdin: str = "", **environ: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            for name, value in environ.items():
                patch.setenv(name, value)
            code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def signed_in(run: Run, terminal: Terminal, service: Service) -> Run:
    """The same, for someone who has signed in."""
    code, _, said = run("login", "--api-key", "--base-url", service.url, **terminal.environ)
    assert code == 0, said
    return run
