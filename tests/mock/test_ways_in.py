"""The ways to reach the mock: in process with sync and async clients, as an ASGI application, and its memory."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from comm100 import errors
from comm100._http import http
from comm100.testing import Mock, MockApplication, MockTransport
from tests.mock.support import ADA, ME, PASSWORD, TOKEN

KINDS = ["api_key", "password", "client_credentials", "authorization_code", "implicit"]


def signed_in(mock: Mock, kind: Any) -> Any:
    """Return credentials that a client takes; of the two that need a browser, what comes of the sign-in."""
    ready = getattr(mock.credentials, kind)
    if kind not in ("authorization_code", "implicit"):
        return ready
    login = ready.start()
    return ready.resume(ready.finish(mock.visit(login.url), login))


@pytest.mark.parametrize("kind", KINDS)
def test_ready_made_credentials_work_with_a_client(mock: Mock, kind: Any) -> None:
    """One of each kind that the document knows, without a socket and without a warning."""
    with mock.client(signed_in(mock, kind)) as client:
        assert client.account.agents.list().total == 3


@pytest.mark.parametrize("kind", KINDS)
def test_ready_made_credentials_work_with_an_async_client(mock: Mock, kind: Any) -> None:
    """The same transport serves both."""

    async def main() -> Any:
        async with mock.async_client(signed_in(mock, kind)) as client:
            return (await client.account.agents.list()).total

    assert asyncio.run(main()) == 3


def test_a_partner_s_credentials_are_not_an_agent_s(mock: Mock) -> None:
    """They get a token, which the agents' operations refuse."""
    with mock.client(mock.credentials.partner_password) as client:
        with pytest.raises(errors.UnauthorizedError):
            client.account.agents.list()
        assert client.token is not None


def test_a_client_without_credentials_is_a_stranger(mock: Mock) -> None:
    """None means none; left out, they are the first kind of the document."""
    with mock.client() as client:
        assert client.account.agents.me().email == "ada@example.com"
    with mock.client(None) as client, pytest.raises(errors.UnauthorizedError):
        client.account.agents.me()


def test_one_clock_drives_both_sides(mock: Mock) -> None:
    """A client that lives by the mock's clock renews its token when it has expired."""
    with mock.client(mock.credentials.password, clock=mock.clock) as client:
        client.account.agents.me()
        mock.clock.advance(hours=12)
        client.account.agents.me()
    assert [exchange.operation for exchange in mock.requests] == ["oauth.token", "account.agents.me"] * 2


@pytest.mark.parametrize("kind", ["authorization_code", "implicit"])
def test_a_sign_in_lives_by_the_mock_s_clock_as_well(mock: Mock, kind: Any) -> None:
    """Its time to come back, and the end of its token, are those of the clock that the test moves."""
    mock.clock.advance(days=30)
    app = getattr(mock.credentials, kind)
    login = app.start()
    token = app.finish(mock.visit(login.url), login)
    assert abs(token.expires_at - mock.clock.wall() - 43199) < 60
    late = app.start()
    redirect = mock.visit(late.url)
    mock.clock.advance(hours=2)
    with pytest.raises(errors.StateMismatchError):
        app.finish(redirect, late)


def test_the_transport_passes_on_what_the_wire_has(mock: Mock) -> None:
    """Repeated headers, the query as it was encoded, the method, the body."""
    url = "https://h.example:8443/a%2Fb?x=%2B+y"
    with http.Client(transport=MockTransport(mock)) as client:
        client.request("PUT", url, headers=[("X-A", "1"), ("x-a", "2")], content=b"\x00")
    request = mock.requests[0].request
    assert (request.method, request.url, request.body) == ("PUT", url, b"\x00")
    assert request.values("X-A") == ["1", "2"]
    assert (request.origin, request.path, request.query) == ("https://h.example:8443", "/a%2Fb", "x=%2B+y")
    assert request.parameters == [("x", "+ y")]


