"""The security checklist, lines 1 to 6: where secrets go, and by which way."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import ApiKey, AsyncClient, AuthorizationCode, Client, Password
from comm100._http import http
from comm100.auth._origin import check_base_url, resolve
from comm100.errors import InsecureURLError, TokenConnectionError, TokenResponseError
from tests.auth.checklist.conftest import Untrusted
from tests.auth.support import (
    BASE,
    REDIRECT,
    SECRET,
    Ask,
    Authority,
    Clock,
    application,
    client_credentials,
    make_context,
    refresh_token,
    signed_in,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")

PASSWORD = "pass-word-of-ada"
SECRETS = (SECRET, PASSWORD, refresh_token(1), refresh_token(2), "the-code")


def password(**options: Any) -> Password:
    return Password(email="ada@example.com", password=PASSWORD, **options)


def every_flow(authority: Authority, clock: Clock, ask: Ask) -> None:
    """Get and renew tokens in each way that there is, and call the API with them."""
    app = application(transport=authority.transport, clock=clock)
    login = app.start(pkce=True)
    signed = app.resume(app.finish(f"{REDIRECT}?code=the-code&state={login.state}", login))
    for credentials in (password(), client_credentials(), signed):
        bound = credentials.bind(make_context(authority.transport, clock))
        ask(authority, bound)
        authority.revoke()
        clock.advance(50_000)
        assert ask(authority, bound).status_code == 200
    assert set(authority.grants) == {"password", "client_credentials", "authorization_code", "refresh_token"}


def test_01_client_secret_password_and_refresh_token_go_only_to_the_configured_token_origin(
    authority: Authority, clock: Clock, ask: Ask
) -> None:
    """The token endpoint of the client's own server gets them; the API and a host that a redirect names do not."""
    every_flow(authority, clock, ask)
    assert {str(request.url) for request in authority.requests} == {f"{BASE}/oauth/token"}
    for request in authority.calls:
        assert not any(secret in f"{request.url} {request.headers.raw} {request.content}" for secret in SECRETS)
    sent = len(authority.requests)
    app = application(transport=authority.transport, clock=clock)
    for host in ("evil.example", "hosted.comm100.com.evil.example", "hosted.comm100.com:444"):
        login = app.start()
        with pytest.raises(InsecureURLError):
            app.finish(f"{REDIRECT}?code={host}+the-code&state={login.state}", login)
    assert len(authority.requests) == sent


@pytest.mark.undocumented
@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_02_the_token_client_follows_no_redirect(authority: Authority, clock: Clock, ask: Ask, status: int) -> None:
    """Any 3xx is a typed error, at the first request and at a refresh, wherever it points."""
    authority.answer = lambda form: http.Response(
        status, headers={"Location": f"{BASE}/oauth/token/"}, json={"access_token": "t"}
    )
    for bound in (client_credentials().bind(make_context(authority.transport, clock)), signed_in(authority, clock)):
        clock.advance(50_000)
        with pytest.raises(TokenResponseError, match="redirect"):
            ask(authority, bound)
    assert [str(request.url) for request in authority.requests] == [f"{BASE}/oauth/token"] * 2
    assert authority.calls == []


def api_key(authority: Authority, clock: Clock) -> Any:
    return ApiKey("ada@example.com", "0123456789abcdef").bind(make_context(authority.transport, clock))


@pytest.mark.parametrize("make", [api_key, signed_in])
@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/api",
        "http://hosted.comm100.com/api",
        "https://hosted.comm100.com:8443/api",
        "https://hosted.comm100.com@evil.example/api",
    ],
)
def test_03_bearer_and_basic_go_only_to_one_scheme_host_and_port_checked_on_each_request(
    authority: Authority, clock: Clock, ask: Ask, make: Callable[[Authority, Clock], Any], url: str
) -> None:
    """Credentials that have served one request serve no other origin with the next."""
    bound = make(authority, clock)
    ask(authority, bound)
    with pytest.raises(InsecureURLError, match="Nothing was sent"):
        ask(authority, bound, url)
    assert {request.url.host for request in authority.calls} == {"hosted.comm100.com"}
    assert len(authority.calls) == 1


