"""The implicit grant (RFC 6749 section 4.2): the token comes in the fragment, from a server that keeps to the text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interop.support import CALLBACK, Browser, Clock, Vendor, Way

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


@pytest.fixture
def app(vendor: Vendor, clock: Clock, ada: Any) -> Any:
    """A script in a browser, which has no secret."""
    metadata = {"response_types": ["token"], "grant_types": ["implicit"], "token_endpoint_auth_method": "none"}
    client_id = vendor.register(**metadata).client_id
    return vendor.api.Implicit(client_id=client_id, redirect_uri=CALLBACK, scope="openid email", clock=clock)


def test_a_person_signs_in(app: Any, vendor: Vendor, way: Way, browser: Browser) -> None:
    """The token of the fragment is good for calls; there is no refresh token, as the text wants it."""
    login = app.start(base_url=vendor.url)
    redirected = browser.visit(login)
    assert "access_token" in redirected.partition("#")[2]
    token = way.finish(app, redirected, login)
    assert (token.refresh_token, token.scope, token.expires_at - token.issued_at) == (None, "openid email", 3600)
    assert way.run(way.client(app.resume(token)).people.me()).sub == "ada"


def test_a_person_says_no(app: Any, vendor: Vendor, way: Way, browser: Browser) -> None:
    """The error stands in the fragment too."""
    login = app.start(base_url=vendor.url)
    redirected = browser.visit(login, "deny")
    assert "error=access_denied" in redirected.partition("#")[2]
    with pytest.raises(vendor.api.errors.AccessDeniedError):
        way.finish(app, redirected, login)


def test_another_sign_ins_token_is_refused(app: Any, vendor: Vendor, way: Way, browser: Browser) -> None:
    """The state is what ties a token to a sign-in."""
    redirected = browser.visit(app.start(base_url=vendor.url))
    with pytest.raises(vendor.api.errors.StateMismatchError):
        way.finish(app, redirected, app.start(base_url=vendor.url))


def test_after_its_end_somebody_must_sign_in(
    app: Any, vendor: Vendor, way: Way, browser: Browser, clock: Clock
) -> None:
    """Nothing is left to renew it with, and the error says what to do."""
    login = app.start(base_url=vendor.url)
    client = way.client(app.resume(way.finish(app, browser.visit(login), login)), clock=clock)
    clock.shift += 3601
    with pytest.raises(vendor.api.errors.TokenExpiredError, match="Sign in again"):
        way.run(client.people.me())
