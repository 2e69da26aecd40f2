"""The fixtures for pytest, used by a project that has the package installed, and by one that vendors it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import comm100

FOLDER = Path(comm100.__file__).parent

TESTS = """
import asyncio

import pytest


def test_one(mock, client):
    assert client.account.agents.delete(2) is None
    assert [exchange.operation for exchange in mock.requests] == ["account.agents.delete"]
    mock.clock.advance(hours=12)
    mock.inject("error_status", times=None)


def test_another_sees_nothing_of_it(mock, client):
    assert client.account.agents.list().total == 4
    assert abs(mock.clock.wall() - __import__("time").time()) < 60


def test_over_http(mock, mock_server):
    with mock_server.client() as client:
        client.account.agents.me()
    assert mock_server.mock is mock
    assert len(mock.requests) == 1


def test_async(mock, async_client):
    async def main():
        return await async_client.account.agents.me()

    assert asyncio.run(main()).email == "ada@example.com"
"""


def outcome(project: Any, plugin: Any, tests: Any = TESTS, conftest: Any = "") -> Any:
    """Run a project's tests with the fixtures of a package, with nothing of this project's own configuration."""
    (project / "conftest.py").write_text(f'pytest_plugins = ["{plugin}"]\n{conftest}')
    (project / "test_project.py").write_text(tests)
    (project / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": os.pathsep.join([str(project), str(FOLDER.parent)]),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return ran.stdout + ran.stderr


def test_one_line_brings_them(tmp_path: Path) -> None:
    """A mock, a server of it, clients of both kinds; each test has its own."""
    assert "4 passed" in outcome(tmp_path, "comm100.testing.fixtures")


def test_a_vendored_copy_brings_its_own(tmp_path: Path) -> None:
    """By its own name, wherever it lies."""
    shutil.copytree(FOLDER, tmp_path / "shop" / "vendored" / "api", ignore=shutil.ignore_patterns("__pycache__"))
    check = "\n\ndef test_whose(mock):\n    assert type(mock).__module__ == 'shop.vendored.api.testing.mock'\n"
    assert "5 passed" in outcome(tmp_path, "shop.vendored.api.testing.fixtures", TESTS + check)


def test_a_project_sets_its_mock_up_by_overriding_it(tmp_path: Path) -> None:
    """The clients and the server follow."""
    own = """
import pytest
from comm100.testing import Mock

@pytest.fixture
def mock():
    return Mock(page_size=2)
"""
    tests = "def test_it(client):\n    assert len(client.account.agents.list()) == 2\n"
    assert "1 passed" in outcome(tmp_path, "comm100.testing.fixtures", tests, own)


def test_a_project_serves_its_mock_over_https_by_overriding_the_server(tmp_path: Path) -> None:
    """The clients follow."""
    own = """
import pytest
from comm100.testing import MockServer

@pytest.fixture
def mock_server(mock):
    with MockServer(mock, tls=True) as server:
        yield server
"""
    tests = """
def test_it(mock, mock_server):
    with mock_server.client(mock_server.credentials.password) as client:
        client.account.agents.me()
    assert {exchange.request.origin for exchange in mock.requests} == {mock_server.url}
    assert mock_server.url.startswith("https:")
"""
    assert "1 passed" in outcome(tmp_path, "comm100.testing.fixtures", tests, own)


@pytest.mark.parametrize("module", ["comm100", "comm100.testing", "comm100.testing.__main__"])
def test_nothing_else_needs_pytest(module: Any) -> None:
    """Only who opts in does."""
    code = f"import sys; sys.modules['pytest'] = None; import {module}"
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=False).returncode == 0
