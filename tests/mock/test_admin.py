"""The controls of the mock over HTTP, and requests from other origins (CORS)."""

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
    """Like `Mock.reset`."""
    mock.fail_next(500)
    assert control("POST", "/_mock/reset").json() == {}
    assert control("GET", ME, headers=ADA).status == 200


def test_advance(mock: Mock, control: Any) -> None:
    """By days, hours, minutes and seconds; the response contains the new time."""
    before = mock.clock.wall()
    assert control("POST", "/_mock/advance", {"hours": 12, "seconds": 5}).json() == {"now": "2026-01-02T00:00:05+00:00"}
    assert mock.clock.wall() - before == 12 * 3600 + 5


def test_inject_and_recover(control: Any) -> None:
    """With every argument of `Mock.inject`."""
    fault = {"fault": "error_status", "operation": "account.agents.me", "times": None, "status": 418}
    assert control("POST", "/_mock/inject", fault).status == 200
    assert [control("GET", ME, headers=ADA).status for _ in range(2)] == [418, 418]
    assert control("POST", "/_mock/recover").status == 200
    assert control("GET", ME, headers=ADA).status == 200


def test_records(mock: Mock, control: Any) -> None:
    """Adds records, and returns all of them."""
    bo = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
    answer = control("POST", "/_mock/records", {"collection": "agents", "records": [bo]}).json()
    assert answer["records"] == mock.records("agents")
    assert len(answer["records"]) == 5


def test_the_journal_masks_secrets(mock: Mock, control: Any) -> None:
    """In forms, queries and JSON; it does not contain headers."""
    kind = [("Content-Type", "application/x-www-form-urlencoded")]
    mock.respond(MockRequest("POST", TOKEN, kind, "&".join(f"{n}={v}" for n, v in PASSWORD.items()).encode()))
    control("GET", f"{AGENTS}?pageIndex=0", headers=ADA)
    control("PUT", f"{ME}?access_token=a&x=b", {"password": "c", "list": [{"password": "d"}]}, ADA)
    (token, agents, own) = control("GET", "/_mock/journal").json()["requests"]
    assert own["query"] == {"access_token": "***", "x": "b"}
    assert own["json"] == {"password": "***", "list": [{"password": "***"}]}
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
def test_an_invalid_control_is_400_with_the_reason(mock: Mock, control: Any, path: str, value: Any, told: Any) -> None:
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
    """Everything that expires later still has a date. A reset still works; only a later time is refused."""
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
def test_a_form_cannot_use_the_controls(control: Any, mock: Mock, kind: Any, path: Any) -> None:
    """Browsers send these media types to other origins without a preflight (the Fetch standard, safelisted headers)."""
    mock.inject("error_status", status=418)
    for body in ({"fault": "latency", "hours": 1}, None):
        answer = control("POST", f"/_mock/{path}", body, {"Content-Type": kind})
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
        ("mock.notlocalhost", False),
        ("127.0.0.1.example", False),
        ("127.0.0.1.", False),
        ("[::1", False),
        ("", False),
        (":4010", False),
    ],
)
def test_the_controls_need_a_host_that_no_page_can_have(control: Any, host: Any, allowed: Any) -> None:
    """A page's own host name can be made to resolve to this machine after the page was loaded (DNS rebinding)."""
    for method, path in (("POST", "/_mock/reset"), ("GET", "/_mock/journal")):
        assert (control(method, path, host=host).status == 200) is allowed
    if not allowed:
        answer = control("POST", "/_mock/reset", host=host)
        assert answer.status == 403
        assert "Host" in answer.json()["message"]


def test_the_controls_accept_the_host_that_the_server_listens_on(mock: Mock) -> None:
    """Whatever its name is."""
    server = MockServer(mock, host="Mock.Internal.Example", admin=True)
    for host, status in (("mock.internal.example", 200), ("other.internal.example", 403)):
        request = MockRequest("GET", f"http://{host}:4010/_mock/journal")
        assert server._handler(request).status == status


