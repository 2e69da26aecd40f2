"""Locks between processes: who holds one, who waits, who dies and who forks."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore
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
