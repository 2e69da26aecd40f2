"""Endpoints that misbehave, clocks that jump and processes that vanish: typed errors, and no session is lost."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, MemoryStore
from comm100._http import http
from comm100.errors import TokenConnectionError, TokenOutcomeUnknownError, TokenResponseError
from tests.auth.support import (
    PATIENCE,
    REDIRECT,
    Ask,
    Clock,
    FakeAuthServer,
    acall,
    application,
    call,
    client_credentials,
    first_token,
    make_context,
    signed_in,
)

EXPIRED = 50_000
LIFE = 43_199
YEARS = 10 * 365 * 86_400


@pytest.fixture
def deaf() -> Iterator[str]:
    """The URL of a port of this machine that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_an_endpoint_that_hangs_is_a_typed_error_in_time(
    deaf: str, auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """Asking for a first token is tried three times; whoever asks learns that no answer came."""
    bound = client_credentials().bind(make_context(None, clock, base_url=deaf, timeout=0.05))
    with pytest.raises(TokenConnectionError, match="ReadTimeout"):
        ask(auth_server, bound, f"{deaf}/api")
    assert len(clock.pauses) == 2
    assert auth_server.calls == []


def test_a_code_or_refresh_token_that_was_sent_to_silence_may_be_used_up(deaf: str, clock: Clock) -> None:
    """It is not sent again, and the error says that the outcome is unknown."""
    app = application(clock=clock, timeout=0.05)
    login = app.start(base_url=deaf)
    with pytest.raises(TokenOutcomeUnknownError):
        app.finish(f"{REDIRECT}?code=c&state={login.state}", login)
    assert clock.pauses == []


def test_a_hanging_endpoint_does_not_hold_up_the_event_loop(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Other tasks go on while a token is awaited, and a caller's own timeout ends the wait but not the request."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> Any:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await acall(auth_server, bound)
        waiting = asyncio.create_task(acall(auth_server, bound))
        for _ in range(1_000):
            await asyncio.sleep(0)
        assert not waiting.done()
        auth_server.gate.set()
        return await waiting

    assert asyncio.run(main()).status_code == 200
    assert auth_server.grants == ["refresh_token"]


def endless() -> Iterator[bytes]:
    for _ in range(10_000):
        yield b" " * 10_000


class Stream(http.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        return endless()


WRONG: dict[str, dict[str, Any]] = {
    "redirect": {"status_code": 302, "headers": {"Location": "https://evil.example/"}},
    "redirect with a token": {"status_code": 307, "json": {"access_token": "t"}},
    "html": {"status_code": 200, "html": "<html>Sign in</html>"},
    "100 MB": {"status_code": 200, "stream": Stream()},
    "nothing": {"status_code": 200},
    "no content": {"status_code": 204},
    "list": {"status_code": 200, "json": [{"access_token": "t"}]},
    "text": {"status_code": 200, "json": "access_token"},
    "number": {"status_code": 200, "json": 7},
    "nested": {"status_code": 200, "json": {"token": {"access_token": "t"}}},
    "token is a list": {"status_code": 200, "json": {"access_token": ["t"]}},
    "token is null": {"status_code": 200, "json": {"access_token": None}},
    "refresh token is a number": {"status_code": 200, "json": {"access_token": "t", "refresh_token": 7}},
    "truncated": {"status_code": 200, "content": json.dumps({"access_token": "t"})[:-1].encode()},
    "half a character": {"status_code": 200, "content": b'{"access_token": "\\ud800"}'},
    "utf-16": {"status_code": 200, "content": json.dumps({"access_token": 7}).encode("utf-16")},
    "not a number": {"status_code": 200, "content": b'{"access_token": NaN}'},
}


@pytest.mark.undocumented
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_is_a_typed_error_and_the_session_goes_on(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, wrong: str
) -> None:
    """Nothing of it is used or kept; once the endpoint is well again, the next call succeeds with the old session."""
    store = MemoryStore()
    credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    clock.advance(EXPIRED)
    auth_server.answer = lambda form: http.Response(**WRONG[wrong])
    with pytest.raises(TokenResponseError, match="/oauth/token") as caught:
        ask(auth_server, bound)
    assert caught.value.status_code == WRONG[wrong]["status_code"]
    assert [token.access_token for token in store._tokens.values()] == ["access-1"]
    assert len(auth_server.forms) == 1
    auth_server.answer = None
    assert ask(auth_server, bound).json()["who"] == "access-2"


def test_a_calendar_that_jumps_there_and_back_costs_one_refresh(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """Ten years ahead the token seems over; back again, the new one lasts as long as it should and no longer."""
    bound = signed_in(auth_server, clock)
    clock.now += YEARS
    assert ask(auth_server, bound).json()["who"] == "access-2"
    clock.now -= YEARS
    assert ask(auth_server, bound).json()["who"] == "access-2"
    assert len(auth_server.forms) == 1
    clock.advance(LIFE)
    assert ask(auth_server, bound).json()["who"] == "access-3"
    clock.advance(LIFE - 1_000)
    assert ask(auth_server, bound).json()["who"] == "access-3"


def test_a_calendar_that_was_set_back_before_the_start_prolongs_nothing(
    auth_server: FakeAuthServer, clock: Clock
) -> None:
    """A process that finds a token from tomorrow gives it the whole life that it was issued for, not a day more."""
    token = first_token(auth_server, clock)
    clock.now -= 86_400
    bound = application(clock=clock).resume(token).bind(make_context(auth_server.transport, clock))
    clock.advance(LIFE)
    assert call(auth_server, bound).json()["who"] == "access-2"


def test_a_sign_in_outdoes_a_token_from_a_wrong_future(auth_server: FakeAuthServer, clock: Clock) -> None:
    """What was stored while the calendar ran ahead is dead for good; signing in again is the way out of it."""
    app = application(transport=auth_server.transport, clock=clock, store=MemoryStore())
    clock.now += YEARS
    app.resume(first_token(auth_server, clock))
    clock.now -= YEARS
    login = app.start()
    bound = app.resume(app.finish(f"{REDIRECT}?code=c&state={login.state}", login)).bind(
        make_context(auth_server.transport, clock)
    )
    assert call(auth_server, bound).json()["who"] == "access-2"
    again = app.resume(None).bind(make_context(auth_server.transport, clock))
    assert call(auth_server, again).json()["who"] == "access-2"


def test_a_sibling_whose_clock_is_a_little_ahead_is_believed(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Clocks of machines differ: a stored token from the next minutes is newer than the session's."""
    app, old = application(clock=clock, store=MemoryStore()), first_token(auth_server, clock)
    clock.now += 600
    app.resume(first_token(auth_server, clock))
    clock.now -= 600
    bound = app.resume(old).bind(make_context(auth_server.transport, clock))
    assert bound.token is not None
    assert bound.token.issued_at == clock.now + 600


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_that_is_forked_during_a_refresh_adopts_its_parents_token(
    auth_server: FakeAuthServer, clock: Clock, tmp_path: Path
) -> None:
    """With a file store the child waits for the parent's lock, and sends nothing itself."""
    credentials = application(clock=clock).resume(first_token(auth_server, clock), FileStore(tmp_path / "tokens"))
    bound: Any = credentials.bind(make_context(auth_server.transport, clock))
    clock.advance(EXPIRED)
    auth_server.hold()
    parent = threading.Thread(target=call, args=(auth_server, bound))
    parent.start()
    assert auth_server.reached.wait(PATIENCE)
    child = os.fork()
    if child == 0:
        try:
            answer = http.MockTransport(lambda request: http.Response(500 if request.method == "POST" else 200))
            auth_server.transport = answer
            bound._source._refresher._endpoint._context = make_context(answer, clock)
            os._exit(0 if call(auth_server, bound).status_code == 200 and bound.token.access_token == "access-2" else 1)
        finally:
            os._exit(2)
    auth_server.gate.set()
    parent.join(PATIENCE)
    assert os.waitpid(child, 0)[1] == 0
    assert auth_server.grants == ["refresh_token"]
