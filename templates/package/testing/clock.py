"""The mock's clock, which a test moves, and the server's reading of it."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime, timedelta

__all__ = ["MockClock", "ServerTime"]


# The clock stops here, so that everything that expires later still has a date.
_END = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


class MockClock:
    """A clock that can be moved forward.

    It has the methods of the clock that a client's credentials use, so one object can drive both sides.

    Args:
        start: The time at which the clock stands still until it is advanced; it must have a time zone. If omitted, the
            clock runs with the machine's own.

    Raises:
        ValueError: ``start`` has no time zone, or is later than the year 8999.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("start needs a time zone, for example datetime(2026, 1, 1, tzinfo=UTC)")
        if start is not None and start.timestamp() >= _END:
            raise ValueError("the clock ends with the year 8999")
        self._start = start.timestamp() if start else None
        self._advanced = 0.0

    def wall(self) -> float:
        """Return the time in seconds since 1970-01-01 00:00 UTC."""
        return (time.time() if self._start is None else self._start) + self._advanced

    def monotonic(self) -> float:
        """Return the seconds since some fixed moment; never goes back."""
        return (time.monotonic() if self._start is None else self._start) + self._advanced

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def sleep(self, seconds: float) -> None:
        """Move the clock forward instead of waiting."""
        self.advance(seconds=max(0.0, seconds))

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move the clock forward by the sum of the arguments.

        Raises:
            TypeError: An argument is not a number.
            ValueError: The sum is negative or not a number, because the clock never goes back; or it leads beyond the
                year 8999.
        """
        amounts = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
        for unit, amount in amounts.items():
            if isinstance(amount, bool) or not isinstance(amount, (int, float)):
                raise TypeError(f"{unit} must be a number, not {type(amount).__name__}")
        try:
            step = timedelta(**amounts).total_seconds()
        except OverflowError:
            step = math.inf if max(amounts.values()) > 0 else -math.inf
        if step < 0:
            raise ValueError("the clock never goes back; make a new MockClock instead")
        if self.wall() + step >= _END:
            raise ValueError("the clock ends with the year 8999")
        self._advanced += step


class ServerTime:
    """The mock's clock as the server reads it, which may be skewed.

    Attributes:
        skew: How far the server is ahead of the clock, in seconds.
    """

    def __init__(self, clock: MockClock) -> None:
        self._clock = clock
        self.skew = 0.0

    def wall(self) -> float:
        """Return the seconds since 1970-01-01 00:00 UTC on the server."""
        return self._clock.wall() + self.skew
