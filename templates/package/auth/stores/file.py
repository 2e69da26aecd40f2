"""Tokens in files of one folder."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path

from ...errors import ConfigurationError
from .._concurrency import Clock, SystemClock
from .._redact import NotPicklable
from ..token import Token
from ._json import LARGEST, read_token, write_token
from ._key import checked_key
from ._locks import FileLocks
from ._private import read_private, remove_private, replace_private

__all__ = ["FileStore"]


class FileStore(NotPicklable):
    """Keeps each token in a file of its own (mode 0600), for all processes of one user on one machine.

    A file is replaced whole or not at all. Beside it lies its lock, which is never removed. There is one file for each
    token, because a lock is held while a token is asked for: the users of a web application do not wait for each
    other, and a file that goes bad costs one of them a sign-in.

    Args:
        folder: Where the files lie; made for this user alone (mode 0700) when the first token is stored. It should be
            on a local disk. A leading ``~`` is the user's home.
        wait: The longest wait for a lock, in seconds.
        clock: The time.

    Raises:
        ConfigurationError: This is Windows, where files have no mode that keeps others out.
    """

    def __init__(self, folder: str | os.PathLike[str], *, wait: float = 60.0, clock: Clock | None = None) -> None:
        if os.name == "nt":
            raise ConfigurationError("FileStore relies on the owner and mode of files. On Windows, use KeyringStore.")
        self._folder = Path(folder).expanduser().absolute()
        self._locks = FileLocks(self._folder, wait=wait, clock=clock or SystemClock())

    def __repr__(self) -> str:
        """Tell the folder."""
        return f"FileStore({str(self._folder)!r})"

    def load(self, key: str) -> Token | None:
        """Return the token, or None where there is none.

        Raises:
            TokenStoreError: The file or folder cannot be read, is not safe, or holds no token.
        """
        path = self._path(key)
        data = read_private(path, limit=LARGEST)
        return None if data is None else read_token(data, str(path))

    def save(self, key: str, token: Token) -> None:
        """Keep the token: on the disk before this returns, and the old one until then.

        Raises:
            TokenStoreError: This thread does not hold the lock; what is there is not safe or no token; or it cannot be
                written. The old file is as it was.
        """
        self._locks.check(key)
        path = self._path(key)
        replace_private(path, write_token(token, read_private(path, limit=LARGEST), str(path)))

    def delete(self, key: str) -> None:
        """Remove the file, whatever it holds, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or the file cannot be removed.
        """
        self._locks.check(key)
        remove_private(self._path(key))

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Keep all other threads and processes that use this key out, for as long as this one lives.

        Raises:
            TokenStoreError: The lock did not become free in time, or its file or folder is not safe.
        """
        return self._locks.hold(key)

    def _path(self, key: str) -> Path:
        return self._folder / f"{checked_key(key)}.json"
