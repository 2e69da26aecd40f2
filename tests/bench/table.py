"""Numbers in aligned columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

__all__ = ["Row", "show"]

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_NAME = 58


@dataclass(frozen=True)
class Row:
    """One measured variant.

    Args:
        name: What it is.
        value: Its median.
        over: How much that is over the first row; None where a difference says nothing.
        ratio: How many times the first row it is.
        goal: What the value or the ratio should be, in words; nothing here checks it.
        note: What to know about it, shown under the table.
    """

    name: str
    value: float
    over: float | None
    ratio: float
    goal: str = ""
    note: str = ""


def show(title: str, unit: str, rows: Sequence[Row], out: TextIO | None = None) -> None:
    """Print one table; bold on a terminal only, and never with NO_COLOR (https://no-color.org).

    Args:
        title: What was measured.
        unit: The unit of the values.
        rows: The variants; the first one is what the others stand beside.
        out: Where to; None for standard output.
    """
    out = out or sys.stdout
    bold = out.isatty() and not os.environ.get("NO_COLOR")
    goals = max(len(row.goal) for row in rows)
    heading = f"{title:<{_NAME + 2}} {unit:>12} {'over first':>12} {'ratio':>8}" + _last("goal", goals)
    print(f"\n{_BOLD}{heading}{_PLAIN}" if bold else f"\n{heading}", file=out)
    digits = 0 if rows[0].value >= 1000 else 2
    for number, row in enumerate(rows):
        over = "" if row.over is None or number == 0 else f"{row.over:+,.{digits}f}"
        figures = f"{row.value:>12,.{digits}f} {over:>12} {row.ratio:>8.2f}"
        print(f"  {row.name:<{_NAME}} {figures}{_last(row.goal, goals)}", file=out)
    for row in rows:
        if row.note:
            print(f"  {row.note}", file=out)


def _last(text: str, width: int) -> str:
    return f"  {text:>{width}}" if width else ""
