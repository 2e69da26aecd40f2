"""The source of tokens, step by step: who may ask when, what is remembered, and what reaches those who wait."""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import anyio
import pytest

from comm100 import MemoryStore, Token
from comm100.auth import _concurrency, _token_source
from comm100.auth._token_source import TokenRefresher, TokenSource, _turn, wait, wait_async
from comm100.auth.store import TokenSlot
from comm100.auth.token import Leeway
from comm100.errors import (
    InvalidClientError,
    InvalidGrantError,
    OAuthError,
    ServerError,
    TokenConnectionError,
    TokenExpiredError,
    TokenOutcomeUnknownError,
    TokenResponseError,
    TokenStoreError,
    UnauthorizedClientError,
)
from tests.auth.support import BASE, PATIENCE, Clock, settle

LIFE = 10_000.0
KEY = "key"


class Refresher:
    """Gets tokens from a list, in which an exception is raised; it can be told what it lacks."""

    max_wait = max_wait_closing = PATIENCE

    def __init__(self, *outcomes: Any, can_follow: bool = True, has_grant: bool = False) -> None:
        self.outcomes, self.asked, self.is_closed = list(outcomes), list[str | None](), False
        self.follows, self.has_grant = can_follow, has_grant

    def can_follow(self, token: Token | None) -> bool:
        return self.follows

    def uses_up(self, token: Token) -> bool:
        return token.refresh_token is not None

    def next_token(self, token: Token | None) -> Token:
        self.asked.append(None if token is None else token.access_token)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        assert isinstance(outcome, Token)
        return outcome

    def close(self) -> None:
        self.is_closed = True


def make_token(name: str, clock: Clock, *, life: float | None = LIFE, **members: Any) -> Token:
    expires = None if life is None else clock.now + life
    usual = {"refresh_token": f"refresh-{name}", "issued_at": clock.now}
    return Token(access_token=name, base_url=BASE, expires_at=expires, **{**usual, **members})


def make_source(refresher: Any, clock: Clock, token: Token | None = None, store: Any = None) -> TokenSource:
    slot = TokenSlot(store or MemoryStore(), KEY, BASE)
    return TokenSource(refresher, slot, clock=clock, leeway=Leeway(), token=token)


def refused(error: type[OAuthError], status: int | None) -> OAuthError:
    return error(f"It says {error.__name__}.", status_code=status)


def get(source: TokenSource, rejected: Token | None = None) -> str:
    """Return a token's text, or the name of the error."""
    try:
        return source.get(rejected).access_token
    except (OAuthError, TokenStoreError) as error:
        return type(error).__name__
    finally:
        settle()


def test_only_the_refresh_that_hangs_is_given_up(clock: Clock) -> None:
    """One that has ended stays, and so does one that has been begun since."""
    source = make_source(Refresher(), clock)
    ended, hanging, later = Future[Token](), Future[Token](), Future[Token]()
    ended.set_result(make_token("a", clock))
    for current, given_up, expected in (
        (ended, ended, ended),
        (hanging, hanging, None),
        (later, hanging, later),
        (None, hanging, None),
    ):
        source._inflight = current
        source._detach(given_up)
        assert source._inflight is expected
    assert not source._lock.locked()


@pytest.mark.parametrize("outcome", ["b", "failure"])
def test_a_refresh_that_was_given_up_does_not_end_the_one_after_it(clock: Clock, outcome: str) -> None:
    """Its token is used all the same, because the server may have taken the old one back."""
    result = make_token("b", clock) if outcome == "b" else refused(ServerError, 400)
    source = make_source(Refresher(result), clock, make_token("a", clock))
    given_up, later = Future[Token](), Future[Token]()
    source._inflight = later
    source._run_refresh(given_up, source.current, rejected=False)
    assert source._inflight is later
    assert given_up.done()
    assert source.current is not None
    assert source.current.access_token == ("b" if outcome == "b" else "a")


class ForeignError(Exception):
    """Something that is not an error of this package."""


def in_asyncio(future: Future[Any], seconds: float) -> Any:
    return asyncio.run(wait_async(future, seconds))


