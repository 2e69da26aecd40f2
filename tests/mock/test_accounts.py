"""Who is known to a mock: clients and their redirect URIs, accounts, and whom credentials are made for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from comm100.testing import Mock, MockClock
from comm100.testing._tokens import Principal
from comm100.testing.accounts import (
    Account,
    Accounts,
    CredentialsFactory,
    Identities,
    LoginFields,
    OAuthApp,
    load_identities,
)
from tests.mock.support import CALLBACK, Wire

NEW = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}


@pytest.mark.parametrize(
    ("registered", "uri", "expected"),
    [
        ("https://a.example/cb", "https://a.example/cb", True),
        ("https://a.example/cb", "https://a.example/cb/", False),
        ("https://a.example/cb", "https://a.example:443/cb", False),
        ("https://a.example/cb", "https://A.example/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:1/cb", True),
        ("http://127.0.0.1/cb", "http://127.0.0.1:65535/cb", True),
        ("http://127.0.0.1/cb", "http://127.0.0.1/cb", True),
        ("http://[::1]/cb", "http://[::1]:5/cb", True),
        ("http://[::1]/cb", "http://127.0.0.1:5/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:123456/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5/cb?x=1", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5/cb#x", False),
        ("http://127.0.0.1/cb", "https://127.0.0.1:5/cb", False),
        ("https://127.0.0.1/cb", "https://127.0.0.1:5/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5/cbx", False),
        ("http://127.0.0.1:4/cb", "http://127.0.0.1:5/cb", False),
        ("http://localhost/cb", "http://localhost:5/cb", False),
        ("http://127.0.0.2/cb", "http://127.0.0.2:5/cb", False),
    ],
)
def test_a_redirect_uri_is_compared_as_it_is(registered: str, uri: str, expected: bool) -> None:
    """A loopback address that is registered without a port covers all of them (RFC 8252 section 7.3)."""
    app = OAuthApp(client_id="a", client_secret="s", redirect_uris=("https://other.example", registered))
    assert app.is_registered(uri) is expected


def test_clients_and_accounts_have_defaults_and_show_no_secret() -> None:
    """PKCE is required of those that are registered so."""
    app = OAuthApp(client_id="a", client_secret="s3cret", redirect_uris=())
    assert (app.parameters, app.require_pkce) == ({}, False)
    account = Account(realm="r", login="bo", secrets={"password": "s3cret"})
    assert account.record is None
    known = Identities(accounts=(account,), apps=(app,), keys={"k": "s3cret"})
    assert "s3cret" not in repr(known) + repr(app) + repr(account)
    assert "bo" in repr(known)


def test_the_clients_that_are_added_stand_behind_those_of_the_document() -> None:
    """Redirect URIs go to the document's client only."""
    other = OAuthApp(client_id="b", client_secret="s", redirect_uris=("https://b.example",))
    mock = Mock(redirect_uris=["https://c.example"], apps=[other])
    first, second = mock.identities.apps
    assert first.redirect_uris == (CALLBACK, "https://c.example")
    assert second == other
    assert Mock().identities.apps[0].redirect_uris == (CALLBACK,)
    assert mock.credentials.client_credentials.client_id == first.client_id


@pytest.fixture
def accounts() -> Accounts:
    """Two people of one realm without records, and one of another."""
    known = tuple(
        Account(realm=realm, login=login, secrets={"pin": pin})
        for realm, login, pin in (("a", "bo", "1"), ("a", "cy", "2"), ("b", "bo", "3"))
    )
    app = OAuthApp(client_id="app", client_secret="s", redirect_uris=())
    logins = {
        scheme: LoginFields(realm=realm, name="name", secret=secret, example=("bo", "1"))
        for scheme, realm, secret in (("first", "a", "pin"), ("second", "b", "pin"), ("third", "a", "key"))
    }
    mock = Mock()
    return Accounts(Identities(accounts=known, apps=(app,), keys={"k": "v"}), logins, mock._state.records)


@pytest.mark.parametrize(
    ("scheme", "login", "secret", "key"),
    [
        ("first", "bo", "1", "bo"),
        ("first", "cy", "2", "cy"),
        ("second", "bo", "3", "bo"),
        ("first", "bo", "2", None),
        ("first", "bo", "3", None),
        ("first", "Bo", "1", None),
        ("first", "b", "1", None),
        ("first", "bo", "", None),
        ("first", "", "1", None),
        ("second", "cy", "2", None),
        ("third", "bo", "1", None),
    ],
)
def test_people_without_a_record_sign_in_with_a_name_and_a_secret(
    accounts: Accounts, scheme: str, login: str, secret: str, key: str | None
) -> None:
    """Exactly those of their own realm, and the secret of the scheme."""
    realm = {"first": "a", "second": "b", "third": "a"}[scheme]
    expected = None if key is None else Principal(scheme=scheme, realm=realm, key=key)
    assert accounts.sign_in(scheme, login, secret) == expected


