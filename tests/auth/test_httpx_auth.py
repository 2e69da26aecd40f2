"""What credentials do to a request: replays after a 401, and what bodies, hooks and histories see of them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from comm100._http import http
from comm100.auth import Token
from comm100.auth._httpx_auth import BearerAuth, CookieAuth
from comm100.errors import InsecureURLError, TokenResponseError, UnsupportedGrantTypeError
from tests.auth.support import (
    API,
    BASE,
    SECRET,
    Clock,
    FakeAuthServer,
    call,
    client_credentials,
    make_context,
    signed_in,
)

Send = Callable[..., Any]


class Wire(http.BaseTransport, http.AsyncBaseTransport):
    """Reads each body as a socket does, once and from where it stands."""

    def __init__(self, auth_server: FakeAuthServer) -> None:
        self.auth_server = auth_server
        self.sent: list[bytes] = []

    def handle_request(self, request: Any) -> Any:
        self.sent.append(b"".join(request.stream))
        return self.auth_server.handle(request)

    async def handle_async_request(self, request: Any) -> Any:
        self.sent.append(b"".join([chunk async for chunk in request.stream]))
        return self.auth_server.handle(request)


def blocking(wire: Wire, bound: Any, hooks: Any = None, **options: Any) -> Any:
    with http.Client(transport=wire, event_hooks=hooks) as client:
        return client.request("POST", API, auth=bound, **options)


def awaited(wire: Wire, bound: Any, hooks: Any = None, **options: Any) -> Any:
    async def main() -> Any:
        async with http.AsyncClient(transport=wire, event_hooks=hooks) as client:
            return await client.request("POST", API, auth=bound, **options)

    return asyncio.run(main())


async def chunks() -> AsyncIterator[bytes]:
    yield b"once "
    yield b"only"


@pytest.mark.parametrize(
    ("send", "body"),
    [
        (blocking, lambda: {"content": io.BytesIO(b"once only")}),
        (blocking, lambda: {"content": iter([b"once ", b"only"])}),
        (blocking, lambda: {"files": {"file": ("a.txt", io.BytesIO(b"once only"))}}),
        (awaited, lambda: {"content": chunks()}),
    ],
    ids=["file", "generator", "upload", "async generator"],
)
def test_a_body_that_was_read_is_not_sent_again(
    auth_server: FakeAuthServer, clock: Clock, send: Send, body: Any
) -> None:
    """The caller sees the 401 instead of an error, or of an empty body that was sent silently; then all is well."""
    bound, wire = signed_in(auth_server, clock), Wire(auth_server)
    auth_server.revoke()
    assert send(wire, bound, **body()).status_code == 401
    assert len(wire.sent) == 1
    assert b"once only" in wire.sent[0]
    assert send(wire, bound, **body()).status_code == 200
    assert b"once only" in wire.sent[1]
    assert len(auth_server.calls) == 2
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("send", [blocking, awaited])
@pytest.mark.parametrize("body", [{"json": {"name": "Ada"}}, {"data": {"name": "Ada"}}, {"content": b"Ada"}, {}])
def test_a_body_at_hand_is_sent_again_whole(auth_server: FakeAuthServer, clock: Clock, send: Send, body: Any) -> None:
    """JSON, a form, bytes, nothing: twice the same."""
    bound, wire = signed_in(auth_server, clock), Wire(auth_server)
    auth_server.revoke()
    assert send(wire, bound, **body).status_code == 200
    assert len(wire.sent) == 2
    assert wire.sent[0] == wire.sent[1]
    assert [request.content for request in auth_server.calls] == wire.sent
    assert (b"Ada" in wire.sent[0]) == bool(body)


@pytest.mark.parametrize("send", [blocking, awaited])
def test_hooks_and_histories_see_no_token_request(auth_server: FakeAuthServer, clock: Clock, send: Send) -> None:
    """They get the API's own request, once more after a 401, and never what went to the token endpoint."""
    seen: list[Any] = []

    async def note_later(message: Any) -> None:
        seen.append(message)

    hook = seen.append if send is blocking else note_later
    bound, wire = signed_in(auth_server, clock), Wire(auth_server)
    auth_server.revoke()
    response = send(wire, bound, {"request": [hook], "response": [hook]}, json={})
    assert response.status_code == 200
    assert [request.url.path for request in seen] == ["/api/v2/account/agents/me"] * 4
    assert [redirect.url.path for redirect in response.history] == ["/api/v2/account/agents/me"]
    assert not any(SECRET.encode() in request.content for request in auth_server.calls)
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.undocumented
@pytest.mark.parametrize("send", [blocking, awaited])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_token_request_reaches_no_hook_and_no_other_host(
    auth_server: FakeAuthServer, clock: Clock, send: Send, status: int
) -> None:
    """A client that follows redirects with the API's requests follows none with the client's secret."""
    seen: list[Any] = []

    async def note_later(message: Any) -> None:
        seen.append(message)

    hook = seen.append if send is blocking else note_later
    auth_server.answer = lambda form: http.Response(status, headers={"Location": "https://evil.example/oauth/token"})
    bound, wire = client_credentials().bind(make_context(auth_server.transport, clock)), Wire(auth_server)
    with pytest.raises(TokenResponseError, match="redirect"):
        send(wire, bound, {"request": [hook], "response": [hook]}, follow_redirects=True)
    assert seen == []
    assert [request.url.host for request in auth_server.requests] == ["hosted.comm100.com"]


