"""Tokens in the system's keyring: which one is used, what it is told, and what it may fail at."""

from __future__ import annotations

import stat
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keyring
import pytest

from comm100 import KeyringStore
from comm100.errors import ConfigurationError, TokenStoreError
from tests.stores.memory_keyring import MemoryKeyring
from tests.stores.support import keep, token

KEY = "ab-12"


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def store(backend: MemoryKeyring, tmp_path: Path) -> KeyringStore:
    return KeyringStore("example", backend=backend, lock_folder=tmp_path / "locks")


def test_a_token_is_one_secret_of_the_service(store: KeyringStore, backend: MemoryKeyring, tmp_path: Path) -> None:
    """The keyring has it under the service and the key; the disk has an empty lock file, for the user alone."""
    keep(store, KEY, token())
    assert set(backend.secrets) == {("example", KEY)}
    (lock,) = (tmp_path / "locks").iterdir()
    assert lock.read_bytes() == b""
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600


def test_locks_lie_in_the_home(backend: MemoryKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same folder for every process of the user, named after the service."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")
    for service, folder in (("My App / tokens", "My-App-tokens"), ("", "tokens"), ("a" * 101, "a" * 100)):
        keep(KeyringStore(service, backend=backend), KEY, token())
        assert (tmp_path / ".cache" / folder / f"{KEY}.lock").exists()


@pytest.mark.parametrize("priority", [1, 5])
def test_the_chosen_keyring_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, priority: float) -> None:
    """Without a backend it is the one that the library keyring chooses."""
    backend = MemoryKeyring()
    backend.priority = priority
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    keep(KeyringStore("example", lock_folder=tmp_path), KEY, token())
    assert ("example", KEY) in backend.secrets


@pytest.mark.parametrize("priority", [0.5, 0, -1], ids=["in clear", "none", "null"])
def test_no_keyring_is_a_typed_error(monkeypatch: pytest.MonkeyPatch, priority: float) -> None:
    """Neither no keyring nor one that writes secrets in clear is taken silently."""
    backend = MemoryKeyring()
    backend.priority = priority
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    with pytest.raises(
        ConfigurationError, match=r"no keyring here that keeps secrets safe .*MemoryKeyring.*another store"
    ):
        KeyringStore("example")


def test_a_keyring_that_cannot_be_loaded_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration may name a backend that is not installed."""

    def fail() -> None:
        raise ModuleNotFoundError("No module named 'elsewhere'")

    monkeypatch.setattr(keyring, "get_keyring", fail)
    with pytest.raises(ConfigurationError, match="keyring diagnose"):
        KeyringStore("example")


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else of the package needs it."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigurationError, match=r"pip install keyring .*\[keyring\]"):
        KeyringStore("example")


def test_a_locked_keyring_is_a_typed_error(store: KeyringStore, backend: MemoryKeyring) -> None:
    """It says what to do and shows no secret, not even in a traceback with locals; the token stays."""
    keep(store, KEY, token("old"))
    with store.lock(KEY):
        backend.locked = True
        save = partial(store.save, KEY, token("new"))
        acts: list[Callable[[], Any]] = [lambda: store.load(KEY), save, lambda: store.delete(KEY)]
        for act in acts:
            with pytest.raises(TokenStoreError, match=r"keyring failed \(KeyringLocked\)\. Unlock it") as caught:
                act()
            assert caught.value.__context__ is None
        backend.locked = False
    assert store.load(KEY) == token("old")


def test_a_keyring_that_refuses_long_secrets(
    store: KeyringStore, backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error tells how long the token was, and not what it was."""

    def refuse(service: str, username: str, password: str) -> None:
        raise OSError(1783, "The stub received bad data", "CredWrite")

    monkeypatch.setattr(backend, "set_password", refuse)
    with pytest.raises(TokenStoreError, match=r"the token takes \d+ characters, which is more") as caught:
        keep(store, KEY, token())
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert "canary" not in "".join(shown)
