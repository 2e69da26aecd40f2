"""Tokens in the system's keyring: Keychain, Credential Manager, Secret Service or KWallet."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeVar

from ..._optional import load_library
from ..._wire import describe
from ...errors import ConfigurationError, TokenStoreError
from .._concurrency import Clock, check_clock
from .._redact import NotPicklable, SecretBytes
from ..token import Token
from ._files import FileLocks, absolute_folder
from ._serialization import check_key, decode_token, encode_token

__all__ = ["KeyringBackend", "KeyringStore", "call_backend", "recommended_backend"]

T = TypeVar("T")

_RECOMMENDED: Final = 1
"""The library's priority of a backend that keeps secrets safe; lower ones are plain files, or no backend at all."""


class KeyringBackend(Protocol):
    """What a store needs of a backend of the library keyring."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return a secret, or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Store a secret."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Delete a secret."""


class KeyringStore(NotPicklable):
    """Stores tokens where the desktop stores passwords, for all processes of one user on one machine.

    The keyring has no locks, so each token has a lock file in a folder of the user's. Some keyrings only hold short
    secrets: Windows 1,280 characters, which access tokens in JWT form may exceed.

    Args:
        service: The name that the keyring shows.
        backend: A backend of the library keyring; None for the one that the library chooses.
        lock_folder: The folder of the lock files; None for one named after the service in ``~/.cache``, which is the
            same for all processes of the user, whatever their environment.
        max_wait: The longest wait for a lock, in seconds.
        clock: The clock.

    Raises:
        ConfigurationError: The library keyring is not installed, or finds no keyring that keeps secrets safe; or the
            folder is not a path.
    """

    def __init__(
        self,
        service: str,
        *,
        backend: KeyringBackend | None = None,
        lock_folder: str | os.PathLike[str] | None = None,
        max_wait: float = 60.0,
        clock: Clock | None = None,
    ) -> None:
        self._service = service
        if not isinstance(service, str):
            raise ConfigurationError(f"service={describe(service)} is not text.")
        self._backend = recommended_backend() if backend is None else backend
        folder = absolute_folder(lock_folder or f"~/.cache/{_folder_name(service)}")
        self._locks = FileLocks(folder, max_wait=max_wait, clock=check_clock(clock))

    def __repr__(self) -> str:
        """Return the service."""
        return f"KeyringStore({self._service!r})"

    def load(self, key: str) -> Token | None:
        """Return the token, or None if there is none.

        Raises:
            TokenStoreError: The keyring failed, or its entry is not a token.
        """
        data = self._read(key)
        return None if data is None else decode_token(data, self._location)

    def save(self, key: str, token: Token) -> None:
        """Store the token.

        Raises:
            TokenStoreError: This thread does not hold the lock, the existing entry is not a token, or the keyring
                failed.
        """
        self._locks.check(key)
        data = encode_token(token, self._read(key), self._location)
        advice = f"Unlock it; the token takes {len(data)} characters, which is more than some keyrings hold"
        call_backend(lambda: self._backend.set_password(self._service, key, data.decode()), advice)

    def delete(self, key: str) -> None:
        """Delete the token, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or the keyring failed.
        """
        self._locks.check(key)
        if self._read(key) is not None:
            call_backend(lambda: self._backend.delete_password(self._service, key), "Remove the token by hand")

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Exclude all other threads and processes that use this key, until it is released or this process ends.

        Raises:
            TokenStoreError: The lock did not become free in time, or its file or folder is not safe.
        """
        return self._locks.hold(key)

    @property
    def _location(self) -> str:
        return f"The keyring's entry for {self._service}"

    def _read(self, key: str) -> SecretBytes | None:
        check_key(key)
        return call_backend(lambda: _encode(self._backend.get_password(self._service, key)), "Unlock it")


def call_backend(action: Callable[[], T], advice: str) -> T:
    """Return what a call of a keyring backend returns.

    Args:
        action: The call.
        advice: What the user can do if it fails.

    Raises:
        TokenStoreError: The backend failed, in whatever way.
    """
    try:
        return action()
    except Exception as error:  # a backend is foreign code, and whatever it raises is the store's failure
        kind = type(error).__name__
    # Raised outside of the handler: a backend's frames hold the token, and a chained traceback would show it.
    raise TokenStoreError(f"The keyring failed ({kind}). {advice}.")


def _encode(text: str | None) -> SecretBytes | None:
    return None if text is None else SecretBytes(text.encode())


def recommended_backend() -> KeyringBackend:
    """Return the backend that the keyring library chooses, if it keeps secrets safe.

    Raises:
        ConfigurationError: The library is not installed, or finds no such backend.
    """
    library = load_library("keyring", "KeyringStore")
    try:
        backend: Any = library.get_keyring()
        recommended = backend.priority >= _RECOMMENDED
    except Exception as error:  # a configured backend may be missing, or fail in ways of its own
        raise ConfigurationError("The configured keyring cannot be loaded: see `keyring diagnose`.") from error
    if not recommended:
        raise ConfigurationError(
            f"There is no keyring here that keeps secrets safe ({type(backend).__module__}.{type(backend).__name__}). "
            "Start the desktop's keyring, pass a backend of your choice, or use another store."
        )
    chosen: KeyringBackend = backend
    return chosen


def _folder_name(service: str) -> str:
    """Return a folder's name for a service; services with the same one share their locks, which does no harm."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", service)[:100] or "tokens"
