"""Time in words."""

from __future__ import annotations

from datetime import datetime

__all__ = ["duration", "expiry"]

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def duration(seconds: float) -> str:
    """Return a length of time in its two largest units: ``11 hours 59 minutes``.

    Args:
        seconds: The length; what is beyond whole seconds does not count.
    """
    left = max(int(seconds), 0)
    for at, (_, size) in enumerate(_UNITS):
        if left >= size:
            parts = [(left // size, _UNITS[at][0])]
            if at + 1 < len(_UNITS):
                name, smaller = _UNITS[at + 1]
                parts.append((left % size // smaller, name))
            return " ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts if count)
    return "less than a second"


def expiry(expires_at: float | None, now: float) -> str:
    """Return when something ends, as people say it.

    Args:
        expires_at: When, in seconds since 1970; None where nobody said.
        now: The time, in seconds since 1970.
    """
    if expires_at is None:
        return "has no end that is known"
    left = expires_at - now
    told = f"expires in {duration(left)}" if left > 0 else f"expired {duration(-left)} ago"
    try:
        moment = datetime.fromtimestamp(expires_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return told
    return f"{told} ({moment:%Y-%m-%d %H:%M %Z})"
