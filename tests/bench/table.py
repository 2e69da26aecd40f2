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
    """

    name: str
    value: float
    over: float | None
    ratio: float


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
    heading = f"{title:<{_NAME + 2}} {unit:>12} {'over first':>12} {'ratio':>8}"
    print(f"\n{_BOLD}{heading}{_PLAIN}" if bold else f"\n{heading}", file=out)
    digits = 0 if rows[0].value >= 1000 else 2
    for number, row in enumerate(rows):
        over = "" if row.over is None or number == 0 else f"{row.over:+,.{digits}f}"
        print(f"  {row.name:<{_NAME}} {row.value:>12,.{digits}f} {over:>12} {row.ratio:>8.2f}", file=out)
