"""Waiting without blocking an event loop: one thread for all waiters, cancellation at once, nothing left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import anyio
import pytest

from comm100 import MemoryStore, RedisStore
from comm100.auth import Leeway, _concurrency
from comm100.auth._concurrency import SystemClock, async_sleep, check_seconds, in_thread, poll, sleep_unless
from comm100.auth._token_source import TokenSource, wait_async
from comm100.auth.stores._files import FileLocks
from comm100.errors import ConfigurationError, TokenConnectionError
from tests.auth.support import PATIENCE, Clock


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_pause_that_is_cancelled_ends_at_once_and_leaves_no_thread(backend: str) -> None:
    """A minute's pause with the system's clock starts no thread and ends with its scope."""

    async def main() -> set[str]:
        before = set(threading.enumerate())
        async with anyio.create_task_group() as pausing:
            pausing.start_soon(async_sleep, SystemClock(), 60)
            await anyio.wait_all_tasks_blocked()
            pausing.cancel_scope.cancel()
        return {thread.name for thread in set(threading.enumerate()) - before}

    started = time.monotonic()
    assert anyio.run(main, backend=backend) == set()
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_pause_moves_another_clock(backend: str) -> None:
    """A clock that is not the system's sleeps in its own way."""
    clock = Clock()
    anyio.run(async_sleep, clock, 60, backend=backend)
    assert clock.pauses == [60]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_all_tasks_that_wait_for_a_result_take_one_thread_at_most(backend: str) -> None:
    """Three hundred waiters, at most one more thread (trio keeps some in reserve), and each gets the result."""
    future: Future[str] = Future()
    results: list[str] = []

    async def follow() -> None:
        results.append(await wait_async(future, PATIENCE))

    async def main() -> int:
        before = threading.active_count()
        async with anyio.create_task_group() as tasks:
            for _ in range(300):
                tasks.start_soon(follow)
            await anyio.wait_all_tasks_blocked()
            threads = threading.active_count() - before
            future.set_result("token")
        return threads

    assert anyio.run(main, backend=backend) <= 1
    assert results == ["token"] * 300


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_waiting_for_a_result_that_does_not_come_ends(backend: str) -> None:
    """All waiters get a typed error after the longest wait, not one after the other."""
    future: Future[Any] = Future()
    errors: list[TokenConnectionError] = []

    async def follow() -> None:
        with pytest.raises(TokenConnectionError) as caught:
            await wait_async(future, 0.2)
        errors.append(caught.value)

    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(50):
                tasks.start_soon(follow)

    started = time.monotonic()
    anyio.run(main, backend=backend)
    assert len(errors) == 50
    assert time.monotonic() - started < 5


def test_the_turns_of_two_loops_are_their_own() -> None:
    """One result, waited for in one loop after another: no lock is bound to the first."""
    for _ in range(2):
        future: Future[int] = Future()
        threading.Timer(0.02, future.set_result, [1]).start()
        assert asyncio.run(wait_async(future, PATIENCE)) == 1


def test_polling_goes_on_for_thousands_of_attempts() -> None:
    """The pauses grow to the longest and no further, and the wait ends in time."""
    clock = Clock()
    start = clock.monotonic()
    assert not poll(lambda: False, max_wait=600, longest_pause=0.1, clock=clock)
    assert clock.monotonic() - start == pytest.approx(600)
    assert max(clock.pauses) <= 0.1
    assert len(clock.pauses) > 6000


