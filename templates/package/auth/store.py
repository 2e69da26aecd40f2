"""Where tokens are stored: the protocol of a store, the store in memory, and the slot of one token in any store."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from inspect import isawaitable, iscoroutine
from typing import Protocol

from ..errors import TokenStoreError
from ._concurrency import renew_after_fork
from .token import Token

__all__ = ["MemoryStore", "TokenSlot", "TokenStore", "store_key"]


class TokenStore(Protocol):
    """Stores tokens. Its methods may block; they are called from threads of their own, never from an event loop.

    A key is a short text of letters, digits and dashes that identifies one token. It is derived from the token URL, the
    client, the site and the subject, and reveals none of them.
    """

    def load(self, key: str) -> Token | None:
        """Return the token, or None if there is none."""

    def save(self, key: str, token: Token) -> None:
        """Store the token durably before returning; the caller holds the lock."""

    def delete(self, key: str) -> None:
        """Delete the token, if there is one; the caller holds the lock."""

    def lock(self, key: str) -> AbstractContextManager[object]:
        """Exclude all others that use this key; waiting for them must end with an error in finite time."""
        ...


class MemoryStore:
    """Stores tokens as long as the process lives. Clients that are given the same one share a token."""

    def __init__(self) -> None:
        """Create an empty store."""
        self._tokens: dict[str, Token] = {}
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        renew_after_fork(self)

    def __repr__(self) -> str:
        """Return the number of tokens."""
        return f"<MemoryStore of {len(self._tokens)} tokens>"

    def load(self, key: str) -> Token | None:
        """Return the token, or None if there is none."""
        return self._tokens.get(key)

    def save(self, key: str, token: Token) -> None:
        """Store the token."""
        self._tokens[key] = token

    def delete(self, key: str) -> None:
        """Delete the token, if there is one."""
        self._tokens.pop(key, None)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Exclude the other threads that use this key."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            yield

    def _after_fork(self) -> None:
        self._guard, self._locks = threading.Lock(), {}


class TokenSlot:
    """The place of one token in a store; whatever fails there becomes a TokenStoreError.

    Args:
        store: The store, which may be any code and fail in any way.
        key: The key.
        base_url: The server that the token must be for.
    """

    def __init__(self, store: TokenStore, key: str, base_url: str) -> None:
        self._store = store
        self._key = key
        self._base_url = base_url

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Exclude all others that share the store."""
        with _typed_errors("locked"):
            lock = self._store.lock(self._key)
            lock.__enter__()
        try:
            yield
        finally:
            with _typed_errors("unlocked"):
                lock.__exit__(None, None, None)

    def load(self) -> Token | None:
        """Return the stored token, if there is one and it is for this server."""
        with _typed_errors("read"):
            token = self._store.load(self._key)
        if not isinstance(token, Token | None):
            raise _unfit("load", token)
        return token if token is not None and token.base_url == self._base_url else None

    def save(self, token: Token) -> None:
        """Store a token."""
        with _typed_errors("written"):
            result: object = self._store.save(self._key, token)  # type: ignore[func-returns-value]  # of foreign code
        if isawaitable(result):
            raise _unfit("save", result)

    def delete(self) -> None:
        """Delete the token."""
        with _typed_errors("emptied"):
            result: object = self._store.delete(self._key)  # type: ignore[func-returns-value]  # as above
        if isawaitable(result):
            raise _unfit("delete", result)


def store_key(scheme: str, token_url: str, identity: Mapping[str, str], subject: str = "") -> str:
    """Return the key of one token: a hash of its endpoint, client, site and subject.

    Args:
        scheme: The security scheme and flow.
        token_url: The token endpoint.
        identity: The parameters of the request without the secret ones.
        subject: The user, if the parameters do not name one.
    """
    parts = json.dumps([scheme, token_url, sorted(identity.items()), subject])
    return hashlib.sha256(parts.encode()).hexdigest()


def _unfit(method: str, result: object) -> TokenStoreError:
    """Return the error for a store whose methods return what those of a store do not: nothing would be stored."""
    if not isawaitable(result):
        kind = type(result).__name__
        return TokenStoreError(f"The token store's {method}() returned {kind} instead of a Token or None. Mend it.")
    if iscoroutine(result):
        result.close()  # or Python warns that nobody awaited it
    return TokenStoreError(
        f"The token store's {method}() has to be awaited. Give a store that blocks, for asynchronous programs too: "
        "it is called from a thread of its own, never from an event loop."
    )


@contextmanager
def _typed_errors(action: str) -> Iterator[None]:
    try:
        yield
    except TokenStoreError:
        raise
    except Exception as error:  # a store is foreign code, and whatever it raises is its failure
        raise TokenStoreError(
            f"The token store could not be {action} ({type(error).__name__}). Check the store and try again."
        ) from error
