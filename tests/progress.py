"""What people see while something long runs."""

from __future__ import annotations

import sys

__all__ = ["progress"]


def progress(done: int, whole: int, *, log: bool = False) -> None:
    """Draw a bar on a terminal.

    Args:
        done: How much is done.
        whole: How much there is to do.
        log: Whether each tenth is a line where there is no terminal.
    """
    if sys.stderr.isatty():
        bar = "#" * (30 * done // whole)
        sys.stderr.write(f"\r[{bar:<30}] {done} of {whole}" + ("" if done < whole else "\n"))
    elif log and 10 * done // whole > 10 * (done - 1) // whole:
        sys.stderr.write(f"{done} of {whole}\n")
    sys.stderr.flush()
