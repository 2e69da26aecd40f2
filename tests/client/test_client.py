"""The client as an object: closing, showing, sharing."""

from __future__ import annotations

import asyncio
import importlib
import logging
import ssl
import sys
from collections.abc import AsyncIterator, Iterator
from functools import cached_property, partial
from typing import Any

import pytest

import comm100
from comm100 import AsyncClient, Client, ClientCredentials
from comm100._http import http
from comm100._pages import Paging
from comm100._request import Call, Operation, as_is
from comm100._resource import AsyncResource, Resource
from comm100._response import RawResponse
from comm100.errors import APIConnectionError, ClientClosedError, ConfigurationError, NotFoundError

from .conftest import KEY, Kit, Server


def test_repr_shows_the_server_and_no_secret(kit: Kit) -> None:
    """A client in a log line says where it asks, not as whom."""
    client = kit.client()
    assert "https://hosted.comm100.com" in repr(client)
    assert KEY.api_key not in repr(client) + repr(vars(client))


def test_a_ready_made_http_client_stays_the_callers(server: Server) -> None:
    """What the caller opened, the caller closes."""
    own = http.Client(transport=http.MockTransport(server.handle))
    with Client(KEY, http_client=own) as client:
        client.account.agents.me()
    assert not own.is_closed
    own.close()


def test_transport_and_http_client_exclude_each_other(server: Server) -> None:
    """One of them would be ignored without a word."""
    with http.Client() as own, pytest.raises(ConfigurationError, match="not both"):
        Client(KEY, http_client=own, transport=http.MockTransport(server.handle))


@pytest.mark.undocumented
def test_redirects_are_not_followed(kit: Kit, server: Server) -> None:
    """A redirect of an API call could lead credentials elsewhere; it is an error instead."""
    server.says(307, headers={"location": "https://evil.example/"})
    with pytest.raises(Exception, match="307"):
        kit.run(lambda client: client.account.agents.me())
    assert len(server.requests) == 1


def test_debug_logging_tells_method_path_and_status(kit: Kit, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """One line a response, below the package's own logger, without query, header fields or body."""
    with caplog.at_level(logging.DEBUG, logger="comm100"):
        kit.run(lambda client: client.account.agents.list(page_index=4))
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("comm100")]
    assert any(line.startswith("GET /api/v2/account/agents -> 200") for line in lines)
    assert not any("pageIndex" in line for line in lines)


def test_clients_share_nothing() -> None:
    """What one client is given does not reach another one."""
    first, second = Server(), Server()
    Kit(first, awaited=False).run(lambda client: client.account.agents.me(), user_agent="a/1")
    Kit(second, awaited=False).run(lambda client: client.account.agents.me())
    assert "a/1" not in second.last.headers["user-agent"]


def test_a_transport_that_can_only_be_awaited_is_not_passed_by() -> None:
    """Token requests block; they do not go to the network when the client was given another way."""

    class Awaited(http.AsyncBaseTransport):
        async def handle_async_request(self, request: Any) -> Any:
            return http.Response(200, json={})

    secrets = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)

    async def main() -> None:
        async with AsyncClient(secrets, transport=Awaited()) as client:
            await client.account.agents.me()

    with pytest.raises(ConfigurationError, match="token_transport"):
        asyncio.run(main())


