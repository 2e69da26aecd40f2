"""However many callers need the next token at once, and from wherever: one request, and nobody fails."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import pytest
import trio

from comm100._http import http
from comm100.errors import InvalidGrantError, OAuthError, TokenConnectionError
from tests.auth.support import (
    API,
    PATIENCE,
    Authority,
    Clock,
    acall,
    call,
    client_credentials,
    fetching,
    in_threads,
    make_context,
    settle,
    signed_in,
    statuses,
)

EXPIRED = 50_000
THREADS = 200
TASKS = 500


def test_200_threads_with_an_expired_token_cost_one_refresh(authority: Authority, clock: Clock) -> None:
    """A server that rotates refresh tokens sees one request, and all threads succeed with its token."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    results = in_threads(THREADS, lambda: call(authority, bound))
    assert statuses(results) == {200}
    assert authority.grants == ["refresh_token"]
    assert {result.json()["who"] for result in results} == {bound.token.access_token}


def test_200_threads_whose_token_was_refused_cost_one_refresh(authority: Authority, clock: Clock) -> None:
    """A 401 for everyone at once leads to one refresh and one replay each."""
    bound = signed_in(authority, clock)
    authority.revoke()
    assert statuses(in_threads(THREADS, lambda: call(authority, bound))) == {200}
    assert authority.grants == ["refresh_token"]


def test_200_threads_without_a_token_ask_once(authority: Authority, clock: Clock) -> None:
    """The very first token is fetched once too."""
    bound = client_credentials().bind(make_context(authority.transport, clock))
    assert statuses(in_threads(THREADS, lambda: call(authority, bound))) == {200}
    assert authority.grants == ["client_credentials"]


def test_a_401_that_never_ends_costs_one_refresh(authority: Authority, clock: Clock) -> None:
    """50 threads get their 401, none of them after more than one replay, and one new token was asked for."""
    bound = signed_in(authority, clock)
    authority.always_401 = True
    assert statuses(in_threads(50, lambda: call(authority, bound))) == {401}
    assert authority.grants == ["refresh_token"]
    assert len(authority.calls) <= 100


def test_a_401_that_never_ends_is_replayed_once(authority: Authority, clock: Clock) -> None:
    """One call is sent twice; the calls after it do not ask for yet another token."""
    bound = signed_in(authority, clock)
    authority.always_401 = True
    assert call(authority, bound).status_code == 401
    assert len(authority.calls) == 2
    assert call(authority, bound).status_code == 401
    assert len(authority.calls) == 3
    assert authority.grants == ["refresh_token"]


def test_each_revoked_token_is_replaced(authority: Authority, clock: Clock) -> None:
    """A new token that was accepted once is replaced at once when it is refused later."""
    bound = signed_in(authority, clock)
    for _ in range(3):
        authority.revoke()
        assert call(authority, bound).status_code == 200
    assert authority.grants == ["refresh_token"] * 3


def test_a_refused_new_token_is_tried_again_after_a_while(authority: Authority, clock: Clock) -> None:
    """The mistrust in a token that was refused at once does not last."""
    bound = signed_in(authority, clock)
    authority.always_401 = True
    call(authority, bound)
    clock.advance(60)
    call(authority, bound)
    assert authority.grants == ["refresh_token", "refresh_token"]


def test_invalid_grant_is_asked_once_and_raised_by_all(authority: Authority, clock: Clock) -> None:
    """Two waves of 200 threads with a dead refresh token: one request, a typed error for each, none shared."""
    bound = signed_in(authority, clock)
    authority.refreshable.clear()
    clock.advance(EXPIRED)
    results = in_threads(THREADS, lambda: call(authority, bound)) + in_threads(THREADS, lambda: call(authority, bound))
    assert {type(result) for result in results} == {InvalidGrantError}
    assert len({id(result) for result in results}) == 2 * THREADS
    assert authority.grants == ["refresh_token"]


