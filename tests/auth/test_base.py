"""What all credentials have in common: how several are combined, and whose transport sends their token requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import ApiKey, Client, PartnerPassword
from comm100._http import http
from comm100.auth import BoundAuth, ClientContext, Credentials, Token, _security
from comm100.auth._base import CombinedCredentials, reusable_transport
from comm100.auth._httpx_auth import BearerAuth, CookieAuth, HeaderAuth, QueryAuth
from comm100.errors import ConfigurationError, ForbiddenError, InsecureURLError, TokenExpiredError
from tests.auth.support import (
    API,
    BASE,
    Ask,
    Clock,
    FakeAuthServer,
    application,
    call,
    client_credentials,
    make_context,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


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


def test_the_http_librarys_own_transport_is_not_lent() -> None:
    """It may have been told not to verify certificates, which was not meant for passwords."""
    assert reusable_transport(http.HTTPTransport()) is None
    assert reusable_transport(http.AsyncHTTPTransport()) is None
    assert reusable_transport(None) is None
    mock = http.MockTransport(lambda request: http.Response(200))
    assert reusable_transport(mock) is mock


@pytest.mark.parametrize(
    ("operation", "accepted", "taker"),
    [
        ("account.agents.me", (("apiKey",), ("oauth2", "key")), "account.agents.me takes apiKey or oauth2 with key"),
        ("", (), "The request takes other credentials"),
    ],
)
def test_two_credentials_for_one_place_are_not_sent(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, operation: str, accepted: Any, taker: str
) -> None:
    """One would replace the other; three in three places go along."""
    monkeypatch.setattr(_security, "alternatives", lambda operation: accepted)

    def send(credentials: Credentials) -> Any:
        request = http.Request("GET", API, extensions={"operation": operation})
        return next(credentials.bind(make_context(None, clock)).sync_auth_flow(request))

    with pytest.raises(ConfigurationError) as caught:
        send(Key() & Query() & Key())
    assert str(caught.value) == f"{taker}; of those given, two need the same place: the header x-api-key."
    assert send(Key() & Query() & Cookie()).headers["cookie"] == "session=the-cookie"