def test_an_environments_proxy_does_not_see_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to a mock on this machine is in clear, and bypasses the proxy."""
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    with Client(KEY, base_url="http://127.0.0.1:4010") as local, Client(KEY) as remote:
        assert not local._http._mounts
        assert remote._http._mounts


def call_of(client: Any, *, secured: bool) -> Any:
    return client._send(Call(Operation[Any]("op", "GET", "/api/v2/x", decode=as_is, secured=secured)))


def test_credentials_are_sent_to_operations_that_need_them(kit: Kit, server: Server) -> None:
    """A client without any sends all of them as they are."""
    server.says(json=1)
    for auth, secured, is_sent in ((KEY, True, True), (KEY, False, False), (None, True, False), (None, False, False)):
        kit.run(partial(call_of, secured=secured), auth=auth)
        assert ("authorization" in server.last.headers) is is_sent


def test_a_token_is_that_of_the_credentials(kit: Kit) -> None:
    """None without credentials, and for those without tokens."""
    secrets = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)
    assert [kit.client(auth=auth).token for auth in (None, KEY, secrets)] == [None] * 3
    client = kit.client(auth=KEY)
    client._auth = type("Bound", (), {"token": 7})()
    assert client.token == 7


class Broken(http.SyncByteStream, http.AsyncByteStream):
    """A body that breaks off, and notes that it was closed."""

    closed = 0

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __iter__(self) -> Any:
        yield b"a"
        raise self.error

    async def __aiter__(self) -> Any:
        yield b"a"
        raise self.error

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


class Returning(http.BaseTransport, http.AsyncBaseTransport):
    """A transport that returns one response, and notes that it was closed."""

    closed = 0

    def __init__(self, body: Any) -> None:
        self.body = body

    def handle_request(self, request: Any) -> Any:
        return http.Response(200, stream=self.body)

    async def handle_async_request(self, request: Any) -> Any:
        return http.Response(200, stream=self.body)

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("error", [http.ReadError("broken"), KeyboardInterrupt()], ids=["broken", "interrupted"])
@pytest.mark.parametrize("awaited", [False, True])
def test_what_is_opened_is_closed(awaited: bool, error: BaseException) -> None:
    """The response of a call that fails, what adds the credentials, and the connections of the client."""
    body, left = Broken(error), list[str]()
    transport = Returning(body)

    class Bound:
        token = None

        def sync_auth_flow(self, request: Any) -> Any:
            try:
                yield request
            finally:
                left.append("flow")

        async def async_auth_flow(self, request: Any) -> Any:
            try:
                yield request
            finally:
                left.append("flow")

        def close(self) -> None:
            left.append("credentials")

        async def aclose(self) -> None:
            left.append("credentials")

    async def main() -> None:
        async with AsyncClient(KEY, transport=transport, max_retries=0) as client:
            client._auth = Bound()  # type: ignore[assignment]  # all that the client needs of it
            # An error keeps the frames that it came through, with all that is in them.
            with pytest.raises((APIConnectionError, KeyboardInterrupt)) as caught:
                await client.request("GET", "/api/v2/x")
            assert caught.value
            assert (left, transport.closed) == (["flow"], 0)
            assert body.closed

    if awaited:
        asyncio.run(main())
    else:
        with Client(KEY, transport=transport, max_retries=0) as client:
            client._auth = Bound()  # type: ignore[assignment]  # all that the client needs of it
            with pytest.raises((APIConnectionError, KeyboardInterrupt)) as caught:
                client.request("GET", "/api/v2/x")
            assert caught.value
            assert (left, transport.closed) == (["flow"], 0)
            assert body.closed
    assert left == ["flow", "credentials"]
    assert transport.closed


@pytest.mark.parametrize("awaited", [False, True])
def test_a_closed_client_sends_nothing_over_an_open_http_client(server: Server, awaited: bool) -> None:
    """And an open one nothing over a closed HTTP client."""

    async def main() -> None:
        own = http.AsyncClient(transport=http.MockTransport(server.handle))
        client, other = AsyncClient(KEY, http_client=own), AsyncClient(KEY, http_client=own)
        await client.aclose()
        assert not own.is_closed
        with pytest.raises(ClientClosedError, match="request was not sent"):
            await client.request("GET", "/api/v2/x")
        await own.aclose()
        with pytest.raises(ClientClosedError, match="request was not sent"):
            await other.request("GET", "/api/v2/x")

    if awaited:
        asyncio.run(main())
    else:
        own = http.Client(transport=http.MockTransport(server.handle))
        client, other = Client(KEY, http_client=own), Client(KEY, http_client=own)
        client.close()
        assert not own.is_closed
        with pytest.raises(ClientClosedError, match="request was not sent"):
            client.request("GET", "/api/v2/x")
        own.close()
        with pytest.raises(ClientClosedError, match="request was not sent"):
            other.request("GET", "/api/v2/x")
    assert server.requests == []


class Watched:
    """Credentials that note what they are bound to, and that they are asked."""

    token = None

    def __init__(self) -> None:
        self.contexts: list[Any] = []
        self.asked = 0

    def bind(self, context: Any) -> Watched:
        self.contexts.append(context)
        return self

    def sync_auth_flow(self, request: Any) -> Any:
        self.asked += 1
        yield request

    async def async_auth_flow(self, request: Any) -> Any:
        self.asked += 1
        yield request

    def close(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


def test_a_closed_client_requests_no_token(kit: Kit, server: Server) -> None:
    """It does not even ask its credentials; an open one does, once for each call."""
    watched = Watched()
    server.says(json=1)
    kit.run(lambda client: client.request("GET", "/api/v2/x"), auth=watched)
    assert watched.asked == 1

    def closed(client: Any) -> Any:
        client._closed.set()
        return client.request("GET", "/api/v2/x")

    with pytest.raises(ClientClosedError):
        kit.run(closed, auth=watched)
    assert watched.asked == 1


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_token_requests_have_a_transport_of_the_caller(kind: Any, server: Server) -> None:
    """That for them, else that for calls, else none."""
    calls, tokens = http.MockTransport(server.handle), http.MockTransport(server.handle)
    given: tuple[dict[str, Any], ...] = (
        {},
        {"transport": calls},
        {"token_transport": tokens},
        {"transport": calls, "token_transport": tokens},
    )
    watched = Watched()
    for transports in given:
        kind(watched, **transports)
    assert [context.transport for context in watched.contexts] == [None, calls, tokens, tokens]


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_the_largest_body_is_a_number_of_bytes_or_none(kind: Any, server: Server) -> None:
    """Zero allows no body at all."""
    sizes: tuple[Any, ...] = (None, 0, 1)
    for size in sizes:
        kind(KEY, transport=http.MockTransport(server.handle), max_response_bytes=size)
    sizes = (-1, True, 1.5, "1")
    for size in sizes:
        with pytest.raises(ConfigurationError, match=rf"^max_response_bytes={size!r} is not a number of bytes\.$"):
            kind(KEY, transport=http.MockTransport(server.handle), max_response_bytes=size)


def test_what_a_caller_opened_is_not_opened_again_in_another_event_loop(server: Server) -> None:
    """Only this package's own HTTP client can be created once more."""
    given: tuple[dict[str, Any], ...] = (
        {},
        {"transport": http.MockTransport(server.handle)},
        {"http_client": http.AsyncClient()},
    )
    for options, is_own in zip(given, (True, False, False), strict=True):
        assert (AsyncClient(KEY, **options)._connections._create is not None) is is_own


