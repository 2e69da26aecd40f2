"""Whatever bytes, requests and control values a served mock gets: an HTTP response or a clean end, and it lives on."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import h11
import hypothesis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comm100.testing import FAULTS, Mock, MockClock, MockRequest, MockServer
from tests.fuzz.strategies import EXAMPLES, SEED, takes_longer
from tests.mock.support import ADA, AGENTS, CALLBACK, ME, PASSWORD, TOKEN

pytestmark = takes_longer

FUZZED = settings(
    max_examples=10 * EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=False,
)
KEY = f"Authorization: {ADA['Authorization']}\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
BODY = urlencode(PASSWORD)
HEAD = f"POST {TOKEN} HTTP/1.1\r\nHost: a\r\n{FORM}"
REQUESTS = [
    f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n",
    f"{HEAD}Content-Length: {len(BODY)}\r\n\r\n{BODY}",
    f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{len(BODY):x};a=b\r\n{BODY}\r\n0\r\nX: y\r\n\r\n",
    f"{HEAD}Expect: 100-continue\r\nContent-Length: {len(BODY)}\r\n\r\n{BODY}",
    f"OPTIONS {ME} HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nAccess-Control-Request-Method: PUT\r\n"
    "Access-Control-Request-Headers: x-a, x-b\r\n\r\n",
    f"GET http://b{AGENTS}?pageIndex=0 HTTP/1.0\r\n{KEY}\r\n",
]
# What parsers disagree about.
ODD = [
    *'\0\t\n\r "%+,-./0:;=?x\x7f\x80\xff',
    "\r\n",
    "\r\n\r\n",
    "\r\n ",
    "0x",
    "1_0",
    "-1",
    "9" * 30,
    "HTTP/2.0",
    "HTTP/0.9",
    "Host: b\r\n",
    "Content-Length: 1\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip\r\n",
    "Connection: close\r\n",
    "Connection: upgrade\r\nUpgrade: h2c\r\n",
    "Expect: 100-continue\r\n",
    "\x16\x03\x01",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET",
]


@st.composite
def nearly_requests(draw: st.DrawFn) -> bytes:
    """Some requests of one connection, with a few places put in, taken out or exchanged."""
    text = "".join(draw(st.lists(st.sampled_from(REQUESTS), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 4))):
        at, width = draw(st.integers(0, len(text))), draw(st.sampled_from([0, 0, 1, 2, 8, 40]))
        text = text[:at] + draw(st.sampled_from(ODD) | st.just("")) + text[at + width :]
    return text.encode("latin-1")


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(Mock(journal_limit=50), admin=True, cors=["*"]) as server:
        yield server


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail if the server's loop reports an error."""
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def exchange(server: MockServer, sent: bytes) -> bytes:
    """Send bytes and the end of them, and return all that comes back; a server that keeps silent fails the test."""
    parts = urlsplit(server.url)
    received = bytearray()
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(1 << 16):
            received += piece
    return bytes(received)


def statuses(received: bytes) -> list[int]:
    """Return the statuses of a stream of responses, which must be whole, one after the other, and nothing else."""
    codes = []
    while received:
        client = h11.Connection(h11.CLIENT)
        client.send(h11.Request(method="GET", target="/", headers=[("Host", "a")]))
        client.send(h11.EndOfMessage())
        client.receive_data(received)
        client.receive_data(b"") if b"\r\n\r\n" not in received else None
        while not isinstance(event := client.next_event(), h11.EndOfMessage):
            assert event is not h11.NEED_DATA, received
            if isinstance(event, h11.Response):
                codes.append(event.status_code)
        received = client.trailing_data[0]
    return codes


