"""The README is true: its Python runs, its targets exist. So is what CONTRIBUTING names."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import comm100
from comm100._http import http
from comm100.testing import Mock, MockTransport

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.filterwarnings("ignore::comm100.errors.InsecureFlowWarning")
@pytest.mark.parametrize("block", BLOCKS, ids=[f"block{number}" for number in range(len(BLOCKS))])
def test_python_blocks_run_against_the_mock(block: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each block is whole: it runs as it stands, with the mock in place of the network, and memory in that of Redis."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COMM100_EMAIL", "ada@example.com")
    monkeypatch.setenv("COMM100_API_KEY", "0123456789abcdef0123456789abcdef")
    monkeypatch.setattr(comm100, "RedisStore", lambda url: comm100.MemoryStore(), raising=False)
    mock = Mock()
    transport = MockTransport(mock)
    for name in ("Client", "AsyncClient"):
        client = getattr(comm100, name)
        monkeypatch.setattr(comm100, name, functools.partial(client, transport=transport), raising=False)
    for name in ("AuthorizationCode", "Implicit"):
        flow = getattr(comm100, name)
        monkeypatch.setattr(comm100, name, functools.partial(flow, transport=transport), raising=False)

    def redirected_to(url: Any) -> Any:
        with http.Client(transport=transport) as browser:
            return browser.get(url).headers["location"]

    exec(compile(block, "README.md", "exec"), {"redirected_to": redirected_to, "__name__": "readme"})


def test_an_api_of_ten_lines_gets_a_client_and_a_mock(tmp_path: Path) -> None:
    """Rendered and used as the section says, in a folder that has nothing else."""
    section = README.partition("\n## Your own API\n")[2].partition("\n## ")[0]
    (document,) = re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)
    program, tests = re.findall(r"```py\n(.*?)```", section, flags=re.DOTALL)
    (command,) = re.findall(r"^    \.venv/bin/python (-m generator .*)$", section, flags=re.MULTILINE)
    (tmp_path / "orders.yaml").write_text(document)
    (tmp_path / "test_orders.py").write_text(tests)

    def run(*arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(path)}
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    rendered = run(*command.split(), path=ROOT)
    assert rendered.returncode == 0, rendered.stderr
    assert (tmp_path / "rendered/reference/index.html").is_file()
    compile(program, "README.md", "exec")
    tried = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", path=tmp_path / "rendered")
    assert "2 passed" in tried.stdout, tried.stdout


def test_the_example_for_pytest_passes(tmp_path: Path) -> None:
    """In a project that holds nothing but the two files, with warnings as errors."""
    for block in BLOCKS:
        name = re.match(r"# (\w+\.py)", block)
        if name:
            (tmp_path / name[1]).write_text(block)
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(Path(comm100.__file__).parents[1]),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert re.search(r"^6 passed", ran.stdout, flags=re.MULTILINE), ran.stdout + ran.stderr


def test_named_files_exist() -> None:
    """Every relative link leads to a file."""
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_tests_that_contributing_names_exist() -> None:
    """Each class of faults that was tried from outside leads to a file or folder of tests."""
    section = CONTRIBUTING.partition("## What was tried from outside")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(tests/[^`]+)`", row.rsplit("|", 2)[1])
        assert named, row
        assert all((ROOT / path).exists() for path in named), row


def test_named_targets_exist() -> None:
    """Every ``make`` target that the README names stands in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", README)) - {"alone"} <= targets | {"nothing", "else"}
