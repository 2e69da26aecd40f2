"""Tokens in Redis: locks that expire, holders that come too late, servers that are down, and how long it keeps what."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import redis
import redis.asyncio
import redis.sentinel

from comm100 import RedisStore
from comm100._http import http
from comm100.errors import ConfigurationError, TokenStoreError
from tests.auth.conftest import self_signed
from tests.auth.support import Clock, FakeAuthServer, call, client_credentials, make_context, signed_in
from tests.stores.processes import worker
from tests.stores.redis_server import RedisServer
from tests.stores.support import PATIENCE, keep, token

KEY = "ab-12"
Connect = Callable[..., RedisStore]
SHORT = 0.4
"""Seconds that the locks of a worker live that is stopped or killed; who waits for their end has locks that last."""


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[redis.Redis]:
    """The server as it is."""
    with redis.Redis.from_url(redis_server.url) as client:
        yield client


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A server that the test may stop."""
    server = RedisServer(tmp_path)
    yield server
    server.stop()


def entry(place: dict[str, Any]) -> str:
    return f"{place['prefix']}:{{{KEY}}}:entry"


def lock(place: dict[str, Any]) -> str:
    return f"{place['prefix']}:{{{KEY}}}:lock"


def test_a_killed_worker_frees_the_lock(connect: Connect, redis_place: dict[str, Any]) -> None:
    """Nobody unlocks for it: its lock expires, and the next worker takes over."""
    keep(connect(**redis_place), KEY, token("old"))
    with worker("hold", place={**redis_place, "lock_life": SHORT}, key=KEY) as holder:
        assert holder.hear() == "held"
        os.kill(holder.process.pid, signal.SIGKILL)
        store = connect(**redis_place, max_wait=PATIENCE)
        with store.lock(KEY):
            assert store.load(KEY) == token("old")
            store.save(KEY, token("new"))
    assert connect(**redis_place).load(KEY) == token("new")


def test_a_working_holder_keeps_the_lock(connect: Connect, redis_place: dict[str, Any], raw: redis.Redis) -> None:
    """It is renewed for as long as its holder lives, however long a token takes to come."""
    place = {**redis_place, "lock_life": 4.0}  # seconds; a busy machine may keep the holder waiting for more than two
    with worker("hold", place=place, key=KEY) as holder:
        assert holder.hear() == "held"
        for _ in range(2):
            await_renewal(raw, lock(place))
        with pytest.raises(TokenStoreError, match="still held by another worker"):
            connect(**place, max_wait=10, clock=Clock()).lock(KEY).__enter__()
        holder.tell("theirs")
        assert holder.hear() == "saved"
    assert connect(**place).load(KEY) == token("theirs")


def await_renewal(raw: redis.Redis, name: str) -> None:
    """Wait until a lock has longer to live than a moment ago."""
    before, deadline = raw.pttl(name), time.monotonic() + PATIENCE
    while (now := raw.pttl(name)) <= before:
        assert now > 0, "the lock has expired"
        assert time.monotonic() < deadline
        before = now
        time.sleep(0.02)


def sleeper(connect: Connect, redis_place: dict[str, Any], meanwhile: Callable[[RedisStore], None]) -> str:
    """Stop a worker that holds the lock until another one has it and did something; return how its saving ends."""
    with worker("hold", place={**redis_place, "lock_life": SHORT}, key=KEY) as holder:
        assert holder.hear() == "held"
        os.kill(holder.process.pid, signal.SIGSTOP)
        store = connect(**redis_place, max_wait=PATIENCE)
        with store.lock(KEY):
            meanwhile(store)
        os.kill(holder.process.pid, signal.SIGCONT)
        holder.tell("late")
        answer: str = holder.hear()
        return answer


def test_a_late_holder_overwrites_nothing(connect: Connect, redis_place: dict[str, Any]) -> None:
    """A worker that slept through its lock's end cannot replace the token that another has stored since."""
    answer = sleeper(connect, redis_place, lambda store: store.save(KEY, token("newer")))
    assert answer.startswith("TokenStoreError: The lock expired while this process was suspended")
    assert "Nothing was overwritten" in answer
    assert connect(**redis_place).load(KEY) == token("newer")


def test_a_late_holder_brings_no_deleted_token_back(connect: Connect, redis_place: dict[str, Any]) -> None:
    """Who was signed out meanwhile stays so."""
    answer = sleeper(connect, redis_place, lambda store: store.delete(KEY))
    assert answer.startswith("TokenStoreError")
    assert connect(**redis_place).load(KEY) is None


def test_a_late_holder_may_store_where_nobody_did(connect: Connect, redis_place: dict[str, Any]) -> None:
    """Its token may be the only good one: the refresh token before it is used up."""
    assert sleeper(connect, redis_place, lambda store: None) == "saved"
    assert connect(**redis_place).load(KEY) == token("late")


