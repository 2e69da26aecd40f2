"""What becomes of a stored token: what ``status`` says, and what a command does."""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore
from comm100.auth import Token
from comm100.cli import commands
from comm100.cli.commands import _keep, _TokenState
from comm100.cli.console import Console
from comm100.cli.description import METHODS, PACKAGE
from comm100.cli.session import credentials_of, default_context, get_token
from comm100.cli.store import FileRecords, SignIn, SignInStore
from comm100.errors import APIConnectionError, ConfigurationError, TokenExpiredError

NOW = 1_800_000_000.0
BASE = "https://hosted.comm100.com"
SECRET = {"COMM100_CLIENT_SECRET": "s3cret"}


def state(name: str, left: float | None, refresh_token: str | None, environ: Mapping[str, str]) -> _TokenState:
    """Return the state of a token of a sign-in method, so many seconds before its expiry."""
    (method,) = [method for method in METHODS if method.name == name]
    expires = None if left is None else NOW + left
    token = Token(access_token="t", base_url=BASE, issued_at=NOW - 60, expires_at=expires, refresh_token=refresh_token)
    console = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ=environ, ask_hidden=str)
    return _TokenState.of(SignIn(method=method, base_url=BASE, arguments={}), token, console, NOW)


@pytest.mark.parametrize(
    ("name", "refresh_token", "environ", "ending", "usable", "renewable", "missing"),
    [
        ("AuthorizationCode", "r", SECRET, "is renewed when needed", (True, True), True, ()),
        ("AuthorizationCode", "r", {}, "COMM100_CLIENT_SECRET is set", (True, False), False, tuple(SECRET)),
        ("AuthorizationCode", None, SECRET, "then sign in again", (True, False), False, ()),
        ("Password", "r", {}, "is renewed when needed", (True, True), True, ()),
        ("Implicit", None, SECRET, "then sign in again", (True, False), False, ()),
        # The vendor's response has one, for which the flow has no request.
        ("Implicit", "r", SECRET, "then sign in again", (True, False), False, ()),
        ("ClientCredentials", None, SECRET, "is renewed when needed", (True, True), True, ()),
        ("ClientCredentials", None, {}, "COMM100_CLIENT_SECRET is set", (True, False), False, tuple(SECRET)),
    ],
)
def test_a_token_is_renewed_if_the_flow_and_the_environment_allow_it(
    name: str,
    refresh_token: str | None,
    environ: Mapping[str, str],
    ending: str,
    usable: tuple[bool, bool],
    renewable: bool,
    missing: tuple[str, ...],
) -> None:
    """It is usable while it is valid, and afterwards only if another one follows."""
    for left, expected in ((0.5, usable[0]), (0, usable[1]), (-60, usable[1]), (None, True)):
        sign_in = state(name, left, refresh_token, environ)
        assert sign_in.text.endswith(ending)
        assert (sign_in.usable, sign_in.renewable, sign_in.missing) == (expected, renewable, missing)
        assert sign_in.expires_at == (None if left is None else NOW + left)


def test_a_valid_token_is_used_although_it_cannot_be_renewed(tmp_path: Path) -> None:
    """Without the secret in the environment a call works until the token expires; then it says what is missing."""
    store = SignInStore(FileStore(tmp_path), FileRecords(tmp_path))
    (method,) = [method for method in METHODS if method.name == "AuthorizationCode"]
    sign_in = SignIn(method=method, base_url=BASE, arguments={"client_id": "c", "redirect_uri": "https://a.example/"})
    for left in (60, -60):
        now = time.time()
        token = Token(access_token="t", base_url=BASE, issued_at=now - 90, expires_at=now + left, refresh_token="r")
        store.save(sign_in, token)
        credentials = credentials_of(sign_in, token, store.token_slot(sign_in), {})
        if left > 0:
            assert get_token(credentials, BASE).access_token == "t"
        else:
            with pytest.raises(TokenExpiredError, match="Set COMM100_CLIENT_SECRET to renew it"):
                get_token(credentials, BASE)


class Store(SignInStore):
    """A store that writes down what is kept, in order, and keeps nothing."""

    def __init__(self, path: Path, deeds: list[Any]) -> None:
        super().__init__(FileStore(path), FileRecords(path))
        self.deeds = deeds

    def save(self, sign_in: SignIn, token: Token | None) -> None:
        self.deeds.append(("save", sign_in.who, token))

    def update(self, sign_in: SignIn) -> None:
        self.deeds.append(("update", sign_in.who))


