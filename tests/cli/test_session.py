"""Credentials of a stored sign-in: what they are made from, whom they name, and what renews their token."""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comm100 import ApiKey, FileStore
from comm100.auth import Token
from comm100.cli import session
from comm100.cli.console import Console
from comm100.cli.description import METHODS, WHO_AM_I
from comm100.cli.failures import CommandError
from comm100.cli.session import (
    StoredToken,
    credentials_class,
    credentials_of,
    default_context,
    get_token,
    identify,
    open_access,
    open_sign_in,
    who_am_i,
)
from comm100.cli.store import FileRecords, SignIn, SignInStore
from comm100.errors import TokenExpiredError
from tests.auth.support import FakeAuthServer, call, refresh_token

BASE = "https://hosted.comm100.com"
SECRET = {"COMM100_CLIENT_SECRET": "s3cret"}
ARGUMENTS: dict[str, str | int] = {"client_id": "c", "site_id": 7, "redirect_uri": "https://a.example/"}


def sign_in(name: str, **arguments: str | int) -> SignIn:
    (method,) = [method for method in METHODS if method.name == name]
    return SignIn(method=method, base_url=BASE, arguments=arguments or ARGUMENTS)


def token(*, left: float = 3600, refresh: str | None = None) -> Token:
    now = time.time()
    return Token(access_token="t", base_url=BASE, issued_at=now - 60, expires_at=now + left, refresh_token=refresh)


def stored(path: Path, kept: SignIn, issued: Token, environ: Mapping[str, str]) -> StoredToken:
    store = SignInStore(FileStore(path), FileRecords(path))
    store.save(kept, issued)
    credentials = credentials_of(kept, issued, store.token_slot(kept), environ)
    assert isinstance(credentials, StoredToken)
    return credentials


@pytest.mark.parametrize(
    ("name", "environ", "complete", "advice", "secrets"),
    [
        ("AuthorizationCode", SECRET, True, "Sign in again.", {"client_secret": "s3cret"}),
        ("AuthorizationCode", {}, False, "Set COMM100_CLIENT_SECRET to renew it, or sign in again.", {}),
        ("Password", {}, True, "Sign in again.", {}),
        ("Password", {**SECRET, "COMM100_PASSWORD": ""}, True, "Sign in again.", {"client_secret": "s3cret"}),
        ("ClientCredentials", {}, False, "Set COMM100_CLIENT_SECRET to renew it, or sign in again.", {}),
    ],
)
def test_secrets_come_from_the_environment(
    tmp_path: Path, name: str, environ: dict[str, str], complete: bool, advice: str, secrets: dict[str, str]
) -> None:
    """Those that are missing are named; all other arguments were stored."""
    credentials = stored(tmp_path, sign_in(name), token(), environ)
    assert (credentials.complete, credentials.advice) == (complete, advice)
    assert credentials.values == {**ARGUMENTS, **secrets}
    assert (credentials.security_scheme, credentials.base_url) == ("oauth2", BASE)
    assert "s3cret" not in repr(credentials)


def test_a_key_is_kept_whole(tmp_path: Path) -> None:
    """With its secret, because nothing else could be sent."""
    kept = sign_in("ApiKey", email="ada@example.com")
    kept.secrets.update(api_key="0" * 32)  # type: ignore[attr-defined]  # a dict here
    slot = SignInStore(FileStore(tmp_path), FileRecords(tmp_path)).token_slot(kept)
    assert credentials_of(kept, None, slot, {}) == ApiKey("ada@example.com", "0" * 32)
    assert credentials_class(kept.method) is ApiKey


@pytest.mark.parametrize(
    ("name", "environ", "form"),
    [
        ("AuthorizationCode", SECRET, {"grant_type": "refresh_token", "client_id": "c", "client_secret": "s3cret"}),
        ("ClientCredentials", SECRET, {"grant_type": "client_credentials", "client_id": "c", "siteId": "7"}),
        ("AuthorizationCode", {}, None),
        ("ClientCredentials", {}, None),
    ],
)
def test_an_expired_token_is_renewed_as_its_flow_allows(
    tmp_path: Path, name: str, environ: dict[str, str], form: dict[str, str] | None
) -> None:
    """With the parameters of the document; without the secret nothing is sent."""
    server = FakeAuthServer()
    server.refreshable.add(refresh_token(1))
    credentials = stored(tmp_path, sign_in(name), token(left=-1, refresh=refresh_token(1)), environ)
    context = default_context(BASE)
    bound = credentials.bind(type(context)(**{**vars(context), "transport": server.transport}))
    if form is None:
        with pytest.raises(TokenExpiredError, match="Set COMM100_CLIENT_SECRET to renew it"):
            call(server, bound)
        assert server.forms == []
    else:
        assert call(server, bound).status_code == 200
        (sent,) = server.forms
        assert form.items() <= sent.items()
    bound.close()


