"""The suite itself: names that can be read, and a limit for tests that hang."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
LONGEST = 80

HANGING = """
import threading

def test_a_lock_is_never_released():
    lock = threading.Lock()
    lock.acquire()
    threading.Thread(target=lock.acquire, daemon=True).start()
    lock.acquire()
"""


def test_no_name_of_a_test_is_too_long() -> None:
    """What does not fit into 80 characters belongs in the docstring."""
    functions = (
        node
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert [function.name for function in functions if len(function.name) > LONGEST] == []


def test_no_two_modules_of_a_folder_test_the_same() -> None:
    """A module is named after what it tests, and there is one of each name in a folder and the folders below it."""
    names = [(path.relative_to(TESTS).parts[0], path.name) for path in TESTS.rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_a_test_that_hangs_fails_with_the_traceback_of_every_thread(tmp_path: Path) -> None:
    """After 60 seconds in general; here after one."""
    configuration = (TESTS.parent / "pyproject.toml").read_text("utf-8")
    assert 'timeout = "60"' in configuration.splitlines()
    (tmp_path / "test_hanging.py").write_text(HANGING)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "pytest_timeout", "--timeout", "1"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    result = subprocess.run(
        [*command, "--rootdir", "."], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "Failed: Timeout (>1.0s) from pytest-timeout" in result.stdout
    assert "lock.acquire()" in result.stdout
    assert "Stack of Thread" in result.stdout + result.stderr
