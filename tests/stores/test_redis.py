"""The Redis store without a server: what it asks for, in which order, and what it makes of failures."""

from __future__ import annotations

import threading
import types
from contextlib import nullcontext
from typing import Any

import pytest
import redis

from comm100 import RedisStore
from comm100._optional import load_library
from comm100.auth import _concurrency
from comm100.auth.stores import redis as module
from comm100.errors import ConfigurationError, TokenStoreError
from tests.stores.support import PATIENCE, Clock, token

KEY = "ab-12"
SCRIPTS = {getattr(module, name): name for name in ("_ACQUIRE", "_EXTEND", "_RELEASE", "_SAVE", "_DELETE")}
ENTRY, LOCK = f"p:{{{KEY}}}:entry", f"p:{{{KEY}}}:lock"


class Client:
    """A client that writes down what it is asked, and returns or raises what it is told."""

    def __init__(self, **replies: Any) -> None:
        self.replies, self.asked = replies, list[tuple[Any, ...]]()

    def eval(self, script: str, count: int, *arguments: Any) -> Any:
        name = SCRIPTS[script]
        self.asked.append((name, arguments[:count], arguments[count:]))
        reply = self.replies.get(name, 1)
        if isinstance(reply, list):
            reply = reply.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def hget(self, name: str, field: str) -> Any:
        self.asked.append(("hget", (name,), (field,)))
        return None

    @property
    def names(self) -> list[str]:
        return [name for name, *_ in self.asked]


def make_store(client: Any, **options: Any) -> RedisStore:
    return RedisStore(client, prefix="p", **{"clock": Clock(), **options})


@pytest.mark.parametrize("failure", [None, ValueError("theirs"), KeyboardInterrupt()])
def test_a_lock_is_released_however_its_block_ends(failure: BaseException | None) -> None:
    """By the name that it was acquired under; the thread that extends it ends, and the lock can be taken again."""
    client = Client()
    store = make_store(client, lock_life=7.5)
    for _ in range(2):
        client.asked.clear()
        with nullcontext() if failure is None else pytest.raises(type(failure)), store.lock(KEY):
            assert client.names == ["_ACQUIRE"]
            if failure is not None:
                raise failure
        (_, keys, (holder, life, entry_life)), released = client.asked
        assert (keys, life, entry_life) == ((LOCK, ENTRY), 7500, 86_400_000)
        assert released == ("_RELEASE", (LOCK,), (holder,))
        assert len(bytes.fromhex(holder)) == 16
    for thread in threading.enumerate():
        if thread.name == "oauth-lock":
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.mark.parametrize(
    ("seconds", "sent"),
    [(0.001, 1), (0.0014, 1), (0.0016, 2), (1, 1000), (2.5, 2500), (threading.TIMEOUT_MAX, 36_500 * 86_400_000)],
)
def test_seconds_are_sent_as_milliseconds(seconds: float, sent: int) -> None:
    """Rounded, and one at least: the server takes nothing less for a life, and nothing beyond a century."""
    client = Client()
    store = make_store(client, lock_life=seconds, keep=seconds)
    with store.lock(KEY):
        store.save(KEY, token(expires_at=None))
    # Meanwhile such a short lock is extended by a thread of its own.
    assert {arguments[1] for name, _, arguments in client.asked if name in ("_ACQUIRE", "_SAVE")} == {sent}


@pytest.mark.parametrize(
    ("left", "refresh_token", "keep", "life"),
    [
        (10.0, None, 100.0, 86_400_000),
        (200_000.0, None, 100.0, 200_000_000),
        (None, None, 100.0, 100_000),
        (None, None, None, 0),
        (10.0, "r", 100.0, 100_000),
        (200.0, "r", 100.0, 200_000),
        (200.0, "r", None, 0),
        (-10.0, "r", 100.0, 100_000),
    ],
)
def test_how_long_a_token_is_kept(left: float | None, refresh_token: str | None, keep: Any, life: int) -> None:
    """Until it expires, a day at least; one with a refresh token as long as the caller says, or for ever."""
    client, clock = Client(), Clock()
    store = make_store(client, keep=keep, clock=clock)
    with store.lock(KEY):
        expires_at = None if left is None else clock.wall() + left
        store.save(KEY, token(expires_at=expires_at, refresh_token=refresh_token))
    assert [arguments[1] for name, _, arguments in client.asked if name == "_SAVE"] == [life]


def test_each_lock_has_a_name_of_its_own() -> None:
    """Whoever lost one must not release the lock of the next holder."""
    client = Client()
    store = make_store(client)
    for _ in range(3):
        with store.lock(KEY):
            pass
    assert len({arguments[0] for name, _, arguments in client.asked if name == "_ACQUIRE"}) == 3


def test_a_lock_that_cannot_be_released_expires() -> None:
    """What needed it is done, and its own error counts."""
    store = make_store(Client(_RELEASE=redis.ConnectionError("gone")))
    with store.lock(KEY):
        pass
    with pytest.raises(ValueError, match="theirs"), store.lock(KEY):
        raise ValueError("theirs")


