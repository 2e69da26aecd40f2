"""A program that ends while a token is being refreshed in the background, run many times over by forking.

Each child makes one call with a token that has five minutes left, which starts a refresh, and then ends as programs of
its kind do. The parent has imported everything by then, so that a child costs milliseconds.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comm100 import AsyncClient, AuthorizationCode, Client, FileStore
from comm100._http import tls
from comm100.auth import exit_on_sigterm
from comm100.cli.description import METHODS
from comm100.cli.main import main
from comm100.cli.store import FileRecords, SignIn, SignInStore
from tests.stores.exit_service import PATH, app, expiring
from tests.stores.support import opened

AT_ONCE = 10
LOADED_LATE = (
    "anyio._backends._asyncio",
    "anyio.lowlevel",
    "anyio.streams.memory",
    "anyio.streams.stapled",
    "comm100.auth._httpx_auth",
    "comm100.auth._token_endpoint",
    "comm100.auth._token_source",
    "comm100.cli.calls",
    "comm100.cli.commands",
    "comm100.cli.operation_help",
    "comm100.cli.session",
    "encodings.idna",
    "shlex",
    "stringprep",
)
"""What a call imports when it needs it."""


def call(credentials: Any, url: str, number: int) -> None:
    """Call and end: every other program forgets to close its client."""
    client = Client(credentials, base_url=url)
    client.request("GET", PATH)
    if number % 2:
        client.close()


def call_in_asyncio(credentials: Any, url: str, number: int) -> None:
    """The same in an event loop that ends with the call."""

    async def run() -> None:
        client = AsyncClient(credentials, base_url=url)
        await client.request("GET", PATH)
        if number % 2:
            await client.aclose()

    asyncio.run(run())


def call_and_be_terminated(credentials: Any, url: str, number: int) -> None:
    """Call, and get a SIGTERM while the refresh is under way."""
    exit_on_sigterm()
    Client(credentials, base_url=url).request("GET", PATH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


PROGRAMS: dict[str, Callable[[Any, str, int], None]] = {
    "sync": call,
    "asyncio": call_in_asyncio,
    "sigterm": call_and_be_terminated,
}


def run_command(place: dict[str, Any], url: str, number: int) -> None:
    """Run the command line: ``call GET``, with its own folder."""
    folder = Path(place["folder"]) / str(number)
    store = SignInStore(FileStore(folder), FileRecords(folder))
    method = next(method for method in METHODS if method.kind == "authorizationCode")
    values = {name: getattr(app(), name) for name in ("client_id", "redirect_uri", "site_id")}
    store.save(SignIn(method=method, base_url=url, arguments=values), expiring(url, number))
    os.environ["COMM100_CLIENT_SECRET"] = app().client_secret
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # stays open until the interpreter ends
    sys.exit(main(["call", "GET", PATH, "--store", str(folder)]))


def run(kind: str, place: dict[str, Any], url: str, number: int) -> None:
    if kind == "command":
        run_command(place, url, number)
        return
    application: AuthorizationCode = app()
    PROGRAMS[kind](application.resume(expiring(url, number), opened(place), subject=str(number)), url, number)


if __name__ == "__main__":
    kind, place, url, numbers = json.loads(sys.argv[1])
    tls()
    for name in [*LOADED_LATE, *(["redis", "redis.backoff"] if "server" in place else [])]:
        importlib.import_module(name)
    gc.freeze()  # the collector would make each child copy all objects
    running, statuses = set[int](), list[int]()
    for number in numbers:
        child = os.fork()
        if child == 0:
            run(kind, place, url, number)
            sys.exit()
        running.add(child)
        while len(running) >= AT_ONCE or (number == numbers[-1] and running):
            ended, status = os.wait()
            running.discard(ended)
            statuses.append(os.waitstatus_to_exitcode(status))
    sys.stdout.write(json.dumps(statuses))