@pytest.mark.undocumented
def test_an_awaited_next_request_gets_no_credentials_elsewhere(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Sending a redirect's next request by hand goes through the same check."""
    bound = signed_in(auth_server, clock)
    answer = http.Response(302, headers={"Location": "https://evil.example/"})

    async def main() -> None:
        async with http.AsyncClient(transport=http.MockTransport(lambda request: answer)) as client:
            response = await client.get(API, auth=bound)
            assert response.next_request is not None
            with pytest.raises(InsecureURLError):
                await client.send(response.next_request, auth=bound)

    asyncio.run(main())


def test_a_401_that_never_ends_is_replayed_once(auth_server: FakeAuthServer, clock: Clock) -> None:
    """One call is sent twice; the calls after it do not ask for yet another token."""
    bound = signed_in(auth_server, clock)
    auth_server.always_401 = True
    assert call(auth_server, bound).status_code == 401
    assert len(auth_server.calls) == 2
    assert call(auth_server, bound).status_code == 401
    assert len(auth_server.calls) == 3
    assert auth_server.grants == ["refresh_token"]


def test_each_revoked_token_is_replaced(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A new token that was accepted once is replaced at once when it is refused later."""
    bound = signed_in(auth_server, clock)
    for _ in range(3):
        auth_server.revoke()
        assert call(auth_server, bound).status_code == 200
    assert auth_server.grants == ["refresh_token"] * 3


def test_a_refused_new_token_is_tried_again_after_half_a_minute(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The mistrust in a token that was refused at once does not last."""
    bound = signed_in(auth_server, clock)
    auth_server.always_401 = True
    call(auth_server, bound)
    clock.advance(29.5)
    call(auth_server, bound)
    assert auth_server.grants == ["refresh_token"]
    clock.advance(0.5)
    call(auth_server, bound)
    assert auth_server.grants == ["refresh_token", "refresh_token"]


def test_a_stale_token_is_replaced_only_once(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Whoever comes late with a refused token gets the one that is there by now."""
    bound = signed_in(auth_server, clock)
    old = bound.token
    new = bound._source.get(rejected=old)
    assert bound._source.get(rejected=old) is new
    assert auth_server.grants == ["refresh_token"]


def test_a_403_asks_for_no_token(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Forbidden means a missing permission or a used-up limit, which a new token does not change."""
    bound = signed_in(auth_server, clock)
    transport = http.MockTransport(lambda request: http.Response(403, json={"code": 403000, "message": "No."}))
    with http.Client(transport=transport) as client:
        assert client.get(API, auth=bound).status_code == 403
    assert auth_server.grants == []


class Source:
    """Hands tokens out one after another, and notes what it is told about them."""

    def __init__(self, *tokens: str, replaceable: bool = True) -> None:
        self.tokens = [Token(access_token=text, base_url=BASE, issued_at=0.0) for text in tokens]
        self.replaceable = replaceable
        self.told: list[str] = []

    def cached(self) -> Any:
        return self.tokens.pop(0)

    def get(self, rejected: Any = None) -> Any:
        self.told.append(f"rejected {rejected.access_token}")
        if not self.tokens:
            raise UnsupportedGrantTypeError("No more.")
        return self.tokens.pop(0)

    async def aget(self, rejected: Any = None) -> Any:
        return self.get(rejected)

    def can_replace(self, token: Any) -> bool:
        return self.replaceable

    def confirm(self, token: Any) -> None:
        self.told.append(f"confirmed {token.access_token}")

    def invalidate(self, token: Any) -> None:
        self.told.append(f"invalid {token.access_token}")


@pytest.mark.parametrize(
    ("source", "statuses", "sent", "told"),
    [
        (Source("a"), [200], ["a"], ["confirmed a"]),
        (Source("a"), [403], ["a"], ["confirmed a"]),
        (Source("a", "b"), [401, 200], ["a", "b"], ["rejected a", "confirmed b"]),
        (Source("a", "b"), [401, 500], ["a", "b"], ["rejected a", "confirmed b"]),
        (Source("a", "b"), [401, 401], ["a", "b"], ["rejected a"]),
        (Source("a"), [401], ["a"], ["rejected a"]),
        (Source("a", "b", replaceable=False), [401], ["a"], []),
    ],
)
@pytest.mark.parametrize("awaited", [False, True])
def test_a_token_is_confirmed_once_the_api_accepts_it(
    source: Source, statuses: list[int], sent: list[str], told: list[str], awaited: bool
) -> None:
    """A 401 asks for another one once; any other status is not the token's fault."""
    own = Source(*(token.access_token for token in source.tokens), replaceable=source.replaceable)
    auth, answers = BearerAuth(own, BASE), [http.Response(status) for status in statuses]  # type: ignore[arg-type]  # all that it needs of a source
    seen: list[str] = []

    def blocking() -> None:
        flow = auth.sync_auth_flow(http.Request("GET", API))
        request = next(flow)
        for answer in answers:
            seen.append(request.headers["authorization"])
            try:
                request = flow.send(answer)
            except StopIteration:
                return
        raise AssertionError("one more request")

    async def main() -> None:
        flow = auth.async_auth_flow(http.Request("GET", API))
        request = await anext(flow)
        for answer in answers:
            seen.append(request.headers["authorization"])
            try:
                request = await flow.asend(answer)
            except StopAsyncIteration:
                return
        raise AssertionError("one more request")

    asyncio.run(main()) if awaited else blocking()
    assert seen == [f"Bearer {text}" for text in sent]
    assert own.told == told


class Held:
    """Holds a token or has to get one, and tells what it is told."""

    def __init__(self, cached: Token | None) -> None:
        self.held, self.deeds = cached, list[str]()

    def cached(self) -> Token | None:
        return self.held

    def get(self) -> Token:
        self.deeds.append("get")
        return Token(access_token="new", base_url=BASE, issued_at=0)

    def close(self) -> None:
        self.deeds.append("close")

    async def aclose(self) -> None:
        self.deeds.append("aclose")

    def sign_out(self) -> None:
        self.deeds.append("sign out")


@pytest.mark.parametrize(("cached", "deeds"), [("held", []), (None, ["get"])])
def test_what_is_asked_of_tokens_is_asked_of_their_source(cached: str | None, deeds: list[str]) -> None:
    """A token that is at hand is not waited for."""
    source: Any = Held(Token(access_token=cached, base_url=BASE, issued_at=0) if cached else None)
    auth = BearerAuth(source, BASE)
    assert auth.get_token().access_token == (cached or "new")
    auth.close()
    asyncio.run(auth.aclose())
    auth.sign_out()
    assert source.deeds == [*deeds, "close", "aclose", "sign out"]


@pytest.mark.parametrize("url", ["https://evil.example/a", BASE.replace("https", "http") + "/a", f"{BASE}:8443/a"])
def test_a_token_is_added_to_requests_to_its_own_servers_only(url: str) -> None:
    """Blocking or not; nothing is asked for otherwise."""
    source: Any = Held(Token(access_token="held", base_url=BASE, issued_at=0))
    auth = BearerAuth(source, BASE, ["https://b.example"])
    with pytest.raises(InsecureURLError):
        next(auth.sync_auth_flow(http.Request("GET", url)))
    with pytest.raises(InsecureURLError):
        asyncio.run(anext(auth.async_auth_flow(http.Request("GET", url))))
    for own in (f"{BASE}/a", "https://b.example/a"):
        assert next(auth.sync_auth_flow(http.Request("GET", own))).headers["authorization"] == "Bearer held"


@pytest.mark.parametrize(("cookies", "sent"), [({}, "own=value"), ({"cookie": "a=b"}, "a=b; own=value")])
def test_a_cookie_is_sent_beside_others(cookies: dict[str, str], sent: str) -> None:
    """Which the caller has set."""
    request = http.Request("GET", f"{BASE}/a", headers=cookies)
    CookieAuth(BASE, "own", "value").add_to(request)
    assert request.headers["cookie"] == sent
    assert request.extensions["credentials"] == ("value",)