def test_the_user_is_asked_of_the_api_if_it_can_tell() -> None:
    """Not for clients on their own behalf, or credentials that the request does not accept."""
    for name in ("ApiKey", "AuthorizationCode", "Implicit", "Password"):
        assert who_am_i(sign_in(name)) is WHO_AM_I
    for name in ("ClientCredentials", "PartnerPassword"):
        assert who_am_i(sign_in(name)) is None
        assert identify(sign_in(name), ApiKey("a", "b")) is None


@pytest.mark.parametrize(
    ("record", "who"),
    [
        ({"email": "ada@example.com", "id": 1}, "ada@example.com"),
        ({"email": "", "id": "1"}, None),
        ({"email": 7}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_the_user_is_named_by_a_member_of_the_response(monkeypatch: pytest.MonkeyPatch, record: Any, who: Any) -> None:
    """That is text."""
    asked: list[Any] = []

    class Client:
        def __init__(self, credentials: Any, *, base_url: str) -> None:
            asked.append(base_url)

        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def request(self, method: str, path: str) -> Any:
            asked.extend((method, path))
            return record

    monkeypatch.setattr(session, "Client", Client)
    assert identify(sign_in("ApiKey", email="a"), ApiKey("a", "b")) == who
    assert asked == [BASE, "GET", "/api/v2/account/agents/me"]


def test_without_a_sign_in_the_command_is_named(tmp_path: Path) -> None:
    """As the user started it."""
    terminal = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ={}, ask_hidden=str)
    arguments = argparse.Namespace(store=tmp_path, program="prog")
    with pytest.raises(CommandError, match=r"^You are not signed in to Comm100\. Sign in first: prog login$"):
        open_sign_in(arguments, terminal)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("methods", [True, False])
@pytest.mark.parametrize("public", [True, False])
def test_what_a_call_is_sent_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool, methods: bool, public: bool
) -> None:
    """The sign-in and its server, if there is one; without one, only what is public, or an API without sign-ins."""
    kept_sign_in = sign_in("Password")
    if kept:
        stored(tmp_path, kept_sign_in, token(), {})
    monkeypatch.setattr(session, "sign_in_methods", lambda: list(METHODS) if methods else [])
    terminal = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ={}, ask_hidden=str)
    other = "https://other.example"
    arguments = argparse.Namespace(store=tmp_path, program="prog", settings={}, base_url=other)
    if not kept and methods and not public:
        with pytest.raises(CommandError, match="prog login"):
            open_access(arguments, terminal, public=public)
        return
    base_url, credentials, _ = open_access(arguments, terminal, public=public)
    if kept and methods:
        assert base_url == BASE
        assert isinstance(credentials, StoredToken)
    else:
        assert (base_url, credentials) == (other, None)


@pytest.mark.parametrize(
    ("scheme", "environ", "advice", "schemes"),
    [
        ("apiKey", {}, "Sign in again. The operation may need api key too: set COMM100_EMAIL and COMM100_API_KEY.", 1),
        ("apiKey", {"COMM100_EMAIL": "a", "COMM100_API_KEY": "b"}, "Sign in again.", 2),
        ("oauth2", {"COMM100_CLIENT_ID": "a", "COMM100_CLIENT_SECRET": "b"}, "Sign in again.", 1),
    ],
)
def test_keys_that_belong_together_are_sent_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, environ: dict[str, str], advice: str, schemes: int
) -> None:
    """One is stored, and others come from the environment or are asked for; another token is not a key."""
    kept = sign_in("Password")
    kept = replace(kept, method=replace(kept.method, partners=frozenset({scheme})))
    credentials = stored(tmp_path, kept, token(), {})
    monkeypatch.setattr(session, "open_sign_in", lambda arguments, console: (kept, None, credentials))
    terminal = Console(stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), environ=environ, ask_hidden=str)
    access = open_access(argparse.Namespace(), terminal, public=False)
    assert access.advice == advice
    parts = getattr(access.credentials, "parts", (access.credentials,))
    assert (len(parts), parts[0]) == (schemes, credentials)


def test_a_token_is_looked_at_and_its_renewal_awaited() -> None:
    """The credentials are closed afterwards, so that what they began is finished."""
    closed: list[bool] = []

    class Bound:
        def get_token(self) -> Token:
            return token()

        def close(self) -> None:
            closed.append(True)

    class Credentials:
        def bind(self, context: Any) -> Bound:
            assert (context.base_url, context.transport, context.timeout) == (BASE, None, None)
            return Bound()

    assert get_token(Credentials(), BASE).access_token == "t"  # type: ignore[arg-type]  # all that it needs of them
    assert closed == [True]