@pytest.mark.usefixtures("quiet")
@hypothesis.seed(SEED)
@FUZZED
@given(nearly_requests())
def test_any_bytes_get_responses_or_an_end(server: MockServer, sent: bytes) -> None:
    """No connection hangs or breaks, no response is torn, and the next connection is served."""
    assert all(status < 500 or status in (501, 505) for status in statuses(exchange(server, sent)))
    assert statuses(exchange(server, REQUESTS[0].encode())) == [200]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, 1, -1, 10**30, -(10**30), 2**63, 1e308, -1e308, 5e-324, 0.5, 3600])
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=5)
    | st.sampled_from(["agents", "partners", "account.agents.me", "oauth.token", "\ud800", "\0", "\r\nX: y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FAULT_NAMES = ["fault", "operation", "times", "probability", "seconds", "status", "retry_after", "origin"]
NAMES = st.sampled_from([*FAULT_NAMES, "days", "hours", "minutes", "collection", "records", "self", "details"])
CONTROLS = st.sampled_from(["advance", "inject", "records", "recover", "reset", "journal", "", "reset/"])
SENSIBLE = st.fixed_dictionaries(
    {"fault": st.sampled_from(sorted(FAULTS))},
    optional={
        "operation": st.sampled_from(["account.agents.me", "account.agents.list", "oauth.token", None]),
        "times": st.sampled_from([1, 2, None]) | VALUES,
        "probability": st.sampled_from([0, 0.5, 1]) | VALUES,
        "seconds": st.sampled_from([0, 0.01, 1e-9]) | VALUES,
        "status": st.integers(0, 700) | VALUES,
    },
)
BODIES = (
    st.dictionaries(NAMES, VALUES, max_size=4).map(json.dumps)
    | SENSIBLE.map(json.dumps)
    | VALUES.map(json.dumps)
    | st.sampled_from(["", "{", "[" * 100_000, '{"a":' * 5000, '{"days": ' + "9" * 5000 + "}", '{"days": 1e999}'])
)


NEW = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
AUTHORIZE = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code", "state": "s"}
CALLS = [
    MockRequest("GET", ME, ADA),
    MockRequest("GET", AGENTS, ADA),
    MockRequest("POST", AGENTS, {**ADA, "Content-Type": "application/json"}, json.dumps(NEW).encode()),
    MockRequest("POST", TOKEN, {"Content-Type": "application/x-www-form-urlencoded"}, BODY.encode()),
    MockRequest("GET", "/oauth/authorize?" + urlencode(AUTHORIZE)),
]


@hypothesis.seed(SEED)
@FUZZED
@given(st.lists(st.tuples(st.sampled_from(["POST", "GET"]), CONTROLS, BODIES), min_size=1, max_size=4))
def test_any_control_is_answered_and_the_mock_recovers(asked: Any) -> None:
    """With 200, or with an error in JSON; afterwards the mock can be reset, and is as new but for its clock."""
    mock = Mock(clock=MockClock(), seed=SEED)
    answer = MockServer(mock, admin=True)._handler
    for method, control, body in asked:
        request = MockRequest(
            method, f"http://localhost/_mock/{control}", {"Content-Type": "application/json"}, body.encode()
        )
        response = answer(request)
        assert response.status in (200, 400, 404, 405), (request, response.body)
        assert isinstance(json.loads(response.body), dict)
        assert response.status == 200 or set(response.json()) == {"message"}
        for request in CALLS:
            assert 100 <= mock.respond(request).status <= 999
    mock.reset()
    mock.clock.advance(seconds=1)
    assert mock.requests == []
    assert mock.respond(MockRequest("GET", ME, ADA)).status == 200
    assert len(mock.respond(MockRequest("GET", AGENTS, ADA)).json()["agents"]) == 4


KNOWN_PATHS = st.sampled_from([ME, AGENTS, AGENTS + "/1", TOKEN, "/oauth/authorize", "/_mock", "/"])
PATHS = KNOWN_PATHS | st.text(max_size=8).map(lambda text: "/" + quote(text))
KNOWN_QUERIES = st.sampled_from(["", "?", "?a", "?a=%", "?pageIndex=" + "9" * 5000, "?a=" + "b" * 5000])
QUERIES = KNOWN_QUERIES | st.text("%&+=?#[]aé0", max_size=12).map(lambda text: "?" + quote(text, safe="%&+=?"))
TYPES = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "text/plain", 'application/json;x="', ""]
)


@hypothesis.seed(SEED)
@FUZZED
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "TRACE", "get", "X"]),
            PATHS,
            QUERIES,
            TYPES,
            BODIES | st.text(max_size=20),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_request_is_answered_and_stands_in_the_journal(asked: Any) -> None:
    """With a status that is not a server error, and the journal can be read whatever was asked."""
    mock = Mock(seed=SEED)
    answer = MockServer(mock, admin=True)._handler
    for method, path, query, kind, body in asked:
        headers = {**ADA, "Content-Type": kind, "Content-Length": "x"}
        request = MockRequest(method, f"http://localhost{path}{query}", headers, body.encode("utf-8", "surrogatepass"))
        assert 200 <= answer(request).status < 500
    journal = answer(MockRequest("GET", "http://localhost/_mock/journal"))
    assert journal.status == 200
    assert len(journal.json()["requests"]) == len(asked)
