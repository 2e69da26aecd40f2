"""What of a caller's own HTTP client holds for a call, and what does not."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest

from comm100 import AsyncClient, Client
from comm100._http import http
from comm100.errors import ConfigurationError
from tests.answers import record

from .conftest import KEY, Server


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: Server) -> Callable[..., Any]:
    """Make calls with an HTTP client that was given options, one after another."""

    def blocking(*acts: Any, **options: Any) -> Any:
        with http.Client(transport=http.MockTransport(server.handle), **options) as own:
            client = Client(KEY, http_client=own)
            return own, [act(client) for act in acts or (me,)]

    def awaited(*acts: Any, **options: Any) -> Any:
        async def main() -> Any:
            async with http.AsyncClient(transport=http.MockTransport(server.handle), **options) as own:
                client = AsyncClient(KEY, http_client=own)
                return own, [await act(client) for act in acts or (me,)]

        return asyncio.run(main())

    return awaited if request.param == "async" else blocking


def me(client: Any) -> Any:
    return client.account.agents.me()


def test_default_headers_are_sent_behind_this_packages_own(call: Any, server: Server) -> None:
    """Host comes first, credentials are this package's, and what it does not set stays the caller's."""
    call(headers={"X-Tenant": "7", "Accept": "text/html", "User-Agent": "own", "Authorization": "Bearer other"})
    headers = server.last.headers
    assert headers.raw[0] == (b"Host", b"hosted.comm100.com")
    assert (headers["x-tenant"], headers["accept"]) == ("7", "application/json")
    assert headers["user-agent"].startswith("comm100-python/")
    assert headers["authorization"].startswith("Basic ")
    assert len(headers.get_list("authorization")) == len(headers.get_list("host")) == 1


def test_headers_that_change_between_calls_are_sent_as_they_are(call: Any, server: Server) -> None:
    """The merged header fields are remembered, but not for longer than they are true."""

    def change(client: Any) -> Any:
        client._http.headers["X-Tenant"] = "8"
        return me(client)

    call(me, change, headers={"X-Tenant": "7"})
    assert [request.headers["x-tenant"] for request in server.requests] == ["7", "8"]


def test_default_query_parameters_are_added(call: Any, server: Server) -> None:
    """Arguments of the call stay, and win over a default of the same name."""
    call(lambda client: client.account.agents.list(page_index=3), params={"pageIndex": "9", "trace": "1"})
    assert dict(server.last.url.params) == {"pageIndex": "3", "trace": "1"}


def test_its_cookies_are_not_sent(call: Any, server: Server) -> None:
    """Neither those that it was given nor those that the server sets."""
    server.answer = lambda request: http.Response(
        200, json=record("Agent"), headers={"set-cookie": "session=ada; Path=/"}
    )
    call(me, me, cookies={"session": "bo"})
    assert [request.headers.get("cookie") for request in server.requests] == [None, None]


def test_its_authentication_and_timeout_are_not_used(call: Any, server: Server) -> None:
    """This package's timeout is finite by default, and its credentials are those of the client."""
    call(auth=("someone", "else"), timeout=None)
    assert set(server.last.extensions["timeout"].values()) == {30.0}
    assert b64decode(server.last.headers["authorization"].removeprefix("Basic ")).startswith(b"ada@example.com:")


def test_its_event_hooks_see_the_finished_request(call: Any, server: Server) -> None:
    """With its content, and with what a hook changes."""

    def hook(request: Any) -> None:
        request.headers["X-Length"] = str(len(request.content))

    async def awaited_hook(request: Any) -> None:
        hook(request)

    chosen = awaited_hook if "awaited" in call.__name__ else hook
    call(lambda client: client.account.agents.set_password(7, password="x"), event_hooks={"request": [chosen]})
    assert server.last.headers["x-length"] == server.last.headers["content-length"] == str(len(b'{"password":"x"}'))


def test_a_base_url_of_its_own_is_refused(call: Any, server: Server) -> None:
    """One for a mock must not lead real credentials to the real API; the same URL is fine."""
    with pytest.raises(ConfigurationError, match="base_url="):
        call(base_url="http://127.0.0.1:4010")
    assert not server.requests
    call(base_url="https://hosted.comm100.com/")
    assert len(server.requests) == 1


def test_a_client_of_its_own_keeps_no_cookies(server: Server) -> None:
    """A session that the server starts ends with the response."""
    server.answer = lambda request: http.Response(
        200, json=record("Agent"), headers={"set-cookie": "session=ada; Path=/"}
    )
    with Client(KEY, transport=http.MockTransport(server.handle)) as client:
        me(client)
        me(client)
        assert not list(client._http.cookies.jar)
    assert "cookie" not in server.last.headers


def test_a_request_without_a_body_says_so(call: Any, server: Server) -> None:
    """POST and PUT have a Content-Length even then (RFC 9110 section 8.6), GET has none."""
    call(lambda client: client.account.agents.unlock(7), me)
    assert [request.headers.get("content-length") for request in server.requests] == ["0", None]