ISSUED = Token(access_token="t", base_url=BASE, issued_at=NOW, expires_at=NOW + 60)
REFUSED = APIConnectionError("It is down.")


@pytest.mark.parametrize(
    ("name", "issued", "answer", "deeds", "said"),
    [
        ("ApiKey", None, "ada", ["asked", ("save", "ada", None)], ""),
        ("ApiKey", None, None, ["asked", ("save", None, None)], ""),
        ("ApiKey", None, REFUSED, ["asked"], None),
        ("Password", ISSUED, "ada", [("save", None, ISSUED), "asked", ("update", "ada")], ""),
        ("Password", ISSUED, None, [("save", None, ISSUED), "asked", ("update", None)], ""),
        (
            "Password",
            ISSUED,
            REFUSED,
            [("save", None, ISSUED), "asked", ("update", None)],
            "The API did not say who this is: It is down.\n",
        ),
    ],
)
def test_what_is_kept_and_when(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    issued: Token | None,
    answer: Any,
    deeds: list[Any],
    said: str | None,
) -> None:
    """A token at once, because there may be no other; a key only if the API has accepted it."""
    done: list[Any] = []

    def identify(sign_in: SignIn, credentials: Any) -> Any:
        done.append("asked")
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(commands, "identify", identify)
    (method,) = [method for method in METHODS if method.name == name]
    console = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ={}, ask_hidden=str)
    secrets = {"api_key": "0" * 32} if name == "ApiKey" else {}
    sign_in = SignIn(method=method, base_url=BASE, arguments={"email": "a"}, secrets=secrets)
    if said is None:
        with pytest.raises(APIConnectionError):
            _keep(Store(tmp_path, done), sign_in, issued, console)
    else:
        kept = _keep(Store(tmp_path, done), sign_in, issued, console)
        assert kept.who == (answer if isinstance(answer, str) else None)
        assert console.stderr.getvalue() == said  # type: ignore[attr-defined]  # a StringIO
    assert done == deeds


def test_a_key_that_cannot_be_sent_is_not_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is bound to refuses it before anything is sent, and nothing is kept."""
    done: list[Any] = []
    monkeypatch.setattr(commands, "identify", lambda *_: done.append("asked"))
    (method,) = [method for method in METHODS if method.name == "ApiKey"]
    console = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ={}, ask_hidden=str)
    sign_in = SignIn(method=method, base_url=BASE, arguments={"email": "a:b"}, secrets={"api_key": "0" * 32})
    with pytest.raises(ConfigurationError, match="colon"):
        _keep(Store(tmp_path, done), sign_in, None, console)
    assert done == []


@pytest.mark.parametrize("left", [3600.0, -60.0])
@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(("answer", "who"), [("bob", "bob"), (None, "ada")])
def test_a_check_tells_who_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, who: str, as_json: bool, left: float
) -> None:
    """The API's answer replaces the stored name, if it has one; the exit code is that of the token."""
    (method,) = [method for method in METHODS if method.name == "Password"]
    now = time.time()
    issued = Token(access_token="t", base_url=BASE, issued_at=now - 60, expires_at=now + left)
    SignInStore(FileStore(tmp_path), FileRecords(tmp_path)).save(
        SignIn(method=method, base_url=BASE, arguments={"email": "a"}, who="ada"), issued
    )
    asked: list[Any] = []

    def identify(sign_in: SignIn, credentials: Any) -> str | None:
        asked.append(credentials.base_url)
        return answer

    monkeypatch.setattr(commands, "identify", identify)
    for check in (False, True):
        console = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ={}, ask_hidden=str)
        arguments = argparse.Namespace(store=tmp_path, program="prog", json=as_json, check=check)
        assert commands.status(arguments, console) == (0 if left > 0 else 1)
        shown = console.stdout.getvalue()  # type: ignore[attr-defined]  # a StringIO
        named = who if check else "ada"
        if as_json:
            record = json.loads(shown)
            assert (record["who"], record["checked"], record["usable"]) == (named, check, left > 0)
        else:
            assert shown.startswith(f"Signed in to Comm100 at {BASE} as {named}\n")
            assert ("  checked       the API accepts it\n" in shown) is check
    assert asked == [BASE]


def test_token_requests_name_the_package() -> None:
    """As the calls of a client do."""
    assert default_context(BASE).user_agent.startswith(f"{PACKAGE}-python/")
