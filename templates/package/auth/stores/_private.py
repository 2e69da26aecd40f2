"""Folders and files that only their owner can read, and that nobody else can have put there."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from ...errors import TokenStoreError
from .._redact import SecretBytes

__all__ = ["check_folder", "make_folder", "open_private", "read_private", "remove_private", "replace_private"]

# Windows knows none of them: a plain user can make no links there, and no child is forked.
_FOLLOW_NOTHING: Final[int] = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NEVER_BLOCK: Final[int] = getattr(os, "O_NONBLOCK", 0)
_OTHERS: Final = 0o077


def make_folder(path: Path) -> None:
    """Make a folder for this user alone, unless it is there.

    Args:
        path: The folder.

    Raises:
        TokenStoreError: It cannot be made, or is not this user's alone.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise TokenStoreError(f"The folder {path} cannot be made: {error.strerror}. Name another one.") from error
    check_folder(path)


def check_folder(path: Path) -> None:
    """Refuse a folder that others could reach into.

    Args:
        path: The folder, which is there.

    Raises:
        TokenStoreError: It is no folder, a link to one, another user's, or open to others.
    """
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise TokenStoreError(f"{path} is a link or a file. Name a folder, by the path where it lies.")
    _check(path, status, 0o700)


def open_private(path: Path, flags: int) -> int:
    """Open a file for this user alone, and return its descriptor.

    Args:
        path: The file, in a folder that was checked.
        flags: Those of :func:`os.open`; a new file is made for this user alone.

    Raises:
        OSError: There is none, or it cannot be opened.
        TokenStoreError: It is a link or no regular file, another user's, or open to others.
    """
    if path.is_symlink():
        raise TokenStoreError(f"{path} is a symbolic link, which is not followed. Put the file itself there.")
    # A link that takes the file's place from here on is refused by the system; a pipe does not keep anyone waiting.
    descriptor = os.open(path, flags | _FOLLOW_NOTHING | _NEVER_BLOCK, 0o600)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise TokenStoreError(f"{path} is no regular file. Move it away.")
        _check(path, status, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_private(path: Path, *, limit: int) -> SecretBytes | None:
    """Return the content of a private file, or None if there is no such file.

    Args:
        path: The file.
        limit: Bytes to read at most; one more is read of a longer file, so that the caller notices.

    Raises:
        TokenStoreError: The file or its folder cannot be read, or is not private.
    """
    try:
        check_folder(path.parent)
        descriptor = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TokenStoreError(f"{path} cannot be read: {error.strerror}. Check the folder.") from error
    try:
        with os.fdopen(descriptor, "rb") as file:
            return SecretBytes(file.read(limit + 1))
    except OSError as error:
        raise TokenStoreError(f"{path} cannot be read: {error.strerror}. Check the disk.") from error


def replace_private(path: Path, data: SecretBytes) -> None:
    """Write a private file: the new content is on the disk before this returns, and the old content until then.

    Raises:
        TokenStoreError: The file cannot be written. The old file is unchanged.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise TokenStoreError(
            f"{path} cannot be written: {error.strerror}. No token was lost; make room, or name another folder."
        ) from error


def remove_private(path: Path) -> None:
    """Remove a private file, whatever it contains, if there is one.

    Raises:
        TokenStoreError: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
        _temporary(path).unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as error:
        raise TokenStoreError(f"{path} cannot be removed: {error.strerror}. Remove it by hand.") from error


def _check(path: Path, status: os.stat_result, mode: int) -> None:
    if sys.platform == "win32":
        return  # a user's own folders are closed to others there, and modes say nothing
    if status.st_uid != os.geteuid():
        raise TokenStoreError(
            f"{path} belongs to another user (uid {status.st_uid}), who may read or replace what is in it. "
            f"Find out why; then run: chown {os.geteuid()} {path}"
        )
    if stat.S_IMODE(status.st_mode) & _OTHERS:
        raise TokenStoreError(
            f"{path} is open to other users (mode {stat.S_IMODE(status.st_mode):04o}). "
            f"Find out who may have read it; then run: chmod {mode:o} {path}"
        )


def _replace(path: Path, data: SecretBytes) -> None:
    temporary = _temporary(path)
    temporary.unlink(missing_ok=True)  # left behind by a process that died while writing
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FOLLOW_NOTHING, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _temporary(path: Path) -> Path:
    return path.with_suffix(".new")


def _sync(folder: Path) -> None:
    """Have the folder itself on the disk: without it, a renamed file may turn up under its old name after a crash."""
    descriptor = os.open(folder, os.O_RDONLY | _FOLLOW_NOTHING)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that does not know it
            raise
    finally:
        os.close(descriptor)
