"""Closing a client: a refresh under way is finished and stored, within bounds, and nothing is sent afterwards."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from comm100 import AsyncClient, Client
from comm100._http import http
from comm100.auth import MemoryStore, SystemClock, _token_source
from comm100.errors import ClientError, TokenExpiredError
from tests.auth.support import (
    PATIENCE,
    Ask,
    Clock,
    FakeAuthServer,
    application,
    call,
    client_credentials,
    fetching,
    first_token,
    in_threads,
    make_context,
    refresh_token,
)
from tests.stores.processes import ENVIRONMENT

SOON = 43_199 - 300
"""Seconds after which the first token has five minutes left, so that a call starts a refresh in the background."""


def stored(auth_server: FakeAuthServer, clock: Clock) -> tuple[MemoryStore, Any]:
    """Return a store, and bound credentials whose token is about to expire."""
    store = MemoryStore()
    credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
    clock.advance(SOON)
    return store, credentials.bind(make_context(auth_server.transport, clock))


def refresh_tokens(store: MemoryStore) -> list[str | None]:
    return [token.refresh_token for token in store._tokens.values()]


def close_in_asyncio(bound: Any) -> None:
    asyncio.run(bound.aclose())


def close_in_trio(bound: Any) -> None:
    anyio.run(bound.aclose, backend="trio")


CLOSING: dict[str, Callable[[Any], None]] = {
    "sync": lambda bound: bound.close(),
    "asyncio": close_in_asyncio,
    "trio": close_in_trio,
}


@pytest.mark.parametrize("style", CLOSING)
def test_closing_waits_for_a_refresh_in_the_background(auth_server: FakeAuthServer, clock: Clock, style: str) -> None:
    """The call went through with the old token; closing returns once the new one is stored."""
    store, bound = stored(auth_server, clock)
    auth_server.hold()
    assert call(auth_server, bound).json()["who"] == "access-1"
    assert auth_server.reached.wait(PATIENCE)
    closer = threading.Thread(target=CLOSING[style], args=(bound,))
    closer.start()
    closer.join(0.1)
    assert closer.is_alive()
    assert refresh_tokens(store) == [refresh_token(1)]
    auth_server.gate.set()
    closer.join(PATIENCE)
    assert not closer.is_alive()
    assert refresh_tokens(store) == [refresh_token(2)]


def test_closing_does_not_block_the_event_loop(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Other tasks go on while aclose() waits, and its cancellation does not harm the refresh."""
    store, bound = stored(auth_server, clock)
    auth_server.hold()
    call(auth_server, bound)
    assert auth_server.reached.wait(PATIENCE)

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await bound.aclose()
        auth_server.gate.set()
        await bound.aclose()

    asyncio.run(main())
    assert refresh_tokens(store) == [refresh_token(2)]


@pytest.mark.parametrize("style", CLOSING)
def test_closing_does_not_wait_longer_than_the_request_may_take(
    auth_server: FakeAuthServer, clock: Clock, style: str
) -> None:
    """A server that does not respond holds up the end of a program for twice the timeout, and no longer."""
    credentials = application(clock=clock).resume(first_token(auth_server, clock))
    clock.advance(SOON)
    bound = credentials.bind(make_context(auth_server.transport, clock, timeout=0.1))
    auth_server.hold()
    call(auth_server, bound)
    assert auth_server.reached.wait(PATIENCE)
    started = time.monotonic()
    CLOSING[style](bound)
    assert time.monotonic() - started < PATIENCE / 2
    auth_server.gate.set()


