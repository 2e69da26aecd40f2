"""What people see while mutants run."""

from __future__ import annotations

import sys

__all__ = ["progress"]


def progress(done: int, whole: int) -> None:
    """Draw a bar on a terminal; in a log there is none."""
    if sys.stderr.isatty():
        bar = "#" * (30 * done // whole)
        print(f"\r[{bar:<30}] {done} of {whole}", end="" if done < whole else "\n", file=sys.stderr, flush=True)