@pytest.mark.undocumented(some=True)
def test_retries_are_paid_for_by_successes(kit: Kit, server: Server) -> None:
    """A failure that is not repeated costs nothing, and earns nothing."""
    booked: list[str] = []

    class Budget:
        def spend(self) -> bool:
            booked.append("spent")
            return True

        def earn(self) -> None:
            booked.append("earned")

    def watched(client: Any) -> Any:
        client._retry_budget = Budget()
        return client.request("GET", "/api/v2/x")

    statuses = [503, 503, 200]
    server.answer = lambda request: http.Response(statuses.pop(0), json={})
    kit.run(watched)
    assert booked == ["spent", "spent", "earned"]
    server.says(404, json={})
    with pytest.raises(NotFoundError):
        kit.run(watched)
    assert booked == ["spent", "spent", "earned"]


def test_the_environment_switches_the_log_on_when_the_client_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the level that it names."""
    log = logging.getLogger("comm100")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "level", logging.NOTSET)
    monkeypatch.setenv("COMM100_LOG", "info")
    monkeypatch.setattr(comm100, "client", comm100.client)
    monkeypatch.delitem(sys.modules, "comm100.client")
    importlib.import_module("comm100.client")
    assert (len(log.handlers), log.level) == (1, logging.INFO)


def test_resources_belong_to_the_client_that_they_are_taken_from(kit: Kit) -> None:
    """All of them, also after other options were chosen."""
    client = kit.client()
    names = [name for name, value in vars(type(client)).items() if isinstance(value, cached_property)]
    assert names
    before = {name: getattr(client, name) for name in names}
    other = client.with_options(timeout=1)
    for name in names:
        assert getattr(client, name) is before[name]
        assert getattr(other, name)._client is other


class Sender:
    """A client that returns one response to every call."""

    def __init__(self, value: Any, **headers: str) -> None:
        self.raw = RawResponse(value, http.Response(200, headers=headers))

    def _send(self, call: Any) -> Any:
        return self.raw


class AwaitedSender(Sender):
    """The same, awaited."""

    async def _send(self, call: Any) -> Any:
        return self.raw


def test_a_list_knows_the_link_field_of_its_response() -> None:
    """And is beside the response where that is asked for."""
    paging = Paging[Any](items="data", next="", total=None, parameter="", decode=as_is, kind="header")
    operation, data = Operation[Any]("op", "GET", "/a"), {"data": [1]}
    sender, awaited = Sender(data, link="</b>; rel=next"), AwaitedSender(data, link="</b>; rel=next")
    page = Resource(sender)._list(operation, paging)  # type: ignore[arg-type]  # all that it needs of a client
    assert (page.items, page.has_next) == ([1], True)
    raw: Any = Resource(sender, raw=True)._list(operation, paging)  # type: ignore[arg-type]  # all that it needs of a client
    assert (raw.value.items, raw.response) == ([1], sender.raw.response)

    async def main() -> None:
        page = await AsyncResource(awaited)._list(operation, paging)  # type: ignore[arg-type]  # all that it needs of a client
        assert (page.items, page.has_next) == ([1], True)
        raw: Any = await AsyncResource(awaited, raw=True)._list(operation, paging)  # type: ignore[arg-type]  # all that it needs of a client
        assert (raw.value.items, raw.response) == ([1], awaited.raw.response)

    asyncio.run(main())


@pytest.mark.parametrize("awaited", [False, True])
def test_a_client_that_is_closed_during_a_wait_for_a_token_sends_nothing(server: Server, awaited: bool) -> None:
    """The call has begun before, and ends with the reason."""

    class Slow:
        token = None

        def sync_auth_flow(self, request: Any) -> Any:
            client._closed.set()
            yield request

        async def async_auth_flow(self, request: Any) -> Any:
            other._closed.set()
            yield request

    async def main() -> None:
        with pytest.raises(ClientClosedError, match="request was not sent"):
            await other.request("GET", "/api/v2/x")

    client = Client(KEY, transport=http.MockTransport(server.handle))
    other = AsyncClient(KEY, transport=http.MockTransport(server.handle))
    client._auth = other._auth = Slow()  # type: ignore[assignment]  # all that the clients need of it
    if awaited:
        asyncio.run(main())
    else:
        with pytest.raises(ClientClosedError, match="request was not sent"):
            client.request("GET", "/api/v2/x")
    assert server.requests == []


def test_an_alert_after_the_handshake_is_a_failed_connection() -> None:
    """The HTTP library does not translate it where it is awaited."""

    class Alerting(http.AsyncBaseTransport):
        async def handle_async_request(self, request: http.Request) -> http.Response:
            raise ssl.SSLError(1, "alert")

    async def main() -> None:
        async with AsyncClient(KEY, transport=Alerting(), max_retries=0) as client:
            await client.request("GET", "/api/v2/x")

    with pytest.raises(APIConnectionError, match="TLS failed"):
        asyncio.run(main())


class Interrupted(http.SyncByteStream, http.AsyncByteStream):
    """A body in the middle of which the user presses Ctrl-C; it notes whether it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise KeyboardInterrupt

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        raise KeyboardInterrupt

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


@pytest.mark.undocumented
def test_a_body_that_is_interrupted_leaves_no_connection_open(kit: Kit, server: Server) -> None:
    """The HTTP library would keep it, and wait for the rest."""
    body = Interrupted()
    server.answer = lambda request: http.Response(200, stream=body)
    with pytest.raises(KeyboardInterrupt):
        kit.run(lambda client: client.account.agents.me())
    assert body.closed
