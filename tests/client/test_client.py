"""The client as an object: closing, showing, sharing."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from comm100 import AsyncClient, Client, ClientCredentials
from comm100._http import http
from comm100.errors import ConfigurationError

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