@pytest.mark.parametrize("reply", [0, redis.ConnectionError("gone")])
def test_a_lock_that_was_not_acquired_is_not_held(reply: Any) -> None:
    """Nothing is released, nothing can be written, and the next attempt may succeed."""
    client = Client(_ACQUIRE=[reply, 5])
    store = make_store(client, max_wait=0)
    with pytest.raises(TokenStoreError), store.lock(KEY):
        pass
    assert client.names == ["_ACQUIRE"]
    with pytest.raises(TokenStoreError, match="requires its lock"):
        store.save(KEY, token())
    with store.lock(KEY):
        store.save(KEY, token())
    assert client.names == ["_ACQUIRE", "_ACQUIRE", "hget", "_SAVE", "_RELEASE"]


def test_who_waits_for_a_lock_is_told_how_long_it_can_last() -> None:
    """The holder may be dead: its lock ends by itself."""
    clock = Clock()
    store = make_store(Client(_ACQUIRE=0), max_wait=12.0, lock_life=7.0, clock=clock)
    with pytest.raises(TokenStoreError) as caught, store.lock(KEY):
        pass
    assert str(caught.value) == (
        f"{LOCK} was still held by another worker after 12 s. Look for one that hangs: the lock is freed 7 s after it "
        "ends."
    )
    assert sum(clock.pauses) == pytest.approx(12.0)
    assert max(clock.pauses) <= 0.1


def test_a_thread_holds_a_lock_once_and_each_thread_its_own() -> None:
    """A second lock of the same thread would wait for itself; other keys, threads and stores are others."""
    client = Client(_ACQUIRE=[1, 2, 3, 4])
    store = make_store(client)
    failures: list[str] = []

    def save() -> None:
        try:
            store.save(KEY, token())
        except TokenStoreError as error:
            failures.append(str(error))

    with store.lock(KEY), store.lock("other"), make_store(client).lock(KEY):
        with pytest.raises(TokenStoreError, match="already holds"), store.lock(KEY):
            pass
        store.save(KEY, token())
        thread = threading.Thread(target=save)
        thread.start()
        thread.join()
    assert len(failures) == 1
    assert client.names.count("_SAVE") == 1


def test_what_is_written_names_the_lock_and_its_life() -> None:
    """A late holder is told by the number of its lock, whatever the other arguments are."""
    client = Client(_ACQUIRE=[41, 42])
    store = make_store(client, keep=100.0)
    with store.lock(KEY):
        store.save(KEY, token(expires_at=None))
        store.delete(KEY)
    with store.lock(KEY):
        store.save(KEY, token(expires_at=None, refresh_token=None))
    writes = [(name, keys, arguments[:2]) for name, keys, arguments in client.asked if name in ("_SAVE", "_DELETE")]
    assert writes == [
        ("_SAVE", (ENTRY,), (41, 100_000)),
        ("_DELETE", (ENTRY,), (41, 86_400_000)),
        ("_SAVE", (ENTRY,), (42, 100_000)),
    ]


@pytest.mark.parametrize(("name", "words"), [("_SAVE", "Nothing was overwritten"), ("_DELETE", "Nothing was deleted")])
def test_a_holder_that_is_too_late_writes_nothing(name: str, words: str) -> None:
    """It is told what happened, and what to do."""
    store = make_store(Client(**{name: 0}))
    with store.lock(KEY), pytest.raises(TokenStoreError, match=rf"newer token\. {words}; try again"):
        store.save(KEY, token()) if name == "_SAVE" else store.delete(KEY)


