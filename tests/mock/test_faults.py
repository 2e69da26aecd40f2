"""Faults by name: which requests they befall, how often, and what a caller of the mock sees of them."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

import pytest

from comm100._http import http
from comm100.testing import FAULTS, Delivery, Fault, Mock, MockRequest
from tests.mock.support import ADA, AGENTS, ME, PASSWORD, TOKEN, Wire


def statuses(wire: Wire, count: Any, url: Any = ME) -> Any:
    return [wire.get(url).status for _ in range(count)]


def test_a_fault_happens_once_unless_told_otherwise(mock: Mock, wire: Wire) -> None:
    """``times`` says how often; None until it is taken back."""
    mock.inject("error_status", status=500)
    assert statuses(wire, 2) == [500, 200]
    mock.inject("error_status", status=500, times=2)
    assert statuses(wire, 3) == [500, 500, 200]
    mock.inject("error_status", status=500, times=None)
    assert statuses(wire, 20) == [500] * 20
    mock.recover()
    assert statuses(wire, 1) == [200]


def test_a_fault_befalls_one_operation_only(mock: Mock, wire: Wire) -> None:
    """Others do not use it up."""
    mock.inject("error_status", operation="account.agents.list", status=500)
    assert statuses(wire, 1) == [200]
    assert statuses(wire, 2, AGENTS) == [500, 200]


def test_what_cannot_befall_a_request_waits_for_one_that_it_can(mock: Mock, wire: Wire) -> None:
    """A token endpoint has no daily limit, an agent's record no token outage, an empty body no half."""
    for name in ("daily_limit", "unauthorized", "token_outage", "truncated_body"):
        mock.inject(name)
    form = urlencode(PASSWORD).encode()
    # 503 is not in the document, so the response validator of `wire` would reject it.
    answer = mock.respond(MockRequest("POST", TOKEN, {"Content-Type": "application/x-www-form-urlencoded"}, form))
    assert answer.status == 503
    assert statuses(wire, 3) == [403, 401, 200]
    mock.inject("rotated_refresh_token")
    token = wire.token()
    assert wire.refresh(token["refresh_token"]).json()["error"] == "invalid_grant"


def test_faults_happen_in_the_order_of_their_injection(mock: Mock, wire: Wire) -> None:
    """Of those that answer, one a request; one that alters the answer may come on top."""
    mock.inject("error_status", status=500)
    mock.inject("error_status", status=400)
    mock.inject("latency", seconds=3)
    first = mock.respond(MockRequest("GET", ME, ADA))
    assert (first.status, first.delivery.wait) == (500, 3)
    assert statuses(wire, 2) == [400, 200]


def test_the_seed_decides_what_is_a_matter_of_probability() -> None:
    """The same seed, the same failures; and the tokens are the same with and without them."""

    def run(seed: Any, **options: Any) -> Any:
        wire = Wire(Mock(seed=seed))
        wire.mock.inject("error_status", operation="account.agents.me", status=500, times=None, **options)
        return statuses(wire, 200), wire.token()["access_token"]

    failed, token = run(1, probability=0.3)
    assert run(1, probability=0.3) == (failed, token)
    assert run(2, probability=0.3)[0] != failed
    assert 30 <= failed.count(500) <= 90
    assert run(1, probability=0) == ([200] * 200, token)
    assert Wire(Mock(seed=1)).token()["access_token"] == token


def test_requests_that_a_fault_cannot_befall_do_not_change_the_others() -> None:
    """A test that asks for more in between sees the same failures."""

    def run(between: int) -> list[int]:
        wire = Wire(Mock())
        wire.mock.inject("error_status", operation="account.agents.me", status=500, times=None, probability=0.5)
        return [status for _ in range(20) for status in [*statuses(wire, between, AGENTS), *statuses(wire, 1)][-1:]]

    assert set(run(0)) == {200, 500}
    assert run(0) == run(1) == run(2)


