"""Where tokens are kept between uses: one small protocol, and the memory as its first form."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from ._fork import renew_after_fork
from .token import Token

__all__ = ["MemoryStore", "TokenStore"]


class TokenStore(Protocol):
    """What keeps tokens. Its methods may block; they are called from a thread of their own, never from an event loop.

    A key is a short text of letters, digits and dashes that stands for one token: it is made of the token URL, the
    client, the site and the subject, and tells none of them.
    """

    def load(self, key: str) -> Token | None:
        """Return the token, or None where there is none."""

    def save(self, key: str, token: Token) -> None:
        """Keep the token for good before returning; the caller holds the lock."""

    def delete(self, key: str) -> None:
        """Forget the token, if there is one; the caller holds the lock."""

    def lock(self, key: str) -> AbstractContextManager[object]:
        """Keep all others who use this key out; waiting for them ends with an error in finite time."""


class MemoryStore:
    """Keeps tokens as long as the process lives. Give one to several clients and they share a token."""

    def __init__(self) -> None:
        """Begin empty."""
        self._tokens: dict[str, Token] = {}
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        renew_after_fork(self)

    def __repr__(self) -> str:
        """Tell the number of tokens."""
        return f"<MemoryStore of {len(self._tokens)} tokens>"

    def load(self, key: str) -> Token | None:
        """Return the token, or None where there is none."""
        return self._tokens.get(key)

    def save(self, key: str, token: Token) -> None:
        """Keep the token."""
        self._tokens[key] = token

    def delete(self, key: str) -> None:
        """Forget the token, if there is one."""
        self._tokens.pop(key, None)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Keep the other threads that use this key out."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            yield

    def _after_fork(self) -> None:
        self._guard, self._locks = threading.Lock(), {}
