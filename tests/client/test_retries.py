"""Calls that are made once more, and calls that are not."""

from __future__ import annotations

import contextlib
import email.utils
import time
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from comm100 import errors
from comm100._http import http
from comm100._request import Call, Operation
from comm100._retry import RetryBudget, RetryPolicy, retry_after
from comm100.auth._concurrency import backoff
from tests.answers import record

from .conftest import Clock, Kit, Server


def failing(times: Any, failure: Any, **response: Any) -> Any:
    """Answer with a status or an exception some times, and with success from then on."""
    left = [failure] * times
    response.setdefault("json", {"code": 1, "message": "Down."})

    def answer(request: Any) -> Any:
        outcome = left.pop() if left else None
        if isinstance(outcome, Exception):
            raise outcome
        return http.Response(outcome, **response) if outcome else http.Response(200, json=record("Agent", id=7))

    return answer


def get(client: Any) -> Any:
    return client.account.agents.get(7)


def create(client: Any) -> Any:
    return client.account.agents.create(email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li")


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize(
    "failure",
    [
        429,
        500,
        503,
        http.ConnectError("refused"),
        http.RemoteProtocolError("closed"),
        http.ReadError("reset"),
    ],
    ids=repr,
)
def test_an_idempotent_call_is_repeated(kit: Kit, server: Server, failure: Any) -> None:
    """A failed connection, 429 and 5xx are tried again, twice at most."""
    server.answer = failing(2, failure)
    clock = Clock()
    assert kit.run(get, clock=clock).id == 7
    assert len(server.requests) == 3
    assert 0.25 <= clock.slept[0] <= 0.5 <= clock.slept[1] <= 1.0


@pytest.mark.parametrize(("jitter", "share"), [(min, 0.5), (max, 1.0)], ids=["least", "most"])
def test_each_pause_is_twice_as_long_up_to_eight_seconds(
    monkeypatch: pytest.MonkeyPatch, jitter: Any, share: float
) -> None:
    """The jitter takes up to half of it away; a server may ask for up to a minute, and gets the longer of the two."""
    monkeypatch.setattr("random.uniform", lambda *limits: jitter(limits))
    policy, call = RetryPolicy(6, Clock()), Call(Operation[Any]("op", "GET", "/a"))
    pauses = [policy.pause(call, attempt, outcome(500)) for attempt in range(7)]
    assert pauses == [*(share * pause for pause in (0.5, 1, 2, 4, 8, 8)), None]
    for wait, pause in (("60", 60.0), ("61", None), ("0", share * 8), ("soon", share * 8)):
        assert policy.pause(call, 5, outcome(503, retry_after=wait)) == pause


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("failure", [500, 429, http.ReadError("reset")], ids=repr)
def test_what_may_have_been_done_is_not_done_twice(kit: Kit, server: Server, failure: Any) -> None:
    """A POST that may have arrived is the caller's to repeat."""
    server.answer = failing(1, failure)
    with pytest.raises(errors.ClientError):
        kit.run(create)
    assert len(server.requests) == 1


def test_what_was_never_sent_is_sent_again(kit: Kit, server: Server) -> None:
    """A refused connection is safe to repeat for any method."""
    server.answer = failing(1, http.ConnectError("refused"))
    assert kit.run(create).id == 7


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_will_fail_again_is_not_repeated(kit: Kit, server: Server, status: int) -> None:
    """The caller's own mistakes, and the limit of the day (403), do not go away."""
    server.says(status, json={"code": status * 1000, "message": "No."})
    with pytest.raises(errors.APIStatusError):
        kit.run(get)
    assert len(server.requests) == 1


def test_the_last_failure_is_raised(kit: Kit, server: Server) -> None:
    """After the last attempt the error is that of the last attempt."""
    server.answer = failing(9, 500)
    with pytest.raises(errors.APIStatusError, match="Down"):
        kit.run(get)
    assert len(server.requests) == 3


@pytest.mark.undocumented
@pytest.mark.parametrize("date", [False, True], ids=["seconds", "date"])
def test_retry_after_is_obeyed(kit: Kit, server: Server, date: Any) -> None:
    """The server says when, in seconds or as a date (RFC 9110 section 10.2.3)."""
    clock = Clock()
    value = email.utils.formatdate(clock.now + 7, usegmt=True) if date else "7"
    server.answer = failing(1, 429, headers={"retry-after": value})
    kit.run(get, clock=clock)
    assert clock.slept == [pytest.approx(7, abs=1)]


def test_the_longer_of_two_waits_counts(kit: Kit, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the server, or the pause that grows with each attempt."""
    monkeypatch.setattr("random.uniform", max)
    server.answer = failing(4, 500, headers={"retry-after": "1"})
    clock = Clock()
    kit.run(get, clock=clock, max_retries=4)
    assert clock.slept == [1, 1, 2, 4]


@pytest.mark.parametrize(("seconds", "repeated"), [("60", True), ("61", False)])
def test_a_wait_of_up_to_a_minute_is_obeyed(kit: Kit, server: Server, seconds: str, repeated: bool) -> None:
    """A longer one is the caller's to decide."""
    clock = Clock()
    server.answer = failing(1, 500, headers={"retry-after": seconds})
    if repeated:
        kit.run(get, clock=clock)
    else:
        with pytest.raises(errors.APIStatusError):
            kit.run(get, clock=clock)
    assert clock.slept == ([60] if repeated else [])


def test_a_date_that_has_passed_is_no_reason_to_wait(kit: Kit, server: Server) -> None:
    """The clocks of a server and its client differ."""
    clock = Clock()
    server.answer = failing(1, 500, headers={"retry-after": email.utils.formatdate(clock.now - 60, usegmt=True)})
    kit.run(get, clock=clock)
    assert sum(clock.slept) <= 0.5


@pytest.mark.parametrize("value", ["soon", "-1", "٣", "", "99999999999999999999999"])
def test_a_retry_after_that_cannot_be_read_or_obeyed_does_no_harm(kit: Kit, server: Server, value: Any) -> None:
    """Nonsense is ignored; a wait of more than a minute is the caller's to decide."""
    clock = Clock()
    server.answer = failing(1, 500, headers=[(b"retry-after", value.encode())])
    try:
        kit.run(get, clock=clock)
    except errors.APIStatusError:
        assert len(value) > 20
    assert sum(clock.slept) <= 0.5


def test_retries_can_be_switched_off(kit: Kit, server: Server) -> None:
    """``max_retries=0`` means one attempt; a negative number means nothing."""
    server.answer = failing(1, 500)
    with pytest.raises(errors.APIStatusError):
        kit.run(get, max_retries=0)
    assert len(server.requests) == 1
    with pytest.raises(errors.ConfigurationError):
        kit.client(max_retries=-1)


def test_a_failing_server_is_not_flooded(kit: Kit, server: Server) -> None:
    """Ten retries are the budget of a client: after that, a call is one request. Ten successes earn one more."""

    def storm(client: Any, times: int) -> Iterator[Any]:
        for _ in range(times):
            with contextlib.suppress(errors.APIStatusError):
                yield get(client)

    def phases(client: Any) -> Iterator[Any]:
        for succeeds, times, requests in ((True, 20, 20), (False, 20, 20 + 10), (True, 11, 11), (False, 5, 5 + 1)):
            server.requests.clear()
            server.answer = failing(0 if succeeds else 99, 500)
            yield from storm(client, times)
            assert len(server.requests) == requests

    def act(client: Any) -> None:
        for _ in phases(client):
            pass

    async def act_async(client: Any) -> None:
        for call in phases(client):
            with contextlib.suppress(errors.APIStatusError):
                await call

    kit.run(act_async if kit.awaited else act)


def test_a_raw_call_sees_the_last_response(kit: Kit, server: Server) -> None:
    """What ``with_raw_response`` shows is the answer, not the failures before it."""
    server.answer = failing(1, 500)
    assert kit.run(lambda client: client.account.agents.with_raw_response.get(7)).status_code == 200


@pytest.mark.undocumented
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelling_a_call_ends_its_pause_at_once(server: Server, backend: str) -> None:
    """The pause before a retry belongs to the event loop, not to a thread that outlives the call."""
    refuse = failing(9, 503, headers={"retry-after": "60"})

    async def main() -> None:
        refused = anyio.Event()

        def answer(request: Any) -> Any:
            refused.set()
            return refuse(request)

        server.answer = answer
        async with Kit(server, awaited=True).client(clock=None) as client, anyio.create_task_group() as calling:
            calling.start_soon(get, client)
            await refused.wait()
            await anyio.wait_all_tasks_blocked()
            calling.cancel_scope.cancel()

    started = time.monotonic()
    anyio.run(main, backend=backend)
    assert time.monotonic() - started < 10
    assert len(server.requests) == 1


@pytest.mark.undocumented
def test_a_refused_create_is_repeated_after_the_wait_that_the_server_names(kit: Kit, server: Server) -> None:
    """429 with Retry-After says that the request was not processed, whatever its method."""
    server.answer = failing(1, 429, headers={"retry-after": "3"})
    clock = Clock()
    kit.run(create, clock=clock)
    assert len(server.requests) == 2
    assert clock.slept == [3]


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("status", [503, 500])
def test_a_create_that_failed_is_not_repeated_even_with_a_wait(kit: Kit, server: Server, status: int) -> None:
    """It may have been processed in part."""
    server.answer = failing(1, status, headers={"retry-after": "3"})
    with pytest.raises(errors.APIStatusError):
        kit.run(create)
    assert len(server.requests) == 1


def outcome(status: int, **headers: str) -> Any:
    return http.Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


IDEMPOTENT = {"DELETE", "GET", "HEAD", "OPTIONS", "PUT"}


@pytest.mark.parametrize(
    ("result", "is_repeated"),
    [
        (outcome(499), "never"),
        (outcome(404, retry_after="1"), "never"),
        (outcome(429), "if idempotent"),
        (outcome(429, retry_after="1"), "always"),
        (outcome(429, retry_after=""), "always"),
        (outcome(500), "if idempotent"),
        (outcome(503, retry_after="1"), "if idempotent"),
        (outcome(599), "if idempotent"),
        (outcome(200), "never"),
        (http.ConnectError(""), "always"),
        (http.ConnectTimeout(""), "always"),
        (http.PoolTimeout(""), "always"),
        (http.ProxyError("407 No"), "always"),
        (http.ReadError(""), "if idempotent"),
        (http.WriteError(""), "if idempotent"),
        (http.RemoteProtocolError(""), "if idempotent"),
        (http.ReadTimeout(""), "never"),
        (http.WriteTimeout(""), "never"),
        (http.LocalProtocolError(""), "never"),
        (http.UnsupportedProtocol(""), "never"),
        (http.DecodingError(""), "never"),
    ],
    ids=repr,
)
def test_what_is_repeated_depends_on_method_and_outcome(result: Any, is_repeated: str) -> None:
    """RFC 9110 section 9.2.2: what may have been done is repeated only if it may be done twice."""
    for method in sorted(IDEMPOTENT | {"PATCH", "POST"}):
        call = Call(Operation[Any]("op", method, "/a"))
        pause = RetryPolicy(1, Clock()).pause(call, 0, result)
        is_due = is_repeated == "always" or (is_repeated == "if idempotent" and method in IDEMPOTENT)
        assert (pause is not None) is is_due, method
        assert RetryPolicy(1, Clock()).pause(call, 1, result) is None, method


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("007", 7.0),
        ("", None),
        ("1.5", None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("٣", None),
        ("soon", None),
        ("Fri, 15 Jan 2027 08:00:10 GMT", 10.0),
        ("Fri, 15 Jan 2027 08:00:00 GMT", 0.0),
        ("Fri, 15 Jan 2027 07:59:59 GMT", 0.0),
        ("Fri, 15 Jan 2027 10:00:10 +0200", 10.0),
        ("Fri, 99 Jan 2027 08:00:10 GMT", None),
        ("Fri, 99999999999999999999 Jan 2027 08:00:10 GMT", None),
        ("Fri, 15 Jan 99999 08:00:10 GMT", None),
    ],
)
def test_a_wait_is_seconds_or_a_date(value: str, seconds: Any) -> None:
    """RFC 9110 section 10.2.3; a date that has passed means now, and what is malformed means nothing."""
    assert retry_after(value, 1_800_000_000.0) == seconds


def test_a_pause_is_between_half_and_all_of_what_it_could_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """It doubles from the first to the longest; very late attempts do not overflow."""
    for jitter, share in ((min, 0.5), (max, 1.0)):
        monkeypatch.setattr("random.uniform", lambda *limits, jitter=jitter: jitter(limits))
        pauses = [backoff(attempt, first=3, longest=20) for attempt in (0, 1, 2, 3, 10**6)]
        assert pauses == [share * pause for pause in (3, 6, 12, 20, 20)]


def test_a_budget_is_spent_and_earned() -> None:
    """Ten at first, and never more; ten successes are one retry."""
    budget = RetryBudget()
    for _ in range(20):
        budget.earn()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2
    for _ in range(9):
        budget.earn()
    assert not budget.spend()
    budget.earn()
    budget.earn()
    assert [budget.spend(), budget.spend()] == [True, False]


@pytest.mark.parametrize("value", [-1, 1.5, "2", None])
def test_the_number_of_retries_is_a_whole_number(value: Any) -> None:
    """Zero is one."""
    RetryPolicy(0, Clock())
    with pytest.raises(errors.ConfigurationError, match="give 0 for no retries, or a small number"):
        RetryPolicy(value, Clock())