def test_03_a_next_page_link_leads_nowhere_else(clock: Clock) -> None:
    """Walking pages stays at the API's own host, whatever host the links of the answers name."""
    seen: list[Any] = []

    def answer(request: Any) -> Any:
        seen.append(request)
        more = f"https://evil.example/agents?pageIndex={len(seen)}" if len(seen) < 3 else None
        return http.Response(200, json={"agents": [], "total": 0, "previousPage": None, "nextPage": more})

    transport, key = http.MockTransport(answer), ApiKey("ada@example.com", "0123456789abcdef")

    async def walk() -> None:
        async with AsyncClient(key, transport=transport) as client:
            assert [agent async for agent in await client.account.agents.list()] == []

    with Client(key, transport=transport) as client:
        assert list(client.account.agents.list()) == []
    assert len(seen) == 3
    seen.clear()
    asyncio.run(walk())
    assert len(seen) == 3
    assert {(request.url.scheme, request.url.host) for request in seen} == {("https", "hosted.comm100.com")}
    assert all("Authorization" in request.headers for request in seen)


class Unread(dict[str, str]):
    """An environment that nobody may ask."""

    def __getitem__(self, name: str) -> str:
        raise AssertionError(f"{name} was read from the environment")

    def get(self, name: str, default: Any = None) -> Any:
        return self[name]


def test_04_http_is_refused_except_for_this_machine_in_code_and_not_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For the API, for the token endpoint and for a sign-in alike; no variable is even looked at."""
    for name in ("OAUTHLIB_INSECURE_TRANSPORT", "AUTHLIB_INSECURE_TRANSPORT", "COMM100_INSECURE"):
        monkeypatch.setenv(name, "1")
    for url in ("http://hosted.comm100.com", "http://10.0.0.1", "http://127.0.0.2", "http://localhost.evil.example"):
        with pytest.raises(InsecureURLError):
            Client(ApiKey("ada@example.com", "k"), base_url=url)
        with pytest.raises(InsecureURLError):
            application().start(base_url=url)
        with pytest.raises(InsecureURLError):
            resolve(BASE, f"{url}/oauth/token")
    monkeypatch.setattr(os, "environ", Unread())
    for host in ("127.0.0.1:4010", "[::1]:4010", "localhost"):
        assert check_base_url(f"http://{host}") == f"http://{host}"
        assert resolve(BASE, f"http://{host}/token") == f"http://{host}/token"
    with pytest.raises(InsecureURLError):
        check_base_url("http://hosted.comm100.com")


def test_05_api_settings_cannot_turn_off_tls_verification_of_the_token_client(untrusted: str, clock: Clock) -> None:
    """A client that was told to trust any certificate for the API still shows the client's secret to none of them."""
    options: dict[str, Any] = {"auth": client_credentials(), "base_url": untrusted, "clock": clock, "max_retries": 0}
    with http.Client(verify=False) as careless:
        assert careless.get(untrusted).status_code == 200
        for lent in ({"http_client": careless}, {"transport": http.HTTPTransport(verify=False)}):
            with Client(**options, **lent) as client, pytest.raises(TokenConnectionError, match="ConnectError"):
                client.request("GET", "/api")

    async def awaited(**lent: Any) -> None:
        async with AsyncClient(**options, **lent) as client:
            with pytest.raises(TokenConnectionError, match="ConnectError"):
                await client.request("GET", "/api")

    asyncio.run(awaited(transport=http.AsyncHTTPTransport(verify=False)))
    asyncio.run(awaited(http_client=http.AsyncClient(verify=False)))
    assert Untrusted.seen == []


@dataclasses.dataclass(frozen=True, kw_only=True)
class Loose(AuthorizationCode):
    """An application whose document lists every parameter for every request."""

    flow = dataclasses.replace(
        AuthorizationCode.flow,
        authorization_request=tuple(AuthorizationCode.flow.wire.values()),
        token_request=(*AuthorizationCode.flow.token_request, "client_secret"),
    )


def test_06_secrets_travel_only_in_a_post_body_or_the_authorization_header_and_never_in_a_url(
    authority: Authority, clock: Clock, ask: Ask
) -> None:
    """Not in a URL, nor in any other header, even where a document would have them there."""
    every_flow(authority, clock, ask)
    tokens = ("access-", "Bearer")
    for request in (*authority.requests, *authority.calls):
        others = [value for name, value in request.headers.items() if name != "authorization"]
        assert not any(secret in f"{request.url} {others}" for secret in (*SECRETS, *tokens))
    assert {request.method for request in authority.requests} == {"POST"}
    assert all("Authorization" not in request.headers for request in authority.requests)
    login = Loose(client_id="c", client_secret=SECRET, redirect_uri=REDIRECT, clock=clock).start(pkce=True)
    assert "client_id=c" in login.url
    assert SECRET not in login.url
    assert login.code_verifier
    assert login.code_verifier not in login.url