def test_a_late_holder_deletes_nothing_newer(connect: Connect, redis_place: dict[str, Any], raw: redis.Redis) -> None:
    """The same for signing out: the error says to try again."""
    late, other = connect(**redis_place), connect(**redis_place)
    with late.lock(KEY):
        raw.delete(lock(redis_place))
        keep(other, KEY, token("newer"))
        with pytest.raises(TokenStoreError, match="Nothing was deleted; try again"):
            late.delete(KEY)
    assert other.load(KEY) == token("newer")


def test_nobody_frees_the_lock_of_another(connect: Connect, redis_place: dict[str, Any], raw: redis.Redis) -> None:
    """A holder whose lock expired leaves the lock that another one has by now."""
    late, other = connect(**redis_place), connect(**redis_place)
    with late.lock(KEY):
        raw.delete(lock(redis_place))
        held = other.lock(KEY)
        held.__enter__()
        theirs = raw.get(lock(redis_place))
    assert raw.get(lock(redis_place)) == theirs
    held.__exit__(None, None, None)
    assert raw.get(lock(redis_place)) is None


def test_a_server_that_forgot_everything_is_filled_anew(
    connect: Connect, redis_place: dict[str, Any], raw: redis.Redis
) -> None:
    """A replica that took over may have neither lock nor numbers: what comes is stored, and so is what follows."""
    store = connect(**redis_place)
    for name in ("one", "two", "three"):
        keep(store, KEY, token(name))
    with store.lock(KEY):
        raw.delete(lock(redis_place), entry(redis_place))
        store.save(KEY, token("four"))
    assert store.load(KEY) == token("four")
    keep(store, KEY, token("five"))
    assert store.load(KEY) == token("five")


def test_a_repeated_request_finds_its_own_lock(
    connect: Connect, redis_place: dict[str, Any], redis_server: RedisServer
) -> None:
    """When the answer is lost with the connection, asking once more does not end in waiting for oneself."""

    class Repeating(redis.Redis):
        def eval(self, *arguments: Any) -> Any:
            super().eval(*arguments)
            return super().eval(*arguments)

    with Repeating.from_url(redis_server.url) as client:
        store = connect(client, prefix=redis_place["prefix"], max_wait=0)
        keep(store, KEY, token("one"))
        keep(store, KEY, token("two"))
        assert store.load(KEY) == token("two")


def test_a_connection_that_the_server_closed_is_made_anew(
    connect: Connect, redis_place: dict[str, Any], raw: redis.Redis
) -> None:
    """Servers close what was idle for long; the next request does not fail for it."""
    store = connect(**redis_place)
    for name in ("one", "two"):
        keep(store, KEY, token(name))
        raw.client_kill_filter(_type="normal", skipme=True)
        assert store.load(KEY) == token(name)
        raw.client_kill_filter(_type="normal", skipme=True)


@pytest.mark.parametrize("decode", [False, True])
def test_a_ready_made_client_can_be_used(
    connect: Connect, redis_place: dict[str, Any], redis_server: RedisServer, decode: bool
) -> None:
    """Whether it returns bytes or text."""
    with redis.Redis.from_url(redis_server.url, decode_responses=decode) as client:
        store = connect(client, prefix=redis_place["prefix"])
        keep(store, KEY, token("ready"))
        assert store.load(KEY) == token("ready")
    assert connect(**redis_place).load(KEY) == token("ready")


def test_an_asynchronous_client_is_refused() -> None:
    """Its methods return before they have done anything."""
    with pytest.raises(ConfigurationError, match=r"blocking client, such as redis\.Redis"):
        RedisStore(redis.asyncio.Redis())


@pytest.mark.parametrize("options", [{"prefix": 7}, {"prefix": None}, {"server": None}, {"server": b"redis://x"}])
def test_an_argument_of_another_type_is_refused(options: Any) -> None:
    """When the store is made, which an error reporter can then show all the same."""
    with pytest.raises(ConfigurationError) as caught:
        RedisStore(**{"server": "redis://127.0.0.1", **options})
    assert traceback.TracebackException.from_exception(caught.value, capture_locals=True)


