"""Options of a client: once for calls and token requests, changed by ``with_options``, and what closing ends."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import select
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import comm100
from comm100 import AsyncClient, Client, ClientCredentials, errors
from comm100._http import http
from comm100.testing import MockServer
from tests.answers import record
from tests.auth.conftest import self_signed

from .conftest import KEY, Clock, Kit, Server

MACHINE = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)


def me(client: Any) -> Any:
    return client.account.agents.me()


def get_agent(client: Any) -> Any:
    return client.account.agents.get(1)


def run(awaited: bool, act: Any, *args: Any, **options: Any) -> Any:
    if not awaited:
        with Client(*args, **options) as client:
            return act(client)

    async def main() -> Any:
        async with AsyncClient(*args, **options) as client:
            return await act(client)

    return asyncio.run(main())


class Proxy(ThreadingHTTPServer):
    """A proxy that answers for any server, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ProxyHandler)
        self.targets: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _ProxyHandler(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        self.server.targets.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = json.dumps(
            {**record("Agent"), "access_token": "t" * 20, "token_type": "bearer", "expires_in": 60}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.01,))
        thread.start()
        yield proxy
        proxy.shutdown()
        thread.join()


@contextmanager
def tunnelling(target: str, certificate: Path | None) -> Iterator[tuple[str, list[bytes]]]:
    """Connect everybody who sends CONNECT to one server, whatever they name; yield the proxy's URL, and what it got.

    With a certificate, it is talked to by TLS.
    """
    seen: list[bytes] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if certificate is not None:
        tls.load_cert_chain(certificate)

    def pump(near: socket.socket, far: socket.socket) -> None:
        # In one thread, since two must not use one TLS connection at the same time.
        others = {near: far, far: near}
        with suppress(OSError), near, far:
            while True:
                pending = isinstance(near, ssl.SSLSocket) and near.pending()
                for source in [near] if pending else select.select([near, far], [], [])[0]:
                    data = source.recv(65536)
                    if not data:
                        return
                    others[source].sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                if certificate is not None:
                    near = tls.wrap_socket(near, server_side=True)
                seen.append(near.recv(65536))
                far = socket.create_connection(("127.0.0.1", int(target.rpartition(":")[2])))
                near.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                threading.Thread(target=pump, args=(near, far), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http{'s' * bool(certificate)}://127.0.0.1:{listener.getsockname()[1]}", seen
        listener.shutdown(socket.SHUT_RDWR)  # wakes the thread


@pytest.mark.parametrize("awaited", [False, True], ids=["sync", "async"])
class TestConnections:
    """Proxy and certificates."""

    def test_a_proxy_is_used_for_calls_and_token_requests(
        self, awaited: bool, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither goes past it; plain http, which the proxy can read, is allowed for this test alone."""
        monkeypatch.setattr("comm100.auth._origin._LOOPBACK", frozenset({"api.example"}))
        run(awaited, me, MACHINE, base_url="http://api.example", proxy=proxy.url)
        assert proxy.targets == ["http://api.example/oauth/token", "http://api.example/api/v2/account/agents/me"]

    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_https_goes_through_the_tunnel_of_a_proxy(self, awaited: bool, scheme: str, tmp_path: Path) -> None:
        """For calls and token requests; the proxy sees where they go only, and is verified as servers are."""
        own = self_signed(tmp_path) if scheme == "https" else None
        with MockServer(tls=True) as server, tunnelling(server.url, own) as (proxy, seen):
            file = tmp_path / "ca.pem"
            file.write_text(server.certificate + (own.read_text() if own else ""))
            base_url = server.url.replace("127.0.0.1", "localhost")
            assert run(awaited, get_agent, MACHINE, base_url=base_url, proxy=proxy, verify=str(file)).id == 1
        host = base_url.removeprefix("https://")
        assert [request.split(b"\r\n")[0] for request in seen] == [f"CONNECT {host} HTTP/1.1".encode()] * 2
        assert not [request for request in seen if b"example-client" in request]

    def test_other_certificates_are_used_for_calls_and_token_requests(self, awaited: bool, tmp_path: Path) -> None:
        """A file or an SSL context, or no check at all; without them, the server is not trusted."""
        with MockServer(tls=True) as server:
            file = tmp_path / "ca.pem"
            file.write_text(server.certificate)
            options: dict[str, Any] = {"base_url": server.url, "max_retries": 0}
            for verify in (str(file), server.trust, False):
                assert run(awaited, get_agent, MACHINE, verify=verify, **options).id == 1
            with pytest.raises(errors.TokenConnectionError):
                run(awaited, get_agent, MACHINE, **options)
            operations = [exchange.operation for exchange in server.mock.requests]
        assert operations == ["oauth.token", "account.agents.get"] * 3

    def test_the_environments_proxy_can_be_ignored(self, awaited: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        """For calls and token requests."""
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
        kind: Any = AsyncClient if awaited else Client
        assert kind(KEY)._http._mounts
        assert not kind(KEY, trust_env=False)._http._mounts


@pytest.mark.undocumented
def test_no_retries_means_one_token_request_too(kit: Kit, server: Server) -> None:
    """``max_retries=0`` is what it says."""
    server.says(503, json={"error": "temporarily_unavailable"})
    with pytest.raises(errors.OAuthError):
        kit.run(me, auth=MACHINE, max_retries=0, token_transport=http.MockTransport(server.handle))
    assert [request.url.path for request in server.requests] == ["/oauth/token"]


class TestWithOptions:
    """A client with other options."""

    def test_it_changes_what_is_named_and_shares_the_rest(self, kit: Kit, server: Server) -> None:
        """The client that it comes from stays as it was, even where its resources were used before."""

        def act(client: Any) -> Any:
            assert client.account is client.account
            other = client.with_options(timeout=3, headers={"X-Trace": "7"})
            assert other._http is client._http
            assert other._auth is client._auth
            return me(other)

        kit.run(act, timeout=9, headers={"X-Trace": "1", "X-Tenant": "a"})
        assert set(server.last.extensions["timeout"].values()) == {3}
        assert (server.last.headers["x-trace"], server.last.headers["x-tenant"]) == ("7", "a")
        assert server.last.headers.get_list("x-trace") == ["7"]

        def resources(client: Any) -> list[Any]:
            before = (client.account, client.partner)
            other = client.with_options(headers={"X-Trace": "7"})
            assert (client.account, client.partner) == before
            return [group._client for group in (other.account, other.partner)] + [other]

        assert len({id(client) for client in kit.run(resources)}) == 1

        def both(client: Any) -> Any:
            client.with_options(timeout=3, headers={"X-Trace": "7"})
            return me(client)

        kit.run(both, timeout=9, headers={"X-Trace": "1"})
        assert set(server.last.extensions["timeout"].values()) == {9}
        assert server.last.headers["x-trace"] == "1"

    def call(self, client: Any, **options: Any) -> Any:
        return me(client.with_options(**options))

    @pytest.mark.undocumented
    def test_it_shares_the_budget_of_retries(self, kit: Kit, server: Server) -> None:
        """Ten in all, however many clients a server that is down is asked by."""
        server.says(503, json={})

        def act(client: Any) -> Any:
            return [client.with_options(max_retries=3) for _ in range(5)]

        async def ask(client: Any) -> None:
            for other in act(client):
                with pytest.raises(errors.ServiceUnavailableError):
                    await me(other)

        def ask_blocking(client: Any) -> None:
            for other in act(client):
                with pytest.raises(errors.ServiceUnavailableError):
                    me(other)

        kit.run(ask if kit.awaited else ask_blocking)
        assert len(server.requests) == 5 + 10

    @pytest.mark.undocumented
    def test_it_changes_the_retries(self, kit: Kit, server: Server) -> None:
        """In both directions."""
        server.says(503, json={})
        for own, other, count in ((2, 0, 1), (0, 3, 4)):
            server.requests.clear()
            with pytest.raises(errors.ServiceUnavailableError):
                kit.run(partial(self.call, max_retries=other), max_retries=own)
            assert len(server.requests) == count

    def test_no_timeout_is_one_of_the_options(self, kit: Kit, server: Server) -> None:
        """None is a value, and leaving it out is not."""
        kit.run(lambda client: me(client.with_options(timeout=None)), timeout=9)
        assert set(server.last.extensions["timeout"].values()) == {None}
        kit.run(lambda client: me(client.with_options()), timeout=9)
        assert set(server.last.extensions["timeout"].values()) == {9}


class TestClosing:
    """A closed client sends nothing."""

    def test_it_makes_no_calls_and_no_token_requests(self, kit: Kit, server: Server) -> None:
        """Neither with a key nor with tokens; nor does a client that came from it."""
        for auth in (KEY, MACHINE):
            for derive in (lambda client: client, lambda client: client.with_options(timeout=1)):

                async def close(client: Any, derive: Any = derive) -> Any:
                    other = derive(client)
                    await client.aclose()
                    return await me(other)

                def close_blocking(client: Any, derive: Any = derive) -> Any:
                    other = derive(client)
                    client.close()
                    return me(other)

                with pytest.raises(errors.ClientClosedError, match=r"account\.agents\.me was not sent"):
                    kit.run(
                        close if kit.awaited else close_blocking,
                        auth=auth,
                        token_transport=http.MockTransport(server.handle),
                    )
        assert not server.requests

    def test_it_can_be_closed_twice(self, kit: Kit) -> None:
        """The second time nothing happens."""
        kit.run(lambda client: client.aclose() if kit.awaited else client.close())

    def test_an_http_client_of_the_callers_stays_open(self, server: Server) -> None:
        """And one that the caller closed is noticed before anything is sent."""

        async def main() -> None:
            async with http.AsyncClient(transport=http.MockTransport(server.handle)) as own:
                async with AsyncClient(KEY, http_client=own) as client:
                    await me(client)
                assert not own.is_closed
                with pytest.raises(errors.ClientClosedError):
                    await me(client)
                other = AsyncClient(KEY, http_client=own)
            with pytest.raises(errors.ClientClosedError):
                await me(other)

        asyncio.run(main())
        with http.Client(transport=http.MockTransport(server.handle)) as own:
            with Client(KEY, http_client=own) as client:
                me(client)
            assert not own.is_closed
            with pytest.raises(errors.ClientClosedError):
                me(client)
            other = Client(KEY, http_client=own)
        with pytest.raises(errors.ClientClosedError):
            me(other)
        assert len(server.requests) == 2

    @pytest.mark.undocumented
    def test_a_call_that_waits_for_its_retry_is_not_sent_any_more(self, server: Server) -> None:
        """The client is closed in the pause."""
        server.says(503, json={})

        class ClosingClock(Clock):
            def sleep(self, seconds: float) -> None:
                client.close()

        client = Client(KEY, transport=http.MockTransport(server.handle), clock=ClosingClock())
        with pytest.raises(errors.ClientClosedError):
            me(client)
        assert len(server.requests) == 1

    def test_a_call_that_waits_for_its_token_is_not_sent_any_more(self, server: Server) -> None:
        """The client is closed before the credentials are there."""
        client = Client(KEY, transport=http.MockTransport(server.handle))
        flow = client._auth.sync_auth_flow  # type: ignore[union-attr]

        def closing(request: Any) -> Any:
            client.close()
            yield from flow(request)

        client._auth.sync_auth_flow = closing  # type: ignore[union-attr, method-assign]
        with pytest.raises(errors.ClientClosedError):
            me(client)
        assert server.requests == []


class TestLog:
    """``COMM100_LOG``."""

    def test_the_environment_turns_it_on(self) -> None:
        """One line per call on standard error, without the HTTP library's own."""
        program = (
            "from comm100 import ApiKey, Client\n"
            "from comm100._http import http\n"
            "transport = http.MockTransport(lambda request: http.Response(200, json={'agents': []}))\n"
            "with Client(ApiKey('ada@example.com', '0' * 32), transport=transport) as client:\n"
            "    client.account.agents.list(page_index=0)\n"
        )
        paths = {"PYTHONPATH": str(Path(comm100.__file__).parents[1])}
        for level, shown in (("debug", True), ("DEBUG", True), ("warning", False), ("nonsense", False), ("", False)):
            environment = {**os.environ, **paths, "COMM100_LOG": level}
            result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
            assert result.returncode == 0
            assert ("GET /api/v2/account/agents -> 200" in result.stderr) is shown
            assert "pageIndex" not in result.stderr

    def test_it_is_silent_by_default(self) -> None:
        """Nothing is configured but where the environment asks for it."""
        assert not logging.getLogger("comm100").handlers


def test_default_headers_are_sent_with_each_call(kit: Kit, server: Server) -> None:
    """But not with token requests, and they do not replace the credentials."""
    server.answer = lambda request: http.Response(
        200,
        json={"access_token": "t" * 20, "token_type": "bearer", "expires_in": 60}
        if request.url.path == "/oauth/token"
        else record("Agent"),
    )
    headers = {"X-Tenant": "7", "authorization": "Bearer other", "User-Agent": "own"}
    kit.run(me, auth=MACHINE, headers=headers, token_transport=http.MockTransport(server.handle))
    token_request, call = server.requests
    assert "x-tenant" not in token_request.headers
    assert (call.headers["x-tenant"], call.headers["authorization"]) == ("7", f"Bearer {'t' * 20}")
    assert call.headers.get_list("authorization") == [f"Bearer {'t' * 20}"]
