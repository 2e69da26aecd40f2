"""Locks that are files: one for each key, held by one thread of all processes, and freed with its process."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...errors import TokenStoreError
from .._concurrency import Clock, poll, renew_after_fork
from .._redact import NotPicklable
from ._key import checked_key
from ._private import make_folder, open_private

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _give_back(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


__all__ = ["FileLocks"]

_LONGEST_PAUSE = 0.05


class FileLocks(NotPicklable):
    """The locks of one folder. Their files stay for good: to remove one could give two processes a lock each.

    Args:
        folder: Where they lie; it is made when the first lock is taken.
        wait: The longest wait for a lock, in seconds.
        clock: The time.
    """

    def __init__(self, folder: Path, *, wait: float, clock: Clock) -> None:
        self._folder = folder
        self._wait = wait
        self._clock = clock
        self._descriptors: dict[tuple[int, str], int] = {}
        renew_after_fork(self)

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """Keep all others who use this key out.

        Raises:
            TokenStoreError: The lock did not become free in time, this thread has it already, or its file is not safe.
        """
        holder = (threading.get_ident(), checked_key(key))
        if holder in self._descriptors:
            raise TokenStoreError("This thread holds the lock of this token already.")
        make_folder(self._folder)
        path = self._folder / f"{key}.lock"
        try:
            # Known before it is locked: a child that is forked meanwhile must not keep a copy of it.
            descriptor = self._descriptors[holder] = open_private(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be opened: {error.strerror}. Check the folder.") from error
        try:
            self._acquire(descriptor, path)
            yield
        finally:
            # In a child that was forked in between there is nothing to give back: the lock is its parent's.
            if self._descriptors.pop(holder, None) is not None:
                with suppress(OSError):  # closing it frees it as well, unless a child has a copy
                    _give_back(descriptor)
                os.close(descriptor)

    def check(self, key: str) -> None:
        """Refuse to write without the lock.

        Raises:
            TokenStoreError: This thread does not hold it.
        """
        if (threading.get_ident(), key) not in self._descriptors:
            raise TokenStoreError("A token is written under its lock only: use `with store.lock(key):` around it.")

    def _acquire(self, descriptor: int, path: Path) -> None:
        def attempt() -> bool:
            try:
                _take(descriptor)
            except (BlockingIOError, PermissionError):
                return False
            return True

        try:
            free = poll(attempt, max_wait=self._wait, longest_pause=_LONGEST_PAUSE, clock=self._clock)
        except OSError as error:
            raise TokenStoreError(f"{path} cannot be locked: {error.strerror}. Use a local folder.") from error
        if not free:
            raise TokenStoreError(
                f"{path} was still held by another thread or process after {self._wait:g} s. "
                "Look for one that hangs: the lock is freed when it ends."
            )

    def _after_fork(self) -> None:
        # Closed, not unlocked: the child shares its parent's lock and must not take it away.
        descriptors, self._descriptors = self._descriptors, {}
        for descriptor in descriptors.values():
            with suppress(OSError):
                os.close(descriptor)
