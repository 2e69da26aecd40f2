"""The rendered package as a program: it copies and verifies itself, and the generator only starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ..errors import OutputError
from .write import PROVENANCE

__all__ = ["older_copy", "rendered_package", "run_package"]


def older_copy(destination: Path, package: Path) -> Path | None:
    """Return the copy that is there, if it was rendered from something else than a package.

    Args:
        destination: The copy, or the folder around it.
        package: The package's folder.
    """
    current = (package / PROVENANCE).read_bytes()
    for folder in (destination / package.name, destination):
        if (folder / PROVENANCE).is_file():
            return folder if (folder / PROVENANCE).read_bytes() != current else None
    return None


def rendered_package(out: Path) -> Path:
    """Return the folder of the package in the output folder.

    Raises:
        OutputError: There is none.
    """
    packages = sorted(path.parent for path in out.glob(f"*/{PROVENANCE}"))
    if len(packages) != 1:
        raise OutputError(f"{out}: contains no rendered package; run: python -m generator render")
    return packages[0]


def run_package(package: Path, *arguments: str) -> int:
    """Run a package's command line, and return its exit code.

    Args:
        package: Its folder.
        *arguments: Its arguments.
    """
    # -P: a module in the current folder must not be run in its place.
    command = [sys.executable, "-P", "-m", package.name, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(package.parent.resolve()), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, check=False).returncode
