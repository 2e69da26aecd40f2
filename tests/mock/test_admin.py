"""The mock's controls over HTTP, and what browsers of other origins may ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comm100.testing import Mock, MockRequest, MockServer
from tests.mock.support import ADA, AGENTS, ME, PASSWORD, TOKEN

PAGE = "http://localhost:5173"


@pytest.fixture
def control(mock: Mock) -> Any:
    """A function that asks a server with controls, and its mock."""
    server = MockServer(mock, admin=True, cors=[PAGE])

    def ask(method: str, path: str, value: Any = None, headers: Any = ()) -> Any:
        body = b"" if value is None else json.dumps(value).encode()
        return server._handler(MockRequest(method, f"http://mock.example{path}", headers, body))

    return ask


def test_reset(mock: Mock, control: Any) -> None:
    """As `Mock.reset`."""
    mock.fail_next(500)
    assert control("POST", "/_mock/reset").json() == {}
    assert control("GET", ME, headers=ADA).status == 200


def test_advance(mock: Mock, control: Any) -> None:
    """By days, hours, minutes and seconds; the answer is the time."""
    before = mock.clock.wall()
    assert control("POST", "/_mock/advance", {"hours": 12, "seconds": 5}).json() == {"now": "2026-01-02T00:00:05+00:00"}
    assert mock.clock.wall() - before == 12 * 3600 + 5


def test_inject_and_recover(control: Any) -> None:
    """All that `Mock.inject` takes."""
    fault = {"fault": "error_status", "operation": "account.agents.me", "times": None, "status": 418}
    assert control("POST", "/_mock/inject", fault).status == 200
    assert [control("GET", ME, headers=ADA).status for _ in range(2)] == [418, 418]
    assert control("POST", "/_mock/recover").status == 200
    assert control("GET", ME, headers=ADA).status == 200


def test_records(mock: Mock, control: Any) -> None:
    """Added, and answered with all there are."""
    bo = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
    answer = control("POST", "/_mock/records", {"collection": "agents", "records": [bo]}).json()
    assert answer["records"] == mock.records("agents")
    assert len(answer["records"]) == 4


def test_the_journal_masks_secrets(mock: Mock, control: Any) -> None:
    """Those of forms, queries and JSON; headers are not in it."""
    kind = [("Content-Type", "application/x-www-form-urlencoded")]
    mock.respond(MockRequest("POST", TOKEN, kind, "&".join(f"{n}={v}" for n, v in PASSWORD.items()).encode()))
    control("GET", f"{AGENTS}?pageIndex=0", headers=ADA)
    (token, agents) = control("GET", "/_mock/journal").json()["requests"]
    assert token["form"] == {**PASSWORD, "password": "***"}
    assert agents == {
        "operation": "account.agents.list",
        "method": "GET",
        "path": AGENTS,
        "status": 200,
        "query": {"pageIndex": "0"},
        "form": {},
        "json": None,
    }


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("inject", {"fault": "latencies"}, "did you mean"),
        ("inject", {}, "known are"),
        ("inject", {"fault": "latency", "times": "two"}, "times is 'two'"),
        ("inject", [], "JSON object"),
        ("advance", {"hours": -1}, "never goes back"),
        ("advance", {"weeks": 1}, "weeks"),
        ("advance", {"hours": "1"}, "hours"),
        ("records", {"collection": "cats"}, "no collection"),
        ("records", {"collection": "agents", "records": [1]}, "must be an object"),
        ("records", {"collection": "agents", "records": 1}, "not iterable"),
    ],
)
def test_what_cannot_be_done_is_400_with_the_reason(mock: Mock, control: Any, path: str, value: Any, told: Any) -> None:
    """And changes nothing."""
    answer = control("POST", f"/_mock/{path}", value)
    assert answer.status == 400
    assert told in answer.json()["message"]
    assert control("GET", ME, headers=ADA).status == 200


def test_an_unknown_control_names_those_there_are(control: Any) -> None:
    """404, and 405 for a method that a control does not know."""
    answer = control("GET", "/_mock/")
    assert answer.status == 404
    assert "POST /_mock/reset" in answer.json()["message"]
    answer = control("GET", "/_mock/reset")
    assert (answer.status, answer.header("Allow")) == (405, "POST")


def test_without_the_switch_there_are_no_controls(mock: Mock) -> None:
    """In process and over a socket alike."""
    request = MockRequest("POST", "/_mock/reset")
    assert mock.respond(request).status == 404
    assert MockServer(mock)._handler(request).status == 404


def test_a_browser_that_asks_first_is_allowed(control: Any, mock: Mock) -> None:
    """The method, the headers it names, and for a day; the mock itself sees nothing of it."""
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    answer = control("OPTIONS", ME, headers=asked)
    assert answer.status == 204
    assert answer.header("Access-Control-Allow-Origin") == PAGE
    assert "PUT" in answer.header("Access-Control-Allow-Methods")
    assert answer.header("Access-Control-Allow-Headers") == "authorization"
    assert mock.requests == []


def test_a_page_of_an_allowed_origin_reads_answers(control: Any) -> None:
    """Errors, too; and caches are told that it depends."""
    for headers in ({**ADA, "Origin": PAGE}, {"Origin": PAGE}):
        answer = control("GET", ME, headers=headers)
        assert (answer.header("Access-Control-Allow-Origin"), answer.header("Vary")) == (PAGE, "Origin")
    assert "WWW-Authenticate" in answer.header("Access-Control-Expose-Headers")


def test_a_page_of_another_origin_does_not(control: Any, mock: Mock) -> None:
    """The browser keeps the answer from it."""
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "PUT"}
    assert control("OPTIONS", ME, headers=asked).status == 405
    assert control("GET", ME, headers={**ADA, "Origin": "http://evil.example"}).header("Vary") is None
    anyone = MockServer(mock, cors=["*"])._handler(MockRequest("GET", ME, {"Origin": "http://a.example"}))
    assert anyone.header("Access-Control-Allow-Origin") == "http://a.example"
