"""The clock that the mock lives by, and that a test moves."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

__all__ = ["MockClock"]


class MockClock:
    """A clock that can be put forward.

    It has the methods of the clock that a client's credentials live by, so one object can drive both sides.

    Args:
        start: The moment at which it stands still until it is advanced, with its time zone. Without it, the clock
            runs with the machine's own.

    Raises:
        ValueError: ``start`` has no time zone.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("start needs a time zone, for example datetime(2026, 1, 1, tzinfo=UTC)")
        self._start = start.timestamp() if start else None
        self._advanced = 0.0

    def wall(self) -> float:
        """Return the time in seconds since 1970-01-01 00:00 UTC."""
        return (time.time() if self._start is None else self._start) + self._advanced

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; never goes back."""
        return (time.monotonic() if self._start is None else self._start) + self._advanced

    def now(self) -> datetime:
        """Return the time as a moment in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def sleep(self, seconds: float) -> None:
        """Put the clock forward instead of waiting.

        Args:
            seconds: How long the wait would be.
        """
        self.advance(seconds=max(0.0, seconds))

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Put the clock forward.

        Args:
            days: Days to add.
            hours: Hours to add.
            minutes: Minutes to add.
            seconds: Seconds to add.

        Raises:
            ValueError: The sum is negative: this clock never goes back.
        """
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
        if step < 0:
            raise ValueError("the clock never goes back; make a new MockClock instead")
        self._advanced += step
