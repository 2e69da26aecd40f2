"""Credentials as the document describes them: names, requests, and what is refused early."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import os
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import ApiKey, AuthorizationCode, Client, ClientCredentials, Implicit, PartnerPassword, Password
from comm100._http import http
from comm100.auth import BoundAuth, ClientContext, Credentials, MemoryStore, SystemClock, Token
from comm100.auth._base import CombinedCredentials
from comm100.auth._httpx_auth import BearerAuth, CookieAuth, HeaderAuth, QueryAuth
from comm100.errors import (
    ConfigurationError,
    ForbiddenError,
    InsecureFlowWarning,
    InsecureURLError,
    InvalidGrantError,
    TokenExpiredError,
)
from tests.auth.support import (
    API,
    BASE,
    REDIRECT,
    SECRET,
    Ask,
    Clock,
    FakeAuthServer,
    application,
    call,
    client_credentials,
    make_context,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


def test_the_password_flow_sends_the_documents_names(auth_server: FakeAuthServer, clock: Clock) -> None:
    """E-mail instead of username, and no client."""
    call(
        auth_server, Password(email="ada@example.com", password="p w").bind(make_context(auth_server.transport, clock))
    )
    assert auth_server.forms == [{"grant_type": "password", "email": "ada@example.com", "password": "p w"}]
    assert str(auth_server.requests[0].url) == BASE + "/oauth/token"


def test_the_partner_flow_has_an_endpoint_of_its_own(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Partners sign in at another path."""
    credentials = PartnerPassword(email="partner@example.com", password="p")
    call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))
    assert str(auth_server.requests[0].url) == BASE + "/partner/oauth/token"


def test_client_credentials_send_site_and_client(auth_server: FakeAuthServer, clock: Clock) -> None:
    """In the body, the number in digits."""
    credentials = client_credentials(redirect_uri="https://app.example.com/callback")
    call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))
    assert auth_server.forms == [
        {
            "grant_type": "client_credentials",
            "client_id": "example-client",
            "client_secret": SECRET,
            "redirect_uri": "https://app.example.com/callback",
            "siteId": "10000",
        }
    ]


