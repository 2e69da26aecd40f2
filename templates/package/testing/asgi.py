"""The mock as an ASGI application, without a framework."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

from .messages import MockRequest, MockResponse, Responder

__all__ = ["MockApplication"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# A single byte that is neither JSON nor a form, so each operation refuses it in its documented way.
_OVERSIZED = b"\xff"


class MockApplication:
    """Serves a mock (ASGI 3).

    A late response really waits. To break a connection, the application raises ConnectionResetError after it has
    started its response: ASGI offers no other way, and servers then close the connection.

    Args:
        mock: The mock.
        max_body: The largest accepted body in bytes; a larger one is handled as malformed.
    """

    def __init__(self, mock: Responder, *, max_body: int = 1 << 20) -> None:
        self._mock = mock
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, as ASGI has it."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _run_lifespan(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._body(receive)
        if body is None:
            return
        response = self._mock.respond(_request(scope, body))
        delivery = response.delivery
        await _wait(delivery.wait)
        await send({"type": "http.response.start", "status": response.status, "headers": _headers(response)})
        if delivery.reset:
            raise ConnectionResetError("a fault of the mock breaks the connection")
        # The response to HEAD has the headers of its body, but no body (RFC 9110 section 9.3.2).
        parts = delivery.parts(b"" if scope["method"] == "HEAD" else response.body) or [b""]
        for number, part in enumerate(parts, 1):
            await _wait(delivery.gap)
            more = number < len(parts) or delivery.cut is not None
            await send({"type": "http.response.body", "body": part, "more_body": more})
        if delivery.cut is not None:
            raise ConnectionResetError("a fault of the mock breaks the connection in the middle of the body")

    async def _body(self, receive: Receive) -> bytes | None:
        """Return the body, or None if the caller has left. What exceeds the limit is read and dropped."""
        pieces, length = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            length += len(piece)
            if length <= self._max_body:
                pieces.append(piece)
            if not message.get("more_body", False):
                return b"".join(pieces) if length <= self._max_body else _OVERSIZED


def _request(scope: Scope, body: bytes) -> MockRequest:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    host = next((value for name, value in headers if name == "host"), None)
    if host is None:
        server = scope.get("server") or ("localhost", None)
        host = server[0] if server[1] is None else f"{server[0]}:{server[1]}"
    # raw_path is optional in ASGI; path is already decoded, so its percent signs were encoded once.
    raw = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    path = raw.decode("latin-1").removeprefix(scope.get("root_path", ""))
    query = scope.get("query_string", b"").decode("latin-1")
    url = f"{scope.get('scheme', 'http')}://{host}{path}{'?' + query if query else ''}"
    return MockRequest(scope["method"], url, headers, body)


def _headers(response: MockResponse) -> list[tuple[bytes, bytes]]:
    headers = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in response.headers]
    return [*headers, (b"content-length", str(len(response.body)).encode("ascii"))]


async def _wait(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)


async def _run_lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
