"""A mock in process: its credentials, sync and async clients, its transport, and the clock that both sides share."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest

import comm100._server
from comm100 import errors
from comm100._http import http
from comm100.testing import Delivery, Fault, Mock, MockApplication, MockRequest, MockServer, MockTransport
from tests.mock.support import ADA, AGENTS, ME, Wire

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
        assert client.account.agents.list().total == 4


@pytest.mark.parametrize("kind", KINDS)
def test_ready_made_credentials_work_with_an_async_client(mock: Mock, kind: Any) -> None:
    """The same transport serves both."""

    async def main() -> Any:
        async with mock.async_client(signed_in(mock, kind)) as client:
            return (await client.account.agents.list()).total

    assert asyncio.run(main()) == 4


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


def test_the_journal_has_what_was_sent(mock: Mock, wire: Wire) -> None:
    """Not the response as it would have been without a fault."""
    mock.inject("not_json")
    assert wire.mock.respond(MockRequest("GET", ME, ADA)) is mock.requests[-1].response
    assert mock.requests[-1].response.body.startswith(b"<!doctype html>")
    assert wire.mock.respond(MockRequest("GET", ME, ADA)) is mock.requests[-1].response


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


@pytest.mark.parametrize(
    ("made", "defaults"),
    [
        (
            Mock,
            {
                "document": None,
                "seed": 0,
                "clock": None,
                "as_documented": False,
                "daily_limit": None,
                "redirect_uris": (),
                "apps": (),
                "page_size": 10,
                "record_limit": 10_000,
                "token_limit": 10_000,
                "journal_limit": 1_000,
                "journal_bytes": 16_777_216,
                "consent": "instant",
                "faults": (),
            },
        ),
        (
            MockServer,
            {
                "mock": None,
                "host": "127.0.0.1",
                "port": 0,
                "admin": False,
                "cors": (),
                "tls": False,
                "trust": None,
            },
        ),
        (MockApplication, {"max_body": 1_048_576}),
        (Mock.inject, {"operation": None, "times": 1, "probability": 1.0}),
        (Mock.fail_next, {"times": 1}),
        (Mock.seed_records, {"parent": None}),
        (Mock.sign_in, {"login": "", "secret": "", "allow": True}),
        (Delivery, {"wait": 0.0, "pieces": 1, "gap": 0.0, "cut": None, "reset": False}),
    ],
)
def test_whoever_gives_no_argument_gets_what_is_documented(made: Any, defaults: dict[str, Any]) -> None:
    """Defaults are part of the interface: tests of others rely on them."""
    parameters = inspect.signature(made).parameters.values()
    assert {item.name: item.default for item in parameters if item.default is not item.empty} == defaults


def test_faults_do_not_change_what_is_issued() -> None:
    """Chance has a generator of its own, so that a test with a fault sees the tokens of one without."""
    fault = Fault(name="latency", times=None, probability=0.5)
    tokens = []
    for faults in ((), (fault,)):
        mock = Mock(seed=1, faults=faults)
        with mock.client(mock.credentials.password) as client:
            client.account.agents.me()
            tokens.append(client.token)
    assert tokens[0] is not None
    assert tokens[0].access_token == tokens[1].access_token  # type: ignore[union-attr]


def test_the_case_of_a_query_parameter_counts_only_if_the_server_insists_on_it(mock: Mock) -> None:
    """Which this one does not (``x-lenient``): the page is one behind the last."""
    assert mock.respond(MockRequest("GET", f"{AGENTS}?PAGEINDEX=9", ADA)).json()["agents"] == []


@pytest.mark.parametrize("make", [Mock.client, Mock.async_client])
def test_a_client_of_a_server_below_a_path_is_answered_there(
    mock: Mock, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    """Its server's variables may have values that the document does not list."""
    request = MockRequest("GET", f"https://api.example/tenant{ME}", ADA)
    assert mock.respond(request).status == 404
    monkeypatch.setattr(comm100._server, "DEFAULT_URL", "https://api.example/tenant")
    make(mock)
    assert mock.respond(request).status == 200


@pytest.mark.parametrize("make", [Mock.client, Mock.async_client])
def test_a_client_has_a_server_even_if_the_document_names_no_host(
    mock: Mock, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    """In process, any does."""
    monkeypatch.setattr(comm100._server, "DEFAULT_URL", None)
    assert make(mock, None).base_url == mock.base_url