@pytest.mark.parametrize(
    "spoil", [lambda raw, name: raw.set(name, "x"), lambda raw, name: raw.hset(name, "fence", "x")]
)
def test_an_entry_that_is_not_one_leaves_no_lock(
    connect: Connect, redis_place: dict[str, Any], raw: redis.Redis, spoil: Any
) -> None:
    """A script that fails half way is not undone, so that others would wait for a lock that nobody holds."""
    spoil(raw, entry(redis_place))
    with pytest.raises(TokenStoreError, match=r"refused a command \(ResponseError\)"):
        keep(connect(**redis_place), KEY, token())
    assert raw.get(lock(redis_place)) is None
    raw.delete(entry(redis_place))
    keep(connect(**redis_place, max_wait=0), KEY, token())


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else of the package needs it."""
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError, match=r"pip install redis .*\[redis\]"):
        RedisStore("redis://127.0.0.1")


@pytest.mark.parametrize(
    "url",
    [
        *("", "127.0.0.1:6379", "http://x", "redis://:pa/canary@host:6379", "redis://h:port"),
        *("redis://h?canary=1", "redis://h?socket_timeout=canary", "rediss://h?ssl_cert_reqs=canary"),
    ],
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    """The error shows what one looks like, and nothing of what was given: there may be a password in it."""
    with pytest.raises(ConfigurationError, match="not the URL of a Redis server") as caught:
        RedisStore(url)
    assert caught.value.__context__ is None
    assert "canary" not in "".join(traceback.format_exception(caught.value)).partition(Path(__file__).name)[0]


def test_a_password_in_the_url_is_not_shown() -> None:
    """A store can be printed."""
    store = RedisStore("redis://user:canary@127.0.0.1:1")
    assert "canary" not in repr(store)
    assert "127" not in str(store)


@pytest.mark.parametrize(
    ("kept", "keep_for", "seconds"),
    [
        (token(), 3600.0, 43_199.25),
        (token(), 1_000_000.0, 1_000_000.0),
        (token(expires_at=None), 1000.0, 1000.0),
        (token(expires_at=None, refresh_token=None), 1000.0, 1000.0),
        (token(refresh_token=None, expires_at=1_800_500_000.0), 1000.0, 500_000.0),
        (token(refresh_token=None, expires_at=1_800_000_060.0), 1000.0, 86_400.0),
        (token(), None, None),
        (token(expires_at=1e300), 1000.0, 36_500 * 86_400.0),
    ],
    ids=[
        "until it expires",
        "as long as its refresh token",
        "as told",
        "endless",
        "no refresh",
        "short",
        "for good",
        "for ages",
    ],
)
def test_the_server_forgets_what_is_of_no_use(
    connect: Connect,
    redis_place: dict[str, Any],
    raw: redis.Redis,
    kept: Any,
    keep_for: float | None,
    seconds: float | None,
) -> None:
    """A token stays as long as it, or its refresh token, can be used, and at least for a day where it cannot."""
    store = connect(**redis_place, keep=keep_for, clock=Clock())
    keep(store, KEY, kept)
    left = raw.pttl(entry(redis_place))
    assert left == -1 if seconds is None else 0 <= seconds * 1000 - left < 5000
    assert raw.exists(lock(redis_place)) == 0


def test_what_remains_of_a_deleted_token_ends(connect: Connect, redis_place: dict[str, Any], raw: redis.Redis) -> None:
    """The numbers that keep late holders out go after a day, as do those of a lock under which nothing was written."""
    store = connect(**redis_place, keep=None)
    with store.lock(KEY):
        assert 0 < raw.pttl(entry(redis_place)) <= 86_400_000
        store.save(KEY, token())
        store.delete(KEY)
    assert set(raw.hgetall(entry(redis_place))) == {b"fence", b"written"}
    assert 0 < raw.pttl(entry(redis_place)) <= 86_400_000


def silent(_: Path) -> tuple[str, Callable[[], None]]:
    """Something that takes connections and says nothing."""
    listener = socket.create_server(("127.0.0.1", 0))
    return f"redis://127.0.0.1:{listener.getsockname()[1]}", listener.close


def absent(_: Path) -> tuple[str, Callable[[], None]]:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"redis://127.0.0.1:{listener.getsockname()[1]}", lambda: None


def stopped(folder: Path) -> tuple[str, Callable[[], None]]:
    """A server that does not come to answering."""
    server = RedisServer(folder)
    os.kill(server.process.pid, signal.SIGSTOP)
    return server.url, server.stop


def guarded(folder: Path) -> tuple[str, Callable[[], None]]:
    """A server whose password is another one."""
    server = RedisServer(folder, requirepass="another")
    return server.url.replace("//", "//:canary@"), server.stop


def untrusted(folder: Path) -> tuple[str, Callable[[], None]]:
    """A server with a certificate that nobody has signed."""
    tls, listener = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), socket.create_server(("127.0.0.1", 0))
    tls.load_cert_chain(self_signed(folder))

    def serve() -> None:
        with listener, suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    tls.wrap_socket(connection, server_side=True)

    def end() -> None:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()

    thread = threading.Thread(target=serve)
    thread.start()
    return f"rediss://127.0.0.1:{listener.getsockname()[1]}", end


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (silent, r"did not reply in time \(TimeoutError\)"),
        (absent, r"cannot be reached: connection refused \(ConnectionError\)\. Check that it runs"),
        (stopped, r"did not reply in time \(TimeoutError\)"),
        (guarded, r"refused the user name or the password \(AuthenticationError\)"),
        (untrusted, r"cannot be reached: certificate verify failed: self-signed certificate \(ConnectionError\)"),
    ],
)
def test_a_store_that_is_down_is_a_typed_error_soon(
    connect: Connect, kind: Callable[[Path], tuple[str, Callable[[], None]]], words: str, tmp_path: Path
) -> None:
    """It does not wait for the lock's sake, says which server failed how, and shows no password."""
    url, end = kind(tmp_path)
    clock, started = Clock(), time.monotonic()
    store = connect(url, timeout=0.1 if kind in (silent, stopped) else PATIENCE, clock=clock)
    try:
        acts: list[Callable[[], Any]] = [lambda: store.load(KEY), lambda: store.lock(KEY).__enter__()]
        for act in acts:
            server = re.escape(url.rpartition("//")[2].rpartition("@")[2].removesuffix("/0"))
            with pytest.raises(TokenStoreError, match=f"server at {server} {words}") as caught:
                act()
            assert caught.value.__context__ is None
            shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
            assert "canary" not in "".join(line for line in shown if Path(__file__).name not in line)
    finally:
        end()
    assert clock.pauses == []
    assert time.monotonic() - started < PATIENCE


