"""What all stores do alike, whatever they keep tokens in."""

from __future__ import annotations

import pickle
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import FileStore, KeyringStore, RedisStore, Token
from comm100.auth import TokenStore
from comm100.auth._redact import SecretBytes
from comm100.auth.stores import _serialization
from comm100.errors import ConfigurationError, TokenStoreError
from tests.stores.memory_keyring import MemoryKeyring
from tests.stores.support import PATIENCE, Clock, keep, token

KEY = "0123456789abcdef" * 4


def test_a_store_begins_empty(store: TokenStore) -> None:
    """Where nothing was stored there is no token, and forgetting it is no error."""
    assert store.load(KEY) is None
    with store.lock(KEY):
        store.delete(KEY)
    assert store.load(KEY) is None


@pytest.mark.parametrize(
    "kept",
    [
        token(),
        token(expires_at=None),
        token(refresh_token=None, scope="a b"),
        token(expires_at=1_900_000_000.123456789, issued_at=0.1 + 0.2),
        token(access_token="".join(chr(mark) for mark in range(0x21, 0x7F))),
        token(access_token='"' * 60_000),
    ],
    ids=["plain", "endless", "no refresh", "fractions", "all characters", "long"],
)
def test_a_token_comes_back_as_it_was(make_store: Callable[..., TokenStore], kept: Token) -> None:
    """Every field is the same in another store on the same place, to the last digit and character."""
    keep(make_store(), KEY, kept)
    loaded = make_store().load(KEY)
    assert loaded == kept
    assert loaded is not None
    assert loaded.header == kept.header


def test_the_latest_token_counts(store: TokenStore) -> None:
    """Storing replaces, and a deleted token stays away."""
    for name in ("one", "two", "three"):
        keep(store, KEY, token(name))
    assert store.load(KEY) == token("three")
    with store.lock(KEY):
        store.delete(KEY)
    assert store.load(KEY) is None
    keep(store, KEY, token("four"))
    assert store.load(KEY) == token("four")


def test_keys_are_apart(store: TokenStore) -> None:
    """What happens under one key changes nothing under another, and their locks do not wait for each other."""
    with store.lock("one"), store.lock("two"):
        store.save("one", token("one"))
        store.save("two", token("two"))
        store.delete("one")
    assert store.load("one") is None
    assert store.load("two") == token("two")


def test_one_thread_holds_the_lock(make_store: Callable[..., TokenStore]) -> None:
    """Ten threads with a store each count up in the token; no step is lost."""
    keep(make_store(), KEY, token("0"))
    failures: list[BaseException] = []

    def count() -> None:
        try:
            store = make_store()
            for _ in range(5):
                with store.lock(KEY):
                    loaded = store.load(KEY)
                    assert loaded is not None
                    store.save(KEY, token(str(1 + int(loaded.access_token.rpartition("-")[2]))))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=count) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert failures == []
    assert make_store().load(KEY) == token("50")


def test_a_lock_is_free_after_an_error(store: TokenStore) -> None:
    """What goes wrong under a lock does not keep it."""
    with pytest.raises(ZeroDivisionError), store.lock(KEY):
        raise ZeroDivisionError
    with store.lock(KEY):
        pass


def test_waiting_for_a_lock_ends(make_lasting: Callable[..., TokenStore]) -> None:
    """Who waits for a lock that does not become free gets an error that says how long it was, and what to look for."""
    clock = Clock()
    waiting = make_lasting(max_wait=60.0, clock=clock)
    with make_lasting().lock(KEY):
        with pytest.raises(TokenStoreError, match=r"still held .* after 60 s\. Look for one that hangs"):
            waiting.lock(KEY).__enter__()
        assert waiting.load(KEY) is None
    assert 60.0 <= clock.ticks - 100.0 < 60.1
    assert len(clock.pauses) < 2000
    with waiting.lock(KEY):
        pass


def test_writing_needs_the_lock(make_lasting: Callable[..., TokenStore]) -> None:
    """A token is neither stored nor deleted by a thread that does not hold the lock, even if another one does."""
    store, other = make_lasting(), make_lasting()
    with other.lock(KEY):
        with pytest.raises(TokenStoreError, match=r"with store\.lock\(key\)"):
            store.save(KEY, token())
        with pytest.raises(TokenStoreError, match=r"with store\.lock\(key\)"):
            store.delete(KEY)
    assert store.load(KEY) is None


def test_a_thread_does_not_wait_for_itself(lasting: TokenStore) -> None:
    """Taking a lock twice is an error at once, and leaves the first one whole."""
    with lasting.lock(KEY):
        with pytest.raises(TokenStoreError, match="already"):
            lasting.lock(KEY).__enter__()
        lasting.save(KEY, token())
    assert lasting.load(KEY) == token()


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a/b", "a b", "a\n", "ä", "a" * 129, "{a}", "a:b", "."])
def test_a_key_is_a_plain_name(lasting: TokenStore, key: str) -> None:
    """No key leads out of the store's place, nor into the place of another key."""
    with pytest.raises(ConfigurationError, match="letters, digits and dashes"):
        lasting.load(key)
    with pytest.raises(ConfigurationError, match="letters, digits and dashes"):
        lasting.lock(key).__enter__()