@pytest.mark.parametrize("wait_for", [wait, in_asyncio])
def test_whoever_waits_gets_the_result_or_an_error_of_their_own(wait_for: Callable[..., Any]) -> None:
    """Errors of this package are copies without a traceback and with their cause; all others are passed on."""
    done, late, failed, broken = (Future[str]() for _ in range(4))
    done.set_result("token")
    assert wait_for(done, 0.0) == "token"
    with pytest.raises(TokenConnectionError, match=r"^No token after waiting for 0 s\. Try again\.$"):
        wait_for(late, 0.001)
    cause, error = OSError("down"), InvalidGrantError("refused", status_code=400)
    error.__cause__ = cause
    failed.set_exception(error)
    caught = []
    for _ in range(2):
        with pytest.raises(InvalidGrantError, match="refused") as info:
            wait_for(failed, 1.0)
        assert info.value.__cause__ is cause
        assert info.value.status_code == 400
        caught.append(info.value)
    assert len({id(item) for item in [*caught, error]}) == 3
    assert error.__traceback__ is None
    broken.set_exception(own := ForeignError())
    with pytest.raises(ForeignError) as told:
        wait_for(broken, 1.0)
    assert told.value is own


@pytest.mark.parametrize("seconds", [0.0, 29.9, 30.0])
def test_a_new_token_that_is_rejected_too_is_not_the_cause(clock: Clock, seconds: float) -> None:
    """For half a minute no other one is requested, unless the API has accepted it in the meantime."""
    old, new = make_token("a", clock), make_token("b", clock)
    source = make_source(Refresher(new), clock, old)
    assert source.can_replace(old)
    assert get(source, rejected=old) == "b"
    assert source.can_replace(old)
    clock.advance(seconds)
    assert source.can_replace(new) is (seconds >= 30.0)
    source.confirm(old)
    assert source.can_replace(new) is (seconds >= 30.0)
    source.confirm(new)
    assert source.can_replace(new)


def test_a_token_that_was_renewed_in_time_can_be_replaced_at_once(clock: Clock) -> None:
    """Nobody has rejected the one before it."""
    source = make_source(Refresher(new := make_token("b", clock, life=2 * LIFE)), clock, make_token("a", clock))
    clock.advance(LIFE)
    assert get(source) == "b"
    assert source.can_replace(new)


