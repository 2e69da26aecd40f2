"""One token's place in a store; what goes wrong there becomes one typed error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ..errors import TokenStoreError
from .store import TokenStore
from .token import Token

__all__ = ["Shelf", "store_key"]


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


class Shelf:
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
