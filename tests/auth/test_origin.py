"""Credentials go to the server that they are for, over https, and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import ApiKey, Client, Implicit, Password
from comm100._http import http
from comm100.auth import Token
from comm100.auth._base import reusable_transport
from comm100.auth._httpx_auth import CookieAuth, HeaderAuth, QueryAuth
from comm100.errors import ConfigurationError, InsecureFlowWarning, InsecureURLError
from tests.auth.support import (
    API,
    BASE,
    REDIRECT,
    Authority,
    Clock,
    acall,
    application,
    call,
    client_credentials,
    make_context,
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


def basic(authority: Authority, clock: Clock) -> Any:
    return ApiKey("ada@example.com", "0123456789abcdef").bind(make_context(authority.transport, clock))


@pytest.mark.parametrize("url", ELSEWHERE)
@pytest.mark.parametrize("make", [basic, signed_in])
def test_no_credentials_leave_for_another_origin(
    authority: Authority, clock: Clock, make: Callable[[Authority, Clock], Any], url: str
) -> None:
    """An absolute URL to another scheme, host or port is refused before anything is sent, blocking and awaited."""
    bound = make(authority, clock)
    with pytest.raises(InsecureURLError):
        call(authority, bound, url)
    with pytest.raises(InsecureURLError):
        asyncio.run(acall(authority, bound, url))
    assert authority.calls == []
    assert authority.forms == []


@pytest.mark.parametrize("url", [API, "https://HOSTED.comm100.com/x", "https://hosted.comm100.com:443/x"])
@pytest.mark.parametrize("make", [basic, signed_in])
def test_the_same_origin_may_be_spelled_in_several_ways(
    authority: Authority, clock: Clock, make: Callable[[Authority, Clock], Any], url: str
) -> None:
    """Upper case and the scheme's own port are the same origin."""
    call(authority, make(authority, clock), url)
    assert authority.calls[0].headers["Authorization"]


@pytest.mark.undocumented
def test_a_redirect_that_is_followed_by_hand_gets_no_credentials(authority: Authority, clock: Clock) -> None:
    """The next request of a redirect goes through the same check."""
    bound = signed_in(authority, clock)
    answer = http.Response(302, headers={"Location": "https://evil.example/"})
    transport = http.MockTransport(lambda request: answer)
    with http.Client(transport=transport) as client:
        response = client.get(API, auth=bound)
        assert response.next_request is not None
        with pytest.raises(InsecureURLError):
            client.send(response.next_request, auth=bound)


@pytest.mark.undocumented
def test_a_redirect_that_the_library_follows_gets_no_credentials(authority: Authority, clock: Clock) -> None:
    """A client that follows redirects leaves the header behind at another host."""
    seen: list[Any] = []

    def answer(request: Any) -> Any:
        seen.append(request)
        return (
            http.Response(302, headers={"Location": "https://evil.example/"}) if len(seen) == 1 else http.Response(200)
        )

    with http.Client(transport=http.MockTransport(answer), follow_redirects=True) as client:
        client.get(API, auth=signed_in(authority, clock))
    assert "Authorization" in seen[0].headers
    assert "Authorization" not in seen[1].headers


@pytest.mark.parametrize(
    "url",
    [
        "http://hosted.comm100.com",
        "http://127.0.0.2",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "http://[::2]",
    ],
)
def test_plain_http_is_refused(url: str) -> None:
    """Only this very machine is reached without TLS; no environment variable changes that."""
    with pytest.raises(InsecureURLError):
        Client(auth=ApiKey("ada@example.com", "key"), base_url=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:4010", "http://[::1]:4010", "http://localhost:4010", "http://LOCALHOST"]
)
def test_plain_http_is_fine_on_this_machine(authority: Authority, clock: Clock, url: str) -> None:
    """The mock and local development need no certificate."""
    bound = client_credentials().bind(make_context(authority.transport, clock, base_url=url.lower()))
    assert call(authority, bound, url + "/api").status_code == 200
    assert str(authority.requests[0].url).startswith(url.lower())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hosted.comm100.com",
        "ftp://hosted.comm100.com",
        "https://",
        "https://a:b@hosted.comm100.com",
        "https://x:port",
    ],
)
def test_what_is_no_server_is_refused(url: str) -> None:
    """A user name in a URL, another scheme, no host: a typed error before anything is sent."""
    with pytest.raises(ConfigurationError):
        Client(auth=ApiKey("ada@example.com", "key"), base_url=url or "/")


