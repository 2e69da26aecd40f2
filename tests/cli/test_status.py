"""What becomes of a stored token: what ``status`` says, and what a command does."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from comm100 import FileStore
from comm100.auth import Token
from comm100.cli.commands import _TokenState
from comm100.cli.console import Console
from comm100.cli.description import METHODS, PACKAGE
from comm100.cli.session import credentials_of, default_context, get_token
from comm100.cli.store import FileRecords, SignIn, SignInStore
from comm100.errors import TokenExpiredError

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


def test_token_requests_name_the_package() -> None:
    """As the calls of a client do."""
    assert default_context(BASE).user_agent.startswith(f"{PACKAGE}-python/")
