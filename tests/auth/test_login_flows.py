"""Flows in which people sign in with their browser: where it is sent, how long that may take, and what comes of it."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import trio

from comm100 import AuthorizationCode, Client, Implicit, MemoryStore, errors
from comm100._http import http
from comm100.auth import Token
from tests.auth.support import BASE, REDIRECT, Clock, FakeAuthServer, application, call, first_token, make_context

LIFE = 43_199

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


def test_an_authorization_url_may_have_a_query(clock: Clock) -> None:
    """It is kept, and the parameters are added to it (RFC 6749 section 3.1)."""

    class Tenant(AuthorizationCode):
        flow = dataclasses.replace(AuthorizationCode.flow, authorization_url="/oauth/authorize?tenant=a%26b")

    login = Tenant(client_id="c", client_secret="s", redirect_uri=REDIRECT, clock=clock).start()
    query = parse_qs(urlsplit(login.url).query, strict_parsing=True)
    assert login.url.count("?") == 1
    assert (query["tenant"], query["client_id"]) == (["a&b"], ["c"])


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


def test_of_two_tokens_the_later_one_is_resumed(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A session that kept the token of the sign-in does not undo the refreshes since."""
    store = MemoryStore()
    app = application(store=store, clock=clock)
    token = first_token(auth_server, clock)
    bound = app.resume(token).bind(make_context(auth_server.transport, clock))
    clock.advance(LIFE)
    call(auth_server, bound)
    for resumed in (app.resume(token), app.resume(None)):
        again = resumed.bind(make_context(auth_server.transport, clock))
        assert call(auth_server, again).json()["who"] == "access-2"
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize(
    ("age", "resumed"),
    [(-0.5, "given"), (0.0, "stored"), (0.5, "stored"), (86_399.5, "stored"), (86_400.0, "given"), (1e6, "given")],
)
def test_of_a_given_and_a_stored_token_the_newer_is_resumed(
    auth_server: FakeAuthServer, clock: Clock, age: float, resumed: str
) -> None:
    """The stored one if they are of one age; one from the future was stored while the clock was wrong."""
    store, app = MemoryStore(), application(clock=clock)
    app.resume(Token(access_token="stored", base_url=BASE, issued_at=clock.now + age), store)
    given = Token(access_token="given", base_url=BASE, issued_at=clock.now)
    token = app.resume(given, store).bind(make_context(auth_server.transport, clock)).token
    assert token  # one was given, or stored
    assert token.access_token == resumed
    assert [token.access_token for token in store._tokens.values()] == [resumed]
    assert app.resume(given, MemoryStore()).bind(make_context(auth_server.transport, clock)).token is given


@pytest.mark.parametrize(("left", "resumed"), [(60.0, "given"), (None, "given"), (0.0, "stored"), (-60.0, "stored")])
def test_a_new_sign_in_replaces_one_that_was_refused_whatever_the_clock_says(
    auth_server: FakeAuthServer, clock: Clock, left: float | None, resumed: str
) -> None:
    """If the clock was set back in between, the old one seems newer; a token that has expired is not a new sign-in."""
    store, app = MemoryStore(), application(clock=clock)
    refused = Token(
        access_token="stored", base_url=BASE, issued_at=clock.now + 3600, refresh_token="r", refresh_error="refused"
    )
    app.resume(refused, store)
    given = Token(
        access_token="given",
        base_url=BASE,
        issued_at=clock.now - 60,
        expires_at=None if left is None else clock.now + left,
    )
    app.resume(given, store)
    assert [token.access_token for token in store._tokens.values()] == [resumed]


class Anywhere(AuthorizationCode):
    """An application of a document that names no server."""

    known_urls = ()


def test_a_stored_token_is_looked_for_by_its_server(clock: Clock) -> None:
    """Which the caller names, unless the document has one or the token itself is there."""
    app = Anywhere(client_id="c", client_secret="s", redirect_uri=REDIRECT, clock=clock)
    store, token = MemoryStore(), Token(access_token="t", base_url="https://a.example", issued_at=clock.now)
    with pytest.raises(errors.ConfigurationError, match="does not say which server the token is for: pass base_url="):
        app.resume(None, store)
    with pytest.raises(errors.TokenExpiredError, match=r"no token for https://a\.example\. Sign in, or pass base_url="):
        app.resume(None, store, base_url="https://a.example")
    assert app.resume(token, store).base_url == "https://a.example"
    assert app.resume(None, store, base_url="https://a.example/").base_url == "https://a.example"
    for subject, place in (("", re.escape(BASE)), ("ada", f"{re.escape(BASE)} and this subject")):
        with pytest.raises(errors.TokenExpiredError, match=rf"^The store has no token for {place}\. Sign in"):
            application(clock=clock).resume(None, store, subject=subject)
    with pytest.raises(errors.TokenExpiredError, match=r"^There is no token and no store\. Sign in again\.$"):
        application(clock=clock).resume(None)


