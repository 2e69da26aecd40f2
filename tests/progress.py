"""What people see while something long runs."""

from __future__ import annotations

import sys
import time

__all__ = ["Progress", "progress"]


def progress(done: int, whole: int, *, more: str = "") -> None:
    """Draw a bar on a terminal.

    Args:
        done: How much is done.
        whole: How much there is to do.
        more: What stands behind the numbers.
    """
    if sys.stderr.isatty():
        bar = "#" * (30 * done // whole)
        # What was there before may have been longer.
        sys.stderr.write(f"\r[{bar:<30}] {done} of {whole}{more}\x1b[K" + ("" if done < whole else "\n"))
        sys.stderr.flush()


class Progress:
    """A bar on a terminal; elsewhere, a line for each twentieth. Both say how long the rest will take.

    Args:
        whole: How much there is to do.
    """

    def __init__(self, whole: int) -> None:
        self._done, self._whole, self._started = 0, whole, time.monotonic()

    def advance(self) -> None:
        """Count one more as done."""
        self._done += 1
        elapsed = time.monotonic() - self._started
        left = elapsed / self._done * (self._whole - self._done)
        more = f", {elapsed / 60:.1f} min, about {left / 60:.1f} min left"
        progress(self._done, self._whole, more=more)
        if not sys.stderr.isatty() and 20 * self._done // self._whole > 20 * (self._done - 1) // self._whole:
            sys.stderr.write(f"{self._done} of {self._whole}{more}\n")
            sys.stderr.flush()