def test_only_pages_of_named_origins_can_use_the_controls(mock: Mock, control: Any) -> None:
    """Letting every page call the API does not let it reset the mock."""
    assert control("POST", "/_mock/reset", headers={"Origin": PAGE}).status == 200
    assert control("POST", "/_mock/reset", headers={"Origin": "http://evil.example"}).status == 403
    both = [("Content-Type", "application/json"), ("Origin", PAGE), ("Origin", "http://evil.example")]
    named = MockServer(mock, admin=True, cors=[PAGE])
    assert named._handler(MockRequest("POST", "http://localhost/_mock/reset", both)).status == 403
    anyone = MockServer(mock, admin=True, cors=["*"])
    for method, path in (("POST", "reset"), ("GET", "journal")):
        for origin in ("http://evil.example", "*", "null"):
            headers = {"Origin": origin, "Content-Type": "application/json"}
            assert anyone._handler(MockRequest(method, f"http://localhost/_mock/{path}", headers)).status == 403


def test_an_unknown_control_lists_the_known_ones(control: Any) -> None:
    """404, or 405 for a method that a control does not support."""
    answer = control("GET", "/_mock/")
    assert answer.status == 404
    assert "POST /_mock/reset" in answer.json()["message"]
    answer = control("GET", "/_mock/reset")
    assert (answer.status, answer.header("Allow")) == (405, "POST")


def test_controls_exist_only_with_admin(mock: Mock) -> None:
    """In process and over a socket."""
    request = MockRequest("POST", "/_mock/reset")
    assert mock.respond(request).status == 404
    assert MockServer(mock)._handler(request).status == 404


def test_a_preflight_is_answered(control: Any, mock: Mock) -> None:
    """With the method and the requested headers, for a day; the mock itself does not see it."""
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    answer = control("OPTIONS", ME, headers=asked)
    assert answer.status == 204
    assert answer.header("Access-Control-Allow-Origin") == PAGE
    assert "PUT" in answer.header("Access-Control-Allow-Methods")
    assert answer.header("Access-Control-Allow-Headers") == "authorization"
    assert mock.requests == []


@pytest.mark.parametrize(
    ("method", "asked"), [("OPTIONS", {}), ("GET", {**ADA, "Access-Control-Request-Method": "PUT"})]
)
def test_what_is_not_a_preflight_reaches_the_mock(control: Any, mock: Mock, method: str, asked: Any) -> None:
    """It needs the method and the header (the Fetch standard, CORS-preflight request)."""
    answer = control(method, ME, headers={"Origin": PAGE, **asked})
    assert answer.header("Access-Control-Allow-Methods") is None
    assert answer.header("Access-Control-Allow-Origin") == PAGE
    assert len(mock.requests) == 1


def test_a_page_of_an_allowed_origin_can_read_responses(control: Any) -> None:
    """Errors as well; Vary tells caches that the response depends on the origin."""
    for headers in ({**ADA, "Origin": PAGE}, {"Origin": PAGE}):
        answer = control("GET", ME, headers=headers)
        assert (answer.header("Access-Control-Allow-Origin"), answer.header("Vary")) == (PAGE, "Origin")
    # Every page can read the Content-Type.
    assert answer.header("Access-Control-Expose-Headers") == "WWW-Authenticate"


def test_a_page_of_another_origin_cannot_read_responses(control: Any, mock: Mock) -> None:
    """The browser withholds them."""
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "PUT"}
    assert control("OPTIONS", ME, headers=asked).status == 405
    assert control("GET", ME, headers={**ADA, "Origin": "http://evil.example"}).header("Vary") is None
    anyone = MockServer(mock, cors=["*"])._handler(MockRequest("GET", ME, {"Origin": "http://a.example"}))
    assert anyone.header("Access-Control-Allow-Origin") == "http://a.example"


def test_a_preflight_echoes_only_header_names(control: Any) -> None:
    """Anything else could become a header of its own in the response."""
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "PUT"}
    asked["Access-Control-Request-Headers"] = "authorization,x-a\r\nSet-Cookie: a=b, x b,,content-type"
    answer = control("OPTIONS", ME, headers=asked)
    assert answer.header("Access-Control-Allow-Headers") == "authorization, content-type"


@pytest.mark.parametrize("text", ["", "localhost", "http://a.example/", "http://", "http://a b", "null", "http://u@a"])
def test_an_invalid_origin_is_refused_at_once(mock: Mock, text: Any) -> None:
    """It would never match, and nobody would know why."""
    with pytest.raises(ConfigurationError, match="is not an origin"):
        MockServer(mock, cors=[text])
