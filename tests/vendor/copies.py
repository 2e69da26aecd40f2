"""Copies of the package for tests, and ways to run their commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comm100 import cli
from comm100._vendoring.fingerprints import bytes_sha256, value_sha256
from comm100._vendoring.record import read_own_files

__all__ = ["FILES", "PACKAGE", "Files", "contents", "run_copy", "small", "vendor"]

Files = dict[str, bytes]
"""The files of a package by their paths."""

PACKAGE = Path(__file__).parents[2] / "generated" / "comm100"
FILES = read_own_files()


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


def small(files: Files, version: str = "1", added: Mapping[str, bytes] | None = None) -> Files:
    """Turn files into those of a small package, of a module and a part that can be left out, and return them."""
    value = json.loads(FILES["provenance.json"])
    del value["sha256"]
    kept: Files = {"__init__.py": b"", "testing/mock.py": b"", **(added or {})}
    digests = {name: {"sha256": bytes_sha256(data)} for name, data in kept.items()}
    value |= {"files": digests, "spec": value["spec"] | {"title": "Shop", "version": version, "sources": {}}}
    files.clear()
    files |= kept
    files["provenance.json"] = json.dumps(value | {"sha256": value_sha256(value)}).encode()
    return files
