"""Time, threads and processes: clocks, pauses, blocking functions in event loops, and renewal after a fork."""

from __future__ import annotations

import os
import random
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from .._wire import describe
from ..errors import ConfigurationError

__all__ = [
    "Clock",
    "SystemClock",
    "async_sleep",
    "backoff",
    "check_clock",
    "check_seconds",
    "exit_on_sigterm",
    "ignore_signals",
    "in_thread",
    "poll",
    "renew_after_fork",
    "sleep_unless",
]

T = TypeVar("T")

_FIRST_PAUSE: Final = 0.002
_MOST_DOUBLINGS: Final = 32


class Clock(Protocol):
    """The source of time, so that tests need not wait."""

    def wall(self) -> float:
        """Return the wall-clock time, in seconds since 1970 (UTC)."""
        ...

    def monotonic(self) -> float:
        """Return a number of seconds that never goes backwards; only differences mean anything."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Block for this long."""


class SystemClock:
    """The clock of this machine."""

    wall = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)


def check_clock(clock: Any) -> Clock:
    """Return the clock that a caller gave, or the machine's if it is None.

    Raises:
        ConfigurationError: It is not a clock.
    """
    if clock is None:
        return SystemClock()
    if not all(callable(getattr(clock, name, None)) for name in ("wall", "monotonic", "sleep")):
        raise ConfigurationError(f"clock must be a Clock, not {describe(clock)}.")
    return clock  # type: ignore[no-any-return]  # it has what the protocol demands


async def async_sleep(clock: Clock, seconds: float) -> None:
    """Wait without blocking the event loop, in asyncio or trio; cancellation ends the wait at once."""
    import anyio

    if isinstance(clock, SystemClock):
        await anyio.sleep(seconds)
    else:
        await in_thread(clock.sleep, seconds)


def sleep_unless(event: threading.Event, seconds: float, clock: Clock) -> bool:
    """Block for this long, or until an event is set; return whether the whole time has passed."""
    if isinstance(clock, SystemClock):
        return not event.wait(seconds)
    if not event.is_set():
        clock.sleep(seconds)
    return not event.is_set()


async def in_thread(function: Callable[..., T], *args: object) -> T:
    """Return what a blocking function returns, without blocking the event loop.

    Cancellation ends the wait at once; the function itself runs to its end in its thread.
    """
    from anyio import to_thread

    return await to_thread.run_sync(function, *args, abandon_on_cancel=True)


def backoff(attempt: int, *, first: float, longest: float) -> float:
    """Return the pause before the next attempt, in seconds: exponential, with jitter.

    The jitter takes up to half of the pause away, so that callers that failed together do not retry together.

    Args:
        attempt: The number of attempts before the one that has just failed.
        first: The longest first pause, in seconds; each later one is twice as long.
        longest: The longest pause of all, in seconds.
    """
    return min(first * 2.0 ** min(attempt, _MOST_DOUBLINGS), longest) * random.uniform(0.5, 1.0)


def poll(attempt: Callable[[], bool], *, max_wait: float, longest_pause: float, clock: Clock) -> bool:
    """Call ``attempt`` until it returns True, and return whether it did in time.

    Args:
        attempt: Tries once, such as to take a lock that does not tell when it becomes free.
        max_wait: The longest wait, in seconds.
        longest_pause: The longest time between two attempts, in seconds.
        clock: The clock.
    """
    deadline = clock.monotonic() + max_wait
    attempts = 0
    while not attempt():
        left = deadline - clock.monotonic()
        if left <= 0:
            return False
        clock.sleep(min(backoff(attempts, first=_FIRST_PAUSE, longest=longest_pause), left))
        attempts += 1
    return True


def exit_on_sigterm() -> None:
    """Let SIGTERM end the program as ``sys.exit`` does, with status 143, so that a refresh under way is not lost.

    By default SIGTERM ends Python at once. If a token is being refreshed at that moment, the server may already have
    replaced the refresh token, and the new one is never stored. Call this once, in the main thread, unless the program
    handles SIGTERM itself. SIGHUP, which a terminal sends when it is closed, is handled in the same way, with status
    129, unless the program handles or ignores it. Further signals of both kinds are ignored while the program ends.
    """
    import signal
    import sys

    handled = [signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        handled.append(signal.SIGHUP)

    def exit_program(number: int, frame: object) -> None:
        for kind in handled:
            signal.signal(kind, signal.SIG_IGN)
        sys.exit(128 + number)

    for kind in handled:
        signal.signal(kind, exit_program)


def ignore_signals() -> None:
    """Ignore what ends programs, Ctrl-C included, from now on: the program ends, once a refresh under way is stored."""
    import signal

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def check_seconds(name: str, value: Any, *, least: float = 0.0) -> float:
    """Return a number of seconds that a caller gave, unchanged.

    Args:
        name: The argument.
        value: Its value.
        least: The smallest value that is allowed.

    Raises:
        ConfigurationError: It is not a number, or none that a thread can wait for.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= threading.TIMEOUT_MAX:
        return value
    raise ConfigurationError(f"{name}={describe(value)} is not a usable number of seconds.")


class _Renewable(Protocol):
    def _after_fork(self) -> None: ...


_renewables: weakref.WeakSet[_Renewable] = weakref.WeakSet()


def renew_after_fork(item: _Renewable) -> None:
    """Have an object replace its locks in each forked child: threads that hold them do not exist there."""
    _renewables.add(item)


def _renew() -> None:
    for item in list(_renewables):
        item._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
