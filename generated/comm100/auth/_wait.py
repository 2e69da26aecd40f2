"""Waiting for a result that a thread brings: blocking, or in asyncio or trio, with no trace of either in an object."""

from __future__ import annotations

import copy
import math
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from ..errors import OAuthError, TokenConnectionError

__all__ = ["in_thread", "wait", "wait_async"]

T = TypeVar("T")


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
