"""Time, threads and event loops: the clock, waiting for a result from another thread, polling, and forks."""

from __future__ import annotations

import copy
import math
import os
import random
import sys
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, Final, Protocol, TypeVar

from ..errors import OAuthError, TokenConnectionError

__all__ = ["Clock", "SystemClock", "in_thread", "poll", "renew_after_fork", "wait", "wait_async"]

T = TypeVar("T")

_FIRST_PAUSE: Final = 0.002


class Clock(Protocol):
    """Where the time comes from."""

    def wall(self) -> float:
        """Return the seconds since 1970 (UTC), as the calendar has them."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards and mean nothing on their own."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The time of this machine."""

    wall = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)


def wait(future: Future[T], patience: float) -> T:
    """Block until the result is there.

    Args:
        future: Where the result arrives.
        patience: The longest wait, in seconds.

    Raises:
        TokenConnectionError: The result did not come in time.
    """
    try:
        failure = future.exception(patience)
    except TimeoutError:
        raise _late(patience) from None
    return _result(future, failure)


async def wait_async(future: Future[T], patience: float | None = None) -> T:
    """Await the result; giving up leaves the work, and all others who wait for it, undisturbed.

    Args:
        future: Where the result arrives.
        patience: The longest wait, in seconds; None for as long as it takes.

    Raises:
        TokenConnectionError: The result did not come in time.
    """
    if not future.done():
        await (_wait_trio if _in_trio() else _wait_asyncio)(future, patience)
        if not future.done():
            raise _late(patience)
    return _result(future, future.exception())


async def in_thread(function: Callable[..., T], *args: object) -> T:
    """Await what a blocking function returns; it runs in a thread of its own and is not interrupted."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(function(*args))
        except BaseException as error:  # whatever it is, it belongs to the one who waits
            future.set_exception(error)

    Thread(target=run, name="oauth-login", daemon=True).start()
    return await wait_async(future)


def _late(patience: float | None) -> TokenConnectionError:
    return TokenConnectionError(f"No token after {patience or 0:.0f} s of waiting. Try again.")


def _result(future: Future[T], failure: BaseException | None) -> T:
    if failure is None:
        return future.result()
    if isinstance(failure, OAuthError):
        # Each waiter raises an exception of its own: raising one object in many threads mixes their tracebacks.
        raise copy.copy(failure).with_traceback(None) from failure.__cause__
    raise failure


def _in_trio() -> bool:
    trio: Any = sys.modules.get("trio")
    if trio is None:
        return False
    try:
        trio.lowlevel.current_task()
    except RuntimeError:
        return False
    return True


async def _wait_trio(future: Future[Any], patience: float | None) -> None:
    trio: Any = sys.modules["trio"]
    event, entry = trio.Event(), trio.lowlevel.current_trio_token()

    def wake(_: object) -> None:
        with suppress(trio.RunFinishedError):  # the run has ended, and with it the one who waited
            entry.run_sync_soon(event.set)

    future.add_done_callback(wake)
    with trio.move_on_after(math.inf if patience is None else patience):
        await event.wait()


async def _wait_asyncio(future: Future[Any], patience: float | None) -> None:
    # Only who runs a loop needs it; it costs a third of this package's import.
    import asyncio

    loop = asyncio.get_running_loop()
    waiter = loop.create_future()

    def release() -> None:
        if not waiter.done():
            waiter.set_result(None)

    def wake(_: object) -> None:
        with suppress(RuntimeError):  # the loop was closed, and with it the one who waited
            loop.call_soon_threadsafe(release)

    future.add_done_callback(wake)
    await asyncio.wait([waiter], timeout=patience)


def poll(attempt: Callable[[], bool], *, wait: float, longest_pause: float, clock: Clock) -> bool:
    """Try until it succeeds, and tell whether it did in time.

    The pauses grow, and chance spreads them, so that processes that began to wait together do not try together.

    Args:
        attempt: Tries once.
        wait: The longest wait, in seconds.
        longest_pause: The longest time between two attempts, in seconds.
        clock: The time.
    """
    deadline = clock.monotonic() + wait
    pause = _FIRST_PAUSE
    while not attempt():
        left = deadline - clock.monotonic()
        if left <= 0:
            return False
        clock.sleep(min(pause * (0.5 + random.random()), left))
        pause = min(2 * pause, longest_pause)
    return True


class Renewable(Protocol):
    """An object with locks or threads in it."""

    def _after_fork(self) -> None: ...


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()


def renew_after_fork(item: Renewable) -> None:
    """Have an object make its locks anew in each child process, as long as it lives."""
    _renewables.add(item)


def _renew() -> None:
    for item in list(_renewables):
        item._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
