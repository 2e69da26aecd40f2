"""Format the rendered Python with ruff, independently of any configuration on the machine."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has no annotations

from ..errors import RenderError

__all__ = ["format_python"]

# --isolated ignores every configuration file, and passing the files by name bypasses ignore lists.
_CHECK = (
    "check",
    "--isolated",
    "--no-cache",
    "--quiet",
    "--select",
    "I,F401",
    "--fix",
    "--line-length",
    "120",
    "--target-version",
    "py311",
    "--config",
    "lint.isort.split-on-trailing-comma=false",
)
_FORMAT = (
    "format",
    "--isolated",
    "--no-cache",
    "--quiet",
    "--line-length",
    "120",
    "--target-version",
    "py311",
    "--config",
    "format.skip-magic-trailing-comma=true",
)
_AT_ONCE = 500
_INIT = "__init__.py"
_PLAIN = "_init_.py"


def format_python(
    files: Mapping[str, str], moved: Callable[[int, int], None] = lambda done, whole: None
) -> dict[str, str]:
    """Return ``files`` with each ``.py`` formatted, its imports sorted and unused imports dropped.

    Args:
        files: The texts by their paths.
        moved: Called with how many files are formatted, and with how many there are.

    Raises:
        RenderError: A template rendered invalid Python, or ruff is not installed in this environment.
    """
    # ruff keeps unused imports in a file called __init__.py, since they might be exports; __all__ names all of ours.
    names = {name: name.replace(_INIT, _PLAIN) for name in files if name.endswith(".py")}
    with tempfile.TemporaryDirectory(prefix="generator-") as folder:
        for parent in {Path(folder, shown).parent for shown in names.values()}:
            parent.mkdir(parents=True, exist_ok=True)
        for name, shown in names.items():
            Path(folder, shown).write_bytes(files[name].encode())
        for start in range(0, len(names), _AT_ONCE):
            moved(start, len(names))
            for command in (_CHECK, _FORMAT):
                _ruff(command, list(names.values())[start : start + _AT_ONCE], folder)
        return {**files, **{name: Path(folder, shown).read_bytes().decode() for name, shown in names.items()}}


def _ruff(command: Sequence[str], names: Sequence[str], folder: str) -> None:
    try:
        program = find_ruff_bin()
    except FileNotFoundError:
        raise RenderError("ruff is not installed in this environment") from None
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    result = subprocess.run(
        [program, *command, "--", *names],
        cwd=folder,
        env=environment | {"NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        lines = (result.stdout + result.stderr).replace(_PLAIN, _INIT).strip().splitlines() or ["ruff failed"]
        raise RenderError("; ".join(line.strip() for line in lines[:5]))
