"""The authorization code grant (RFC 6749 section 4.1) and its proof key (RFC 7636) at a strict server."""

from __future__ import annotations

import dataclasses
import secrets
from typing import Any

import pytest

from tests.interop.support import CALLBACK, Browser, Vendor, Way


@pytest.mark.parametrize("pkce", [False, True], ids=["plain", "pkce"])
def test_a_person_signs_in(pkce: bool, vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """The code becomes a token, and the token a person; a scope and a nonce travel along."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url, pkce=pkce)
    token = way.finish(app, browser.visit(login), login)
    assert token.scope == "openid profile email"
    assert token.refresh_token
    person = way.run(way.client(app.resume(token)).people.me())
    assert (person.sub, person.email) == ("ada", "ada@example.com")


def test_a_client_without_a_secret_signs_in(vendor: Vendor, way: Way, browser: Browser, ada: Any) -> None:
    """A proof key stands in for the secret, and the client's identifier goes into the form."""
    registered = vendor.register(token_endpoint_auth_method="none")
    app = vendor.application(registered, client_secret=None)
    login = app.start(base_url=vendor.url, pkce=True)
    token = way.finish(app, browser.visit(login), login)
    assert way.run(way.client(app.resume(token)).people.me()).sub == "ada"


def test_a_client_without_secret_and_proof_key_is_refused(vendor: Vendor, way: Way, browser: Browser, ada: Any) -> None:
    """The server insists, and says what is missing."""
    app = vendor.application(vendor.register(token_endpoint_auth_method="none"), client_secret=None)
    login = app.start(base_url=vendor.url, pkce=False)
    with pytest.raises(vendor.api.errors.InvalidRequestError, match="code_verifier"):
        way.finish(app, browser.visit(login), login)


def test_a_person_says_no(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """The error of the redirect comes through, with the server's words, and no token is asked for."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url)
    issued = vendor.issued()
    with pytest.raises(vendor.api.errors.AccessDeniedError, match="denied the request") as refused:
        way.finish(app, browser.visit(login, "deny"), login)
    assert refused.value.error_description == "The resource owner or authorization server denied the request"
    assert vendor.issued() == issued


def test_a_code_is_good_once(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """Whoever has seen the redirect gets nothing for it any more."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url)
    redirected = browser.visit(login)
    way.finish(app, redirected, login)
    with pytest.raises(vendor.api.errors.InvalidGrantError, match="code"):
        way.finish(app, redirected, type(login).from_dict(login.to_dict()))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("code_verifier", secrets.token_urlsafe(64), "challenge"), ("redirect_uri", CALLBACK + "/other", "redirect_uri")],
    ids=["verifier", "redirect URI"],
)
def test_both_legs_must_agree(
    field: str, value: str, words: str, vendor: Vendor, way: Way, browser: Browser, registered: Any
) -> None:
    """Another verifier, or another redirect URI, even one of the client's own, and the code is worth nothing."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url, pkce=True)
    redirected = browser.visit(login)
    with pytest.raises(vendor.api.errors.InvalidGrantError, match=words):
        way.finish(app, redirected, type(login).from_dict({**login.to_dict(), field: value}))


def test_a_wrong_secret_is_refused(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """It is the client that is refused, not the code, and the secret is not repeated."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url)
    redirected = browser.visit(login)
    wrong = dataclasses.replace(app, client_secret="not-the-secret")
    with pytest.raises(vendor.api.errors.InvalidClientError, match="client_secret") as refused:
        way.finish(wrong, redirected, login)
    assert refused.value.status_code == 401
    assert "not-the-secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("registered_as", "options", "error"),
    [
        ({"response_types": ["token"], "grant_types": ["implicit"]}, {}, "unauthorized_client"),
        ({}, {"extra": {}}, "invalid_request"),
    ],
    ids=["grant", "nonce"],
)
def test_what_the_authorization_endpoint_refuses(
    registered_as: Any, options: Any, error: str, vendor: Vendor, way: Way, browser: Browser, ada: Any
) -> None:
    """A grant that the client did not register, a sign-in without a nonce: each code of the redirect has its class."""
    app = vendor.application(vendor.register(**registered_as), **options)
    login = app.start(base_url=vendor.url)
    with pytest.raises(vendor.api.errors.OAUTH_ERRORS[error]) as refused:
        way.finish(app, browser.visit(login, None), login)
    assert refused.value.error == error


def test_an_error_beyond_rfc_6749_keeps_its_name(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """OpenID Connect has codes of its own: nobody is signed in, and no page may show."""
    vendor.iam.logout()
    app = vendor.application(registered, extra={"nonce": "once", "prompt": "none"})
    login = app.start(base_url=vendor.url)
    with pytest.raises(vendor.api.errors.OAuthError) as refused:
        way.finish(app, browser.visit(login, None), login)
    assert type(refused.value) is vendor.api.errors.OAuthError
    assert refused.value.error == "login_required"


def test_another_servers_redirect_is_refused(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """This server names itself in each redirect (RFC 9207); with another name, no code is sent."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url)
    before, _, _ = browser.visit(login).partition("&iss=")
    issued = vendor.issued()
    with pytest.raises(vendor.api.errors.CallbackError, match="another authorization server"):
        way.finish(app, f"{before}&iss=https%3A%2F%2Fevil.example.com", login)
    assert vendor.issued() == issued


def test_a_token_without_the_scope_is_kept(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """403 is not a reason to ask for another token, which would be no better."""
    app = vendor.application(registered, scope="email")
    login = app.start(base_url=vendor.url)
    client = way.client(app.resume(way.finish(app, browser.visit(login), login)))
    issued = vendor.issued()
    with pytest.raises(vendor.api.errors.ForbiddenError):
        way.run(client.people.me())
    assert vendor.issued() == issued
