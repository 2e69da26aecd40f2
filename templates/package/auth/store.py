"""Where tokens are kept: the protocol of a store, the store in memory, and one token's slot in any store."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from ..errors import TokenStoreError
from ._concurrency import renew_after_fork
from .token import Token

__all__ = ["MemoryStore", "TokenSlot", "TokenStore", "store_key"]


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


def store_key(scheme: str, token_url: str, identity: Mapping[str, str], subject: str = "") -> str:
    """Return the key of one token: the same for the same endpoint, client, site and subject, and telling none of them.

    Args:
        scheme: The security scheme and flow.
        token_url: Where the token is asked for.
        identity: The request's parameters without the secret ones.
        subject: Who signed in, where the parameters do not say it.
    """
    parts = json.dumps([scheme, token_url, sorted(identity.items()), subject])
    return hashlib.sha256(parts.encode()).hexdigest()


class TokenSlot:
    """One key of a store.

    Args:
        store: The store, which may be anyone's code and fail in any way.
        key: The key.
        base_url: The server that the tokens must be for.
    """

    def __init__(self, store: TokenStore, key: str, base_url: str) -> None:
        self._store = store
        self._key = key
        self._base_url = base_url

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep all others out who share the store."""
        with _translated("locked"):
            lock = self._store.lock(self._key)
            lock.__enter__()
        try:
            yield
        finally:
            with _translated("unlocked"):
                lock.__exit__(None, None, None)

    def load(self) -> Token | None:
        """Return the stored token, if it is for this server."""
        with _translated("read"):
            token = self._store.load(self._key)
        return token if token is not None and token.base_url == self._base_url else None

    def save(self, token: Token) -> None:
        """Store a token."""
        with _translated("written"):
            self._store.save(self._key, token)

    def delete(self) -> None:
        """Remove the token."""
        with _translated("emptied"):
            self._store.delete(self._key)


@contextmanager
def _translated(deed: str) -> Iterator[None]:
    try:
        yield
    except TokenStoreError:
        raise
    except Exception as error:  # a store is foreign code: each failure of it is a store's failure
        raise TokenStoreError(
            f"The token store could not be {deed} ({type(error).__name__}). Check the store and try again."
        ) from error