class Event(threading.Event):
    """An event that comes after so many waits, which take no time."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.left, self.waited = waits, list[float | None]()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        self.left -= 1
        return self.left < 0


def test_a_lock_is_extended_three_times_in_its_life() -> None:
    """Until it is released, and although one of the requests fails."""
    client = Client(_EXTEND=[1, redis.TimeoutError("slow"), 0, 1])
    store, released = make_store(client, lock_life=30.0), Event(4)
    store._extend(KEY, "holder", released)
    assert released.waited == [10.0] * 5
    assert client.asked == [("_EXTEND", (LOCK,), ("holder", 30_000))] * 4


def test_the_extending_thread_ends_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """It never keeps one alive; and where no thread can be started, the lock still holds for its life."""
    started: list[threading.Thread] = []

    def refuse(thread: threading.Thread) -> None:
        started.append(thread)
        raise RuntimeError("can't start new thread")

    client = Client()
    store = make_store(client)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        with store.lock(KEY):
            assert client.names == ["_ACQUIRE"]
    assert client.names == ["_ACQUIRE", "_RELEASE"]
    assert [(thread.name, thread.daemon) for thread in started] == [("oauth-lock", True)]


def test_a_forked_child_releases_nothing() -> None:
    """The lock is its parent's, and to write under it would be too."""
    client = Client()
    store = make_store(client)
    with store.lock(KEY):
        _concurrency._renew()
        with pytest.raises(TokenStoreError, match="requires its lock"):
            store.delete(KEY)
    assert client.names == ["_ACQUIRE"]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The library, but for its client, whose arguments it returns."""
    given: dict[str, Any] = {}

    class Connected(Client):
        is_closed = False
        connection_pool = types.SimpleNamespace(connection_class=dict, connection_kwargs={})

        @classmethod
        def from_url(cls, url: str, **options: Any) -> Connected:
            given.update(options, url=url, client=cls())
            client: Connected = given["client"]
            return client

        def close(self) -> None:
            self.is_closed = True

    real = load_library("redis", "RedisStore")
    fake = types.SimpleNamespace(retry=real.retry, backoff=real.backoff, Redis=Connected, RedisError=real.RedisError)
    monkeypatch.setattr(module, "load_library", lambda name, store: fake)
    return given


def test_a_connection_has_limits_and_one_retry(library: dict[str, Any]) -> None:
    """Both to connect and to wait; the retry is for a connection that the server closed when it was idle."""
    with RedisStore("redis://example", timeout=2.5):
        assert library["url"] == "redis://example"
        assert library["socket_timeout"] == library["socket_connect_timeout"] == 2.5
        retry = library["retry"]
        assert (retry._retries, type(retry._backoff).__name__) == (1, "NoBackoff")
        assert not library["client"].is_closed
    assert library["client"].is_closed


@pytest.mark.parametrize("missing", ["eval", "hget"])
def test_a_client_that_lacks_a_method_is_refused(missing: str) -> None:
    """When the store is made, by the name of its class."""

    class Lacking(Client):
        def __getattribute__(self, name: str) -> Any:
            if name == missing:
                raise AttributeError(name)
            return super().__getattribute__(name)

    with pytest.raises(ConfigurationError, match=r"^RedisStore takes a URL or a client, not a Lacking\.$"):
        make_store(Lacking())


def test_a_client_of_the_callers_stays_open() -> None:
    """It has no other user to close it."""
    client = Client()
    client.close = lambda: pytest.fail("closed")  # type: ignore[attr-defined]  # a double
    with make_store(client):
        pass


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            redis.AuthenticationError("secret"),
            "refused the user name or the password (AuthenticationError). Check them",
        ),
        (redis.BusyLoadingError("secret"), "is still loading its data (BusyLoadingError). Try again in a moment"),
        (redis.exceptions.NoPermissionError("secret"), "does not permit this to its user (NoPermissionError). Let"),
        (redis.exceptions.OutOfMemoryError("secret"), "has no memory left (OutOfMemoryError). Give it more"),
        (
            redis.ReadOnlyError("secret"),
            "is a replica, which only its primary writes to (ReadOnlyError). Name the primary",
        ),
        (redis.TimeoutError("secret"), "did not reply in time (TimeoutError). Check that it can be reached"),
        (redis.ConnectionError("secret"), "cannot be reached (ConnectionError). Check that it runs"),
        (
            ConnectionResetError("secret"),
            "cannot be reached: connection reset by the server (ConnectionResetError). Check that it runs",
        ),
        (redis.ResponseError("secret"), "refused a command (ResponseError). Check the number of the database"),
        (LookupError("secret"), "failed (LookupError). Check that it runs, and its URL and password"),
    ],
)
def test_a_failure_is_named_and_says_what_to_do(error: Exception, words: str) -> None:
    """In words of our own: those of the library may repeat a command, and with it a token."""
    store = make_store(Client(_ACQUIRE=error))
    with pytest.raises(TokenStoreError) as caught, store.lock(KEY):
        pass
    assert str(caught.value).startswith(f"The Redis server {words}")
    assert "secret" not in repr(caught.value)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("redis://user:canary@127.0.0.1:1/0", "127.0.0.1:1"),
        ("redis://", "localhost:6379"),
        ("redis://[::1]:2", "[::1]:2"),
        ("unix:///nowhere/redis.sock?password=canary", "/nowhere/redis.sock"),
    ],
)
def test_a_failure_names_the_server(url: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its address and nothing else of the URL."""
    store = RedisStore(url)
    monkeypatch.setattr(store._server._client, "hget", lambda *arguments: 1 / 0)
    with store, pytest.raises(TokenStoreError) as caught:
        store.load(KEY)
    assert str(caught.value).startswith(f"The Redis server at {place} failed (ZeroDivisionError).")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://a", "127.0.0.1:6379", "redis://127.0.0.1:1/0?s3cret=1"])
def test_what_is_not_the_url_of_a_server_is_refused_at_once(url: str) -> None:
    """Not when the first token is read; an option that the library does not know would show only then."""
    with pytest.raises(ConfigurationError, match="This is not the URL of a Redis server") as caught:
        RedisStore(url)
    assert "s3cret" not in str(caught.value)