def test_500_tasks_with_an_expired_token_cost_one_refresh(authority: Authority, clock: Clock) -> None:
    """The same for the tasks of one event loop."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)

    async def main() -> list[Any]:
        return await asyncio.gather(*(acall(authority, bound) for _ in range(TASKS)), return_exceptions=True)

    assert statuses(asyncio.run(main())) == {200}
    assert authority.grants == ["refresh_token"]


def test_500_tasks_whose_token_was_refused_cost_one_refresh(authority: Authority, clock: Clock) -> None:
    """A 401 for all tasks at once leads to one refresh."""
    bound = signed_in(authority, clock)
    authority.revoke()

    async def main() -> list[Any]:
        return await asyncio.gather(*(acall(authority, bound) for _ in range(TASKS)), return_exceptions=True)

    assert statuses(asyncio.run(main())) == {200}
    assert authority.grants == ["refresh_token"]


def test_cancelling_the_leading_task_harms_nobody(authority: Authority, clock: Clock) -> None:
    """The task that began the refresh is cancelled; the other 499 get the token of that same refresh."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()

    async def main() -> list[Any]:
        leader = asyncio.create_task(acall(authority, bound))
        await asyncio.to_thread(authority.reached.wait, PATIENCE)
        followers = [asyncio.create_task(acall(authority, bound)) for _ in range(TASKS - 1)]
        await asyncio.sleep(0)
        assert len(fetching()) == 1
        leader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leader
        authority.gate.set()
        return await asyncio.gather(*followers, return_exceptions=True)

    assert statuses(asyncio.run(main())) == {200}
    assert authority.grants == ["refresh_token"]


def test_cancelling_the_leading_trio_task_harms_nobody(authority: Authority, clock: Clock) -> None:
    """The same under trio, without the package knowing it before."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()
    results: list[Any] = []

    async def follow() -> None:
        results.append(await acall(authority, bound))

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            leader = trio.CancelScope()

            async def lead() -> None:
                with leader:
                    await acall(authority, bound)

            nursery.start_soon(lead)
            await trio.to_thread.run_sync(authority.reached.wait, PATIENCE)
            for _ in range(100):
                nursery.start_soon(follow)
            await trio.lowlevel.checkpoint()
            leader.cancel()
            authority.gate.set()

    trio.run(main)
    assert len(results) == 100
    assert statuses(results) == {200}
    assert authority.grants == ["refresh_token"]


def test_threads_and_event_loops_share_one_refresh(authority: Authority, clock: Clock) -> None:
    """100 threads and four loops of 100 tasks on the same credentials: one request."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)

    async def tasks() -> list[Any]:
        return await asyncio.gather(*(acall(authority, bound) for _ in range(100)), return_exceptions=True)

    def work(number: int) -> list[Any]:
        return asyncio.run(tasks()) if number < 4 else [call(authority, bound)]

    numbers = iter(range(104))
    results = in_threads(104, lambda: work(next(numbers)))
    assert statuses([response for group in results for response in group]) == {200}
    assert authority.grants == ["refresh_token"]


