"""Folders and files that belong to one user alone, and that nobody else may have put there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

from ...errors import TokenStoreError

__all__ = ["FOLLOW_NOTHING", "check_folder", "make_folder", "open_private"]

# Windows knows none of them: a plain user can make no links there, and no child is forked.
FOLLOW_NOTHING: Final[int] = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
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
    descriptor = os.open(path, flags | FOLLOW_NOTHING | _NEVER_BLOCK, 0o600)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise TokenStoreError(f"{path} is no regular file. Move it away.")
        _check(path, status, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


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
