"""Connections that fail, over real sockets: the error says why."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from comm100 import AsyncClient, Client, errors
from comm100.testing import MockServer

from .conftest import KEY


@pytest.fixture(params=["sync", "async"])
def failure(request: pytest.FixtureRequest) -> Any:
    """Call a server, and return the error."""

    def blocking(options: Any) -> None:
        with Client(KEY, **options) as client:
            client.account.agents.me()

    async def awaited(options: Any) -> None:
        async with AsyncClient(KEY, **options) as client:
            await client.account.agents.me()

    def call(base_url: str, **options: Any) -> errors.APIConnectionError:
        options = {"base_url": base_url, "max_retries": 0, **options}
        with pytest.raises(errors.APIConnectionError) as caught:
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
