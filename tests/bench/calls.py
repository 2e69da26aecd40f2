"""What a call with a valid token costs, in process: no socket, no server, nothing but the client's own work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any

from authlib import __version__ as authlib_version  # type: ignore[import-untyped]  # it has no types
from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuth2Client  # type: ignore[import-untyped]  # likewise

from comm100 import ApiKey, Client, ClientCredentials
from comm100._http import http
from comm100.auth import ClientContext, SystemClock

from .measure import Variant, compare, compare_awaited, rows
from .models import AGENT
from .table import Row

__all__ = ["awaited", "blocking", "methods"]

BASE = "https://hosted.comm100.com"
URL = BASE + "/api/v2/account/agents/me"
TOKEN = {"access_token": "0123456789abcdef" * 4, "token_type": "bearer", "expires_in": 43199}
BEARER = f"Bearer {TOKEN['access_token']}"
STATIC = {"Authorization": BEARER}
CALLS = 5
MICROSECONDS = 1e6


class Least(http.Auth):
    """The least that anything but a static header costs: it does not know about expiry, renewal or other hosts."""

    def sync_auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        request.headers["Authorization"] = BEARER
        yield request

    async def async_auth_flow(self, request: http.Request) -> AsyncGenerator[http.Request, http.Response]:
        request.headers["Authorization"] = BEARER
        yield request


def answer(request: Any) -> Any:
    """Answer every call alike, and token requests with a token."""
    if request.url.path == "/oauth/token":
        return http.Response(200, json=TOKEN)
    return http.Response(200, content=AGENT, headers={"Content-Type": "application/json"})


TRANSPORT = http.MockTransport(answer)
MACHINE = ClientCredentials(client_id="example-client", client_secret="example-client-secret", site_id=10000)
KEY = ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef")


def blocking(rounds: int) -> list[Row]:
    """Compare GET requests of a blocking HTTP client that get their header in different ways."""
    clients = {
        name: http.Client(transport=TRANSPORT, headers=headers, auth=auth) for name, headers, auth in _library()
    } | {f"Authlib {authlib_version} OAuth2Client": OAuth2Client(**_authlib())}
    variants = [Variant[object](name, partial(_repeat, client.get), CALLS) for name, client in clients.items()]
    compare(variants, rounds)
    return rows(variants, MICROSECONDS)


def awaited(rounds: int) -> list[Row]:
    """Compare the same of an asynchronous HTTP client."""
    return asyncio.run(_awaited(rounds))


def methods(rounds: int) -> list[Row]:
    """Compare a method of this package with the same request made by hand."""
    by_hand = http.Client(transport=TRANSPORT, headers=STATIC)
    static = Client(http_client=by_hand).account.agents
    machine = Client(MACHINE, transport=TRANSPORT).account.agents
    key = Client(KEY, transport=TRANSPORT).account.agents
    variants = [
        Variant[object](
            "client.get(url).json(), static header", partial(_repeat, lambda url: by_hand.get(url).json()), CALLS
        ),
        Variant[object]("agents.me(), static header", partial(_repeat, lambda url: static.me()), CALLS),
        Variant[object]("agents.me(), ClientCredentials", partial(_repeat, lambda url: machine.me()), CALLS),
        Variant[object]("agents.me(), ApiKey", partial(_repeat, lambda url: key.me()), CALLS),
    ]
    compare(variants, rounds)
    by_hand_row, *method_rows = rows(variants, MICROSECONDS)
    return [by_hand_row, *(replace(row, goal="at most 1.10") for row in method_rows)]


async def _awaited(rounds: int) -> list[Row]:
    clients = {
        name: http.AsyncClient(transport=TRANSPORT, headers=headers, auth=auth) for name, headers, auth in _library()
    } | {f"Authlib {authlib_version} AsyncOAuth2Client": AsyncOAuth2Client(**_authlib())}
    variants = [
        Variant[Awaitable[object]](name, partial(_repeat_awaited, client.get), CALLS)
        for name, client in clients.items()
    ]
    await compare_awaited(variants, rounds)
    return rows(variants, MICROSECONDS)


def _library() -> list[tuple[str, dict[str, str], Any]]:
    """Return the ways that need no client of their own: name, header fields, auth."""
    context = ClientContext(base_url=BASE, transport=TRANSPORT, timeout=5.0, user_agent="bench", clock=SystemClock())
    return [
        ("static header", STATIC, None),
        ("ClientCredentials of this package", {}, MACHINE.bind(context)),
        ("ApiKey of this package", {}, KEY.bind(context)),
        (f"an {http.__name__}.Auth that only sets a header", {}, Least()),
        (f"{http.__name__}.BasicAuth", {}, http.BasicAuth("ada@example.com", "0123456789abcdef0123456789abcdef")),
    ]


def _authlib() -> dict[str, Any]:
    token = {**TOKEN, "expires_at": int(time.time()) + 43199}
    return {"client_id": "c", "client_secret": "s", "token": token, "transport": TRANSPORT}


def _repeat(call: Callable[[str], object]) -> None:
    for _ in range(CALLS):
        call(URL)


async def _repeat_awaited(call: Callable[[str], Awaitable[object]]) -> None:
    for _ in range(CALLS):
        await call(URL)
