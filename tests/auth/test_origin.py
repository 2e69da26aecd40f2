"""Credentials go to the server that they are for, over https, and nowhere else."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import ApiKey, AsyncClient, AuthorizationCode, Client, Password
from comm100._http import http
from comm100.auth import Token
from comm100.auth._httpx_auth import CookieAuth, HeaderAuth, QueryAuth
from comm100.auth._origin import check_base_url, is_loopback, resolve
from comm100.errors import ConfigurationError, InsecureURLError, TokenConnectionError
from tests.auth.conftest import Untrusted
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
    refresh_token,
    signed_in,
)

ELSEWHERE = [
    "https://evil.example/api",
    "https://hosted.comm100.com.evil.example/api",
    "https://hosted.comm100.com:8443/api",
    "https://hosted.comm100.com@evil.example/api",
    "https://ent1portal.comm100.com/api",
    "http://hosted.comm100.com/api",
    "https://evil.example/?https://hosted.comm100.com/",
]


PLAIN_HTTP = (
    "http://hosted.comm100.com",
    "http://10.0.0.1",
    "http://127.0.0.2",
    "http://localhost.evil.example",
    "http://[::2]",
)
KNOWN_PASSWORD = "pass-word-of-ada"
SECRETS = (SECRET, KNOWN_PASSWORD, refresh_token(1), refresh_token(2), "the-code")


def basic(auth_server: FakeAuthServer, clock: Clock) -> Any:
    return ApiKey("ada@example.com", "0123456789abcdef").bind(make_context(auth_server.transport, clock))


class Unread(dict[str, str]):
    """An environment that nobody may ask."""

    def __getitem__(self, name: str) -> str:
        raise AssertionError(f"{name} was read from the environment")

    def get(self, name: str, default: Any = None) -> Any:
        return self[name]


@pytest.mark.parametrize("url", ELSEWHERE)
@pytest.mark.parametrize("make", [basic, signed_in])
def test_no_credentials_leave_for_another_origin(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, make: Callable[[FakeAuthServer, Clock], Any], url: str
) -> None:
    """An absolute URL to another scheme, host or port is refused, before and after a request to the right one."""
    bound = make(auth_server, clock)
    with pytest.raises(InsecureURLError, match="Nothing was sent"):
        ask(auth_server, bound, url)
    assert auth_server.calls == []
    assert auth_server.forms == []
    ask(auth_server, bound)
    with pytest.raises(InsecureURLError, match="Nothing was sent"):
        ask(auth_server, bound, url)
    assert [request.url.host for request in auth_server.calls] == ["hosted.comm100.com"]
    assert auth_server.forms == []


@pytest.mark.parametrize("url", [API, "https://HOSTED.comm100.com/x", "https://hosted.comm100.com:443/x"])
@pytest.mark.parametrize("make", [basic, signed_in])
def test_the_same_origin_may_be_spelled_in_several_ways(
    auth_server: FakeAuthServer, clock: Clock, make: Callable[[FakeAuthServer, Clock], Any], url: str
) -> None:
    """Upper case and the scheme's own port are the same origin."""
    call(auth_server, make(auth_server, clock), url)
    assert auth_server.calls[0].headers["Authorization"]


