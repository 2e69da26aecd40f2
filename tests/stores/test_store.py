"""The place of a token in any store: its name, and what becomes of whatever a store does."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from comm100.auth import Token, _concurrency
from comm100.auth.store import MemoryStore, TokenSlot, store_key
from comm100.auth.stores._serialization import check_key
from comm100.errors import TokenStoreError

BASE = "https://hosted.comm100.com"
TOKEN = Token(access_token="a", base_url=BASE, issued_at=1000.0)


def test_a_key_tells_tokens_apart() -> None:
    """By scheme, endpoint, identity and subject, in whatever order the parameters come; it reveals none of them."""
    key = store_key("oauth code", "https://a.example/token", {"a": "1", "b": "2"}, "ada")
    assert key == store_key("oauth code", "https://a.example/token", {"b": "2", "a": "1"}, "ada")
    assert check_key(key)
    others = [
        store_key("oauth", "https://a.example/token", {"a": "1", "b": "2"}, "ada"),
        store_key("oauth code", "https://b.example/token", {"a": "1", "b": "2"}, "ada"),
        store_key("oauth code", "https://a.example/token", {"a": "2", "b": "1"}, "ada"),
        store_key("oauth code", "https://a.example/token", {"a": "1", "b": "2"}, "bo"),
        store_key("oauth code", "https://a.example/token", {"a": "1", "b": "2"}),
    ]
    assert len({key, *others}) == 6
    # Tokens that were stored by an earlier version are found by it.
    assert key == "c273ee847387e8df106d115e6e4816d56201ccfa9bbc545c8ef9cd766a0cf86d"


class Failing:
    """A store that fails where it is told to."""

    def __init__(self, action: str, error: Exception) -> None:
        self.action, self.error, self.done = action, error, list[str]()

    def _act(self, action: str) -> None:
        self.done.append(action)
        if action == self.action:
            raise self.error

    def load(self, key: str) -> Token | None:
        self._act("load")
        return TOKEN

    def save(self, key: str, token: Token) -> None:
        self._act("save")

    def delete(self, key: str) -> None:
        self._act("delete")

    def lock(self, key: str) -> Any:
        self._act("lock")
        return self

    def __enter__(self) -> None:
        self._act("enter")

    def __exit__(self, *error: object) -> None:
        self._act("exit")


@pytest.mark.parametrize(
    ("action", "word"),
    [
        ("load", "read"),
        ("save", "written"),
        ("delete", "emptied"),
        ("lock", "locked"),
        ("enter", "locked"),
        ("exit", "unlocked"),
    ],
)
def test_whatever_a_store_raises_is_its_failure(action: str, word: str) -> None:
    """Its own typed errors pass; a lock is left even after a failure."""

    def use(store: Failing) -> None:
        slot = TokenSlot(store, "key", BASE)
        with slot.lock():
            assert slot.load() is TOKEN
            slot.save(TOKEN)
            slot.delete()

    broken = Failing(action, KeyError("s3cret"))
    with pytest.raises(TokenStoreError) as caught:
        use(broken)
    assert str(caught.value) == f"The token store could not be {word} (KeyError). Check the store and try again."
    assert ("exit" in broken.done) is (action not in ("lock", "enter"))
    own = TokenStoreError("own")
    with pytest.raises(TokenStoreError, match=r"^own$"):
        use(Failing(action, own))


async def _awaited(*arguments: object) -> None:
    raise AssertionError("nobody awaits it")


@pytest.mark.parametrize(
    ("method", "returned", "said"),
    [
        ("load", lambda *_: {"access_token": "s3cret"}, "load() returned dict instead of a Token or None. Mend it."),
        ("load", lambda *_: b"s3cret", "load() returned bytes instead of a Token or None. Mend it."),
        *((method, _awaited, f"{method}() has to be awaited.") for method in ("load", "save", "delete")),
        ("save", lambda *_: type("Pending", (), {"__await__": iter})(), "save() has to be awaited."),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_store_that_is_not_one_is_refused(method: str, returned: Any, said: str) -> None:
    """An asynchronous one would store nothing, and nobody would notice before the next start."""
    slot = TokenSlot(type("Odd", (MemoryStore,), {method: returned})(), "key", BASE)
    with pytest.raises(TokenStoreError) as caught:
        {"load": slot.load, "save": lambda: slot.save(TOKEN), "delete": slot.delete}[method]()
    assert said in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_slot_has_tokens_of_one_server_only() -> None:
    """Another one that is stored there is none; a store in memory counts what it has."""
    store = MemoryStore()
    store.save("key", TOKEN)
    assert TokenSlot(store, "key", BASE).load() is TOKEN
    assert TokenSlot(store, "key", "https://b.example").load() is None
    assert repr(store) == "<MemoryStore of 1 tokens>"
    TokenSlot(store, "key", BASE).delete()
    TokenSlot(store, "key", BASE).delete()
    assert repr(store) == "<MemoryStore of 0 tokens>"


@pytest.mark.parametrize("method", ["load", "save", "delete"])
def test_what_a_foreign_store_has_begun_is_ended(method: str) -> None:
    """Or Python warns, somewhere else, that nobody has awaited it."""
    begun: list[Any] = []

    def begin(*arguments: object) -> Any:
        begun.append(_awaited())
        return begun[0]

    slot = TokenSlot(type("Odd", (MemoryStore,), {method: begin})(), "key", BASE)
    with pytest.raises(TokenStoreError, match="has to be awaited"):
        {"load": slot.load, "save": lambda: slot.save(TOKEN), "delete": slot.delete}[method]()
    assert inspect.getcoroutinestate(begun[0]) == inspect.CORO_CLOSED


def test_a_forked_child_has_locks_of_its_own() -> None:
    """Nobody would release those of its parent there; the tokens stay."""
    store = MemoryStore()
    store.save("key", TOKEN)
    with store.lock("key"):
        _concurrency._renew()
        with store.lock("key"):
            assert store.load("key") is TOKEN