def test_a_sign_in_begins_where_the_servers_metadata_says(clock: Clock) -> None:
    """If that server has the flow at all."""
    metadata: dict[str, Any] = {
        "issuer": BASE,
        "authorization_endpoint": f"{BASE}/elsewhere?a=b",
        "token_endpoint": f"{BASE}/token",
    }

    class Discovered(AuthorizationCode):
        flow = dataclasses.replace(
            AuthorizationCode.flow, authorization_url=None, discovery_url="/.well-known/openid-configuration"
        )

    def start() -> str:
        transport = http.MockTransport(lambda request: http.Response(200, json=metadata))
        app = Discovered(
            client_id="c", client_secret="s", redirect_uri=REDIRECT, site_id=1, clock=clock, transport=transport
        )
        return app.start(base_url=BASE).url

    assert start().startswith(f"{BASE}/elsewhere?a=b&response_type=code&")
    metadata["grant_types_supported"] = ["client_credentials"]
    with pytest.raises(errors.UnsupportedGrantTypeError):
        start()


def test_a_code_comes_in_the_query_and_a_token_in_the_fragment(
    app: Any, implicit: Any, auth_server: FakeAuthServer
) -> None:
    """What stands in the other part does not count (RFC 6749 sections 4.1.2 and 4.2.2)."""
    login = app.start()
    app.finish(f"{REDIRECT}?code=c&state={login.state}#code=other&state=other", login)
    assert auth_server.forms[0]["code"] == "c"
    login = implicit.start()
    token = implicit.finish(f"{REDIRECT}?access_token=other&state=other#access_token=t&state={login.state}", login)
    assert token.access_token == "t"


@pytest.mark.parametrize("login", ["state", None, {}])
def test_a_sign_in_is_finished_with_what_began_it(app: Any, implicit: Any, login: Any) -> None:
    """Not with its state or its stored form."""
    for flow in (app, implicit):
        with pytest.raises(errors.ConfigurationError, match="login must be of type AuthorizationRequest"):
            flow.finish(f"{REDIRECT}?code=c&state=s", login)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"extra": {"client_id": "x"}}, "extra must not contain client_id"),
        ({"leeway": 600}, "leeway must be of type Leeway, not int"),
        ({"allowed_hosts": "a.example"}, "allowed_hosts is a collection of hosts, not a str"),
        ({"allowed_hosts": 7}, "allowed_hosts is a collection of hosts, not a int"),
        ({"allowed_hosts": [7]}, "A host in allowed_hosts must be of type str, not int"),
        ({"allowed_hosts": ["a b"]}, "URL"),
        ({"issuer": 7}, "issuer must be of type"),
        ({"timeout": 0}, "timeout=0 is not a positive number"),
        ({"clock": 7}, "clock must be a Clock"),
    ],
)
def test_an_application_is_refused_that_nobody_could_sign_in_to(options: dict[str, Any], said: str) -> None:
    """When it is created, not when somebody has signed in."""
    for make in (application, lambda **options: Implicit(client_id="c", redirect_uri=REDIRECT, **options)):
        with pytest.raises(errors.ConfigurationError, match=said):
            make(**options)


@pytest.mark.parametrize(("seconds", "resumed"), [(0, False), (60, True)])
def test_an_expired_token_of_the_implicit_flow_is_not_refreshed(
    implicit: Any, clock: Clock, seconds: float, resumed: bool
) -> None:
    """Even if a server has sent a refresh token with it: the document does not say where it could be used."""
    token = Token(
        access_token="t", base_url=BASE, issued_at=clock.now - 10, expires_at=clock.now + seconds, refresh_token="r"
    )
    bound = implicit.resume(token).bind(make_context(None, clock))
    if resumed:
        assert bound.get_token() is token
    else:
        with pytest.raises(errors.TokenExpiredError, match="Sign in again"):
            bound.get_token()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"token": "access-1"}, "token must be of type"),
        ({"token": None, "subject": 7}, "subject must be of type str, not int"),
        ({"token": None, "base_url": 7}, "it is a int"),
    ],
)
def test_a_user_is_resumed_with_a_token_and_a_name(app: Any, arguments: dict[str, Any], said: str) -> None:
    """Not with the text of a token."""
    with pytest.raises(errors.ConfigurationError, match=said):
        app.resume(store=MemoryStore(), **arguments)
