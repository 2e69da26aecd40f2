"""Connections that fail, over real sockets: the error says why."""

from __future__ import annotations

import asyncio
import socket
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from comm100 import AsyncClient, Client, ClientCredentials, errors
from comm100.testing import MockServer, _tls

from .conftest import KEY

MACHINE = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)


@pytest.fixture(params=["sync", "async"])
def failure(request: pytest.FixtureRequest) -> Any:
    """Call a server, and return the error."""

    def blocking(options: Any) -> None:
        with Client(**options) as client:
            client.account.agents.me()

    async def awaited(options: Any) -> None:
        async with AsyncClient(**options) as client:
            await client.account.agents.me()

    def call(base_url: str, **options: Any) -> errors.ClientError:
        options = {"auth": KEY, "base_url": base_url, "max_retries": 0, **options}
        with pytest.raises((errors.APIConnectionError, errors.TokenConnectionError)) as caught:
            blocking(options) if request.param == "sync" else asyncio.run(awaited(options))
        return caught.value

    return call


def test_a_refused_connection_is_named(failure: Any) -> None:
    """Nobody listens there."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        error = failure(f"http://127.0.0.1:{held.getsockname()[1]}")
    assert "failed: connection refused. Check the host" in str(error)
    assert error.__cause__ is not None


def test_a_host_that_does_not_resolve_is_named(failure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spelling mistake in a host is the usual cause."""

    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "failed: the host name cannot be resolved." in str(failure("https://nobody.invalid"))


def test_an_untrusted_certificate_is_named(failure: Any) -> None:
    """With what is wrong with it, in the words of OpenSSL."""
    with MockServer(tls=True) as server:
        error = failure(server.url)
    assert "failed: certificate verify failed: self-signed certificate." in str(error)


@pytest.mark.parametrize("auth", [KEY, MACHINE], ids=["API", "token endpoint"])
@pytest.mark.parametrize(
    ("days", "host", "reason"),
    [
        (-31, "127.0.0.1", "certificate has expired"),
        (1, "127.0.0.1", "certificate is not yet valid"),
        (0, "127.0.0.2", "IP address mismatch, certificate is not valid for '127.0.0.2'"),
    ],
)
def test_a_trusted_certificate_that_is_not_valid_is_named(
    failure: Any, monkeypatch: pytest.MonkeyPatch, auth: Any, days: int, host: str, reason: str
) -> None:
    """Of the API and of the token endpoint: too old, too new, or of another host."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(days=days)

    monkeypatch.setattr(_tls, "datetime", Shifted)
    with MockServer(host="0.0.0.0", tls=True) as server:
        error = failure(f"https://{host}:{urlsplit(server.url).port}", auth=auth, verify=server.trust)
    assert f"failed: certificate verify failed: {reason}. Check the host" in str(error)
