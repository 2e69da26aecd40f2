"""What is stored of a sign-in: one contract for files and for the keyring."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, KeyringStore, Token
from comm100.cli import store as store_module
from comm100.cli.description import METHODS
from comm100.cli.store import FileRecords, KeyringRecords, SignIn, SignInStore, open_store
from comm100.errors import TokenStoreError
from tests.stores.memory_keyring import MemoryKeyring

URL = "https://hosted.comm100.com"
TOKEN = Token(access_token="an-access-token", refresh_token="a-refresh-token", base_url=URL, issued_at=time.time())
KEY = SignIn(
    method=next(method for method in METHODS if method.name == "ApiKey"),
    base_url=URL,
    arguments={"email": "ada@example.com"},
    secrets={"api_key": "a-secret-key"},
    who="ada@example.com",
)
OAUTH = SignIn(
    method=next(method for method in METHODS if method.name == "ClientCredentials"),
    base_url=URL,
    arguments={"client_id": "example-client", "site_id": 10000},
)


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture(params=["files", "keyring"])
def store(request: pytest.FixtureRequest, tmp_path: Path, backend: MemoryKeyring) -> SignInStore:
    if request.param == "files":
        return SignInStore(FileStore(tmp_path / "state"), FileRecords(tmp_path / "state"))
    tokens = KeyringStore("example", backend=backend, lock_folder=tmp_path / "locks")
    return SignInStore(tokens, KeyringRecords("example", backend))


def test_nothing_is_kept_at_first(store: SignInStore) -> None:
    """There is nothing to load or to delete."""
    assert store.load() is None
    assert store.delete() is False


def test_a_key_is_loaded_with_its_record(store: SignInStore) -> None:
    """Fixed credentials have secrets and no token."""
    store.save(KEY, None)
    assert store.load() == (KEY, None)
    assert store.delete() is True
    assert store.load() is None


def test_a_token_is_loaded_with_its_record(store: SignInStore) -> None:
    """OAuth has a token and no secrets; adding the user's name later does not change the token."""
    store.save(OAUTH, TOKEN)
    assert store.load() == (OAUTH, TOKEN)
    named = replace(OAUTH, who="ada@example.com")
    store.update(named)
    assert store.load() == (named, TOKEN)


def test_a_new_sign_in_leaves_nothing_of_the_old_one(store: SignInStore) -> None:
    """Neither a token nor a key outlives the sign-in that it belonged to."""
    store.save(KEY, None)
    store.save(OAUTH, TOKEN)
    assert store.load() == (OAUTH, TOKEN)
    store.save(KEY, None)
    assert store.load() == (KEY, None)
    assert store.token_slot(OAUTH).load() is None


