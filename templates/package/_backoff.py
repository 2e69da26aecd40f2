"""How long to wait before the next attempt: of an API call, of a token request, of taking a lock."""

from __future__ import annotations

import random

__all__ = ["backoff", "retry_after"]

_MOST_DOUBLINGS = 32


def backoff(attempt: int, *, first: float, longest: float) -> float:
    """Return the pause before the next attempt, in seconds: exponential, with jitter.

    The jitter takes up to half of the pause away, so that callers that failed together do not retry together.

    Args:
        attempt: The number of attempts before the one that has just failed.
        first: The longest first pause, in seconds; each later one is twice as long.
        longest: The longest pause of all, in seconds.
    """
    return min(first * 2.0 ** min(attempt, _MOST_DOUBLINGS), longest) * random.uniform(0.5, 1.0)


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks to wait (RFC 9110 section 10.2.3), or None if it is malformed.

    Args:
        value: The header's value: a number of seconds, or a date.
        now: The current time, in seconds since 1970.
    """
    if value.isascii() and value.isdecimal():
        return float(value)
    if not value:
        return None
    # Only a few servers send a date, and the module takes long to import.
    from email.utils import parsedate_to_datetime

    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
