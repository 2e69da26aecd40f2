"""Folders, files and lock files that belong to one user alone."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ..._wire import describe
from ...errors import ConfigurationError, TokenStoreError
from .._concurrency import Clock, check_seconds, poll, renew_after_fork
from .._redact import NotPicklable, SecretBytes
from ._serialization import check_key

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


__all__ = [
    "FileLocks",
    "absolute_folder",
    "check_replaceable",
    "read_private",
    "recover_private",
    "remove_private",
    "replace_private",
]

# Windows has none of these flags: ordinary users cannot create links there, and no process is forked.
_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NON_BLOCKING: Final[int] = getattr(os, "O_NONBLOCK", 0)
_OTHER_USERS: Final = 0o077
_LONGEST_PAUSE: Final = 0.05
_PROBE: Final = b"\0" * 4096


def absolute_folder(folder: str | os.PathLike[str]) -> Path:
    """Return the absolute path of a folder; a leading ``~`` is a home folder.

    Raises:
        ConfigurationError: It is not a path, or the home folder of an unknown user.
    """
    try:
        if folder == "":
            raise ValueError("it is empty")
        path = Path(folder).expanduser()
        with suppress(OSError):  # it does not exist yet, or what prevents its use is reported when it is first used
            path.lstat()
        return path.absolute()
    except OSError:
        reason = "the current folder does not exist"
    except (RuntimeError, TypeError, ValueError) as error:
        reason = str(error).rstrip(".")
    shown = str(folder) if isinstance(folder, os.PathLike) else folder
    raise ConfigurationError(f"{describe(shown)} is not a usable path of a folder: {reason}.")


def make_folder(path: Path) -> None:
    """Create a folder for this user alone, unless it exists.

    Args:
        path: The folder.

    Raises:
        TokenStoreError: It cannot be created, or is not this user's alone.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise TokenStoreError(f"The folder {path} cannot be created: {error.strerror}. Choose another one.") from error
    check_folder(path)


def check_folder(path: Path) -> None:
    """Refuse a folder that other users can access.

    Args:
        path: The folder, which exists.

    Raises:
        TokenStoreError: It is a file or a link, belongs to another user, or is open to others.
    """
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise TokenStoreError(f"{path} is a link or a file. Pass the real path of a folder.")
    _check_owner(path, status, 0o700)