def test_an_interrupted_sign_in_does_not_count(store: SignInStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is written last, so that it never describes another sign-in's token."""
    store.save(KEY, None)

    def interrupted(sign_in: SignIn) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "update", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.save(OAUTH, TOKEN)
    assert store.load() is None
    assert store.delete() is True
    assert store.delete() is False


def test_what_the_sign_in_is_for_goes_first(store: SignInStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is killed in between leaves nothing that looks like a sign-in."""
    store.save(OAUTH, TOKEN)
    removed: list[str] = []
    monkeypatch.setattr(store, "_remove", removed.append)
    store.delete()
    assert removed == ["sign-in", "token"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def test_a_check_leaves_everything_as_it_is(tmp_path: Path, store: SignInStore) -> None:
    """The sign-in that is there counts until the next one is complete."""
    store.check()
    assert store.load() is None
    store.save(OAUTH, TOKEN)
    store.check()
    assert store.load() == (OAUTH, TOKEN)
    for folder in tmp_path.iterdir():
        assert set(contents(folder)) <= {"sign-in.json", "token.json"}


@pytest.mark.parametrize("name", ["sign-in", "secrets", "token"])
def test_a_record_that_cannot_be_replaced_is_noticed_before(tmp_path: Path, name: str) -> None:
    """A folder is in its place; a link is not followed, and can be replaced."""
    store = SignInStore(FileStore(tmp_path), FileRecords(tmp_path))
    path = tmp_path / f"{name}.json"
    tmp_path.chmod(0o700)
    path.symlink_to(tmp_path)
    store.check()
    path.unlink()
    path.mkdir()
    with pytest.raises(TokenStoreError, match=rf"{name}\.json cannot be replaced: Is a directory\. Move it away"):
        store.check()


@pytest.mark.parametrize("deed", ["open", "fsync"])
def test_a_disk_that_is_full_is_noticed_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """Nothing is left of the attempt, and nothing of an earlier one is in its way."""
    store = SignInStore(FileStore(tmp_path / "state"), FileRecords(tmp_path / "state"))
    store.save(OAUTH, TOKEN)
    (tmp_path / "state" / "token.check").write_bytes(b"old")
    before = contents(tmp_path / "state")
    works = getattr(os, deed)

    def fails(first: Any, *others: Any) -> Any:
        if deed == "fsync" or str(first).endswith("token.check"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return works(first, *others)

    with monkeypatch.context() as patch:
        patch.setattr(os, deed, fails)
        with pytest.raises(TokenStoreError, match="cannot be replaced: No space left on device"):
            store.check()
    assert contents(tmp_path / "state") in (before, {name: before[name] for name in before if name != "token.check"})
    store.check()
    assert "token.check" not in contents(tmp_path / "state")
    assert store.load() == (OAUTH, TOKEN)


def test_the_record_holds_no_secret(tmp_path: Path) -> None:
    """Secrets have a file of their own, and only the owner can read any file."""
    store = SignInStore(FileStore(tmp_path / "state"), FileRecords(tmp_path / "state"))
    store.save(KEY, None)
    assert json.loads((tmp_path / "state" / "sign-in.json").read_text()) == {
        "method": "ApiKey",
        "base_url": URL,
        "arguments": {"email": "ada@example.com"},
        "who": "ada@example.com",
    }
    assert [path.name for path in (tmp_path / "state").iterdir() if "a-secret-key" in path.read_text()] == [
        "secrets.json"
    ]
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").iterdir()} == {0o600}
    assert "a-secret-key" not in repr(KEY)


def test_a_link_in_the_place_of_a_record_is_not_followed(tmp_path: Path) -> None:
    """A user who could create it could choose the server that gets the token."""
    store = SignInStore(FileStore(tmp_path / "state"), FileRecords(tmp_path / "state"))
    store.save(KEY, None)
    record = tmp_path / "state" / "sign-in.json"
    record.rename(tmp_path / "elsewhere.json")
    record.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(TokenStoreError, match="symbolic link"):
        store.load()
    assert store.delete() is True
    assert not record.is_symlink()
    assert (tmp_path / "elsewhere.json").exists()


PUBLIC: dict[str, Any] = {"method": "ApiKey", "base_url": URL, "arguments": {"email": "a"}, "who": None}
SECRET: dict[str, Any] = {"base_url": URL, "secrets": {"api_key": "k"}}


@pytest.mark.parametrize(
    ("public", "secret", "said"),
    [
        (PUBLIC, SECRET, None),
        ({**PUBLIC, "method": "Nothing"}, SECRET, "sign-in"),
        ({**PUBLIC, "more": 1}, SECRET, "sign-in"),
        ({**PUBLIC, "base_url": 1}, {**SECRET, "base_url": 1}, "sign-in"),
        ({**PUBLIC, "arguments": ["email"]}, SECRET, "sign-in"),
        ({**PUBLIC, "arguments": {"email": None}}, SECRET, "sign-in"),
        ({**PUBLIC, "who": 1}, SECRET, "sign-in"),
        (PUBLIC, None, "key"),
        (PUBLIC, {**SECRET, "base_url": "https://other.example"}, "key"),
        (PUBLIC, {**SECRET, "secrets": "api_key"}, "key"),
        (PUBLIC, {**SECRET, "secrets": {}}, "key"),
        (PUBLIC, {**SECRET, "secrets": {"api_key": 1}}, "key"),
    ],
)
def test_records_are_those_of_one_sign_in(public: Any, secret: Any, said: str | None) -> None:
    """What this version would not write is reported, whatever it holds."""
    if said is None:
        assert SignIn.from_records(public, secret).secrets == {"api_key": "k"}
        return
    with pytest.raises(TokenStoreError, match=rf"^The stored {said} cannot be read\."):
        SignIn.from_records(public, secret)


@pytest.mark.parametrize(("size", "is_read"), [(256 * 1024, True), (256 * 1024 + 1, False)])
def test_a_record_has_a_largest_size(tmp_path: Path, size: int, is_read: bool) -> None:
    """A longer file is not read whole."""
    store = SignInStore(FileStore(tmp_path), FileRecords(tmp_path))
    tmp_path.chmod(0o700)
    store.save(OAUTH, TOKEN)
    path = tmp_path / "sign-in.json"
    path.write_bytes(path.read_bytes().ljust(size))
    if is_read:
        assert store.load() == (OAUTH, TOKEN)
    else:
        with pytest.raises(TokenStoreError, match="The stored sign-in cannot be read"):
            store.load()


def test_where_a_sign_in_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In private files; on Windows in the keyring, in an entry of its own for each folder that the user names."""
    made: list[tuple[str, str]] = []
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder, path in ((tmp_path / "x", tmp_path / "x"), (None, tmp_path / ".local/state/comm100")):
        open_store(folder, {}).save(KEY, None)
        assert (path / "sign-in.json").is_file()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(store_module, "KeyringStore", lambda service: made.append(("tokens", service)))
    monkeypatch.setattr(store_module, "KeyringRecords", lambda service: made.append(("records", service)))
    for folder, service in ((None, "comm100"), (Path("x"), f"comm100 {Path('x').absolute()}")):
        made.clear()
        open_store(folder, {})
        assert sorted(made) == [("records", service), ("tokens", service)]


def test_the_keyring_shows_the_service_and_the_names_of_the_records(tmp_path: Path, backend: MemoryKeyring) -> None:
    """Each record is a separate secret."""
    tokens = KeyringStore("example", backend=backend, lock_folder=tmp_path)
    SignInStore(tokens, KeyringRecords("example", backend)).save(KEY, None)
    assert set(backend.secrets) == {("example", "sign-in"), ("example", "secrets")}


def test_a_keyring_that_cannot_be_read_is_noticed_before(tmp_path: Path) -> None:
    """Whether it can be written to, only a record shows."""

    class Locked(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise LookupError(username)

    tokens = KeyringStore("example", backend=MemoryKeyring(), lock_folder=tmp_path / "locks")
    with pytest.raises(TokenStoreError, match=r"^The keyring failed \(LookupError\)\. Unlock it\.$"):
        SignInStore(tokens, KeyringRecords("example", Locked())).check()


def test_a_locked_keyring_says_so(tmp_path: Path) -> None:
    """The keyring's exception is not chained, because its frames hold the record."""

    class Locked(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise LookupError(password)

    tokens = KeyringStore("example", backend=Locked(), lock_folder=tmp_path / "locks")
    with pytest.raises(TokenStoreError, match=r"^The keyring failed \(LookupError\)\. Unlock it\.$") as caught:
        SignInStore(tokens, KeyringRecords("example", Locked())).save(KEY, None)
    assert caught.value.__context__ is None
