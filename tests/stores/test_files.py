"""Locks between processes: who holds one, who waits, who dies and who forks."""

from __future__ import annotations

import fcntl
import importlib
import os
import signal
import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore
from comm100.auth import SystemClock, stores
from comm100.errors import TokenStoreError
from tests.stores.processes import worker
from tests.stores.support import PATIENCE, Clock, keep, token

KEY = "ab-12"


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Any]:
    return {"folder": str(tmp_path / "tokens")}


def held(place: dict[str, Any]) -> bool:
    """Tell whether someone holds the lock."""
    try:
        with FileStore(**place, max_wait=0, clock=Clock()).lock(KEY):
            return False
    except TokenStoreError:
        return True


def test_another_process_waits_until_the_lock_is_free(place: dict[str, Any]) -> None:
    """It gets the lock as soon as the holder leaves, and sees what the holder has stored."""
    outcomes: list[Any] = []

    def wait() -> None:
        store = FileStore(**place)
        with store.lock(KEY):
            outcomes.append(store.load(KEY))

    with worker("hold", place=place, key=KEY) as holder:
        assert holder.hear() == "held"
        assert held(place)
        waiting = threading.Thread(target=wait)
        waiting.start()
        holder.tell("theirs")
        assert holder.hear() == "saved"
        assert outcomes == []
        assert holder.process.stdin is not None
        holder.process.stdin.close()
        waiting.join(PATIENCE)
    assert outcomes == [token("theirs")]


def test_a_killed_holder_frees_the_lock(place: dict[str, Any]) -> None:
    """The system takes the lock from a process that has ended, however it did."""
    keep(FileStore(**place), KEY, token("old"))
    with worker("hold", place=place, key=KEY) as holder:
        assert holder.hear() == "held"
        assert held(place)
        os.kill(holder.process.pid, signal.SIGKILL)
        holder.process.wait(PATIENCE)
        keep(FileStore(**place, max_wait=PATIENCE), KEY, token("new"))
    assert FileStore(**place).load(KEY) == token("new")


def test_a_fork_does_not_keep_its_dead_parents_lock(place: dict[str, Any]) -> None:
    """The child closes its copy of the descriptor, so the lock ends with the parent."""
    with worker("fork", place=place, key=KEY) as parent:
        child = parent.hear()
        assert held(place)
        os.kill(parent.process.pid, signal.SIGKILL)
        parent.process.wait(PATIENCE)
        os.kill(child, 0)  # it lives
        assert not held(place)
        os.kill(child, signal.SIGKILL)


def test_a_fork_does_not_free_its_parents_lock(place: dict[str, Any], redis_place: dict[str, Any]) -> None:
    """A child that was forked under the lock does not hold it: it can neither store nor unlock."""
    for folder in (place, redis_place):
        with worker("fork_and_end", place=folder, key=KEY) as parent:
            assert parent.hear() == 0
            if folder is place:
                assert held(place)
            parent.tell("go on")
    assert FileStore(**place).load(KEY) is None


def test_a_forked_store_works(place: dict[str, Any]) -> None:
    """A child that was forked while another thread held the lock waits for it like anyone else."""
    with worker("fork", place=place, key=KEY) as parent:
        child = parent.hear()
        assert parent.process.stdin is not None
        parent.process.stdin.close()
        assert parent.hear() == "released"
        assert not held(place)
        parent.process.wait(PATIENCE)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_a_copy_of_the_descriptor_does_not_keep_the_lock(place: dict[str, Any]) -> None:
    """A child that was forked in the very moment of opening has one: the holder unlocks before it closes its own."""
    store = FileStore(**place)
    with store.lock(KEY):
        path = Path(place["folder"]) / f"{KEY}.lock"
        (own,) = (
            descriptor
            for descriptor in Path("/proc/self/fd").iterdir()
            if descriptor.is_symlink() and descriptor.readlink() == path
        )
        copy = os.dup(int(own.name))
    try:
        assert not held(place)
    finally:
        os.close(copy)


def on_windows(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Return the module of the locks as Windows would load it, with Windows' way to lock played by this system's."""

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert count == 1
        try:
            fcntl.flock(descriptor, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    fake: Any = types.ModuleType("msvcrt")
    fake.LK_UNLCK, fake.LK_NBLCK, fake.locking = 0, 2, locking
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    # Imported anew under its own name, as any other module; the one of this system comes back afterwards.
    monkeypatch.setattr(stores, "_files", stores._files)
    monkeypatch.delitem(sys.modules, stores._files.__name__)
    monkeypatch.setattr(sys, "platform", "win32")
    for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK"):
        monkeypatch.delattr(os, flag)
    module = importlib.import_module(f"{stores.__name__}._files")
    return module


def test_windows_locks_with_its_own_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring's locks do without flock there; a lock that is held is waited for, and freed afterwards."""
    module = on_windows(monkeypatch)
    assert module._NO_FOLLOW == module._NON_BLOCKING == 0
    make: Callable[..., Any] = module.FileLocks
    waiting = make(tmp_path / "locks", max_wait=1, clock=Clock()).hold(KEY)
    with (
        make(tmp_path / "locks", max_wait=0, clock=Clock()).hold(KEY),
        pytest.raises(TokenStoreError, match="still held"),
    ):
        waiting.__enter__()
    with make(tmp_path / "locks", max_wait=0, clock=SystemClock()).hold(KEY):
        pass
