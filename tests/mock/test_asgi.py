"""The mock as an ASGI application."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from comm100._http import http
from comm100.testing import Delivery, Mock, MockApplication, MockRequest, MockResponse
from tests.mock.support import ADA, ME, PASSWORD, TOKEN


def ask(application: Any, messages: Any = ({"type": "http.request", "body": b""},), **scope: Any) -> Any:
    """Run one connection, and return the messages that were sent."""
    sent, queue = [], list(messages)

    async def receive() -> Any:
        return queue.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    usual = {"type": "http", "method": "GET", "path": ME, "headers": [], "scheme": "http", "query_string": b""}
    asyncio.run(application({**usual, **scope}, receive, send))
    return sent


def test_it_serves_the_mock(mock: Mock) -> None:
    """Status, headers including the length, and body."""
    headers = [(name.lower().encode(), value.encode()) for name, value in ADA.items()]
    start, body = ask(mock.asgi, headers=[*headers, (b"host", b"h.example:1")])
    assert start["status"] == 200
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
    assert mock.requests[0].request.url == f"http://h.example:1{ME}"


def test_it_serves_an_http_client(mock: Mock) -> None:
    """Through the HTTP library's own ASGI transport."""

    async def main() -> Any:
        async with http.AsyncClient(transport=http.ASGITransport(app=mock.asgi), base_url="http://h") as client:
            return await client.post(TOKEN, data=PASSWORD)

    assert asyncio.run(main()).json()["token_type"] == "bearer"


def test_it_uses_the_path_as_it_was_sent(mock: Mock) -> None:
    """``raw_path`` if the server provides it; otherwise the decoded path, encoded again; without the mount prefix."""
    ask(mock.asgi, raw_path=b"/a%2Fb", path="/a/b", query_string=b"x=%2B")
    ask(mock.asgi, path="/ä %", server=("127.0.0.1", 80))
    ask(mock.asgi, path="/mounted/x", root_path="/mounted")
    paths = [(exchange.request.origin, exchange.request.path, exchange.request.query) for exchange in mock.requests]
    assert paths[0] == ("http://localhost", "/a%2Fb", "x=%2B")
    assert paths[1] == ("http://127.0.0.1:80", "/%C3%A4%20%25", "")
    assert paths[2][1] == "/x"


def test_it_reads_a_body_in_pieces(mock: Mock) -> None:
    """Until the last piece."""
    first = {"type": "http.request", "body": b"grant_", "more_body": True}
    pieces = [first, {"type": "http.request", "body": b"type=x"}]
    kind = [(b"content-type", b"application/x-www-form-urlencoded")]
    start, _ = ask(mock.asgi, pieces, method="POST", path=TOKEN, headers=kind)
    assert start["status"] == 400
    assert mock.requests[0].request.form == [("grant_type", "x")]


def test_an_oversized_body_is_malformed(mock: Mock) -> None:
    """It is read to its end, but not kept."""
    piece = {"type": "http.request", "body": b"x" * 600, "more_body": True}
    kind = [(b"content-type", b"application/x-www-form-urlencoded")]
    application = MockApplication(mock, max_body=1_000)
    start, _ = ask(application, [piece, {**piece, "more_body": False}], method="POST", path=TOKEN, headers=kind)
    assert start["status"] == 400
    assert len(mock.requests[0].request.body) < 1_000


def test_a_disconnected_client_gets_no_response(mock: Mock) -> None:
    """And nothing changes."""
    assert ask(mock.asgi, [{"type": "http.disconnect"}]) == []
    assert mock.requests == []


def test_the_response_to_head_has_no_body(mock: Mock) -> None:
    """RFC 9110 section 9.3.2."""
    start, body = ask(mock.asgi, method="HEAD")
    assert (start["status"], body["body"]) == (405, b"")
    assert int(dict(start["headers"])[b"content-length"]) > 0


def test_it_supports_the_lifespan_protocol(mock: Mock) -> None:
    """A web socket is closed as soon as it has asked for a connection."""
    sent = ask(mock.asgi, [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], type="lifespan")
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    order: list[str] = []

    async def receive() -> Any:
        order.append("websocket.connect")
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        order.append(message["type"])

    asyncio.run(mock.asgi({"type": "websocket"}, receive, send))
    assert order == ["websocket.connect", "websocket.close"]


def test_the_largest_body_is_one_mebibyte(mock: Mock) -> None:
    """One byte more is refused, unless the application is made for larger ones."""
    form = [(b"content-type", b"application/x-www-form-urlencoded")]
    for application, size, read in (
        (mock.asgi, 1 << 20, True),
        (mock.asgi, (1 << 20) + 1, False),
        (MockApplication(mock, max_body=10), 10, True),
        (MockApplication(mock, max_body=10), 11, False),
    ):
        mock.reset()
        message = {"type": "http.request", "body": b"a" * size}
        ask(application, [message], method="POST", path=TOKEN, headers=form)
        assert (len(mock.requests[0].request.body) == size) is read


@pytest.mark.parametrize(("cut", "pieces"), [(3, 1), (2, 2), (0, 1)])
def test_a_body_that_is_cut_is_never_ended(cut: int, pieces: int) -> None:
    """A server would take it for whole, and the client would not see that the connection broke."""

    class Cutting:
        def respond(self, request: MockRequest) -> MockResponse:
            return MockResponse(200, (), b"abcdef", delivery=Delivery(cut=cut, pieces=pieces))

    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with pytest.raises(ConnectionResetError, match="in the middle of the body"):
        asyncio.run(MockApplication(Cutting())(scope, receive, send))
    start, *parts = sent
    assert dict(start["headers"])[b"content-length"] == b"6"
    assert b"".join(part["body"] for part in parts) == b"abcdef"[:cut]
    assert all(part["more_body"] for part in parts)
