"""The commands of the README's section "Vendor it", run in a project beside a checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

__all__ = ["ROOT", "commands", "run"]

ROOT = Path(__file__).parents[2]
_SECTION = (ROOT / "README.md").read_text().partition("\n## Vendor it\n")[2].partition("\n## ")[0]


def commands(marker: str) -> list[str]:
    """Return the indented lines of the first block after a text of the section."""
    assert marker in _SECTION
    after = _SECTION.partition(marker)[2]
    block = re.search(r"(?:^    .*\n)+", after, flags=re.MULTILINE)
    assert block, marker
    return [line.strip() for line in block[0].splitlines()]


def run(command: str, folder: Path, *, path: Path = Path(sys.executable).parent) -> str:
    """Run a command line in a folder, and return what it prints.

    Args:
        command: The line, for bash.
        folder: The current folder.
        path: The folder of the programs that it finds first.
    """
    # The environment is made already; make must not make it anew.
    command = command.replace("make ", "make -o setup -o .venv/.ready ")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MAKE", "GIT"))}
    environment |= {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    return ran.stdout