class TestAsgi:
    @staticmethod
    def ask(application: Any, messages: Any = ({"type": "http.request", "body": b""},), **scope: Any) -> Any:
        """Run one connection, and return what was sent."""
        sent, queue = [], list(messages)

        async def receive() -> Any:
            return queue.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        usual = {"type": "http", "method": "GET", "path": ME, "headers": [], "scheme": "http", "query_string": b""}
        asyncio.run(application({**usual, **scope}, receive, send))
        return sent

    def test_it_serves_the_mock(self, mock: Mock) -> None:
        """Status, headers with the length, body."""
        headers = [(name.lower().encode(), value.encode()) for name, value in ADA.items()]
        start, body = self.ask(mock.asgi, headers=[*headers, (b"host", b"h.example:1")])
        assert start["status"] == 200
        assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
        assert mock.requests[0].request.url == f"http://h.example:1{ME}"

    def test_it_serves_an_http_client(self, mock: Mock) -> None:
        """Through the HTTP library's own ASGI transport."""

        async def main() -> Any:
            async with http.AsyncClient(transport=http.ASGITransport(app=mock.asgi), base_url="http://h") as client:
                return await client.post(TOKEN, data=PASSWORD)

        assert asyncio.run(main()).json()["token_type"] == "bearer"

    def test_it_takes_the_path_as_it_was_sent(self, mock: Mock) -> None:
        """raw_path where the server has it; the decoded path, encoded again, where not; without the mount's prefix."""
        self.ask(mock.asgi, raw_path=b"/a%2Fb", path="/a/b", query_string=b"x=%2B")
        self.ask(mock.asgi, path="/ä %", server=("127.0.0.1", 80))
        self.ask(mock.asgi, path="/mounted/x", root_path="/mounted")
        paths = [(each.request.origin, each.request.path, each.request.query) for each in mock.requests]
        assert paths[0] == ("http://localhost", "/a%2Fb", "x=%2B")
        assert paths[1] == ("http://127.0.0.1:80", "/%C3%A4%20%25", "")
        assert paths[2][1] == "/x"

    def test_it_reads_a_body_in_pieces(self, mock: Mock) -> None:
        """Until there is no more of it."""
        first = {"type": "http.request", "body": b"grant_", "more_body": True}
        pieces = [first, {"type": "http.request", "body": b"type=x"}]
        kind = [(b"content-type", b"application/x-www-form-urlencoded")]
        start, _ = self.ask(mock.asgi, pieces, method="POST", path=TOKEN, headers=kind)
        assert start["status"] == 400
        assert mock.requests[0].request.form == [("grant_type", "x")]

    def test_a_body_beyond_the_limit_is_a_malformed_one(self, mock: Mock) -> None:
        """It is read to its end and not kept."""
        piece = {"type": "http.request", "body": b"x" * 600, "more_body": True}
        kind = [(b"content-type", b"application/x-www-form-urlencoded")]
        application = MockApplication(mock, max_body=1_000)
        start, _ = self.ask(
            application, [piece, {**piece, "more_body": False}], method="POST", path=TOKEN, headers=kind
        )
        assert start["status"] == 400
        assert len(mock.requests[0].request.body) < 1_000

    def test_a_caller_who_has_gone_gets_no_answer(self, mock: Mock) -> None:
        """And changes nothing."""
        assert self.ask(mock.asgi, [{"type": "http.disconnect"}]) == []
        assert mock.requests == []

    def test_the_answer_to_head_has_no_body(self, mock: Mock) -> None:
        """RFC 9110 section 9.3.2."""
        start, body = self.ask(mock.asgi, method="HEAD")
        assert (start["status"], body["body"]) == (405, b"")
        assert int(dict(start["headers"])[b"content-length"]) > 0

    def test_it_lives_and_ends_with_its_server(self, mock: Mock) -> None:
        """The lifespan protocol; and a web socket is closed at once."""
        sent = self.ask(mock.asgi, [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], type="lifespan")
        assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
        assert self.ask(mock.asgi, [{"type": "websocket.connect"}], type="websocket")[0]["type"] == "websocket.close"
