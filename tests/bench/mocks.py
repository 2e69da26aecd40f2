"""What the mock takes for an answer, in process and over a socket."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from statistics import median
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from comm100.testing import Mock
from comm100.testing.messages import MockRequest
from tests.demo.server import served

from .measure import Variant, compare, rows
from .table import Row

__all__ = ["in_process", "over_loopback"]

MICROSECONDS = 1e6
CALLS, CONNECTIONS = 20, 16
ME = "/api/v2/account/agents/me"
FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded")


def in_process(rounds: int) -> list[Row]:
    """Time ``Mock.respond``, which everything else is an adapter of."""
    mock = Mock()
    token, me = _token_request(mock), _me_request(mock)
    variants = [
        Variant[object]("POST /oauth/token, client credentials", lambda: _repeat(mock, token), CALLS),
        Variant[object](f"GET {ME}, bearer token", lambda: _repeat(mock, me), CALLS),
    ]
    compare(variants, rounds)
    return rows(variants, MICROSECONDS)


def over_loopback(rounds: int, seconds: float) -> list[Row]:
    """Count answers over 16 connections, of the mock and of an application that looks at nothing, on uvicorn.

    Args:
        rounds: How often each is asked.
        seconds: How long at a time.
    """
    # Two mocks, because one that hands out tokens all the time forgets the oldest.
    mock, other = Mock(), Mock()
    with ExitStack() as servers:
        bare = servers.enter_context(served(SimpleNamespace(asgi=_nothing)))  # type: ignore[arg-type]  # it looks at this alone
        url, other_url = servers.enter_context(served(mock)), servers.enter_context(served(other))
        asked = [
            ("an ASGI application that answers {}", bare, _token_request(mock)),
            ("POST /oauth/token, client credentials", url, _token_request(mock)),
            (f"GET {ME}, bearer token", other_url, _me_request(other)),
        ]
        counted: list[list[float]] = [[] for _ in asked]
        for _ in range(rounds):
            for counts, (_, base, request) in zip(counted, asked, strict=True):
                counts.append(_load(base, seconds, request))
    medians = [median(counts) for counts in counted]
    return [Row(name, value, None, value / medians[0]) for (name, _, _), value in zip(asked, medians, strict=True)]


def _token_request(mock: Mock) -> MockRequest:
    machine = mock.credentials.client_credentials
    form = {
        "grant_type": "client_credentials",
        "client_id": machine.client_id,
        "client_secret": machine.client_secret,
        "siteId": machine.site_id,
    }
    return MockRequest("POST", mock.base_url + "/oauth/token", (FORM_TYPE,), urlencode(form).encode())


def _me_request(mock: Mock) -> MockRequest:
    client = mock.client(mock.credentials.password)
    client.account.agents.me()
    assert client.token is not None
    return MockRequest("GET", mock.base_url + ME, (("Authorization", client.token.header),), b"")


def _repeat(mock: Mock, request: MockRequest) -> None:
    for _ in range(CALLS):
        mock.respond(request)


def _load(base_url: str, seconds: float, request: MockRequest) -> float:
    fields = [("Host", "127.0.0.1"), ("Content-Length", str(len(request.body))), *request.headers]
    head = "\r\n".join([f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields)])
    command = [sys.executable, "-m", "tests.bench.load", base_url.rpartition(":")[2], str(seconds), str(CONNECTIONS)]
    made = subprocess.run(command, input=f"{head}\r\n\r\n".encode() + request.body, check=True, capture_output=True)
    return float(made.stdout)


async def _nothing(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