@pytest.mark.parametrize("key", [None, 7, b"ab", ["ab"]])
def test_a_key_or_a_token_of_another_type_is_refused(lasting: TokenStore, key: Any) -> None:
    """By all methods, before anything is read or written."""
    for act in (
        lasting.load,
        lasting.delete,
        lambda key: lasting.lock(key).__enter__(),
        lambda key: keep(lasting, key, token()),
    ):
        with pytest.raises((ConfigurationError, TokenStoreError)):
            act(key)
    data: Any = token().to_dict()
    with pytest.raises(ConfigurationError, match="keeps a Token, not a dict"):
        keep(lasting, KEY, data)
    assert lasting.load(KEY) is None


@pytest.mark.parametrize("value", ["5", True, -1, float("nan"), float("inf"), 10**400, None])
@pytest.mark.parametrize(
    "make",
    [
        lambda value: FileStore("x", max_wait=value),
        lambda value: KeyringStore("x", backend=MemoryKeyring(), max_wait=value),
        lambda value: RedisStore("redis://127.0.0.1", max_wait=value),
        lambda value: RedisStore("redis://127.0.0.1", lock_life=value),
        lambda value: RedisStore("redis://127.0.0.1", timeout=value),
        lambda value: RedisStore("redis://127.0.0.1", keep=-1 if value is None else value),
    ],
    ids=["file", "keyring", "max_wait", "lock_life", "timeout", "keep"],
)
def test_what_is_not_a_number_of_seconds_is_refused(make: Any, value: Any) -> None:
    """When the store is made: a wait of NaN seconds would never end."""
    with pytest.raises(ConfigurationError, match="is not a usable number of seconds") as caught:
        make(value)
    assert traceback.TracebackException.from_exception(caught.value, capture_locals=True)


def test_a_store_shows_no_secret(store: TokenStore) -> None:
    """Neither repr nor str tells what is kept; a store with secrets in it is not pickled."""
    keep(store, KEY, token())
    shown = repr(store) + str(store)
    assert "canary" not in shown
    assert KEY not in shown
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(store)


def test_what_is_no_token_is_a_typed_error(
    make_lasting: Callable[..., TokenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What some other program left there is told without a word of it, even in a traceback with locals, and stays."""
    store = make_lasting()
    keep(store, KEY, token())
    with monkeypatch.context() as patch:
        patch.setattr(Token, "to_dict", lambda self: {"access_token": ["wrong-canary"], "base_url": 7})
        with store.lock(KEY):
            store.save(KEY, token("two"))
    acts: list[Callable[[], Any]] = [lambda: store.load(KEY), lambda: keep(store, KEY, token("three"))]
    for act in acts:
        with pytest.raises(TokenStoreError, match=r"not contain a token\. It was left unchanged; remove it") as caught:
            act()
        lines = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
        assert "canary" not in "".join(line for line in lines if "test_contract" not in line)
    with store.lock(KEY):
        store.delete(KEY)
    assert store.load(KEY) is None


def test_what_would_be_too_long_to_read_is_not_written(
    make_lasting: Callable[..., TokenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways there is one limit, and the old token stays."""
    store = make_lasting()
    keep(store, KEY, token("old"))
    with pytest.raises(TokenStoreError, match="would be longer than 262144 bytes"):
        keep(store, KEY, token(access_token="x" * 300_000))
    assert store.load(KEY) == token("old")
    monkeypatch.setattr(_serialization, "MAX_SIZE", 10)
    with pytest.raises(TokenStoreError, match="cannot be used"):
        store.load(KEY)


def test_members_of_other_versions_stay(
    make_lasting: Callable[..., TokenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a later version of this package adds to a stored token outlives a renewal by this one."""
    store = make_lasting()
    plain = Token.to_dict
    with monkeypatch.context() as patch:
        patch.setattr(Token, "to_dict", lambda self: {**plain(self), "later": {"a": [1, None, "ü"]}})
        keep(store, KEY, token("one"))
    keep(store, KEY, token("two"))
    assert store.load(KEY) == token("two")
    seen: list[dict[str, object]] = []

    def read(data: dict[str, object]) -> Token:
        seen.append(dict(data))
        return token("two")

    with monkeypatch.context() as patch:
        patch.setattr(Token, "from_dict", read)
        store.load(KEY)
    assert seen[0]["later"] == {"a": [1, None, "ü"]}


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (token(), None, True),
        (token(issued_at=101.0), token(issued_at=100.0), True),
        (token(issued_at=100.0), token(issued_at=100.0), False),
        (token(issued_at=99.0), token(issued_at=100.0), False),
        (token(issued_at=101.0, base_url="https://other.example"), token(issued_at=100.0), False),
    ],
    ids=["first", "newer", "same", "older", "another server"],
)
def test_which_token_takes_the_place_of_another(new: Token, old: Token | None, expected: bool) -> None:
    """A complete one of the same server that was issued later; half a token never does."""
    data = _serialization.encode_token(new, None, "")
    before = None if old is None else _serialization.encode_token(old, None, "")
    assert _serialization.supersedes(data, before) is expected
    assert _serialization.supersedes(SecretBytes(data[:-1]), before) is False