def test_who_has_no_record_is_active_and_may_do_anything(accounts: Accounts) -> None:
    """Clients are known by their identifiers, keys by their schemes."""
    person = Principal(scheme="first", realm="a", key="bo")
    assert accounts.is_active(person)
    assert accounts.has_permission(person, "Anything")
    assert accounts.app("app") is not None
    assert (accounts.app("App"), accounts.app("")) == (None, None)
    assert accounts.key("k") == "v"
    # Nobody of a realm without records has a key.
    assert accounts.default_principal("second") == Principal(scheme="second", realm="b", key=None)
    assert accounts.default_principal("other") == Principal(scheme="other", realm="other")


def test_a_locked_account_consents_to_nothing(mock: Mock, wire: Wire) -> None:
    """The first one of the document consents if nobody is asked, while it is active."""
    accounts = Accounts(mock.identities, mock._state.logins, mock._state.records)
    agents = mock._state.records.find("agents")
    first = accounts.default_principal("oauth2")
    assert first == Principal(scheme="oauth2", realm="agents", key=1)
    agents.rows[1] = {**agents.rows[1], "isLocked": True}
    assert accounts.default_principal("oauth2") is None
    assert accounts.is_active(first) is False
    assert accounts.sign_in("oauth2", "ada@example.com", "example-password") is None
    agents.rows[1] = {**agents.rows[1], "isLocked": False}
    assert accounts.sign_in("oauth2", "ada@example.com", "example-password") == first
    assert accounts.is_active(Principal(scheme="oauth2", realm="agents", key=99)) is False
    # One of several locks is enough.
    agents.locks = {**agents.locks, "isActive": False}
    assert accounts.is_active(first)
    for change in ({"isActive": False}, {"isLocked": True}):
        agents.rows[1] = {**agents.rows[1], "isLocked": False, "isActive": True, **change}
        assert accounts.is_active(first) is False
    # A client acts for itself.
    assert accounts.is_active(Principal(scheme="oauth2", realm="agents"))
    assert accounts.has_permission(Principal(scheme="oauth2", realm="agents"), "Manage Site")
    assert not accounts.has_permission(Principal(scheme="oauth2", realm="agents", key=2), "Manage Site")


@pytest.mark.parametrize("consent", ["instant", "form"])
@pytest.mark.parametrize("kind", ["authorization_code", "implicit"])
def test_a_user_signs_in_whether_or_not_the_mock_asks(consent: Any, kind: str) -> None:
    """With the name and the secret of the first account, which its repr does not show."""
    mock = Mock(consent=consent)
    user = mock.credentials._factory.user(getattr(mock.credentials, kind))
    assert "example-password" not in repr(user)
    with mock.client(user) as client:
        assert client.account.agents.me().email == "ada@example.com"
    posted = [exchange for exchange in mock.requests.find(operation="oauth.authorize") if exchange.request.body]
    assert bool(posted) is (consent == "form")


def test_people_without_secrets_in_the_examples_get_some() -> None:
    """Of 128 bits, each another one; the seed decides which."""
    secrets = [secret for account in Mock().identities.accounts[1:] for secret in account.secrets.values()]
    mock = Mock()
    state = mock._state
    made = [
        secret
        for seed in range(3)
        for account in load_identities(
            mock._document, mock._endpoints, state.logins, state.records, Random(seed)
        ).accounts
        for secret in account.secrets.values()
    ]
    generated = [secret for secret in made if not secret.startswith(("example-", "0123"))]
    assert len(set(generated)) == len(generated) >= 18
    assert all(re.fullmatch("[0-9a-f]{32}", secret) for secret in generated)
    assert secrets == [secret for account in Mock().identities.accounts[1:] for secret in account.secrets.values()]


def test_who_signs_in_with_one_scheme_does_so_with_all_of_its_token_endpoint() -> None:
    """To the authorization server they are one."""
    flow = {"password": {"tokenUrl": "/token", "scopes": {}}}
    schemes = {key: {"type": "oauth2", "flows": flow} for key in ("first", "second")}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {},
        "components": {"securitySchemes": schemes},
    }
    logins = Mock(document=document)._state.logins
    assert logins["second"] == logins["first"]


@pytest.mark.parametrize(
    ("of_flow", "of_scheme", "scope"),
    [(("read", "write"), ["all"], "read write"), ((), ["all", "more"], "all more"), ((), [], "example-scope")],
)
def test_credentials_have_what_the_document_requires_without_an_example(
    of_flow: Any, of_scheme: Any, scope: str
) -> None:
    """Scopes that there are, and otherwise a text that tells what it is for."""

    @dataclass
    class Needing:
        tenant: str
        scope: str
        note: str = ""
        scheme: ClassVar[str] = "own"
        flow: ClassVar[Any] = SimpleNamespace(
            scheme="own", scopes=of_flow, wire={"tenant": "tenantId", "scope": "scope", "note": "note"}
        )

    browser: Any = SimpleNamespace(scopes={"own": of_scheme}.__getitem__)
    factory = CredentialsFactory(Identities(accounts=(), apps=(), keys={}), {}, None, MockClock(), browser)
    assert factory.make(Needing) == Needing(tenant="example-tenantId", scope=scope)
