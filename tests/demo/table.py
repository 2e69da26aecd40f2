"""The table that the demo prints, one aligned line a step as it happens."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

__all__ = ["Step", "Table"]

_WIDTHS = (27, 52, 50)
# Names of classes are long too, but hold no digit.
_SECRET = re.compile(r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{20,}")
_GREEN, _RED, _DIM, _BOLD, _PLAIN = "\033[32m", "\033[31m", "\033[2m", "\033[1m", "\033[0m"


@dataclass
class Step:
    """What one step shows: what was sent, and what came back."""

    sent: str
    came: str = ""


@dataclass
class Table:
    """Runs steps and prints a line for each.

    Args:
        out: Where the lines go; colour only on a terminal, and never with NO_COLOR (https://no-color.org).
    """

    out: TextIO = sys.stdout
    failed: int = 0
    passed: int = 0
    colour: bool = field(init=False)

    def __post_init__(self) -> None:
        self.colour = self.out.isatty() and not os.environ.get("NO_COLOR")

    def head(self) -> None:
        """Print the names of the columns."""
        names = (name.ljust(width) for name, width in zip(("step", "sent", "came back"), _WIDTHS, strict=True))
        self._print(f"     {'  '.join(names)}  {'ms':>6}", _BOLD)

    def section(self, title: str) -> None:
        """Print a heading between groups of steps."""
        self._print(f"\n{title}", _BOLD)

    def run(self, name: str, action: Callable[[], Step]) -> None:
        """Run one step; a step that raises has failed, and the next one runs all the same."""
        started = time.perf_counter()
        try:
            step = action()
        except Exception as error:  # whatever breaks a step, the table must say so and go on
            self.failed += 1
            self._line("FAIL", _RED, name, Step("", f"{type(error).__name__}: {error}"), started, whole=True)
        else:
            self.passed += 1
            self._line("ok", _GREEN, name, step, started)

    def end(self) -> int:
        """Print the sum, and return the exit code."""
        total = self.passed + self.failed
        words = f"{self.passed} of {total} steps held" + (f", {self.failed} FAILED" if self.failed else "")
        self._print(f"\n{words}", _RED if self.failed else _GREEN)
        return 1 if self.failed or not total else 0

    def _line(self, mark: str, colour: str, name: str, step: Step, started: float, *, whole: bool = False) -> None:
        elapsed = (time.perf_counter() - started) * 1000
        cells = [name, masked(step.sent), masked(step.came)]
        fitted = [cell if whole else _fit(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True)]
        text = "  ".join(cell.ljust(width) for cell, width in zip(fitted, _WIDTHS, strict=True))
        painted = f"{colour}{mark:4}{_PLAIN}" if self.colour else f"{mark:4}"
        print(f"{painted} {text}  {elapsed:6.1f}", file=self.out, flush=True)

    def _print(self, text: str, colour: str) -> None:
        print(f"{colour}{text}{_PLAIN}" if self.colour else text, file=self.out, flush=True)


def masked(text: str) -> str:
    """Return text with everything that is long enough to be a secret cut to its first characters."""
    return _SECRET.sub(lambda found: found.group()[:4] + "…", text)


def _fit(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
