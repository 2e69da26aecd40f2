"""What the tests of the token stores share: tokens, the stores that processes are told of, and a clock."""

from __future__ import annotations

from typing import Any

from comm100 import FileStore, RedisStore, Token
from comm100.auth import TokenStore

BASE = "https://hosted.comm100.com"
PATIENCE = 45.0
"""Seconds after which a test that hangs fails."""


def token(name: str = "one", **values: Any) -> Token:
    """Return a token whose secrets a search finds."""
    fields: dict[str, Any] = {
        "access_token": f"access-canary-{name}",
        "base_url": BASE,
        "issued_at": 1_800_000_000.25,
        "expires_at": 1_800_043_199.25,
        "refresh_token": f"refresh-canary-{name}",
        "scope": None,
    }
    return Token(**{**fields, **values})


def keep(store: TokenStore, key: str, kept: Token) -> None:
    """Store a token as the package does: under its lock."""
    with store.lock(key):
        store.save(key, kept)


def opened(place: dict[str, Any]) -> FileStore | RedisStore:
    """Return the store that a worker is told to use.

    Args:
        place: The arguments, with ``folder`` for files or ``server`` for Redis.
    """
    return FileStore(**place) if "folder" in place else RedisStore(**place)


class Clock:
    """Time that passes only while someone sleeps."""

    def __init__(self) -> None:
        self.ticks = 100.0
        self.pauses: list[float] = []

    def wall(self) -> float:
        return 1_800_000_000.0

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.ticks += seconds
