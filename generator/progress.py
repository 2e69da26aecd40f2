"""What somebody sees who watches a long rendering on a terminal."""

from __future__ import annotations

import os
import sys
from typing import Self

__all__ = ["Progress"]

_WIDTH = 30


class Progress:
    """Shows the step that is under way, on standard error, and how much of it is done.

    A terminal has one line that changes and is gone in the end. One that cannot do that, or is not to (``TERM=dumb``,
    ``NO_COLOR``), has a line for each step. What is not a terminal has none.
    """

    def __init__(self) -> None:
        self._shown = ""
        self._is_watched = sys.stderr.isatty()
        self._is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._shown and not self._is_plain:
            self._write("\r\x1b[K")
        self._shown = ""

    def __call__(self, step: str, done: int = 0, whole: int = 0) -> None:
        """Show a step.

        Args:
            step: What is done.
            done: How many parts of it are done.
            whole: How many parts it has; 0 if they are not counted.
        """
        bar = f"[{'#' * (_WIDTH * done // whole):<{_WIDTH}}] {100 * done // whole}%" if whole else "…"
        line = f"{step} {'…' if self._is_plain else bar}"
        if self._is_watched and line != self._shown:
            self._shown = line
            self._write(f"{line}\n" if self._is_plain else f"\r\x1b[K{line}")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
