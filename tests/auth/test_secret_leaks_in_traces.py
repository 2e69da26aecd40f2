"""The canary scan over real sockets: logs at every level, event hooks, URLs, the disk, and the mock itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from comm100 import AsyncClient, AuthorizationCode, Client, FileStore
from comm100._http import http
from comm100.errors import APIStatusError
from tests.auth.secret_leak_service import ME, Service, on_disk, secret_leak_service

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


@pytest.fixture
def service() -> Iterator[Service]:
    with secret_leak_service() as service:
        yield service


def signed_in(app: AuthorizationCode, service: Service) -> Any:
    login = app.start(base_url=service.url, pkce=True)
    return app.resume(app.finish(service.mock.visit(login.url), login))


def credentials_of(service: Service, store: FileStore) -> list[Any]:
    """Return credentials of each kind, which keep their tokens on the disk."""
    ready = service.mock.credentials
    credentials: list[Any] = [ready.api_key]
    for known in (ready.password, ready.partner_password, ready.client_credentials, ready.authorization_code):
        own = {name: getattr(known, name) for name in known.flow.wire}
        credentials.append(type(known)(**own, store=store))
    return [*credentials[:-1], signed_in(credentials[-1], service)]


class Notes(list[str]):
    """What an event hook writes down of each request and response that it sees."""

    def note(self, message: Any) -> None:
        self.append(f"{message!r} {vars(message)} {message.headers!r} {getattr(message, 'history', '')}")

    async def note_later(self, message: Any) -> None:
        self.note(message)

    def call(self, credentials: Any, service: Service) -> None:
        """Call the API, blocking."""
        with (
            http.Client(event_hooks={"request": [self.note], "response": [self.note]}) as library,
            Client(credentials, base_url=service.url, http_client=library, clock=service.mock.clock) as client,
            suppress(APIStatusError),  # neither a partner nor a client on its own behalf is an agent
        ):
            client.request("GET", ME)

    async def acall(self, credentials: Any, service: Service) -> None:
        """Call the API, awaited."""
        async with (
            http.AsyncClient(event_hooks={"request": [self.note_later], "response": [self.note_later]}) as library,
            AsyncClient(credentials, base_url=service.url, http_client=library, clock=service.mock.clock) as client,
        ):
            with suppress(APIStatusError):
                await client.request("GET", ME)


def test_no_log_hook_url_or_file_shows_a_secret(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything is logged that any library has to say, of first tokens, calls, replays and refreshes."""
    for name in (None, "httpx", "httpx2", "httpcore", "httpcore2", "comm100"):
        caplog.set_level(1, name)
    notes = Notes()
    for credentials in credentials_of(service, FileStore(tmp_path / "tokens")):
        notes.call(credentials, service)
        service.mock.fail_next(401)
        notes.call(credentials, service)
        service.mock.clock.advance(hours=13)
        asyncio.run(notes.acall(credentials, service))
    scan = service.scan()
    logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    names = {(record.name.partition(".")[0].rstrip("2"), record.levelno) for record in caplog.records}
    assert {("httpx", logging.INFO), ("httpcore", logging.DEBUG), ("comm100", logging.DEBUG)} <= names
    for text in (*logged, *notes):
        assert scan.found(text) == [], text
    grants = set()
    for exchange in service.mock.requests:
        grants |= {dict(exchange.request.form).get("grant_type")} if exchange.request.method == "POST" else set()
        assert exchange.operation == "oauth.authorize" or scan.found(exchange.request.url) == []
        assert scan.found(f"{exchange!r} {exchange.request!r} {exchange.response!r}") == []
    assert grants == {"password", "client_credentials", "authorization_code", "refresh_token"}
    assert scan.found(f"{service.mock!r} {service.mock.identities!r} {service.mock.credentials!r}") == []
    leaked = on_disk(scan, tmp_path)
    assert set().union(*leaked.values()) == {"access_token", "refresh_token"}