def test_an_error_about_a_url_does_not_repeat_its_password() -> None:
    """The message names the host only."""
    with pytest.raises(ConfigurationError) as caught:
        Client(auth=ApiKey("ada@example.com", "key"), base_url="https://user:hunter22@hosted.comm100.com")
    assert "hunter22" not in str(caught.value)


def test_a_token_is_for_one_server(authority: Authority, clock: Clock) -> None:
    """A client for another host refuses the token; a client that names none takes the token's."""
    token = Token(access_token="t", base_url="https://ent1portal.comm100.com", issued_at=clock.now)
    credentials = application().resume(token)
    with pytest.raises(ConfigurationError, match="ent1portal"):
        credentials.bind(make_context(authority.transport, clock, base_url=BASE))
    with pytest.raises(ConfigurationError, match="ent1portal"):
        Client(auth=credentials, host="hosted.comm100.com")
    assert Client(auth=credentials).base_url == "https://ent1portal.comm100.com"


def test_the_http_librarys_own_transport_is_not_lent() -> None:
    """It may have been told not to verify certificates, which was not meant for passwords."""
    assert reusable_transport(http.HTTPTransport()) is None
    assert reusable_transport(http.AsyncHTTPTransport()) is None
    assert reusable_transport(None) is None
    mock = http.MockTransport(lambda request: http.Response(200))
    assert reusable_transport(mock) is mock


@pytest.mark.parametrize(("email", "key"), [("a:b@example.com", "k"), ("ada@example.com", "k\n"), ("ada\x00", "k")])
def test_what_http_basic_cannot_say_is_refused(authority: Authority, clock: Clock, email: str, key: str) -> None:
    """A colon in the name or a control character is an error, not a broken header (RFC 7617 section 2)."""
    with pytest.raises(ConfigurationError):
        ApiKey(email, key).bind(make_context(authority.transport, clock))


def test_http_basic_is_utf_8(authority: Authority, clock: Clock) -> None:
    """E-mail and key are joined by a colon and encoded (RFC 7617 section 2.1)."""
    call(authority, ApiKey("ädä@example.com", "k:y").bind(make_context(authority.transport, clock)))
    assert authority.calls[0].headers["Authorization"] == "Basic w6Rkw6RAZXhhbXBsZS5jb206azp5"


def test_a_refused_api_key_is_not_tried_again(authority: Authority, clock: Clock) -> None:
    """There is no second key to try."""
    assert call(authority, basic(authority, clock)).status_code == 401
    assert len(authority.calls) == 1


def test_api_keys_go_where_a_document_wants_them(authority: Authority) -> None:
    """In a header field, a cookie beside others, or the query."""
    with http.Client(transport=authority.transport) as client:
        client.get(API, auth=HeaderAuth(BASE, "X-Api-Key", "k"))
        client.get(API, auth=CookieAuth(BASE, "key", "k"), headers={"Cookie": "a=b"})
        client.get(API, auth=CookieAuth(BASE, "key", "k"))
        client.get(API + "?a=b", auth=QueryAuth(BASE, "key", "k"))
    header, cookies, cookie, query = authority.calls
    assert header.headers["X-Api-Key"] == "k"
    assert cookies.headers["Cookie"] == "a=b; key=k"
    assert cookie.headers["Cookie"] == "key=k"
    assert query.url.query == b"a=b&key=k"


@pytest.mark.parametrize("value", ["", "a\r\nX: y", " a", "ä"])
def test_a_key_that_breaks_a_header_is_refused(value: str) -> None:
    """Nothing is smuggled into the request."""
    with pytest.raises(ConfigurationError):
        HeaderAuth(BASE, "X-Api-Key", value)


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
    assert caught[0].filename == __file__
