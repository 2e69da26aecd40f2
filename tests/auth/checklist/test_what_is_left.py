"""The security checklist, lines 18 to 21: what lies on the disk, stands in messages, and is left after signing out."""

from __future__ import annotations

import os
import pickle
import stat
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comm100 import Client, FileStore, MemoryStore, Token
from comm100._http import http
from comm100.errors import APIStatusError, OAuthError, TokenExpiredError, TokenResponseError, TokenStoreError
from tests.auth.support import (
    BASE,
    REDIRECT,
    SECRET,
    Ask,
    Authority,
    Clock,
    application,
    client_credentials,
    first_token,
    make_context,
)

LIFE = 43_199
KEY = "ab-12"


@pytest.fixture
def syscalls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the package does with files, in order."""
    done: list[str] = []
    opened, synced, replaced = os.open, os.fsync, Path.replace

    def watched(path: Any, flags: int, *args: Any, **options: Any) -> int:
        exclusive = flags & os.O_EXCL and flags & os.O_NOFOLLOW
        done.append(f"open {Path(path).suffix}{' exclusively' if exclusive else ''}")
        return opened(path, flags, *args, **options)

    def sync(file: int) -> None:
        done.append("fsync")
        synced(file)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"rename to {target.suffix}")
        return replaced(path, target)

    monkeypatch.setattr(os, "open", watched)
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    return done


class Counted(Clock):
    """Time that passes while someone sleeps, and ends some day."""

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        assert len(self.pauses) < 1_000


def test_18_the_token_file_is_written_beside_synced_and_renamed_links_and_loose_modes_are_refused(
    tmp_path: Path, syscalls: list[str]
) -> None:
    """The lock file is never removed, and the wait for it ends."""
    token = Token(access_token="t", base_url=BASE, issued_at=0.0)
    store = FileStore(tmp_path / "tokens")
    file, lock = tmp_path / "tokens" / f"{KEY}.json", tmp_path / "tokens" / f"{KEY}.lock"
    with store.lock(KEY):
        store.save(KEY, token)
        at = syscalls.index("open .new exclusively")
        assert syscalls[at : at + 3] == ["open .new exclusively", "fsync", "rename to .json"]
        clock = Counted()
        late = FileStore(tmp_path / "tokens", max_wait=5, clock=clock).lock(KEY)
        with pytest.raises(TokenStoreError, match="still held"):
            late.__enter__()
        assert sum(clock.pauses) == pytest.approx(5)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file, lock)] == [0o700, 0o600, 0o600]
    inode = lock.stat().st_ino
    for bits in (0o640, 0o604, 0o620):
        file.chmod(bits)
        with pytest.raises(TokenStoreError, match="chmod 600"):
            store.load(KEY)
    file.symlink_to(file.rename(tmp_path / "elsewhere"))
    with pytest.raises(TokenStoreError, match="symbolic link"):
        store.load(KEY)
    with store.lock(KEY):
        store.delete(KEY)
    assert (tmp_path / "elsewhere").exists()
    assert lock.stat().st_ino == inode


@pytest.mark.undocumented
def test_19_repr_str_pickle_tracebacks_and_logs_show_no_secret(
    authority: Authority, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The short form of tests/auth/test_canary.py: what a program holds, and what it gets when the server refuses."""
    caplog.set_level(1)
    app = application(transport=authority.transport, clock=clock)
    login = app.start(pkce=True)
    token = app.finish(f"{REDIRECT}?code=the-code&state={login.state}", login)
    credentials = app.resume(token)
    secrets = (SECRET, "the-code", "access-", "refresh-", login.state, login.code_verifier or "")
    client = Client(credentials, transport=authority.transport, clock=clock)
    for each in (app, login, token, credentials, client, client._auth, authority.requests[0]):
        assert not any(secret in f"{each!r} {each}" for secret in secrets)
    for each in (app, login, token, credentials, client._auth):
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(each)
    authority.always_401 = True
    for kind in (APIStatusError, OAuthError):
        with pytest.raises(kind) as caught:
            client.account.agents.me()
        shown = f"{caught.value!r} {vars(caught.value)} {''.join(traceback.format_exception(caught.value))}"
        assert not any(secret in shown for secret in secrets)
        assert not any(secret.encode() in pickle.dumps(caught.value) for secret in secrets)
        clock.advance(LIFE)
        authority.answer = lambda form: http.Response(400, json={"error": "x", "error_description": f"{form.values()}"})
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "oauth/token" in logged
    assert not any(secret in logged for secret in secrets)


class Endless(http.SyncByteStream):
    """A body of 100 MB, which tells how much of it was read."""

    def __init__(self) -> None:
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        while self.read < 100_000_000:
            self.read += 10_000
            yield b" " * 10_000


@pytest.mark.undocumented
@pytest.mark.parametrize("status", [200, 400, 503])
def test_20_token_responses_are_size_capped_and_html_or_a_non_object_is_a_typed_error_without_the_body(
    authority: Authority, clock: Clock, ask: Ask, status: int
) -> None:
    """For a success as for an error, and however the body is declared."""
    endless = Endless()
    odd: list[dict[str, Any]] = [
        {"stream": endless, "headers": {"Content-Type": "application/json"}},
        {"html": "<html>hidden-words</html>"},
        {"json": ["hidden-words"]},
        {"json": "hidden-words"},
        {"content": b'{"access_token": "hidden-words"'},
    ]
    for response in odd:
        authority.answer = lambda form, response=response: http.Response(
            status, **{"headers": {"Retry-After": "999"}, **response}
        )
        with pytest.raises(TokenResponseError) as caught:
            ask(authority, client_credentials().bind(make_context(authority.transport, clock)))
        assert caught.value.status_code == status
        assert "hidden-words" not in f"{caught.value!r} {vars(caught.value)}"
    assert 0 < endless.read <= 3 * 80_000
    assert authority.calls == []


class Broken(MemoryStore):
    """A store that cannot delete."""

    def delete(self, key: str) -> None:
        raise OSError("read-only")


@pytest.mark.parametrize("make_store", [MemoryStore, Broken])
def test_21_logout_clears_store_and_memory_even_when_the_server_or_the_store_fails(
    authority: Authority, clock: Clock, ask: Ask, make_store: type[MemoryStore]
) -> None:
    """Nothing needs the server: it is down, and so no token is left, and none is asked for any more."""
    store = make_store()
    credentials = application(clock=clock).resume(first_token(authority, clock), store)
    bound = credentials.bind(make_context(authority.transport, clock))
    ask(authority, bound)

    def down(form: dict[str, str]) -> Any:
        raise http.ConnectError("down")

    authority.answer = down
    if isinstance(store, Broken):
        with pytest.raises(TokenStoreError):
            bound.sign_out()
    else:
        bound.sign_out()
        assert not store._tokens
    assert bound.token is None
    with pytest.raises(TokenExpiredError, match="Sign in again"):
        ask(authority, bound)
    assert len(authority.calls) == 1
    assert authority.forms == []