@pytest.mark.undocumented
@pytest.mark.parametrize("ends", ["client", "program"])
def test_a_closed_client_repeats_no_token_request(
    auth_server: FakeAuthServer, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pause that the server asked for ends with the client or the program; the caller gets the server's error."""
    monkeypatch.setattr(_token_source, "ignore_signals", lambda: None)
    auth_server.answer = lambda form: http.Response(503, headers={"Retry-After": "25"})
    bound = client_credentials().bind(make_context(auth_server.transport, SystemClock()))
    failures: list[BaseException] = []

    def work() -> None:
        try:
            call(auth_server, bound)
        except ClientError as error:
            failures.append(error)

    caller = threading.Thread(target=work)
    caller.start()
    assert auth_server.reached.wait(PATIENCE)
    if ends == "client":
        bound.close()
    else:
        _token_source._finish_refreshes()
    caller.join(PATIENCE)
    assert not caller.is_alive()
    assert "503" in str(failures[0])
    assert len(auth_server.forms) == 1


@pytest.mark.parametrize("advance", [0, SOON, 50_000])
def test_a_closed_client_sends_nothing(auth_server: FakeAuthServer, clock: Clock, ask: Ask, advance: float) -> None:
    """Neither a call nor a token request, whether the token is fresh, about to expire or expired."""
    bound = (
        application(clock=clock)
        .resume(first_token(auth_server, clock))
        .bind(make_context(auth_server.transport, clock))
    )
    clock.advance(advance)
    bound.close()
    with pytest.raises(TokenExpiredError, match="closed"):
        ask(auth_server, bound)
    assert auth_server.calls == auth_server.forms == []


def test_closing_twice_and_from_many_threads_is_fine(auth_server: FakeAuthServer, clock: Clock) -> None:
    """One refresh, and each of them returns."""
    store, bound = stored(auth_server, clock)
    call(auth_server, bound)
    assert in_threads(20, bound.close) == [None] * 20
    assert refresh_tokens(store) == [refresh_token(2)]
    assert auth_server.grants == ["refresh_token"]


def test_the_clients_wait_too(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Leaving the block of either client stores what was begun, before its transport is closed."""
    for close in ("sync", "async"):
        auth_server.gate.set()
        store = MemoryStore()
        auth_server.valid.clear()
        credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
        clock.advance(SOON)
        auth_server.hold()
        threading.Timer(0.1, auth_server.gate.set).start()
        if close == "sync":
            with Client(credentials, transport=auth_server.transport, clock=clock) as client:
                client.request("GET", "/api/v2/account/agents/me")
                assert auth_server.reached.wait(PATIENCE)
        else:

            async def main(credentials: Any = credentials) -> None:
                async with AsyncClient(credentials, transport=auth_server.transport, clock=clock) as client:
                    await client.request("GET", "/api/v2/account/agents/me")
                    assert auth_server.reached.wait(PATIENCE)

            asyncio.run(main())
        assert fetching() == []
        assert refresh_tokens(store) == [refresh_token(2)]


def run_program(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="signals end a process at once there")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_sigterm_and_sighup_end_the_program_as_exit_does(name: str) -> None:
    """With its cleanup, with a status of its own, and not twice."""
    done = run_program(f"""
import os, signal, time
from comm100.auth import exit_on_sigterm
signal.signal(signal.SIGHUP, signal.SIG_DFL)
exit_on_sigterm()
try:
    os.kill(os.getpid(), signal.{name})
    time.sleep(60)
finally:
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGHUP)
    print("stored", flush=True)
""")
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.Signals[name], "stored\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
@pytest.mark.parametrize("handler", ["signal.SIG_IGN", "lambda *_: None"])
def test_a_program_that_handles_or_ignores_sighup_may_do_so(handler: str) -> None:
    """Such as one that nohup has started, or one that reads its configuration again."""
    done = run_program(f"""
import os, signal
from comm100.auth import exit_on_sigterm
signal.signal(signal.SIGHUP, {handler})
exit_on_sigterm()
os.kill(os.getpid(), signal.SIGHUP)
""")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals end a process at once there")
def test_impatience_at_the_end_of_the_program_costs_no_token() -> None:
    """Ctrl-C several times while the interpreter waits for a refresh; Python itself obeys the first one."""
    done = run_program("""
import os, signal, threading, time
from comm100 import AuthorizationCode, MemoryStore, Token
from comm100._http import http
from comm100.auth import ClientContext, SystemClock

URL = "https://hosted.comm100.com"

class Store(MemoryStore):
    def save(self, key, token):
        super().save(key, token)
        print(token.refresh_token, flush=True)

def refresh(request):
    threading.main_thread().join()
    for _ in range(3):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
    return http.Response(200, json={"access_token": "b", "refresh_token": "2", "expires_in": 43_199})

now = time.time()
app = AuthorizationCode(client_id="c", client_secret="example", redirect_uri="http://127.0.0.1/", site_id=1)
token = Token(access_token="a", base_url=URL, issued_at=now - 43_000, expires_at=now + 199, refresh_token="1")
transport = http.MockTransport(refresh)
context = ClientContext(base_url=URL, transport=transport, timeout=5, user_agent="tests", clock=SystemClock())
assert app.resume(token, Store()).bind(context).get_token() is token
""")
    assert done.stdout.splitlines() == ["1", "1", "2"], done.stderr