def test_a_reset_takes_faults_back_except_the_standing_ones(wire: Wire) -> None:
    """Those that the mock was made with are there from the start again."""
    wire = Wire(Mock(faults=[Fault(name="error_status", details={"status": 500})]))
    wire.mock.inject("error_status", status=400)
    assert statuses(wire, 1) == [500]
    wire.mock.reset()
    assert statuses(wire, 2) == [500, 200]


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("latencies", {}, "did you mean 'latency'"),
        ("?", {}, "known are"),
        ("latency", {"status": 500}, "takes seconds"),
        ("unauthorized", {"seconds": 1}, "takes no details"),
        ("latency", {"seconds": -1}, "seconds=-1"),
        ("latency", {"seconds": float("nan")}, "seconds=nan"),
        ("latency", {"seconds": "1"}, "seconds='1'"),
        ("rate_limit", {"seconds": 1.5}, "seconds=1.5"),
        ("error_status", {"status": 200}, "status=200"),
        ("error_status", {"status": True}, "status=True"),
        ("wrong_content_type", {"media_type": "a\r\nb: c"}, "media_type"),
        ("latency", {"times": 0}, "times is 0"),
        ("latency", {"times": 1.0}, "times is 1.0"),
        ("latency", {"probability": 2}, "probability is 2"),
        ("latency", {"operation": "nobody.knows"}, "no operation 'nobody.knows'"),
    ],
)
def test_what_makes_no_sense_is_said_at_once(mock: Mock, name: Any, options: Any, told: Any) -> None:
    """And not in the middle of a test."""
    with pytest.raises(ValueError, match=r".") as caught:
        mock.inject(name, **options)
    assert told in str(caught.value)


def test_a_fault_is_data() -> None:
    """It is compared by value, holds all its details, and cannot be changed."""
    fault = Fault(name="latency")
    assert fault == Fault(name="latency", details={"seconds": 1.0})
    with pytest.raises(TypeError):
        fault.details["seconds"] = 2  # type: ignore[index]  # the mistake that is tested
    assert list(FAULTS) == sorted(FAULTS)


def test_an_answer_in_the_document_s_shape_stays_in_it(mock: Mock, wire: Wire) -> None:
    """Refusals by a fault are those of the document; the response validator of `wire` checks each."""
    mock.inject("unauthorized")
    assert "Basic" in (wire.get(ME).header("WWW-Authenticate") or "")
    mock.inject("daily_limit")
    assert wire.get(ME).status == 403


def test_a_status_that_the_document_does_not_know_has_the_shape_of_the_others(mock: Mock) -> None:
    """So that a client reads its message in the same place."""
    mock.inject("rate_limit", seconds=7)
    response = mock.respond(MockRequest("GET", ME, ADA))
    assert (response.status, response.header("Retry-After")) == (429, "7")
    assert response.json().keys() == {"code", "message"}


def test_the_journal_has_what_was_answered(mock: Mock) -> None:
    """The altered answer, with how it travelled."""
    mock.inject("truncated_body")
    answer = mock.respond(MockRequest("GET", ME, ADA))
    assert mock.requests[0].response is answer
    assert 0 < (answer.delivery.cut or 0) < len(answer.body)


@pytest.mark.parametrize("name", ["truncated_body", "connection_reset"])
def test_an_asgi_server_is_made_to_break_the_connection(mock: Mock, name: Any) -> None:
    """By a failure after the answer has begun, with the length of the whole body announced."""
    mock.inject(name)
    sent = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(key.lower().encode(), value.encode()) for key, value in ADA.items()]
    scope = {"type": "http", "method": "GET", "path": ME, "headers": headers, "scheme": "http", "query_string": b""}
    with pytest.raises(ConnectionResetError):
        asyncio.run(mock.asgi(scope, receive, send))
    come = b"".join(message.get("body", b"") for message in sent)
    assert len(come) < int(dict(sent[0]["headers"])[b"content-length"])


def test_in_process_a_late_answer_moves_the_clock(mock: Mock) -> None:
    """By no more than the read timeout, which is then the HTTP library's own error."""
    with http.Client(transport=mock.transport, base_url="http://h", timeout=5) as client:
        before = mock.clock.wall()
        mock.inject("latency", seconds=4)
        client.post(TOKEN, data=PASSWORD)
        assert mock.clock.wall() - before == 4
        mock.inject("latency", seconds=6)
        with pytest.raises(http.ReadTimeout):
            client.post(TOKEN, data=PASSWORD)
        assert mock.clock.wall() - before == 9


