"""Waiting for a lock that tells nobody when it becomes free."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from .._clock import Clock

__all__ = ["poll"]

_FIRST_PAUSE: Final = 0.002


def poll(attempt: Callable[[], bool], *, wait: float, longest_pause: float, clock: Clock) -> bool:
    """Try until it succeeds, and tell whether it did in time.

    The pauses grow, and chance spreads them, so that processes that began to wait together do not try together.

    Args:
        attempt: Tries once.
        wait: The longest wait, in seconds.
        longest_pause: The longest time between two attempts, in seconds.
        clock: The time.
    """
    deadline = clock.monotonic() + wait
    pause = _FIRST_PAUSE
    while not attempt():
        left = deadline - clock.monotonic()
        if left <= 0:
            return False
        clock.sleep(min(pause * (0.5 + random.random()), left))
        pause = min(2 * pause, longest_pause)
    return True