@pytest.mark.undocumented
def test_a_redirect_that_is_followed_by_hand_gets_no_credentials(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The next request of a redirect goes through the same check."""
    bound = signed_in(auth_server, clock)
    answer = http.Response(302, headers={"Location": "https://evil.example/"})
    transport = http.MockTransport(lambda request: answer)
    with http.Client(transport=transport) as client:
        response = client.get(API, auth=bound)
        assert response.next_request is not None
        with pytest.raises(InsecureURLError):
            client.send(response.next_request, auth=bound)


@pytest.mark.undocumented
def test_a_redirect_that_the_library_follows_gets_no_credentials(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A client that follows redirects leaves the header behind at another host."""
    seen: list[Any] = []

    def answer(request: Any) -> Any:
        seen.append(request)
        return (
            http.Response(302, headers={"Location": "https://evil.example/"}) if len(seen) == 1 else http.Response(200)
        )

    with http.Client(transport=http.MockTransport(answer), follow_redirects=True) as client:
        client.get(API, auth=signed_in(auth_server, clock))
    assert "Authorization" in seen[0].headers
    assert "Authorization" not in seen[1].headers


def test_plain_http_is_refused_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For the API, for the token endpoint and for a sign-in alike; no variable is even looked at."""
    for name in ("OAUTHLIB_INSECURE_TRANSPORT", "AUTHLIB_INSECURE_TRANSPORT", "COMM100_INSECURE"):
        monkeypatch.setenv(name, "1")
    for url in PLAIN_HTTP:
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


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:4010", "http://[::1]:4010", "http://localhost:4010", "http://LOCALHOST"]
)
def test_plain_http_is_fine_on_this_machine(auth_server: FakeAuthServer, clock: Clock, url: str) -> None:
    """The mock and local development need no certificate."""
    bound = client_credentials().bind(make_context(auth_server.transport, clock, base_url=url.lower()))
    assert call(auth_server, bound, url + "/api").status_code == 200
    assert str(auth_server.requests[0].url).startswith(url.lower())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hosted.comm100.com",
        "ftp://hosted.comm100.com",
        "https://",
        "https://a:b@hosted.comm100.com",
        "https://a@hosted.comm100.com",
        "https://:b@hosted.comm100.com",
        "https://x:port",
    ],
)
def test_what_is_no_server_is_refused(url: str) -> None:
    """A user name in a URL, another scheme, no host: a typed error before anything is sent."""
    with pytest.raises(ConfigurationError) as caught:
        Client(auth=ApiKey("ada@example.com", "key"), base_url=url or "/")
    assert type(caught.value) is ConfigurationError


@pytest.mark.parametrize(
    ("host", "is_valid"),
    [
        ("a" * 63 + ".example", True),
        ("a" * 64 + ".example", False),
        ("a.example.", True),
        ("[fe80::1%25eth0]", True),
        ("a.example..", False),
        ("a..example", False),
        (".example", False),
        ("a.example:65535", True),
        ("a.example:65536", False),
        ("a%2eexample", False),
    ],
)
def test_what_is_a_host_name(host: str, is_valid: bool) -> None:
    """Labels of 1 to 63 characters (RFC 1035 section 2.3.4), and a port up to 65535."""
    if is_valid:
        assert check_base_url(f"https://{host}") == f"https://{host}"
    else:
        with pytest.raises(ConfigurationError):
            check_base_url(f"https://{host}")


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        *[(host, True) for host in ("127.0.0.1", "[::1]", "localhost", "LOCALHOST", "localhost:80", "127.0.0.1:1")],
        *[(host, False) for host in ("alocalhost", "a.localhost", "localhost.a.example", "a.127.0.0.1", "127.0.0.2")],
        *[(host, False) for host in ("[::2]", "0.0.0.0", "localhost.", "127.0.0.1.a.example", "127.1")],
    ],
)
def test_what_is_this_machine(host: str, is_own: bool) -> None:
    """Its literal addresses and its name, and nothing that resembles them."""
    assert is_loopback(f"http://{host}/x") is is_own
    if is_own:
        assert check_base_url(f"http://{host}") == f"http://{host.lower().removesuffix(':80')}"
    else:
        with pytest.raises(InsecureURLError):
            check_base_url(f"http://{host}")


@pytest.mark.parametrize("end", ["/?a=b", "/#a", "/?", "/#", "?a", "#"])
def test_a_servers_url_has_neither_a_query_nor_a_fragment(end: str) -> None:
    """Not even an empty one: what follows would become part of it."""
    with pytest.raises(ConfigurationError, match="has a query or a fragment; pass scheme and host only"):
        check_base_url(f"https://a.example{end}")
    assert check_base_url("https://a.example/b/") == "https://a.example/b"


def test_an_error_about_a_url_does_not_repeat_its_password() -> None:
    """The message names the host only."""
    with pytest.raises(ConfigurationError) as caught:
        Client(auth=ApiKey("ada@example.com", "key"), base_url="https://user:hunter22@hosted.comm100.com")
    assert "hunter22" not in str(caught.value)


def test_a_token_is_for_one_server(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A client for another host refuses the token; a client that names none takes the token's."""
    token = Token(access_token="t", base_url="https://ent1portal.comm100.com", issued_at=clock.now)
    credentials = application().resume(token)
    with pytest.raises(ConfigurationError, match="ent1portal"):
        credentials.bind(make_context(auth_server.transport, clock, base_url=BASE))
    with pytest.raises(ConfigurationError, match="ent1portal"):
        Client(auth=credentials, host="hosted.comm100.com")
    assert Client(auth=credentials).base_url == "https://ent1portal.comm100.com"


@pytest.mark.parametrize(("email", "key"), [("a:b@example.com", "k"), ("ada@example.com", "k\n"), ("ada\x00", "k")])
def test_what_http_basic_cannot_say_is_refused(auth_server: FakeAuthServer, clock: Clock, email: str, key: str) -> None:
    """A colon in the name or a control character is an error, not a broken header (RFC 7617 section 2)."""
    with pytest.raises(ConfigurationError):
        ApiKey(email, key).bind(make_context(auth_server.transport, clock))


def test_http_basic_is_utf_8(auth_server: FakeAuthServer, clock: Clock) -> None:
    """E-mail and key are joined by a colon and encoded (RFC 7617 section 2.1)."""
    call(auth_server, ApiKey("ädä@example.com", "k:y").bind(make_context(auth_server.transport, clock)))
    assert auth_server.calls[0].headers["Authorization"] == "Basic w6Rkw6RAZXhhbXBsZS5jb206azp5"


def test_a_refused_api_key_is_not_tried_again(auth_server: FakeAuthServer, clock: Clock) -> None:
    """There is no second key to try."""
    assert call(auth_server, basic(auth_server, clock)).status_code == 401
    assert len(auth_server.calls) == 1


def test_api_keys_go_where_a_document_wants_them(auth_server: FakeAuthServer) -> None:
    """In a header field, a cookie beside others, or the query."""
    with http.Client(transport=auth_server.transport) as client:
        client.get(API, auth=HeaderAuth(BASE, "X-Api-Key", "k"))
        client.get(API, auth=CookieAuth(BASE, "key", "k"), headers={"Cookie": "a=b"})
        client.get(API, auth=CookieAuth(BASE, "key", "k"))
        client.get(API + "?a=b", auth=QueryAuth(BASE, "key", "k"))
    header, cookies, cookie, query = auth_server.calls
    assert header.headers["X-Api-Key"] == "k"
    assert cookies.headers["Cookie"] == "a=b; key=k"
    assert cookie.headers["Cookie"] == "key=k"
    assert query.url.query == b"a=b&key=k"


@pytest.mark.parametrize("value", ["", "a\r\nX: y", " a", "ä"])
def test_a_key_that_breaks_a_header_is_refused(value: str) -> None:
    """Nothing is smuggled into the request."""
    with pytest.raises(ConfigurationError):
        HeaderAuth(BASE, "X-Api-Key", value)


def every_flow(auth_server: FakeAuthServer, clock: Clock, ask: Ask) -> None:
    """Get and renew tokens in each way that there is, and call the API with them."""
    app = application(transport=auth_server.transport, clock=clock)
    login = app.start(pkce=True)
    signed = app.resume(app.finish(f"{REDIRECT}?code=the-code&state={login.state}", login))
    for credentials in (Password(email="ada@example.com", password=KNOWN_PASSWORD), client_credentials(), signed):
        bound = credentials.bind(make_context(auth_server.transport, clock))
        ask(auth_server, bound)
        auth_server.revoke()
        clock.advance(50_000)
        assert ask(auth_server, bound).status_code == 200
    assert set(auth_server.grants) == {"password", "client_credentials", "authorization_code", "refresh_token"}


@pytest.mark.filterwarnings("ignore:.*RFC 9700")
def test_secrets_go_only_to_the_token_endpoint_of_their_own_server(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """The token endpoint of the client's own server gets them; the API and a host that a redirect names do not."""
    every_flow(auth_server, clock, ask)
    assert {str(request.url) for request in auth_server.requests} == {f"{BASE}/oauth/token"}
    for request in auth_server.calls:
        assert not any(secret in f"{request.url} {request.headers.raw} {request.content}" for secret in SECRETS)
    sent = len(auth_server.requests)
    app = application(transport=auth_server.transport, clock=clock)
    for host in ("evil.example", "hosted.comm100.com.evil.example", "hosted.comm100.com:444"):
        login = app.start()
        with pytest.raises(InsecureURLError):
            app.finish(f"{REDIRECT}?code={host}+the-code&state={login.state}", login)
    assert len(auth_server.requests) == sent


class Loose(AuthorizationCode):
    """An application whose document lists every parameter for every request."""

    flow = dataclasses.replace(
        AuthorizationCode.flow,
        authorization_request=tuple(AuthorizationCode.flow.wire.values()),
        token_request=(*AuthorizationCode.flow.token_request, "client_secret"),
    )


@pytest.mark.filterwarnings("ignore:.*RFC 9700")
def test_secrets_travel_only_in_a_post_body_or_the_authorization_header(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """Not in a URL, nor in any other header, even where a document would have them there."""
    every_flow(auth_server, clock, ask)
    tokens = ("access-", "Bearer")
    for request in (*auth_server.requests, *auth_server.calls):
        others = [value for name, value in request.headers.items() if name != "authorization"]
        assert not any(secret in f"{request.url} {others}" for secret in (*SECRETS, *tokens))
    assert {request.method for request in auth_server.requests} == {"POST"}
    assert all("Authorization" not in request.headers for request in auth_server.requests)
    login = Loose(client_id="c", client_secret=SECRET, redirect_uri=REDIRECT, clock=clock).start(pkce=True)
    assert "client_id=c" in login.url
    assert SECRET not in login.url
    assert login.code_verifier
    assert login.code_verifier not in login.url


def test_a_next_page_link_leads_nowhere_else(clock: Clock) -> None:
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


def test_settings_for_the_api_cannot_turn_off_tls_verification_of_token_requests(untrusted: str, clock: Clock) -> None:
    """A client that was told to trust any certificate for the API still shows the client's secret to none of them."""
    options: dict[str, Any] = {"auth": client_credentials(), "base_url": untrusted, "clock": clock, "max_retries": 0}
    with http.Client(verify=False) as careless:
        assert careless.get(untrusted).status_code == 200
        for lent in ({"http_client": careless}, {"transport": http.HTTPTransport(verify=False)}):
            with (
                Client(**options, **lent) as client,
                pytest.raises(TokenConnectionError, match="certificate verify failed: self-signed"),
            ):
                client.request("GET", "/api")

    async def awaited(**lent: Any) -> None:
        async with AsyncClient(**options, **lent) as client:
            with pytest.raises(TokenConnectionError, match="certificate verify failed: self-signed"):
                await client.request("GET", "/api")

    asyncio.run(awaited(transport=http.AsyncHTTPTransport(verify=False)))
    asyncio.run(awaited(http_client=http.AsyncClient(verify=False)))
    assert Untrusted.seen == []
