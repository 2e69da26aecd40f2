"""Copies of the package for tests, and ways to run their commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from comm100 import cli

__all__ = ["PACKAGE", "contents", "run_copy", "vendor"]

PACKAGE = Path(__file__).parents[2] / "generated" / "comm100"


def vendor(*arguments: Any) -> int:
    """Run ``python -m comm100 vendor`` in this process, and return its exit code."""
    return cli.main(["vendor", *map(str, arguments)])


def run_copy(folder: Path, *arguments: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line of ``acme._vendor.comm100``, with the standard library alone.

    Args:
        folder: The folder that contains ``acme``.
        *arguments: The command and its arguments.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # -S leaves out everything that is installed.
    command = [sys.executable, "-S", "-B", "-m", "acme._vendor.comm100", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