@pytest.mark.parametrize(
    ("follows", "closed", "replaceable"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_rejected_token_is_replaced_if_another_can_be_had(
    clock: Clock, follows: bool, closed: bool, replaceable: bool
) -> None:
    """Not by a client that is closed, and not where nothing can follow; one that is there already always counts."""
    token, other = make_token("a", clock), make_token("b", clock)
    source = make_source(Refresher(can_follow=follows), clock, token)
    if closed:
        source.close()
    assert source.can_replace(token) is replaceable
    assert source.can_replace(other)


def test_a_token_that_is_marked_as_invalid_is_not_sent_again(clock: Clock) -> None:
    """Only the one that is held: another one that was rejected has been replaced already."""
    token = make_token("a", clock)
    source = make_source(Refresher(make_token("b", clock)), clock, token)
    source.invalidate(make_token("z", clock))
    assert source.cached() is token
    source.invalidate(token)
    assert source.cached() is None
    assert source.current is token
    assert get(source) == "b"
    make_source(Refresher(), clock).invalidate(token)  # there is none yet


@pytest.mark.parametrize(("seconds", "asked"), [(9.9, 1), (10.0, 2)])
def test_a_refresh_that_failed_early_is_tried_again_after_a_while(clock: Clock, seconds: float, asked: int) -> None:
    """Calls go on with the token until it expires, and nobody asks more often than each ten seconds."""
    failure = refused(ServerError, 500)
    refresher = Refresher(failure, failure, make_token("b", clock))
    source = make_source(refresher, clock, make_token("a", clock))
    clock.advance(LIFE - 100)
    assert get(source) == get(source) == "a"
    clock.advance(seconds)
    assert get(source) == "a"
    assert refresher.asked == ["a"] * asked


SHARED: list[tuple[type[OAuthError], int | None, bool, bool]] = [
    (InvalidGrantError, 400, True, True),
    (InvalidGrantError, 401, True, True),
    (InvalidGrantError, 500, False, False),
    (InvalidGrantError, None, False, False),
    (InvalidClientError, 401, True, False),
    (UnauthorizedClientError, 400, True, False),
    (OAuthError, 400, True, False),
    (ServerError, 400, False, False),
    (TokenResponseError, 400, False, False),
    (TokenConnectionError, None, False, False),
    (TokenOutcomeUnknownError, None, False, False),
]


@pytest.mark.parametrize(("error", "status", "remembered", "shared"), SHARED)
def test_what_is_remembered_of_a_refusal(
    clock: Clock, error: type[OAuthError], status: int | None, remembered: bool, shared: bool
) -> None:
    """A final one is not asked for again; one that is about the refresh token is stored beside it for all."""
    store, old = MemoryStore(), make_token("a", clock)
    store.save(KEY, old)
    refresher = Refresher(refused(error, status), make_token("b", clock))
    source = make_source(refresher, clock, old, store)
    clock.advance(LIFE)
    assert get(source) == error.__name__
    stored = store.load(KEY)
    assert stored is not None
    assert stored.refresh_error == (f"It says {error.__name__}." if shared else None)
    assert (stored.access_token, stored.refresh_token, stored.issued_at) == ("a", "refresh-a", old.issued_at)
    assert get(source) == (error.__name__ if remembered else "b")
    assert len(refresher.asked) == (1 if remembered else 2)


def test_a_refusal_is_not_shared_where_it_is_not_final(clock: Clock) -> None:
    """Where there is a grant to ask with, where it was stored already, and where there was no token at all."""
    refusal = refused(InvalidGrantError, 400)
    old = make_token("a", clock, life=0.0)
    for has_grant, token in (
        (True, old),
        (False, make_token("a", clock, life=0.0, refresh_error="gone")),
        (False, None),
    ):
        store = MemoryStore()
        source = make_source(Refresher(refusal, has_grant=has_grant), clock, token, store)
        assert get(source) == "InvalidGrantError"
        assert store.load(KEY) is None


def test_a_refusal_is_for_the_token_that_was_refused(clock: Clock) -> None:
    """One that somebody has stored since is used; when it expires, the server is asked again."""
    store = MemoryStore()
    refresher = Refresher(refused(InvalidGrantError, 400), make_token("c", clock, life=3 * LIFE))
    source = make_source(refresher, clock, make_token("a", clock), store)
    clock.advance(LIFE)
    assert get(source) == get(source) == "InvalidGrantError"
    store.save(KEY, make_token("b", clock))
    assert get(source) == "b"
    clock.advance(LIFE)
    assert get(source) == "c"
    assert refresher.asked == ["a", "b"]


@pytest.mark.parametrize(
    ("stored_at", "used", "saved"), [(None, "b", "b"), (-1.0, "b", "b"), (0.0, "b", "b"), (1.0, "c", "c")]
)
def test_a_token_that_could_not_be_stored_is_stored_later(
    clock: Clock, stored_at: float | None, used: str, saved: str
) -> None:
    """Unless somebody has stored a newer one since; in no case is the server asked once more."""

    class Full(MemoryStore):
        is_full = True

        def save(self, key: str, token: Token) -> None:
            if self.is_full:
                raise OSError("full")
            super().save(key, token)

    store, refresher, issued_at = Full(), Refresher(make_token("b", clock, life=2 * LIFE)), clock.now
    source = make_source(refresher, clock, make_token("a", clock, life=0.0), store)
    assert get(source) == "TokenStoreError"
    store.is_full = False
    if stored_at is not None:
        store.save(KEY, make_token("c", clock, life=2 * LIFE, issued_at=issued_at + stored_at))
    assert get(source) == used
    assert store._tokens[KEY].access_token == saved
    assert len(refresher.asked) == 1


def test_a_token_that_could_not_be_stored_outlives_a_clock_that_is_set_back(clock: Clock) -> None:
    """The stored one seems to be later, but it is the one whose refresh token has been used up."""

    class Full(MemoryStore):
        is_full = False

        def save(self, key: str, token: Token) -> None:
            if self.is_full and token.access_token != "a":
                raise OSError("full")
            super().save(key, token)

    store, old = Full(), make_token("a", clock, life=0.0)
    clock.now -= 3600
    refresher = Refresher(make_token("b", clock, life=2 * LIFE))
    source = make_source(refresher, clock, old, store)
    store.save(KEY, old)
    store.is_full = True
    assert get(source) == "TokenStoreError"
    store.is_full = False
    assert get(source) == "b"
    assert (refresher.asked, store._tokens[KEY].access_token) == (["a"], "b")


def test_the_store_is_read_and_written_under_its_lock(clock: Clock) -> None:
    """From the first look to the last write, so that nobody else asks in between."""
    deeds: list[str] = []

    class Watched(MemoryStore):
        def load(self, key: str) -> Token | None:
            deeds.append(f"load {self._locks[key].locked()}")
            return super().load(key)

        def save(self, key: str, token: Token) -> None:
            deeds.append(f"save {self._locks[key].locked()}")
            super().save(key, token)

        def delete(self, key: str) -> None:
            deeds.append(f"delete {self._locks[key].locked()}")
            super().delete(key)

    source = make_source(Refresher(make_token("b", clock)), clock, None, Watched())
    assert get(source) == "b"
    source.sign_out()
    assert deeds == ["load True", "save True", "delete True"]


def test_a_sign_out_forgets_a_token_that_could_not_be_stored(clock: Clock) -> None:
    """Nothing of it stays in memory."""

    class Full(MemoryStore):
        def save(self, key: str, token: Token) -> None:
            raise OSError

    source = make_source(Refresher(make_token("b", clock)), clock, None, Full())
    assert get(source) == "TokenStoreError"
    source.sign_out()
    assert source.current is source._unsaved is None


class Endpoint:
    """A token endpoint that gives or raises one thing after the other."""

    max_wait, max_wait_closing = 7.0, 3.0

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes, self.sent, self.is_closed = list(outcomes), list[tuple[Any, str]](), False

    def send(self, request: Any, *, advice: str = "") -> Token:
        self.sent.append((request, advice))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        assert isinstance(outcome, Token)
        return outcome

    def close(self) -> None:
        self.is_closed = True


def make_refresher(endpoint: Any, **options: Any) -> TokenRefresher:
    usual: dict[str, Any] = {"grant": "grant", "refresh": lambda text: f"refresh with {text}"}
    rest = {"keep_grant": True, "prefer_grant": False, "advice": "Do it."}
    return TokenRefresher(endpoint, **{**usual, **rest, **options})


DOWN, GONE = refused(ServerError, 500), refused(InvalidGrantError, 400)
UNKNOWN = refused(TokenOutcomeUnknownError, None)
UNSUPPORTED = refused(UnauthorizedClientError, 400)
REFRESH, GRANT = ("refresh with refresh-a", "Do it."), ("grant", "")


@pytest.mark.parametrize(
    ("options", "has_refresh_token", "outcomes", "sent", "result"),
    [
        ({}, True, ["b"], [REFRESH], "b"),
        ({}, False, ["b"], [GRANT], "b"),
        ({"prefer_grant": True}, True, ["b"], [GRANT], "b"),
        ({"prefer_grant": True, "grant": None}, True, ["b"], [REFRESH], "b"),
        ({"refresh": None}, True, ["b"], [GRANT], "b"),
        ({}, True, [GONE, "b"], [REFRESH, GRANT], "b"),
        ({}, True, [UNKNOWN, "b"], [REFRESH, GRANT], "b"),
        ({}, True, [UNSUPPORTED, "b"], [REFRESH, GRANT], "b"),
        ({}, True, [DOWN], [REFRESH], DOWN),
        ({"grant": None}, True, [GONE], [REFRESH], GONE),
        ({"grant": None}, True, [UNKNOWN], [REFRESH], UNKNOWN),
        ({"grant": None}, False, [], [], "The access token has expired. Do it."),
        ({"grant": None, "refresh": None}, True, [], [], "The access token has expired. Do it."),
        ({"keep_grant": False}, True, [GONE, DOWN], [REFRESH, GRANT], DOWN),
    ],
)
def test_what_is_asked_for_the_next_token(
    clock: Clock, options: Any, has_refresh_token: bool, outcomes: list[Any], sent: list[Any], result: Any
) -> None:
    """With the refresh token, if there is one; with the grant, if there is one and the refresh token is lost."""
    old = make_token("a", clock, **({} if has_refresh_token else {"refresh_token": None}))
    endpoint = Endpoint(*(make_token("b", clock) if outcome == "b" else outcome for outcome in outcomes))
    refresher = make_refresher(endpoint, **options)
    if result == "b":
        assert refresher.next_token(old).access_token == "b"
    else:
        with pytest.raises(OAuthError) as caught:
            refresher.next_token(old)
        assert result in (caught.value, str(caught.value))
    assert endpoint.sent == sent


@pytest.mark.parametrize("keep", [True, False])
def test_a_grant_is_dropped_once_it_has_worked(clock: Clock, keep: bool) -> None:
    """Not before: a password that could not be sent is sent again."""
    endpoint = Endpoint(DOWN, make_token("a", clock), make_token("b", clock))
    refresher = make_refresher(endpoint, keep_grant=keep, refresh=None)
    assert refresher.has_grant
    with pytest.raises(ServerError):
        refresher.next_token(None)
    assert refresher.has_grant
    assert refresher.next_token(None).access_token == "a"
    assert refresher.has_grant is refresher.can_follow(make_token("a", clock)) is keep
    if keep:
        assert refresher.next_token(None).access_token == "b"
    else:
        with pytest.raises(TokenExpiredError):
            refresher.next_token(None)
    assert endpoint.sent == [GRANT] * (3 if keep else 2)


def test_a_server_that_does_not_refresh_is_not_asked_again(clock: Clock) -> None:
    """Afterwards nothing can follow a token where there is no grant."""
    endpoint, old = Endpoint(UNSUPPORTED, DOWN), make_token("a", clock)
    refresher = make_refresher(endpoint, grant=None)
    assert refresher.can_follow(old)
    assert not refresher.can_follow(make_token("a", clock, refresh_token=None))
    assert not refresher.can_follow(None)
    for error in (UnauthorizedClientError, TokenExpiredError):
        with pytest.raises(error):
            refresher.next_token(old)
    assert not refresher.can_follow(old)
    assert endpoint.sent == [REFRESH]
    other = make_refresher(Endpoint(DOWN, DOWN), grant=None)
    for _ in range(2):
        with pytest.raises(ServerError):
            other.next_token(old)
    assert other.can_follow(old)


def test_a_refusal_of_another_process_is_raised_as_the_servers(clock: Clock) -> None:
    """Nothing is sent, unless there is a grant."""
    old = make_token("a", clock, refresh_error="It was refused.")
    endpoint = Endpoint(make_token("b", clock))
    with pytest.raises(InvalidGrantError, match=r"^It was refused\.$") as caught:
        make_refresher(endpoint, grant=None).next_token(old)
    assert caught.value.status_code == 400
    assert endpoint.sent == []
    assert make_refresher(endpoint).next_token(old).access_token == "b"
    assert endpoint.sent == [GRANT]


@pytest.mark.parametrize("old", ["read", None])
@pytest.mark.parametrize("new", ["write", "", None])
def test_what_a_refresh_leaves_out_stays(clock: Clock, old: str | None, new: str | None) -> None:
    """The refresh token and the scope (RFC 6749 sections 5.1 and 6); whatever comes replaces them."""
    issued = make_token("b", clock, scope=new, refresh_token=None)
    refresher = make_refresher(Endpoint(issued, make_token("c", clock)), grant=None)
    refreshed = refresher.next_token(make_token("a", clock, scope=old))
    assert refreshed.access_token == "b"
    assert refreshed.refresh_token == "refresh-a"
    assert refreshed.scope == (old if new is None else new)
    assert refresher.next_token(refreshed).refresh_token == "refresh-c"


def test_a_closed_refresher_has_nothing_to_ask_with(clock: Clock) -> None:
    """It waits for what it has begun, and no longer."""
    endpoint = Endpoint()
    refresher = make_refresher(endpoint)
    assert (refresher.max_wait, refresher.max_wait_closing) == (14.0, 3.0)
    refresher.close()
    assert endpoint.is_closed
    assert not refresher.can_follow(make_token("a", clock))
    with pytest.raises(TokenExpiredError):
        refresher.next_token(make_token("a", clock))


def test_what_a_closed_source_says(clock: Clock) -> None:
    """Who signed out has to sign in again; who closed the client creates another one."""
    for end, words in (("close", "This client is closed. Create another client."), ("sign_out", "Sign in again.")):
        refresher = Refresher()
        source = make_source(refresher, clock, make_token("a", clock))
        getattr(source, end)()
        assert refresher.is_closed
        assert source.cached() is None
        with pytest.raises(TokenExpiredError, match=words):
            source.get()


def test_a_forked_child_waits_for_nobody(clock: Clock) -> None:
    """The thread that refreshes is not there, and neither is whoever holds the lock."""
    source = make_source(Refresher(make_token("b", clock)), clock, make_token("a", clock, life=0.0))
    source._inflight = Future()
    source._lock.acquire()
    lock = source._lock
    _concurrency._renew()
    assert source._lock is not lock
    assert get(source) == "b"


def test_a_stored_token_that_has_expired_is_refreshed(clock: Clock) -> None:
    """With its own refresh token, not with the one before it, which the server has replaced."""
    store = MemoryStore()
    store.save(KEY, make_token("b", clock, life=0.0))
    refresher = Refresher(make_token("c", clock))
    source = make_source(refresher, clock, make_token("a", clock, life=0.0), store)
    assert get(source) == "c"
    assert refresher.asked == ["b"]


def test_while_one_asks_the_others_wait_or_go_on(clock: Clock) -> None:
    """A token that still works is used in the meantime; a rejected one is not, and nobody asks twice."""
    started, gate = threading.Event(), threading.Event()

    class Slow(Refresher):
        def next_token(self, token: Token | None) -> Token:
            started.set()
            assert gate.wait(PATIENCE)
            return super().next_token(token)

    old, refresher = make_token("a", clock), Slow(make_token("b", clock, life=2 * LIFE))
    source = make_source(refresher, clock, old)
    clock.advance(LIFE - 100)
    assert source.get().access_token == "a"
    assert started.wait(PATIENCE)
    assert source.get().access_token == "a"
    rejected = Future[str]()
    caller = threading.Thread(target=lambda: rejected.set_result(source.get(old).access_token))
    caller.start()
    caller.join(0.01)
    assert not rejected.done()
    gate.set()
    assert rejected.result(PATIENCE) == "b"
    caller.join()
    settle()
    assert refresher.asked == ["a"]


@pytest.mark.parametrize(("refresh_token", "pauses"), [("r", [0.25, 0.5, 1.0, 2.0, 4.0]), (None, [])])
def test_a_token_that_cannot_be_requested_again_is_stored_repeatedly(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, refresh_token: str | None, pauses: list[float]
) -> None:
    """A store is away for a few seconds at times; of one that stays away, the error is raised."""

    class Away(MemoryStore):
        saves = 0

        def save(self, key: str, token: Token) -> None:
            self.saves += 1
            raise OSError("away")

    monkeypatch.setattr("random.uniform", lambda least, most: most)
    store = Away()
    source = make_source(Refresher(), clock, store=store)
    with pytest.raises(TokenStoreError, match="could not be written"):
        source._save(make_token("a", clock, refresh_token=refresh_token))
    assert (store.saves, clock.pauses) == (len(pauses) + 1, pauses)


@pytest.mark.parametrize(("wall", "monotonic", "is_cached"), [(-1, -1, True), (0, -1, False), (-1, 0, False)])
def test_a_token_is_at_hand_until_it_is_to_be_refreshed(
    clock: Clock, wall: float, monotonic: float, is_cached: bool
) -> None:
    """On either clock, to the second."""
    token = make_token("a", clock)
    source = make_source(Refresher(), clock, token)
    fresh = LIFE - Leeway().advisory
    clock.now += fresh + wall
    clock.ticks += fresh + monotonic
    assert source.cached() is (token if is_cached else None)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_tasks_of_an_event_loop_take_turns_at_a_result(backend: str) -> None:
    """They wait for one of them, which waits in a thread; a task that is cancelled meanwhile does not wait longer."""
    first, second = Future[int](), Future[int]()

    async def main() -> None:
        assert _turn(first) is _turn(first)
        assert _turn(first) is not _turn(second)
        with anyio.move_on_after(0.001) as scope:
            await wait_async(first, 2.0)
        assert scope.cancelled_caught

    started = time.monotonic()
    anyio.run(main, backend=backend)
    assert time.monotonic() - started < 1.5


def test_a_program_finishes_its_refreshes_when_it_ends(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within their own limit, without further attempts, and whatever the user presses meanwhile."""
    deeds: list[Any] = []
    monkeypatch.setattr(atexit, "register", deeds.append)
    monkeypatch.setattr(_token_source, "ignore_signals", lambda: deeds.append("signals ignored"))
    _token_source._finish_refreshes_at_exit.cache_clear()
    started, gate = threading.Event(), threading.Event()

    class Slow(Refresher):
        def next_token(self, token: Token | None) -> Token:
            started.set()
            assert gate.wait(PATIENCE)
            return super().next_token(token)

        def close(self) -> None:
            super().close()
            gate.set()

    refresher = Slow(make_token("b", clock))
    source = make_source(refresher, clock, make_token("a", clock, life=0.0))
    caller = threading.Thread(target=source.get)
    caller.start()
    assert started.wait(PATIENCE)
    (finish, *_) = deeds
    finish()
    assert refresher.is_closed
    assert deeds == [finish, "signals ignored"]
    assert source.current is not None
    assert source.current.access_token == "b"
    caller.join(PATIENCE)
    finish()
    assert deeds == [finish, "signals ignored"]


@pytest.mark.parametrize(
    ("refresh_token", "error", "is_used_up"), [("r", None, True), ("r", "refused", False), (None, None, False)]
)
def test_when_the_next_token_uses_up_the_old_one(
    clock: Clock, refresh_token: str | None, error: str | None, is_used_up: bool
) -> None:
    """If it has a refresh token that the server has not refused."""
    refresher = make_refresher(None)
    token = make_token("a", clock, refresh_token=refresh_token, refresh_error=error)
    assert refresher.uses_up(token) is is_used_up


def test_a_refresh_that_takes_too_long_is_given_up(clock: Clock) -> None:
    """Its thread may be gone: the next caller starts another one."""
    refresher = Refresher(make_token("b", clock), make_token("c", clock))
    refresher.max_wait = 0.001
    source = make_source(refresher, clock)
    waits: list[Callable[[], Token]] = [source.get, lambda: asyncio.run(source.aget())]
    for wait_for in waits:
        source._inflight = Future()
        with pytest.raises(TokenConnectionError, match="No token after waiting"):
            wait_for()
        assert source._inflight is None


def test_without_threads_whoever_asks_refreshes(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """None can be started while the interpreter shuts down."""

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert make_source(Refresher(make_token("b", clock)), clock, make_token("a", clock, life=0.0)).get() is not None


def test_no_refresh_token_is_used_up_where_nothing_can_be_stored(clock: Clock) -> None:
    """The server would forget the old one, and the new one would be nowhere."""

    class ReadOnly(MemoryStore):
        def save(self, key: str, token: Token) -> None:
            raise OSError("read-only")

    store, refresher = ReadOnly(), Refresher(make_token("b", clock))
    store._tokens[KEY] = make_token("a", clock, life=0.0)
    assert get(make_source(refresher, clock, store._tokens[KEY], store)) == "TokenStoreError"
    assert refresher.asked == []
