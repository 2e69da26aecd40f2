"""Processes that a test starts: they hold the same mutant as the test, and the lines that they run are the test's."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["pass_on", "traced_lines"]

_SITE = Path(__file__).with_name("site")


def pass_on(name: str, value: Sequence[Any]) -> None:
    """Give a variable to all processes that this one starts, and let Python heed it (see site/sitecustomize.py).

    Args:
        name: The variable.
        value: Its value, written as JSON.
    """
    begin: Any = subprocess.Popen.__init__
    text = json.dumps(value)

    def begin_with(self: Any, *arguments: Any, env: Any = None, **options: Any) -> None:
        known = dict(os.environ if env is None else env)
        path = [str(_SITE), *filter(None, [known.get("PYTHONPATH")])]
        begin(self, *arguments, env=known | {name: text, "PYTHONPATH": os.pathsep.join(path)}, **options)

    subprocess.Popen.__init__ = begin_with  # type: ignore[method-assign]


def traced_lines(folder: Path) -> dict[str, set[int]]:
    """Return the lines that processes have noted in a folder since the last time, by file.

    Args:
        folder: Where they note them.
    """
    covered: dict[str, set[int]] = {}
    for path in folder.glob("*.json"):
        for file, lines in json.loads(path.read_text("utf-8")).items():
            covered.setdefault(file, set()).update(lines)
        path.unlink()
    return covered