def test_a_failed_save_shows_no_token(connect: Connect, own_server: RedisServer) -> None:
    """The library's frames, which hold it, are not part of the traceback."""
    store = connect(own_server.url)
    held = store.lock(KEY)
    held.__enter__()
    own_server.stop()
    acts: list[Callable[[], Any]] = [lambda: store.save(KEY, token()), lambda: store.delete(KEY)]
    for act in acts:
        with pytest.raises(TokenStoreError) as caught:
            act()
        shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
        assert "canary" not in "".join(shown)
    held.__exit__(None, None, None)


def test_a_server_that_goes_away_costs_no_token(connect: Connect, own_server: RedisServer, tmp_path: Path) -> None:
    """A token that came while the server was down is kept, and stored as soon as it is back."""
    auth_server, clock = FakeAuthServer(), Clock()
    store = connect(own_server.url)
    bound = signed_in(auth_server, clock, store=store)
    clock.advance(50_000)
    auth_server.hold()
    failures: list[Any] = []

    def work() -> None:
        try:
            call(auth_server, bound)
        except TokenStoreError as error:
            failures.append(error)

    caller = threading.Thread(target=work)
    caller.start()
    assert auth_server.reached.wait(PATIENCE)
    own_server.stop()
    auth_server.gate.set()
    caller.join(PATIENCE)
    assert len(failures) == 1
    back = RedisServer(tmp_path, port=own_server.port)
    try:
        response = call(auth_server, bound)
        assert isinstance(response, http.Response)
        assert response.json()["who"] == "access-2"
        assert auth_server.grants == ["refresh_token"]
        assert bound.token.refresh_token in auth_server.refreshable
        (stored,) = (store.load(key.split("{")[1].split("}")[0]) for key in keys(back))
        assert stored == bound.token
    finally:
        back.stop()


def test_a_client_that_is_late_goes_on_with_the_newer_token(
    connect: Connect, redis_place: dict[str, Any], raw: redis.Redis
) -> None:
    """Its call fails with an error that says to try again; the next one takes the stored token and asks for none."""
    auth_server, clock = FakeAuthServer(), Clock()
    late, other = (
        client_credentials(store=connect(**redis_place)).bind(make_context(auth_server.transport, clock))
        for _ in range(2)
    )

    def overtaken(form: dict[str, str]) -> Any:
        own = auth_server.issue(form)
        auth_server.answer = None
        raw.delete(*raw.keys(f"{redis_place['prefix']}*:lock"))
        clock.advance(60)
        assert call(auth_server, other).json()["who"] == "access-2"
        return own

    auth_server.answer = overtaken
    with pytest.raises(TokenStoreError, match=r"newer token\. Nothing was overwritten; try again"):
        call(auth_server, late)
    assert call(auth_server, late).json()["who"] == "access-2"
    assert len(auth_server.forms) == 2


def keys(server: RedisServer) -> list[str]:
    with redis.Redis.from_url(server.url, decode_responses=True) as client:
        return list(client.scan_iter("*:entry"))


def test_a_failure_behind_sentinel_names_the_service() -> None:
    """Its server changes, and the client knows it by no address."""
    sentinel: Any = redis.sentinel.Sentinel([])  # type: ignore[no-untyped-call]  # the library
    with pytest.raises(TokenStoreError) as caught:
        RedisStore(sentinel.master_for("tokens", password="canary")).load(KEY)
    assert str(caught.value).startswith("The Redis server that Sentinel calls tokens cannot be reached (MasterNot")
    assert "canary" not in str(caught.value)
