"""The time as the server has it, which need not be the time as the test has it."""

from __future__ import annotations

from .clock import MockClock

__all__ = ["ServerTime"]


class ServerTime:
    """The mock's clock, read with an error.

    Args:
        clock: The clock that the test moves.

    Attributes:
        skew: How far the server is ahead of it, in seconds.
    """

    def __init__(self, clock: MockClock) -> None:
        self._clock = clock
        self.skew = 0.0

    def wall(self) -> float:
        """Return the seconds since 1970-01-01 00:00 UTC, as the server has them."""
        return self._clock.wall() + self.skew
