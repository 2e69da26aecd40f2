"""The table that the demo prints, with one aligned line per step."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

__all__ = ["Step", "Table"]

_WIDTHS = (27, 52, 50)
# Names of classes are long too, but hold no digit.
_SECRET = re.compile(r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{20,}")
_GREEN, _RED, _DIM, _BOLD, _PLAIN = "\033[32m", "\033[31m", "\033[2m", "\033[1m", "\033[0m"


@dataclass
class Step:
    """What a step sent and received.

    Args:
        sent: The request, in short.
        received: The response, in short.
        rows: A small table of it, its column names first.
    """

    sent: str
    received: str = ""
    rows: Sequence[Sequence[str]] = ()


@dataclass
class Table:
    """Runs steps, and prints a line for each.

    Args:
        out: Where lines are printed, in color on a terminal unless NO_COLOR is set (https://no-color.org).
    """

    out: TextIO = sys.stdout
    failed: int = 0
    passed: int = 0
    color: bool = field(init=False)

    def __post_init__(self) -> None:
        self.color = self.out.isatty() and not os.environ.get("NO_COLOR")

    def head(self) -> None:
        """Print the column names."""
        names = (name.ljust(width) for name, width in zip(("step", "sent", "received"), _WIDTHS, strict=True))
        self._print(f"     {'  '.join(names)}  {'ms':>6}", _BOLD)

    def section(self, title: str) -> None:
        """Print a heading between groups of steps."""
        self._print(f"\n{title}", _BOLD)

    def run(self, name: str, action: Callable[[], Step]) -> None:
        """Run one step. A step that raises has failed; the next one runs anyway."""
        started = time.perf_counter()
        try:
            step = action()
        except Exception as error:  # whatever breaks a step, the table must say so and go on
            self.failed += 1
            self._line("FAIL", _RED, name, Step("", f"{type(error).__name__}: {error}"), started, whole=True)
        else:
            self.passed += 1
            self._line("ok", _GREEN, name, step, started)
            self._draw(step.rows)

    def end(self) -> int:
        """Print the totals, and return the exit code."""
        total = self.passed + self.failed
        words = f"{self.passed} of {total} steps passed" + (f", {self.failed} FAILED" if self.failed else "")
        self._print(f"\n{words}", _RED if self.failed else _GREEN)
        return 1 if self.failed or not total else 0

    def _line(self, mark: str, color: str, name: str, step: Step, started: float, *, whole: bool = False) -> None:
        elapsed = (time.perf_counter() - started) * 1000
        cells = [name, masked(step.sent), masked(step.received)]
        fitted = [cell if whole else _fit(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True)]
        text = "  ".join(cell.ljust(width) for cell, width in zip(fitted, _WIDTHS, strict=True))
        painted = f"{color}{mark:4}{_PLAIN}" if self.color else f"{mark:4}"
        print(f"{painted} {text}  {elapsed:6.1f}", file=self.out, flush=True)

    def _draw(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows in columns, the first to the left and the others to the right, below what was sent."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        margin = " " * (len("ok   ") + _WIDTHS[0] + 2)
        for number, (first, *others) in enumerate(rows):
            cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
            self._print(margin + "   ".join((first.ljust(widths[0]), *cells)), _PLAIN if number else _DIM)

    def _print(self, text: str, color: str) -> None:
        print(f"{color}{text}{_PLAIN}" if self.color else text, file=self.out, flush=True)


def masked(text: str) -> str:
    """Return text in which everything that could be a secret is cut to its first characters."""
    return _SECRET.sub(lambda secret: secret.group()[:4] + "…", text)


def _fit(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
