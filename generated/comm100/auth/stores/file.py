"""Tokens in files of one folder."""

from __future__ import annotations

import errno
import os
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from ...errors import ConfigurationError, TokenStoreError
from .._concurrency import Clock, SystemClock
from .._redact import NotPicklable, SecretBytes
from ..token import Token
from ._json import LARGEST, read_token, write_token
from ._key import checked_key
from ._locks import FileLocks
from ._private import FOLLOW_NOTHING, check_folder, open_private

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
        data = self._read(path)
        return None if data is None else read_token(data, str(path))

    def save(self, key: str, token: Token) -> None:
        """Keep the token: on the disk before this returns, and the old one until then.

        Raises:
            TokenStoreError: This thread does not hold the lock; what is there is not safe or no token; or it cannot be
                written. The old file is as it was.
        """
        self._locks.check(key)
        path = self._path(key)
        data = write_token(token, self._read(path), str(path))
        try:
            self._replace(path, data)
        except OSError as error:
            raise TokenStoreError(
                f"{path} cannot be written: {error.strerror}. No token was lost; make room, or name another folder."
            ) from error

    def delete(self, key: str) -> None:
        """Remove the file, whatever it holds, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or the file cannot be removed.
        """
        self._locks.check(key)
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
            _temporary(path).unlink(missing_ok=True)
            _sync(self._folder)
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be removed: {error.strerror}. Remove it by hand.") from error

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Keep all other threads and processes that use this key out, for as long as this one lives.

        Raises:
            TokenStoreError: The lock did not become free in time, or its file or folder is not safe.
        """
        return self._locks.hold(key)

    def _path(self, key: str) -> Path:
        return self._folder / f"{checked_key(key)}.json"

    def _read(self, path: Path) -> SecretBytes | None:
        try:
            check_folder(self._folder)
            descriptor = open_private(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be read: {error.strerror}. Check the folder.") from error
        try:
            with os.fdopen(descriptor, "rb") as file:
                return SecretBytes(file.read(LARGEST + 1))
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be read: {error.strerror}. Check the disk.") from error

    def _replace(self, path: Path, data: SecretBytes) -> None:
        temporary = _temporary(path)
        temporary.unlink(missing_ok=True)  # one that is there was left by a process that ended while it wrote
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FOLLOW_NOTHING, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync(self._folder)


def _temporary(path: Path) -> Path:
    return path.with_suffix(".new")


def _sync(folder: Path) -> None:
    """Have the folder itself on the disk: without it, a renamed file may turn up under its old name after a crash."""
    descriptor = os.open(folder, os.O_RDONLY | FOLLOW_NOTHING)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that does not know it
            raise
    finally:
        os.close(descriptor)