def test_a_loop_that_is_closed_in_the_middle_leaves_the_refresh_whole(
    authority: Authority, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The loop that began the refresh is gone when it ends: no noise, and the next caller has the token."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()

    async def main() -> None:
        asyncio.get_running_loop().create_task(acall(authority, bound))
        await asyncio.to_thread(authority.reached.wait, PATIENCE)

    with caplog.at_level(logging.ERROR):
        asyncio.run(main())
        authority.gate.set()
        assert call(authority, bound).status_code == 200
        settle()
    assert authority.grants == ["refresh_token"]
    assert not caplog.records


def test_a_blocking_call_on_the_loops_own_thread_ends(authority: Authority, clock: Clock) -> None:
    """While a task waits for the refresh, a blocking call in the loop's thread joins it and does not wait for ever."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()

    async def main() -> tuple[Any, Any]:
        task = asyncio.create_task(acall(authority, bound))
        await asyncio.to_thread(authority.reached.wait, PATIENCE)
        threading.Timer(0.05, authority.gate.set).start()
        blocking = call(authority, bound)
        return blocking, await task

    assert statuses(list(asyncio.run(main()))) == {200}
    assert authority.grants == ["refresh_token"]


def test_closing_the_client_in_the_middle_still_stores_the_token(authority: Authority, clock: Clock) -> None:
    """Another task closes the client while a refresh runs: its waiters get the token, and it is not lost."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()

    async def main() -> Any:
        task = asyncio.create_task(acall(authority, bound))
        await asyncio.to_thread(authority.reached.wait, PATIENCE)
        bound.close()
        authority.gate.set()
        return await task

    assert asyncio.run(main()).status_code == 200
    assert bound.token.refresh_token in authority.refreshable


def test_a_failed_refresh_fails_those_who_waited_and_nobody_later(authority: Authority, clock: Clock) -> None:
    """A server error reaches the callers of that moment; the next caller tries anew."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.answer = lambda form: http.Response(400, json={"error": "temporarily_unavailable"})
    results = in_threads(20, lambda: call(authority, bound))
    assert all(isinstance(result, OAuthError) for result in results)
    authority.answer = None
    assert call(authority, bound).status_code == 200


def test_a_refresh_that_nobody_brings_is_given_up(
    authority: Authority, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the thread behind a refresh is gone, its waiters get a typed error, and the next caller begins anew."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    monkeypatch.setattr(type(bound._source._refresher), "max_wait", 0.01)
    monkeypatch.setattr(bound._source, "_start_refresh", lambda *args: None)
    with pytest.raises(TokenConnectionError, match="No token"):
        call(authority, bound)
    monkeypatch.undo()
    assert call(authority, bound).status_code == 200


def test_without_threads_the_caller_refreshes_itself(
    authority: Authority, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an interpreter shuts down, no thread can be started, and a last call still succeeds."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert call(authority, bound).status_code == 200


def test_a_stale_token_is_replaced_only_once(authority: Authority, clock: Clock) -> None:
    """Whoever comes late with a refused token gets the one that is there by now."""
    bound = signed_in(authority, clock)
    old = bound.token
    new = bound._source.get(rejected=old)
    assert bound._source.get(rejected=old) is new
    assert authority.grants == ["refresh_token"]


def test_a_body_that_is_gone_is_not_replayed(authority: Authority, clock: Clock) -> None:
    """A streamed body is sent once; its caller sees the 401, and the next call goes with a new token."""
    bound = signed_in(authority, clock)
    authority.revoke()
    sent: list[bytes] = []

    class Wire(http.BaseTransport):
        def handle_request(self, request: Any) -> Any:
            sent.append(b"".join(request.stream))
            return authority.handle(request)

    with http.Client(transport=Wire()) as client:
        assert client.post(API, content=iter([b"once ", b"only"]), auth=bound).status_code == 401
        assert sent == [b"once only"]
        assert client.get(API, auth=bound).status_code == 200
        assert len(authority.calls) == 2
    assert authority.grants == ["refresh_token"]


def test_a_body_at_hand_is_replayed_whole(authority: Authority, clock: Clock) -> None:
    """JSON goes out again as it was."""
    bound = signed_in(authority, clock)
    authority.revoke()
    assert call(authority, bound, json={"name": "Ada"}).status_code == 200
    assert [request.content for request in authority.calls] == [authority.calls[0].content] * 2
    assert b"Ada" in authority.calls[1].content


def test_a_403_asks_for_no_token(authority: Authority, clock: Clock) -> None:
    """Forbidden means a missing permission or a used-up limit, which a new token does not change."""
    bound = signed_in(authority, clock)
    transport = http.MockTransport(lambda request: http.Response(403, json={"code": 403000, "message": "No."}))
    with http.Client(transport=transport) as client:
        assert client.get(API, auth=bound).status_code == 403
    assert authority.grants == []