@pytest.mark.parametrize(
    "make",
    [
        MemoryStore,
        lambda: FileLocks(Path("tokens"), max_wait=1, clock=Clock()),
        lambda: RedisStore("redis://127.0.0.1:1"),
        lambda: TokenSource(None, None, clock=Clock(), leeway=Leeway()),  # type: ignore[arg-type]  # not used
    ],
    ids=["memory", "files", "Redis", "token"],
)
def test_what_holds_a_lock_is_renewed_in_a_forked_child(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads that hold its locks do not exist there."""
    item = make()
    owner = next(kind for kind in type(item).__mro__ if "_after_fork" in vars(kind))
    renewed: list[object] = []
    monkeypatch.setattr(owner, "_after_fork", lambda self: renewed.append(self))
    _concurrency._renew()
    assert item in renewed


def test_attempts_are_made_with_growing_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the longest one and the end of the wait; an attempt that succeeds is the last one."""
    asked: list[tuple[int, float]] = []

    def pause(attempt: int, *, first: float, longest: float) -> float:
        asked.append((attempt, longest))
        return 2.0**attempt

    monkeypatch.setattr(_concurrency, "backoff", pause)
    clock = Clock()
    assert not poll(lambda: False, max_wait=6, longest_pause=9, clock=clock)
    assert (asked, clock.pauses) == ([(0, 9), (1, 9), (2, 9)], [1, 2, 3])
    outcomes = iter([False, True])
    assert poll(lambda: next(outcomes), max_wait=6, longest_pause=9, clock=clock)
    assert not poll(lambda: False, max_wait=0, longest_pause=9, clock=clock)
    assert clock.pauses == [1, 2, 3, 1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_fork_renews_what_is_there() -> None:
    """In the child, and in the child only."""
    renewed: list[int] = []

    class Item:
        def _after_fork(self) -> None:
            renewed.append(1)

    item = Item()
    _concurrency.renew_after_fork(item)
    child = os.fork()
    if child == 0:
        os._exit(len(renewed))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert renewed == []


@pytest.mark.parametrize(
    ("value", "least", "is_usable"),
    [
        (0, {}, True),
        (0.5, {}, True),
        (-0.5, {}, False),
        (0.5, {"least": 0.5}, True),
        (0.4, {"least": 0.5}, False),
        (threading.TIMEOUT_MAX, {}, True),
        (threading.TIMEOUT_MAX * 2, {}, False),
        (float("nan"), {}, False),
        (True, {}, False),
        ("1", {}, False),
        (None, {}, False),
    ],
)
def test_a_number_of_seconds_is_one_that_a_thread_can_wait_for(value: Any, least: Any, is_usable: bool) -> None:
    """Zero is one, unless the caller demands more."""
    if is_usable:
        assert check_seconds("wait", value, **least) is value
    else:
        with pytest.raises(ConfigurationError, match=r"wait=.* is not a usable number of seconds"):
            check_seconds("wait", value, **least)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_wait_for_a_thread_that_is_cancelled_ends_at_once(backend: str) -> None:
    """The function itself runs to its end."""
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(PATIENCE)
        ended.set()

    async def main() -> bool:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(in_thread, work)
            while not begun.is_set():
                await anyio.sleep(0.001)
            tasks.cancel_scope.cancel()
        return ended.is_set()

    timer = threading.Timer(PATIENCE / 10, may_end.set)
    timer.start()
    try:
        assert anyio.run(main, backend=backend) is False
    finally:
        may_end.set()
        timer.cancel()
    assert ended.wait(PATIENCE)


@pytest.mark.parametrize("is_set", [False, True])
def test_a_pause_ends_with_its_event(is_set: bool) -> None:
    """At once if it has come before; on the system's clock and on another."""
    event, clock = threading.Event(), Clock()
    if is_set:
        event.set()
    for given in (SystemClock(), clock):
        assert sleep_unless(event, 0.001, given) is not is_set
    assert clock.pauses == ([] if is_set else [0.001])


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP")
@pytest.mark.parametrize("is_handled", [False, True])
def test_signals_end_the_program_once(monkeypatch: pytest.MonkeyPatch, is_handled: bool) -> None:
    """With their statuses; SIGHUP only where nobody handles it, and all of them are ignored from then on."""
    handlers: dict[int, Any] = {signal.SIGHUP: signal.SIG_IGN if is_handled else signal.SIG_DFL}
    monkeypatch.setattr(signal, "getsignal", handlers.__getitem__)
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    _concurrency.exit_on_sigterm()
    kinds = [signal.SIGTERM] if is_handled else [signal.SIGTERM, signal.SIGHUP]
    leave = handlers[signal.SIGTERM]
    assert (handlers[signal.SIGHUP] is leave) is not is_handled
    for kind, status in zip(kinds, (143, 129), strict=False):
        with pytest.raises(SystemExit) as caught:
            leave(kind, None)
        assert caught.value.code == status
    assert {handlers[kind] for kind in kinds} == {signal.SIG_IGN}
    handlers.clear()
    _concurrency.ignore_signals()
    assert handlers == dict.fromkeys((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), signal.SIG_IGN)
