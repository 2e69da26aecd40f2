"""An environment that holds some distributions and their dependencies, and nothing else; made without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["make_environment"]


def make_environment(folder: Path, *requirements: str) -> Path:
    """Return the interpreter of a fresh virtual environment with some requirements installed.

    The files are copied from the environment that the tests run in, so versions are those of the lock.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    interpreter = folder / "bin" / "python"
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    printed = subprocess.run([interpreter, "-c", where], check=True, capture_output=True, text=True)
    seen: set[str] = set()
    for requirement in requirements:
        for needed in _closure(requirement, seen):
            _copy(needed, Path(printed.stdout.strip()))
    return interpreter


def _closure(name: str, seen: set[str]) -> Iterator[Distribution]:
    if name in seen:
        return
    seen.add(name)
    installed = distribution(name)
    yield installed
    for text in installed.requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield from _closure(requirement.name, seen)


def _copy(found: Distribution, site_packages: Path) -> None:
    for file in found.files or []:
        source = Path(str(file.locate()))
        if ".." in file.parts or "__pycache__" in file.parts or not source.is_file():
            continue
        target = site_packages / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
