"""The mock's controls over HTTP, and what browsers of other origins may ask."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from comm100.errors import ConfigurationError
from comm100.testing import Mock, MockRequest, MockServer
from tests.mock.support import ADA, AGENTS, ME, PASSWORD, TOKEN

PAGE = "http://localhost:5173"


@pytest.fixture
def control(mock: Mock) -> Any:
    """A function that asks a server with controls, and its mock."""
    server = MockServer(mock, admin=True, cors=[PAGE])

    def ask(method: str, path: str, value: Any = None, headers: Any = (), host: Any = "127.0.0.1:4010") -> Any:
        body = value if isinstance(value, bytes) else b"" if value is None else json.dumps(value).encode()
        headers = {"Content-Type": "application/json", **dict(headers)}
        return server._handler(MockRequest(method, f"http://{host}{path}", headers, body))

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
        ("inject", {"fault": 1}, "known are"),
        ("inject", {"fault": "latency", "seconds": True}, "seconds"),
        ("inject", [], "JSON object"),
        ("reset", b"{", "must be JSON"),
        ("reset", b"[" * 100_000, "must be JSON"),
        ("reset", b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}", "nested too deeply"),
        ("reset", b'{"a": 1, "a": 1}', "must be JSON"),
        ("reset", b"\xff", "must be JSON"),
        ("advance", {"hours": -1}, "never goes back"),
        ("advance", {"days": -1e308}, "never goes back"),
        ("advance", b'{"days": -' + b"9" * 400 + b"}", "never goes back"),
        ("advance", {"days": 1e308}, "year 8999"),
        ("advance", {"days": 10**30}, "year 8999"),
        ("advance", {"seconds": 10**12}, "year 8999"),
        ("advance", {"days": 10**30, "hours": -(10**30)}, "year 8999"),
        ("advance", b'{"days": NaN}', "must be JSON"),
        ("advance", b'{"days": 1e999}', "must be JSON"),
        ("advance", b'{"days": ' + b"9" * 5000 + b"}", "must be JSON"),
        ("advance", {"hours": True}, "hours must be a number"),
        ("advance", {"hours": None}, "hours must be a number"),
        ("advance", {"weeks": 1}, "weeks"),
        ("advance", {"hours": "1"}, "hours must be a number"),
        ("records", {"collection": "cats"}, "no collection"),
        ("records", {}, "collection must be the name of a collection"),
        ("records", {"collection": 1}, "collection must be the name of a collection"),
        ("records", {"collection": "agents", "records": [1]}, "records must be a list of objects"),
        ("records", {"collection": "agents", "records": 1}, "records must be a list of objects"),
        ("records", {"collection": "agents", "records": {}}, "records must be a list of objects"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_done_is_400_with_the_reason(mock: Mock, control: Any, path: str, value: Any, told: Any) -> None:
    """And changes nothing: the clock can still be advanced, and the mock reset."""
    before, records = mock.clock.wall(), mock.records("agents")
    answer = control("POST", f"/_mock/{path}", value)
    assert answer.status == 400
    assert told in answer.json()["message"]
    assert control("GET", ME, headers=ADA).status == 200
    assert (mock.clock.wall(), mock.records("agents")) == (before, records)
    assert control("POST", "/_mock/advance", {"seconds": 1}).status == 200
    assert control("POST", "/_mock/reset").status == 200


def test_the_clock_works_until_its_end(control: Any) -> None:
    """Everything that expires later still has a date; a reset is possible, and no later advance."""
    last = {"days": (datetime(8999, 12, 31) - datetime(2026, 1, 1)).days}
    assert control("POST", "/_mock/advance", last).json() == {"now": "8999-12-31T12:00:00+00:00"}
    token = {"Content-Type": "application/x-www-form-urlencoded"}
    assert control("POST", TOKEN, urlencode(PASSWORD).encode(), token).status == 200
    assert control("GET", AGENTS, headers=ADA).status == 200
    assert "year 8999" in control("POST", "/_mock/advance", {"days": 1}).json()["message"]
    assert control("POST", "/_mock/reset").status == 200


FORMS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("path", ["reset", "advance", "inject", "recover", "records"])
def test_a_page_cannot_use_the_controls_by_a_form(control: Any, mock: Mock, kind: Any, path: Any) -> None:
    """What a browser sends without asking first (the Fetch standard, CORS-safelisted request-header) is refused."""
    mock.inject("error_status", status=418)
    answer = control("POST", f"/_mock/{path}", {"fault": "latency", "hours": 1}, {"Content-Type": kind})
    assert answer.status == 415
    assert "Content-Type: application/json" in answer.json()["message"]
    assert control("GET", ME, headers=ADA).status == 418


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:4010", True),
        ("[::1]:4010", True),
        ("192.0.2.7", True),
        ("localhost:4010", True),
        ("LOCALHOST", True),
        ("mock.localhost:4010", True),
        ("mock:4010", True),
        ("mock.example:4010", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("127.0.0.1.", False),
        ("[::1", False),
        ("", False),
        (":4010", False),
    ],
)
def test_the_controls_need_a_host_that_no_page_can_have(control: Any, host: Any, allowed: Any) -> None:
    """A name can be made to lead to this machine after a page was loaded from it (DNS rebinding)."""
    for method, path in (("POST", "/_mock/reset"), ("GET", "/_mock/journal")):
        assert (control(method, path, host=host).status == 200) is allowed
    if not allowed:
        answer = control("POST", "/_mock/reset", host=host)
        assert answer.status == 403
        assert "Host" in answer.json()["message"]


def test_the_host_that_the_server_listens_on_is_one_of_its_own(mock: Mock) -> None:
    """Whatever name it has."""
    server = MockServer(mock, host="Mock.Internal.Example", admin=True)
    for host, status in (("mock.internal.example", 200), ("other.internal.example", 403)):
        request = MockRequest("GET", f"http://{host}:4010/_mock/journal")
        assert server._handler(request).status == status


def test_the_controls_are_for_pages_of_named_origins_alone(mock: Mock, control: Any) -> None:
    """Whoever allows every page to ask the API does not allow it to reset the mock."""
    assert control("POST", "/_mock/reset", headers={"Origin": PAGE}).status == 200
    assert control("POST", "/_mock/reset", headers={"Origin": "http://evil.example"}).status == 403
    anyone = MockServer(mock, admin=True, cors=["*"])
    for method, path in (("POST", "reset"), ("GET", "journal")):
        headers = {"Origin": "http://evil.example", "Content-Type": "application/json"}
        assert anyone._handler(MockRequest(method, f"http://localhost/_mock/{path}", headers)).status == 403


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


def test_a_preflight_echoes_names_alone(control: Any) -> None:
    """What is not the name of a field could become a field of its own in the answer."""
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "PUT"}
    asked["Access-Control-Request-Headers"] = "authorization,x-a\r\nSet-Cookie: a=b, x b,,content-type"
    answer = control("OPTIONS", ME, headers=asked)
    assert answer.header("Access-Control-Allow-Headers") == "authorization, content-type"


@pytest.mark.parametrize("text", ["", "localhost", "http://a.example/", "http://", "http://a b", "null", "http://u@a"])
def test_what_is_no_origin_is_refused_at_once(mock: Mock, text: Any) -> None:
    """It would match no page, without a word."""
    with pytest.raises(ConfigurationError, match="is not an origin"):
        MockServer(mock, cors=[text])