def test_extension_parameters_travel_with_every_request(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Such as audience, with the first request and with the refresh."""
    bound = Password(email="a", password="p", extra={"audience": "x"}).bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(50_000)
    call(auth_server, bound)
    assert [form["audience"] for form in auth_server.forms] == ["x", "x"]


@pytest.mark.parametrize("name", ["grant_type", "state", "client_secret", "siteId", "code_challenge", "redirect_uri"])
def test_extension_parameters_cannot_replace_the_flows_own(name: str) -> None:
    """A second grant_type or state would undo what protects the flow."""
    with pytest.raises(ConfigurationError, match=name):
        client_credentials(extra={name: "x"})


def test_extension_parameters_are_taken_as_they_are_now() -> None:
    """Changing the mapping afterwards changes nothing."""
    extra = {"audience": "x"}
    credentials = client_credentials(extra=extra)
    extra["grant_type"] = "password"
    assert dict(credentials.extra) == {"audience": "x"}


def test_an_empty_parameter_is_refused() -> None:
    """An environment variable that is not set is told at once, not by the server."""
    with pytest.raises(ConfigurationError, match="client_id"):
        ClientCredentials(client_id="", client_secret="s", site_id=1)


NESTED: list[Any] = []
NESTED.append(NESTED)


def credentials_with(**changes: Any) -> ClientCredentials:
    return ClientCredentials(**{"client_id": "i", "client_secret": "s", "site_id": 1, **changes})


@pytest.mark.parametrize("value", [b"s", {"s": 1}, NESTED, 10**5000], ids=["bytes", "mapping", "nested", "huge"])
@pytest.mark.parametrize("name", ["client_id", "client_secret", "site_id"])
def test_a_parameter_that_is_not_text_is_refused(name: str, value: Any) -> None:
    """Bytes would be sent as their repr."""
    with pytest.raises(ConfigurationError, match=f"must be text, not {type(value).__name__}"):
        credentials_with(**{name: value})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"leeway": 600}, "leeway must be of type Leeway, not int"),
        ({"extra": [("audience", "x")]}, "extra must be of type Mapping, not list"),
        ({"extra": {"audience": b"x"}}, "audience must be text, not bytes"),
        ({"extra": {"\ud800": "x"}}, "cannot be sent"),
        ({"transport": object()}, "transport must be of type"),
    ],
)
def test_an_option_of_another_type_is_refused(options: dict[str, Any], said: str) -> None:
    """When the credentials are created, not by the thread that uses them."""
    with pytest.raises(ConfigurationError, match=said):
        credentials_with(**options)


@pytest.mark.parametrize("arguments", [(None, "key"), ("ada@example.com", None), ("ada@example.com", b"key")])
def test_an_api_key_that_is_not_text_is_refused(arguments: Any, clock: Clock, auth_server: FakeAuthServer) -> None:
    """An environment variable that is not set is None."""
    with pytest.raises(ConfigurationError, match="must be text"):
        ApiKey(*arguments).bind(make_context(auth_server.transport, clock))


def test_a_refused_constructor_shows_no_argument_in_its_traceback() -> None:
    """The frame of a dataclass's constructor holds all its arguments."""
    refused: list[Callable[[], Any]] = [
        lambda: ApiKey("ada@example.com", SECRET, SECRET),  # type: ignore[call-arg]
        lambda: credentials_with(client_secret=SECRET, client_id=""),
        lambda: credentials_with(client_secret=SECRET.encode()),
        lambda: credentials_with(extra={"state": SECRET}),
        lambda: credentials_with(extra=[SECRET]),
        lambda: Password(email="", password=SECRET),
        lambda: Token(access_token=f"{SECRET} {SECRET}", base_url=BASE, issued_at=0),
        lambda: Token(access_token="a", refresh_token=f"{SECRET}\n", base_url=BASE, issued_at=0),
        lambda: application().finish(f"https://a/?code={SECRET}", {"code_verifier": SECRET}),  # type: ignore[arg-type]
        lambda: application().finish(f"https://a/?code={SECRET}".encode(), application().start()),  # type: ignore[arg-type]
        lambda: asyncio.run(application().finish_async(f"https://a/?code={SECRET}", None)),  # type: ignore[arg-type]  # wrong on purpose
    ]
    for act in refused:
        with pytest.raises((ConfigurationError, TypeError)) as caught:
            act()
        captured = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        frames = [frame for frame in captured.stack if frame.filename != __file__]
        assert frames
        assert SECRET not in "".join(f"{frame.locals}" for frame in frames) + str(caught.value)


@pytest.mark.parametrize("kind", [AuthorizationCode, ClientCredentials, Implicit, PartnerPassword, Password])
def test_oauth_credentials_take_keywords_only(kind: Any) -> None:
    """Two secrets cannot be mixed up by their order."""
    parameters = inspect.signature(kind).parameters.values()
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)


def test_an_api_key_takes_two_positions() -> None:
    """E-mail and key, in the order of HTTP Basic."""
    assert ApiKey("ada@example.com", "k") == ApiKey(email="ada@example.com", api_key="k")


def test_credentials_do_not_change() -> None:
    """They are frozen, and replace() makes new ones."""
    credentials = client_credentials()
    with pytest.raises(dataclasses.FrozenInstanceError):
        credentials.site_id = 2  # type: ignore[misc]  # the point of the test
    assert dataclasses.replace(credentials, site_id=2).site_id == 2


def test_each_flow_names_its_scheme() -> None:
    """The key in securitySchemes, for whoever matches credentials with operations."""
    assert (ApiKey.scheme, Password.scheme, PartnerPassword.scheme) == ("apiKey", "oauth2", "partnerOAuth2")


