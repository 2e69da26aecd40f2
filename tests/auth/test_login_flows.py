"""Flows in which people sign in with their browser: where it is sent, how long that may take, and what comes of it."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import trio

from comm100 import AuthorizationCode, Client, Implicit, errors
from tests.auth.support import BASE, REDIRECT, Clock, FakeAuthServer, application

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


@pytest.fixture
def app(auth_server: FakeAuthServer, clock: Clock) -> Any:
    return application(transport=auth_server.transport, clock=clock)


@pytest.fixture
def implicit(clock: Clock) -> Any:
    return Implicit(client_id="example-client", redirect_uri=REDIRECT, site_id=10000, clock=clock)


def test_the_authorization_url_holds_what_the_document_lists_and_no_secret(app: Any) -> None:
    """Client, site, redirect URI, state and PKCE challenge; the client's secret stays here."""
    login = app.start()
    query = parse_qs(urlsplit(login.url).query, strict_parsing=True)
    assert login.url.startswith("https://hosted.comm100.com/oauth/authorize?")
    assert query == {
        "response_type": ["code"],
        "client_id": ["example-client"],
        "siteId": ["10000"],
        "redirect_uri": [REDIRECT],
        "state": [login.state],
        "code_challenge": query["code_challenge"],
        "code_challenge_method": ["S256"],
    }


def test_a_secret_never_enters_a_url(clock: Clock) -> None:
    """Not even where a document lists it for the authorization request."""

    class Leaky(AuthorizationCode):
        flow = dataclasses.replace(AuthorizationCode.flow, authorization_request=("client_id", "client_secret"))

    login = Leaky(client_id="c", client_secret="hidden-words", redirect_uri=REDIRECT, clock=clock).start()
    assert "client_id=c" in login.url
    assert "hidden-words" not in login.url


def test_another_host_can_be_asked(app: Any) -> None:
    """By host name, or by a whole URL for a server on this machine."""
    assert app.start(host="ent1portal.comm100.com").url.startswith("https://ent1portal.comm100.com/oauth/authorize?")
    assert app.start(base_url="http://127.0.0.1:4010").url.startswith("http://127.0.0.1:4010/oauth/authorize?")
    with pytest.raises(errors.InsecureURLError):
        app.start(base_url="http://hosted.comm100.com")


def test_a_sign_in_may_take_ten_minutes(app: Any, clock: Clock) -> None:
    """A redirect that comes in the last second is in time."""
    login = app.start()
    clock.advance(599.5)
    assert app.finish(f"{REDIRECT}?code=c&state={login.state}", login)


@pytest.mark.parametrize("seconds", [600, 601, 60 * 60])
def test_a_sign_in_ends_after_ten_minutes(app: Any, clock: Clock, auth_server: FakeAuthServer, seconds: float) -> None:
    """A redirect that comes later is refused."""
    login = app.start()
    clock.advance(seconds)
    with pytest.raises(errors.StateMismatchError, match="late"):
        app.finish(f"{REDIRECT}?code=c&state={login.state}", login)
    assert auth_server.forms == []


@pytest.mark.parametrize("run", [asyncio.run, lambda coroutine: trio.run(lambda: coroutine)])
def test_finishing_can_be_awaited(app: Any, auth_server: FakeAuthServer, run: Any) -> None:
    """In asyncio and in trio; errors come through as they are."""
    login = app.start()
    token = run(app.finish_async(f"{REDIRECT}?code=c&state={login.state}", login))
    assert token.access_token == "access-1"
    with pytest.raises(errors.StateMismatchError):
        run(app.finish_async(f"{REDIRECT}?code=c&state=wrong", app.start()))


def test_implicit_reads_the_fragment(implicit: Any, clock: Clock) -> None:
    """The token stands behind the hash sign (RFC 6749 section 4.2.2)."""
    login = implicit.start()
    assert "response_type=token" in login.url
    token = implicit.finish(
        f"{REDIRECT}?x=1#access_token=a+b%2Fc&token_type=Bearer&expires_in=43199&state={login.state}&scope=x+y", login
    )
    assert token.access_token == "a+b/c"
    assert token.expires_at == clock.now + 43199
    assert token.scope == "x y"


