"""Time as the package reads it, so that tests need not wait."""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["Clock", "SystemClock"]


class Clock(Protocol):
    """Where the time comes from."""

    def wall(self) -> float:
        """Return the seconds since 1970 (UTC), as the calendar has them."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards and mean nothing on their own."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The time of this machine."""

    wall = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)