def test_wrong_credentials_are_not_tried_again_and_again(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A refused password is asked for once: repeating it could lock the account."""
    auth_server.refreshable.clear()
    credentials = Password(email="ada@example.com", password="wrong", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    auth_server.answer = lambda form: http.Response(400, json={"error": "invalid_grant"})
    for _ in range(3):
        with pytest.raises(InvalidGrantError):
            call(auth_server, bound)
    assert len(auth_server.forms) == 1


def test_the_systems_clock_moves() -> None:
    """Without a clock of a test's, real time counts."""
    clock = SystemClock()
    assert clock.wall() > 1_700_000_000
    assert clock.monotonic() <= clock.monotonic()
    clock.sleep(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_is_not_caught_in_its_parents_locks(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A process that forks while a refresh runs leaves the child with locks that nobody would release."""
    store = MemoryStore()
    bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))
    auth_server.hold()
    waiting = threading.Thread(target=call, args=(auth_server, bound))
    waiting.start()
    assert auth_server.reached.wait(20)
    child = os.fork()
    if child == 0:
        try:
            auth_server.gate = threading.Event()
            auth_server.gate.set()
            auth_server._lock = threading.Lock()
            os._exit(0 if call(auth_server, bound).status_code == 200 else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    auth_server.gate.set()
    waiting.join(20)
    assert auth_server.grants == ["client_credentials"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Password(email="ada@example.com", password="p"),
        lambda: Implicit(client_id="c", redirect_uri=REDIRECT),
    ],
)
def test_flows_that_rfc_9700_advises_against_warn(make: Callable[[], Any]) -> None:
    """Password and implicit are chosen by class, and warn where they are chosen."""
    with pytest.warns(InsecureFlowWarning, match="RFC 9700") as caught:
        make()
    assert (caught[0].filename, caught[0].lineno) == (__file__, make.__code__.co_firstlineno)


def test_a_password_is_sent_again_only_for_those_who_wanted_it_kept(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """Without keep_password it is sent once, and gone when the refresh token no longer works."""
    person: dict[str, Any] = {"email": "ada@example.com", "password": "pass-word-of-ada"}
    for keep, grants in ((False, ["password", "refresh_token"]), (True, ["password", "refresh_token", "password"])):
        auth_server.forms.clear()
        with pytest.warns(InsecureFlowWarning, match="RFC 9700"):
            credentials = Password(**person, keep_password=True) if keep else Password(**person)
        bound: Any = credentials.bind(make_context(auth_server.transport, clock))
        ask(auth_server, bound)
        assert (bound._source._refresher._grant is not None) == keep
        auth_server.refreshable.clear()
        clock.advance(43_199)
        if keep:
            assert ask(auth_server, bound).status_code == 200
        else:
            with pytest.raises(InvalidGrantError, match="keep_password=True"):
                ask(auth_server, bound)
        assert auth_server.grants == grants


class Cookie(Credentials):
    """Credentials in a cookie."""

    def bind(self, context: ClientContext) -> BoundAuth:
        return CookieAuth(context.base_url, "session", "the-cookie")


class Key(Credentials):
    """Credentials in a header."""

    def bind(self, context: ClientContext) -> BoundAuth:
        return HeaderAuth(context.base_url, "X-Api-Key", "the-key")


class Query(Credentials):
    """Credentials in the query."""

    def bind(self, context: ClientContext) -> BoundAuth:
        return QueryAuth(context.base_url, "key", "the-query-key")


def test_an_operation_that_requires_several_credentials_gets_all(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """A key, a cookie, a query parameter and a token go along; after a 401 only the token is another one."""
    credentials = Key() & Cookie() & client_credentials() & Query()
    bound = credentials.bind(make_context(auth_server.transport, clock))
    assert ask(auth_server, bound).status_code == 200
    auth_server.revoke()
    assert ask(auth_server, bound).status_code == 200
    for request in auth_server.calls:
        assert request.headers["X-Api-Key"] == "the-key"
        assert request.headers["Cookie"] == "session=the-cookie"
        assert dict(request.url.params) == {"key": "the-query-key"}
    sent = [request.headers["Authorization"] for request in auth_server.calls]
    assert sent == ["Bearer access-1", "Bearer access-2", "Bearer access-2"]  # a repeated request is the same object
    assert bound.token is not None
    assert bound.get_token() == bound.token
    bound.sign_out()
    assert bound.token is None
    with pytest.raises(TokenExpiredError):
        ask(auth_server, bound)


def test_credentials_without_a_token_are_combined_too(auth_server: FakeAuthServer, clock: Clock, ask: Ask) -> None:
    """They have no token to give, and closing them does nothing."""
    bound = (Key() & Cookie()).bind(make_context(auth_server.transport, clock))
    assert ask(auth_server, bound).status_code == 401
    assert len(auth_server.calls) == 1
    assert bound.token is None
    with pytest.raises(TokenExpiredError, match="do not use tokens"):
        bound.get_token()
    bound.close()
    asyncio.run(bound.aclose())
    bound.sign_out()


@pytest.mark.parametrize("awaited", [False, True])
def test_closing_combined_credentials_closes_each(auth_server: FakeAuthServer, clock: Clock, awaited: bool) -> None:
    """No token is requested any more."""
    bound = (Key() & client_credentials()).bind(make_context(auth_server.transport, clock))
    assert bound.get_token().access_token == "access-1"
    if awaited:
        asyncio.run(bound.aclose())
    else:
        bound.close()
    with pytest.raises(TokenExpiredError, match="closed"):
        bound.get_token()


class Tokens(Credentials):
    """Credentials with tokens that tell what happens to them."""

    def __init__(self, name: str, tell: Callable[[str], None]) -> None:
        vars(self).update(name=name, tell=tell)

    def bind(self, context: ClientContext) -> BoundAuth:
        name, tell = vars(self)["name"], vars(self)["tell"]

        class Bound(BearerAuth):
            def __init__(self) -> None: ...

            def close(self) -> None:
                tell(f"close {name}")

            async def aclose(self) -> None:
                tell(f"aclose {name}")

            def sign_out(self) -> None:
                tell(f"sign out {name}")

        return Bound()


def test_combined_credentials_end_with_all_of_their_tokens(clock: Clock) -> None:
    """Each is closed and signed out, in the order that they were given in."""
    deeds: list[str] = []
    bound = (Tokens("a", deeds.append) & Key() & Tokens("b", deeds.append)).bind(make_context(None, clock))
    bound.close()
    asyncio.run(bound.aclose())
    bound.sign_out()
    assert deeds == ["close a", "close b", "aclose a", "aclose b", "sign out a", "sign out b"]


@pytest.mark.undocumented
def test_no_combined_credentials_are_repeated_in_a_message() -> None:
    """Whichever of them the server repeats."""
    for secret in ("the-key", "the-cookie", "the-query-key"):
        transport = http.MockTransport(
            lambda request, secret=secret: http.Response(403, json={"message": f"Not {secret}."})
        )
        for credentials in (Key() & Cookie() & Query(), Query() & Cookie() & Key()):
            with Client(credentials, transport=transport) as client, pytest.raises(ForbiddenError) as caught:
                client.request("GET", "/api/v2/account/agents/me")
            assert str(caught.value.message) == "Not ***."
            assert secret not in str(caught.value)


@pytest.mark.parametrize("url", ["https://evil.example/", "http://hosted.comm100.com/", BASE + ":8443/"])
def test_combined_credentials_go_to_their_server_only(auth_server: FakeAuthServer, clock: Clock, url: str) -> None:
    """Each of them is as careful as alone."""
    for credentials in (Key() & client_credentials(), Key() & Cookie()):
        bound = credentials.bind(make_context(auth_server.transport, clock))
        with pytest.raises(InsecureURLError, match="Nothing was sent"):
            call(auth_server, bound, url)
    assert auth_server.calls == auth_server.forms == []


def test_credentials_that_exclude_each_other_are_refused(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Two that need the same header, or that are for two servers."""
    context = make_context(auth_server.transport, clock)
    with pytest.raises(ConfigurationError, match="for the same security scheme: apiKey"):
        (ApiKey("ada@example.com", "k" * 32) & ApiKey("bob@example.com", "k" * 32)).bind(context)
    token = Token(access_token="t", base_url=BASE, issued_at=0)
    other = Token(access_token="t", base_url="https://ent1portal.comm100.com", issued_at=0)
    app = application(clock=clock)
    assert (Key() & app.resume(token)).base_url == BASE
    with pytest.raises(ConfigurationError, match="different servers"):
        app.resume(token) & app.resume(other)
    assert "k" * 32 not in repr(ApiKey("ada@example.com", "k" * 32) & Key())


@pytest.mark.parametrize("parts", [[Key()], (Key(), "k"), "k", None, (None,)])
def test_what_is_combined_are_credentials_in_a_tuple(parts: Any) -> None:
    """A list could be changed while a client uses it."""
    with pytest.raises(ConfigurationError, match="parts must be a tuple of credentials"):
        CombinedCredentials(parts=parts)


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


def test_of_several_credentials_an_operation_gets_those_that_it_accepts(
    auth_server: FakeAuthServer, clock: Clock
) -> None:
    """A request that no operation makes takes what most of them do."""
    partner = PartnerPassword(email="a@b.example", password="p", transport=auth_server.transport)
    auth = (ApiKey("a@b.example", "k") & partner).bind(make_context(auth_server.transport, clock))

    def sent(**extensions: str) -> str:
        request = next(auth.sync_auth_flow(http.Request("GET", API, extensions=extensions)))
        return str(request.headers["authorization"].partition(" ")[0])

    assert sent(operation="account.agents.me") == "Basic"
    assert sent(operation="partner.sites.list") == "Bearer"
    assert sent() == "Basic"