def open_private(path: Path, flags: int) -> int:
    """Open a file of this user alone, and return its descriptor.

    Args:
        path: The file, in a folder that was checked.
        flags: The flags of :func:`os.open`; a new file is created for this user alone.

    Raises:
        OSError: It does not exist, or cannot be opened.
        TokenStoreError: It is a link or not a regular file, belongs to another user, or is open to others.
    """
    if path.is_symlink():
        raise TokenStoreError(f"{path} is a symbolic link, which is not followed. Put the file itself there.")
    # The system refuses a link that replaces the file from here on, and opening a pipe does not block.
    descriptor = os.open(path, flags | _NO_FOLLOW | _NON_BLOCKING, 0o600)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise TokenStoreError(f"{path} is not a regular file. Move it away.")
        _check_owner(path, status, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_private(path: Path, *, limit: int) -> SecretBytes | None:
    """Return the content of a private file, or None if it does not exist.

    Args:
        path: The file.
        limit: The most bytes that it may have; of a longer file one more is returned, so that the caller notices.

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
            f"{path} cannot be written: {error.strerror}. It was left unchanged. "
            "Free some space, or choose another folder."
        ) from error


def check_replaceable(path: Path) -> None:
    """Check that a private file can be written, and leave it as it is.

    Raises:
        TokenStoreError: No file can be created in its folder, or it is a folder itself.
    """
    probe = path.with_suffix(".check")
    try:
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        probe.unlink(missing_ok=True)  # left behind by a process that died
        try:
            _write(probe, SecretBytes(_PROBE))
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise TokenStoreError(
            f"{path} cannot be replaced: {error.strerror}. Move it away, free some space, or choose another folder."
        ) from error


def remove_private(path: Path) -> None:
    """Remove a private file, whatever it contains, if it exists.

    Raises:
        TokenStoreError: It cannot be removed.
    """
    try:
        # In this order, so that no process that dies in between leaves something to recover.
        _temporary(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as error:
        raise TokenStoreError(f"{path} cannot be removed: {error.strerror}. Remove it by hand.") from error


def recover_private(path: Path, *, limit: int, supersedes: Callable[[SecretBytes, SecretBytes | None], bool]) -> None:
    """Finish what a process began that died while it replaced a private file, or undo it.

    Args:
        path: The file.
        limit: The most bytes that it may have.
        supersedes: Returns whether the new content is complete and replaces the old content, which is None if there
            is none.

    Raises:
        TokenStoreError: The file cannot be read or written, or is not private.
    """
    temporary = _temporary(path)
    if not temporary.exists() and not temporary.is_symlink():
        return
    try:
        data = read_private(temporary, limit=limit)
    except TokenStoreError:
        data = None  # whatever it is, this package did not write it
    if data is not None and supersedes(data, read_private(path, limit=limit)):
        replace_private(path, data)
    else:
        with suppress(OSError):  # it is removed before the file is next replaced
            temporary.unlink()


def _replace(path: Path, data: SecretBytes) -> None:
    temporary = _temporary(path)
    temporary.unlink(missing_ok=True)  # left behind by a process that died while writing
    try:
        _write(temporary, data)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync(path.parent)


def _write(path: Path, data: SecretBytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _temporary(path: Path) -> Path:
    return path.with_suffix(".new")


def _sync(folder: Path) -> None:
    """Write the folder itself to the disk: otherwise a renamed file may have its old name again after a crash."""
    descriptor = os.open(folder, os.O_RDONLY | _NO_FOLLOW)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # the file system does not support it
            raise
    finally:
        os.close(descriptor)


def _check_owner(path: Path, status: os.stat_result, mode: int) -> None:
    if sys.platform == "win32":
        return  # a user's own folders are closed to others there, and modes mean nothing
    if status.st_uid != os.geteuid():
        raise TokenStoreError(
            f"{path} belongs to another user (uid {status.st_uid}), who may read or replace its content. "
            f"Find out why; then run: chown {os.geteuid()} {path}"
        )
    if stat.S_IMODE(status.st_mode) & _OTHER_USERS:
        raise TokenStoreError(
            f"{path} is open to other users (mode {stat.S_IMODE(status.st_mode):04o}). "
            f"Find out who may have read it; then run: chmod {mode:o} {path}"
        )


class FileLocks(NotPicklable):
    """The lock files of one folder: one a key, held by one thread of all processes, and freed when its process ends.

    A lock file is never removed: that could give two processes a lock each.

    Args:
        folder: The folder, which is created with the first lock.
        max_wait: The longest wait for a lock, in seconds.
        clock: The clock.
    """

    def __init__(self, folder: Path, *, max_wait: float, clock: Clock) -> None:
        self._folder = folder
        self._max_wait = check_seconds("max_wait", max_wait)
        self._clock = clock
        self._descriptors: dict[tuple[int, str], int] = {}
        renew_after_fork(self)

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """Exclude all others that use this key.

        Raises:
            TokenStoreError: The lock did not become free in time, this thread already holds it, or its file is not
                safe.
        """
        holder = (threading.get_ident(), check_key(key))
        if holder in self._descriptors:
            raise TokenStoreError("This thread already holds the lock of this token.")
        make_folder(self._folder)
        path = self._folder / f"{key}.lock"
        try:
            # Recorded before it is locked, so that a child that is forked meanwhile closes its copy.
            descriptor = self._descriptors[holder] = open_private(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be opened: {error.strerror}. Check the folder.") from error
        try:
            self._acquire(descriptor, path)
            yield
        finally:
            # A child that was forked meanwhile has nothing to unlock: the lock is its parent's.
            if self._descriptors.pop(holder, None) is not None:
                with suppress(OSError):  # closing the file unlocks it too, unless a child has a copy
                    _unlock(descriptor)
                os.close(descriptor)

    def check(self, key: str) -> None:
        """Refuse to write without the lock.

        Raises:
            TokenStoreError: This thread does not hold it.
        """
        if (threading.get_ident(), check_key(key)) not in self._descriptors:
            raise TokenStoreError("Writing a token requires its lock: use `with store.lock(key):` around it.")

    def _acquire(self, descriptor: int, path: Path) -> None:
        def attempt() -> bool:
            try:
                _lock(descriptor)
            except (BlockingIOError, PermissionError):
                return False
            return True

        try:
            acquired = poll(attempt, max_wait=self._max_wait, longest_pause=_LONGEST_PAUSE, clock=self._clock)
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be locked: {error.strerror}. Use a local folder.") from error
        if not acquired:
            raise TokenStoreError(
                f"{path} was still held by another thread or process after {self._max_wait:g} s. "
                "Look for one that hangs: the lock is freed when it ends."
            )

    def _after_fork(self) -> None:
        # Closed, not unlocked: the child shares its parent's lock and must not release it.
        descriptors, self._descriptors = self._descriptors, {}
        for descriptor in descriptors.values():
            with suppress(OSError):
                os.close(descriptor)