def test_implicit_reads_a_json_answer(implicit: Any) -> None:
    """Some servers answer the request itself, with a refresh token on top; the state must be there, unless allowed."""
    body = {"access_token": "t", "token_type": "bearer", "expires_in": 43199, "refresh_token": "r"}
    login = implicit.start()
    with pytest.raises(errors.StateMismatchError, match="has no state"):
        implicit.finish(json.dumps(body), login)
    token = implicit.finish(json.dumps({**body, "state": login.state}), login)
    assert (token.access_token, token.refresh_token) == ("t", "r")
    token = implicit.finish(json.dumps(body), implicit.start(), allow_missing_state=True)
    assert (token.access_token, token.refresh_token) == ("t", "r")
    for run in (asyncio.run, lambda coroutine: trio.run(lambda: coroutine)):
        waiting = implicit.finish_async(json.dumps(body), implicit.start(), allow_missing_state=True)
        assert run(waiting).access_token == "t"


def test_implicit_offers_no_pkce(implicit: Any) -> None:
    """There is no code that a proof key could protect."""
    with pytest.raises(TypeError, match="pkce"):
        implicit.start(pkce=True)
    assert "code_challenge" not in implicit.start().url


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{broken", errors.CallbackError),
        ('{"access_token": "t", "state": "wrong"}', errors.StateMismatchError),
        ('{"error": "access_denied"}', errors.AccessDeniedError),
        ('{"token_type": "bearer"}', errors.TokenResponseError),
        ('{"access_token": "a b"}', errors.TokenResponseError),
        (REDIRECT + "#access_token=t&state=wrong", errors.StateMismatchError),
        (REDIRECT + "#access_token=t", errors.StateMismatchError),
        (REDIRECT, errors.StateMismatchError),
    ],
)
def test_implicit_refuses_what_is_no_token(implicit: Any, text: str, kind: type[errors.OAuthError]) -> None:
    """Each kind of bad answer is a typed error, also where JSON need not have the state."""
    with pytest.raises(kind):
        implicit.finish(text, implicit.start(), allow_missing_state=True)


@pytest.mark.parametrize("mark", ["#", "?"])
def test_implicit_finds_the_error_in_either_part(implicit: Any, mark: str) -> None:
    """Servers put the error into the fragment or into the query."""
    login = implicit.start()
    with pytest.raises(errors.AccessDeniedError):
        implicit.finish(f"{REDIRECT}{mark}error=access_denied&state={login.state}", login)


def test_an_application_is_no_credentials(app: Any) -> None:
    """Passing it to a client before anyone signed in tells what to do."""
    with pytest.raises(errors.ConfigurationError, match="start"):
        Client(auth=app)


def test_a_sign_in_has_a_state_and_a_verifier_of_its_own(clock: Clock) -> None:
    """256 and 512 bits, which nobody can guess (RFC 6749 section 10.10 and RFC 7636 section 7.1)."""
    first, second = (application(clock=clock).start(base_url=BASE) for _ in range(2))
    assert first.state != second.state
    assert first.code_verifier != second.code_verifier
    for login in (first, second):
        assert (len(login.state), len(login.code_verifier or "")) == (43, 86)
    assert application(clock=clock).start(base_url=BASE, pkce=False).code_verifier is None


def test_the_exchange_of_a_code_names_this_package(auth_server: FakeAuthServer, clock: Clock) -> None:
    """As the requests of a client do."""
    app = application(transport=auth_server.transport, clock=clock)
    login = app.start(base_url=BASE)
    app.finish(f"{login.redirect_uri}?code=c&state={login.state}", login)
    (request,) = auth_server.requests
    assert request.headers["user-agent"].startswith("comm100-python/")
