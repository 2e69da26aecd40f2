"""A process that uses a store as others do; the tests tell it what to do, one JSON line an order."""

from __future__ import annotations

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from comm100 import AuthorizationCode, Client, Token
from comm100.errors import ClientError
from tests.stores.support import PATIENCE, opened, token


class SetClock:
    """The time that the test says it is."""

    def __init__(self, now: float) -> None:
        self.now = now

    def wall(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        threading.Event().wait(seconds)


def say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def orders() -> Any:
    return (json.loads(line) for line in iter(sys.stdin.readline, ""))


def hold(place: dict[str, Any], key: str) -> None:
    """Take a lock, and store tokens of the names that are told, for as long as there are any."""
    store = opened(place)
    with store.lock(key):
        say("held")
        for name in orders():
            try:
                store.save(key, token(name))
            except ClientError as error:
                say(f"{type(error).__name__}: {error}")
            else:
                say("saved")


def fork(place: dict[str, Any], key: str) -> None:
    """Take a lock and fork: the child goes on living without doing anything, the parent does as it is told."""
    store = opened(place)
    with store.lock(key):
        child = os.fork()
        if child == 0:
            say(os.getpid())  # said by the child, which has dropped what it inherited by then
            sys.stdin.readline()  # until the test closes it
            os._exit(0)
        for _ in orders():
            pass
    say("released")
    os.waitpid(child, 0)


def fork_and_end(place: dict[str, Any], key: str) -> None:
    """Take a lock and fork: the child leaves the block and ends, the parent still holds the lock."""
    store = opened(place)
    child = 0
    with store.lock(key):
        child = os.fork()
        if child:
            say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            for _ in orders():
                pass
        else:
            try:
                store.save(key, token("child"))
            except ClientError:
                pass
            else:
                os._exit(1)
    if child == 0:
        os._exit(0)


def call(place: dict[str, Any], base_url: str, app: dict[str, Any], kept: dict[str, Any], threads: int) -> None:
    """Call the API from many threads at once, each time that the time is told; say how the calls ended."""
    clock = SetClock(kept["issued_at"])
    credentials = AuthorizationCode(**app).resume(Token.from_dict(kept), opened(place))
    with Client(credentials, base_url=base_url, clock=clock) as client, ThreadPoolExecutor(threads) as pool:
        start = threading.Barrier(threads)

        def once() -> str:
            start.wait(PATIENCE)
            try:
                return client.account.agents.me().email
            except ClientError as error:
                return f"{type(error).__name__}: {error}"

        say("ready")
        for now in orders():
            clock.now = now
            say([future.result(PATIENCE) for future in [pool.submit(once) for _ in range(threads)]])


ROLES = {function.__name__: function for function in (hold, fork, fork_and_end, call)}

if __name__ == "__main__":
    ROLES[sys.argv[1]](**json.loads(sys.argv[2]))
