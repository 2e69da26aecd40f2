"""Prism, the mock server that ours is measured beside, in the version that ``package-lock.json`` pins."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.servers import ENVIRONMENT, ROOT, Server, free_port, running

__all__ = ["LAST", "LAST_MEASURED", "VERSION", "AbsentError", "install", "node", "served"]

VERSION = "5.16.0"
LAST = 5_315.0
LAST_MEASURED = "2026-11-24 on 2 cores of an AMD EPYC with Node 20.20.2"
"""When and where it answered the token request of this benchmark that often in a second."""

_FOLDER = Path(__file__).parent
_ENTRY = Path("node_modules", "@stoplight", "prism-cli", "dist", "index.js")
_PATIENCE = 300.0
_DOCUMENT = ROOT / "generated" / "comm100" / "openapi.json"


class AbsentError(Exception):
    """Prism cannot be had here; the message says why."""


def install(folder: Path = _FOLDER) -> list[str]:
    """Return the command that Prism is, and install it from npm where it is not there yet.

    Args:
        folder: Where ``package.json`` and ``package-lock.json`` are, and where it goes.

    Raises:
        AbsentError: There is no Node, or npm does not succeed.
    """
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        raise AbsentError("Node and npm are not on the PATH")
    lock, installed = (folder / "package-lock.json").read_bytes(), folder / "node_modules" / ".bench"
    if not installed.exists() or installed.read_bytes() != lock:
        sys.stderr.write(f"installing Prism {VERSION} with npm ci …\n")
        _npm(npm, folder)
        installed.write_bytes(lock)
    return [program, str(folder / _ENTRY)]


def node(command: list[str]) -> str:
    """Return the version of Node that runs Prism.

    Args:
        command: What `install` returned.
    """
    told = subprocess.run([command[0], "--version"], capture_output=True, text=True, check=True)
    return told.stdout.strip().removeprefix("v")


def _npm(npm: str, folder: Path) -> None:
    # One of the packages reports where it is installed unless scripts are off. Prism asks for Node 24 and runs on 20.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-engine-strict", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise AbsentError(f"npm ci took more than {_PATIENCE:.0f} seconds") from None
    if done.returncode:
        words = " ".join(done.stderr.replace("npm error", "").split())
        raise AbsentError(f"npm ci failed: {words[:200] or done.returncode}")


@contextmanager
def served(command: list[str]) -> Iterator[Server]:
    """Serve the document while the block runs, as quick as Prism can.

    Args:
        command: What `install` returned.

    Raises:
        ServerError: It does not start.
    """
    # Its log costs a third of the answers. With NODE_ENV=production it forks, which this version fails at.
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "NODE_ENV"}
    port = free_port()
    options = ["mock", "--host", "127.0.0.1", "--port", str(port), "--verboseLevel", "silent", str(_DOCUMENT)]
    with running([*command, *options], port, environment) as server:
        yield server