def received(mock: Mock, pieces: list[bytes]) -> None:
    """Add the pieces of a body as they arrive."""
    with (
        http.Client(transport=mock.transport) as client,
        client.stream("GET", f"http://h{ME}", headers=ADA) as response,
    ):
        for piece in response.iter_raw():
            pieces.append(piece)


async def received_async(mock: Mock, pieces: list[bytes]) -> None:
    """Add the pieces of a body as they arrive."""
    async with (
        http.AsyncClient(transport=mock.transport) as client,
        client.stream("GET", f"http://h{ME}", headers=ADA) as response,
    ):
        async for piece in response.aiter_raw():
            pieces.append(piece)


@pytest.mark.parametrize("receive", [received, lambda mock, pieces: asyncio.run(received_async(mock, pieces))])
def test_what_arrives_before_a_connection_breaks_can_be_read(mock: Mock, receive: Any) -> None:
    """The first half of the body, and then the HTTP library's own error."""
    whole = mock.respond(MockRequest("GET", ME, ADA)).body
    mock.inject("truncated_body")
    pieces: list[bytes] = []
    with pytest.raises(http.RemoteProtocolError):
        receive(mock, pieces)
    assert b"".join(pieces) == whole[: len(whole) // 2]


def test_a_fault_of_the_body_waits_for_a_response_that_has_one(mock: Mock, wire: Wire) -> None:
    """A response without a body is neither slow, nor cut, nor of the wrong type."""
    for name in ("slow_body", "truncated_body", "wrong_content_type"):
        mock.inject(name)
    empty = mock.respond(MockRequest("DELETE", f"{AGENTS}/1", ADA))
    assert (empty.status, empty.body, empty.delivery, empty.header("Content-Type")) == (200, b"", Delivery(), None)
    slow, cut, other = (mock.respond(MockRequest("GET", ME, ADA)) for _ in range(3))
    assert slow.delivery.pieces * slow.delivery.gap == 1
    assert cut.delivery == Delivery(cut=len(cut.body) // 2)
    assert (other.delivery, other.body) == (Delivery(), cut.body)
    assert other.header("Content-Type") != cut.header("Content-Type")


def test_a_body_that_is_not_json_is_said_to_be_json(mock: Mock) -> None:
    """Even where there would be none: proxies answer like this."""
    for method, url in (("GET", ME), ("DELETE", f"{AGENTS}/1")):
        mock.inject("not_json")
        response = mock.respond(MockRequest(method, url, ADA))
        types = [value for name, value in response.headers if name.lower() == "content-type"]
        assert (types, response.body[:1]) == (["application/json"], b"<")


def test_in_process_a_slow_body_moves_the_clock(mock: Mock) -> None:
    """By all gaps between its pieces, of which none is longer than the read timeout."""
    with http.Client(transport=mock.transport, base_url="http://h", timeout=5) as client:
        before = mock.clock.wall()
        mock.inject("slow_body", seconds=8)
        client.post(TOKEN, data=PASSWORD)
        assert mock.clock.wall() - before == 8


@pytest.mark.parametrize(
    ("delivery", "parts"),
    [
        (Delivery(), [b"abcdefgh"]),
        (Delivery(pieces=3), [b"abc", b"def", b"gh"]),
        (Delivery(pieces=8), [b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h"]),
        (Delivery(pieces=9), [b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h"]),
        (Delivery(pieces=2, cut=3), [b"ab", b"c"]),
        (Delivery(cut=0), []),
    ],
)
def test_a_body_arrives_in_pieces_of_one_size(delivery: Delivery, parts: list[bytes]) -> None:
    """The last one is what is left."""
    assert delivery.parts(b"abcdefgh") == parts


def test_a_skewed_clock_is_right_again_afterwards(mock: Mock, wire: Wire) -> None:
    """Each request is answered at the time of the clock, unless a fault shifts it."""
    headers = {"Authorization": f"Bearer {wire.token()['access_token']}"}
    mock.inject("clock_skew", seconds=86_400.0)
    assert [wire.get(ME, headers).status for _ in range(2)] == [401, 200]


def test_a_clock_is_an_hour_ahead_unless_a_test_says_how_much(mock: Mock, wire: Wire) -> None:
    """A token that lives for another hour has ended then."""
    token = wire.token()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    mock.clock.advance(seconds=token["expires_in"] - 3601)
    mock.inject("clock_skew")
    mock.inject("clock_skew", seconds=3602)
    assert [wire.get(ME, headers).status for _ in range(3)] == [200, 401, 200]


def test_token_endpoints_have_faults_of_their_own(mock: Mock, wire: Wire) -> None:
    """Other requests do not use them up, whatever their method and form."""
    mock.inject("token_outage")
    mock.inject("rotated_refresh_token")
    kind = {"Content-Type": "application/x-www-form-urlencoded", **ADA}
    form = urlencode({"grant_type": "refresh_token", "refresh_token": "x"}).encode()
    assert [mock.respond(MockRequest(method, AGENTS, kind, form)).status for method in ("POST", "GET")] == [400, 200]
    assert mock.respond(MockRequest("POST", TOKEN, kind, form)).status == 503
    # Neither does a token request of another grant, or one that cannot be read.
    assert [mock.respond(MockRequest("POST", TOKEN, kind, body)).status for body in (b"\xff", b"a=%")] == [400, 400]
    assert wire.refresh(wire.token()["refresh_token"]).status == 400
    assert wire.refresh(wire.token()["refresh_token"]).status == 200


@pytest.mark.parametrize("name", ["repeated_next_page", "foreign_next_page"])
def test_a_page_of_an_error_leads_nowhere(mock: Mock, name: str) -> None:
    """Neither does what is not a page; the fault waits for one."""
    mock.inject(name)
    for url, status in ((f"{AGENTS}?pageIndex=-1", 400), (ME, 200)):
        response = mock.respond(MockRequest("GET", url, ADA))
        assert (response.status, "nextPage" in response.json()) == (status, False)
    mock.seed_records("agents", [{"email": f"{number}@a", "displayName": "x", "firstName": "x", "lastName": "x"}
                                 for number in range(8)])  # fmt: skip
    assert mock.respond(MockRequest("GET", AGENTS, ADA)).json()["nextPage"]


@pytest.mark.parametrize("name", ["wrong_content_type", "not_json"])
def test_another_media_type_leaves_the_other_fields(mock: Mock, name: str) -> None:
    """The response to a token request is still not to be kept."""
    mock.inject(name)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    response = mock.respond(MockRequest("POST", TOKEN, kind, urlencode(PASSWORD).encode()))
    assert response.header("Cache-Control") == "no-store"
    assert [name.lower() for name, _ in response.headers].count("content-type") == 1


@pytest.mark.parametrize(
    ("name", "url", "status", "retry_after"),
    [("error_status", ME, 503, None), ("rate_limit", ME, 429, "1"), ("token_outage", TOKEN, 503, None)],
)
def test_a_fault_without_details_has_those_that_are_documented(
    mock: Mock, name: str, url: str, status: int, retry_after: str | None
) -> None:
    """Service Unavailable, and a second to wait."""
    mock.inject(name)
    response = mock.respond(MockRequest("POST" if url == TOKEN else "GET", url, ADA))
    assert (response.status, response.header("Retry-After")) == (status, retry_after)


@pytest.mark.parametrize("seconds", [1e9, -1e9])
def test_a_skew_of_thirty_years_is_refused(seconds: float) -> None:
    """Whoever gives so many seconds has given milliseconds."""
    with pytest.raises(ValueError, match="clock_skew does not accept seconds="):
        Fault(name="clock_skew", details={"seconds": seconds})
    Fault(name="clock_skew", details={"seconds": seconds * 0.999})


def test_a_skew_ends_with_its_request(mock: Mock) -> None:
    """Of the others, none has a skew, however small."""
    faults, time = mock._state.faults, mock._state.tokens._time
    skews = []
    for seconds in (None, 60, None):
        if seconds:
            mock.inject("clock_skew", seconds=seconds)
        faults.before(mock._document.routes[0], MockRequest("GET", ME))
        skews.append(round(time.wall() - mock.clock.wall(), 3))
    assert skews == [0, 60, 0]
