"""Credentials as the document describes them: names, requests, and what is refused early."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import inspect
import os
import threading
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from comm100 import ApiKey, AuthorizationCode, ClientCredentials, Implicit, PartnerPassword, Password
from comm100._http import http
from comm100.auth import Leeway, MemoryStore, SystemClock, Token
from comm100.auth._flows import bind_tokens
from comm100.auth._requests import Flow
from comm100.auth.store import TokenSlot
from comm100.errors import ConfigurationError, InsecureFlowWarning, InvalidGrantError, TokenExpiredError
from tests.auth.support import (
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

LIFE = 43_200

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


def test_the_password_flow_sends_the_documents_names(auth_server: FakeAuthServer, clock: Clock) -> None:
    """E-mail instead of username, and no client."""
    call(
        auth_server, Password(email="ada@example.com", password="p w").bind(make_context(auth_server.transport, clock))
    )
    assert auth_server.forms == [{"grant_type": "password", "email": "ada@example.com", "password": "p w"}]
    assert str(auth_server.requests[0].url) == BASE + "/oauth/token"


def test_a_client_is_sent_where_the_document_asks_for_one(auth_server: FakeAuthServer, clock: Clock) -> None:
    """With the password it is not part of the form, but it is when the token is refreshed; the docstring says so."""
    credentials = Password(email="ada@example.com", password="p w", client_id="c", client_secret=SECRET)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    for _ in range(2):
        call(auth_server, bound)
        clock.advance(LIFE)
    assert [sorted(form) for form in auth_server.forms] == [
        ["email", "grant_type", "password"],
        ["client_id", "client_secret", "grant_type", "refresh_token"],
    ]
    words = "The identifier of the OAuth client."
    assert f"{words} Sent only when a token is refreshed, unless None." in (inspect.getdoc(Password) or "")
    assert f"{words}\n" in (inspect.getdoc(ClientCredentials) or "")


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
    """Changing the mapping afterwards changes nothing; numbers become the texts that are sent."""
    extra: dict[str, Any] = {"audience": "x", "level": 7}
    credentials = client_credentials(extra=extra)
    extra["grant_type"] = "password"
    assert dict(credentials.extra) == {"audience": "x", "level": "7"}


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


def refresh_of(flow: Flow, clock: Clock, **options: Any) -> Any:
    """Refresh an expired token of a flow, and return the URL and the form of the request; None if there is none."""
    sent: list[Any] = []

    def answer(request: Any) -> Any:
        sent.append((str(request.url), dict(parse_qsl(request.content.decode()))))
        return http.Response(200, json={"access_token": "new"})

    token = Token(access_token="old", base_url=BASE, issued_at=0, expires_at=1, refresh_token="r")
    options = {"values": {}, "extra": {}, "leeway": Leeway(), "can_grant": False, "discovery": None, **options}
    context = make_context(http.MockTransport(answer), clock)
    values = options.pop("values")
    bound = bind_tokens(
        flow, values, context, TokenSlot(MemoryStore(), "k", BASE), token=token, advice="Sign in again.", **options
    )
    with contextlib.suppress(TokenExpiredError):
        bound.get_token()
    return sent[0] if sent else None


def test_which_tokens_are_refreshed_and_where(clock: Clock) -> None:
    """At the URL that the document names, or the token URL beside metadata; with what the flow's refresh takes."""
    flow = Flow(
        scheme="s",
        kind="authorizationCode",
        grant_type="authorization_code",
        wire={"client_id": "client_id"},
        secrets=frozenset(),
        refresh_request=("grant_type", "refresh_token", "client_id"),
        token_url="/token",
        refresh_url="/refresh",
    )
    form = {"grant_type": "refresh_token", "refresh_token": "r", "client_id": "c", "x": "y"}
    given = {"values": {"client_id": "c"}, "extra": {"x": "y"}}
    assert refresh_of(flow, clock, **given) == (f"{BASE}/refresh", form)
    discovered = dataclasses.replace(flow, refresh_url=None, discovery_url="/metadata")
    assert refresh_of(discovered, clock, **given) == (f"{BASE}/token", form)
    assert refresh_of(dataclasses.replace(flow, refresh_url=None), clock, **given) is None
    assert refresh_of(flow, clock, values=None) is None


def test_a_client_on_its_own_behalf_can_always_ask_again(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Its credentials are kept."""
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    for _ in range(3):
        bound.get_token()
        clock.advance(50_000)
    assert auth_server.grants == ["client_credentials"] * 3
