"""Tokens in the files of one folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import ConfigurationError
from .._concurrency import Clock, check_clock
from .._redact import NotPicklable
from ..token import Token
from ._files import FileLocks, absolute_folder, read_private, recover_private, remove_private, replace_private
from ._serialization import MAX_SIZE, check_key, decode_token, encode_token, supersedes

__all__ = ["FileStore"]


class FileStore(NotPicklable):
    """Stores each token in its own file (mode 0600), for all processes of one user on one machine.

    A file is replaced as a whole or not at all. Its lock file beside it is never removed. Each token has its own file
    because a lock is held while a token is requested: the users of a web application do not wait for each other, and a
    damaged file costs only one of them a sign-in.

    Args:
        folder: The folder, created for this user alone (mode 0700) when the first token is stored. It should be on a
            local disk. A leading ``~`` is the user's home.
        max_wait: The longest wait for a lock, in seconds.
        clock: The clock.

    Raises:
        ConfigurationError: The folder is not a path, or this is Windows, where file modes do not exclude other users.
    """

    def __init__(self, folder: str | os.PathLike[str], *, max_wait: float = 60.0, clock: Clock | None = None) -> None:
        if os.name == "nt":
            raise ConfigurationError("FileStore relies on the owner and mode of files. On Windows, use KeyringStore.")
        self._folder = absolute_folder(folder)
        self._locks = FileLocks(self._folder, max_wait=max_wait, clock=check_clock(clock))

    def __repr__(self) -> str:
        """Return the folder."""
        folder = getattr(self, "_folder", None)  # unset while an error of the constructor is being reported
        return "FileStore()" if folder is None else f"FileStore({str(folder)!r})"

    def load(self, key: str) -> Token | None:
        """Return the token, or None if there is none.

        Raises:
            TokenStoreError: The file or folder cannot be read, is not safe, or does not contain a token.
        """
        path = self._path(key)
        data = read_private(path, limit=MAX_SIZE)
        return None if data is None else decode_token(data, str(path))

    def save(self, key: str, token: Token) -> None:
        """Store the token: it is on the disk before this returns, and the old one until then.

        Raises:
            TokenStoreError: This thread does not hold the lock; the existing file is not safe or not a token; or it
                cannot be written. The old file is unchanged.
        """
        self._locks.check(key)
        path = self._path(key)
        replace_private(path, encode_token(token, read_private(path, limit=MAX_SIZE), str(path)))

    def delete(self, key: str) -> None:
        """Remove the file, whatever it contains, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or the file cannot be removed.
        """
        self._locks.check(key)
        remove_private(self._path(key))

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Exclude all other threads and processes that use this key, until it is released or this process ends.

        A token that another process had written but not yet put in its place when it died is put there now.

        Raises:
            TokenStoreError: The lock did not become free in time, or its file or folder is not safe.
        """
        with self._locks.hold(key):
            recover_private(self._path(key), limit=MAX_SIZE, supersedes=supersedes)
            yield

    def _path(self, key: str) -> Path:
        return self._folder / f"{check_key(key)}.json"
