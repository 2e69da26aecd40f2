"""Installs the judges, at the versions that ``package-lock.json`` and ``requirements.txt`` pin."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.bench.servers import ROOT

__all__ = ["AbsentError", "from_npm", "from_pip", "pinned", "pinned_by_npm", "run"]

_FOLDER = Path(__file__).parent
_ENVIRONMENT = ROOT / ".venv-judges"
_REQUIREMENTS = _FOLDER / "requirements.txt"
_PATIENCE = 600.0


class AbsentError(Exception):
    """A judge cannot be installed here; the message says why."""


def from_npm(program: str) -> list[str]:
    """Return the command of a package of npm, which is installed if necessary.

    Args:
        program: The name of its program.

    Raises:
        AbsentError: There is no Node, or npm fails.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise AbsentError("Node and npm are not on the PATH")
    lock = (_FOLDER / "package-lock.json").read_bytes()
    if not _is_ready(_FOLDER / "node_modules" / ".judges", lock):
        # Scripts of packages are not needed, and some report where they are installed.
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-engine-strict", "--loglevel=error"]
        _install([npm, "ci", *options], _FOLDER, "npm ci")
        (_FOLDER / "node_modules" / ".judges").write_bytes(lock)
    return [str(_FOLDER / "node_modules" / ".bin" / program)]


def from_pip(program: str) -> list[str]:
    """Return the command of a package of PyPI, which is installed into an environment of its own if necessary.

    Args:
        program: The name of its program.

    Raises:
        AbsentError: pip fails.
    """
    scripts = _ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
    requirements = _REQUIREMENTS.read_bytes()
    if not _is_ready(_ENVIRONMENT / ".judges", requirements):
        venv.create(_ENVIRONMENT, with_pip=True, clear=True)
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", str(_REQUIREMENTS)]
        _install([str(scripts / "python"), "-m", "pip", "install", *options], _FOLDER, "pip install")
        (_ENVIRONMENT / ".judges").write_bytes(requirements)
    return [str(scripts / program)]


def pinned(package: str) -> str:
    """Return the version of a package of ``requirements.txt``."""
    pinned = re.search(rf"^{re.escape(package)}==(\S+)", _REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    return pinned[1] if pinned else ""


def pinned_by_npm(package: str) -> str:
    """Return the version of a package of ``package.json``."""
    version: str = json.loads((_FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"][package]
    return version


def run(command: Sequence[str], folder: Path = ROOT) -> tuple[int, str]:
    """Run a command, and return its exit code and everything that it writes."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout


def _is_ready(mark: Path, lock: bytes) -> bool:
    return mark.exists() and mark.read_bytes() == lock


def _install(command: Sequence[str], folder: Path, name: str) -> None:
    sys.stderr.write(f"      installing with {name} ...\n")
    try:
        code, said = run(command, folder)
    except subprocess.TimeoutExpired:
        raise AbsentError(f"{name} took more than {_PATIENCE:.0f} seconds") from None
    if code:
        raise AbsentError(f"{name} failed: {' '.join(said.split())[:200] or code}")
