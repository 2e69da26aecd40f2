"""The measured failures of other clients, and the cases that a design held, each as a test.

| case | test |
| --- | --- |
| 200 threads, expired or refused token | test_single_flight: test_200_threads_* |
| 500 tasks, expired or refused token | test_single_flight: test_500_tasks_* |
| 100 threads and 4 loops on one auth object | test_single_flight: test_threads_and_event_loops_share_one_refresh |
| threads, asyncio and trio at once; loop after loop | here |
| the leader is cancelled | test_single_flight: test_cancelling_the_leading_*; in a thread, and all at once: here |
| loop closed in the middle | test_single_flight: test_a_loop_that_is_closed_in_the_middle_leaves_the_refresh_whole |
| blocking call on the loop's own thread | test_single_flight: test_a_blocking_call_on_the_loops_own_thread_ends |
| aclose from another task | here; close: test_single_flight: test_closing_the_client_in_the_middle_still_stores_* |
| invalid_grant under 2 x 200 threads | test_single_flight: test_invalid_grant_is_asked_once_*; tasks: here |
| 401 that never ends | test_single_flight: test_a_401_that_never_ends_*; awaited: here |
| 8 processes x 10 threads x 10 rounds | tests/stores/test_fleet.py |
| clients of one store | test_renewal: test_two_clients_with_one_store_share_a_token; all at once: here |
| fork while refreshing | test_flows: test_a_forked_child_*; with a file store: test_bad_weather |
| whoever refreshes is gone | test_single_flight: test_a_refresh_that_nobody_brings_*; awaited: test_bad_weather |
| raw + in the code | test_callback: test_a_code_comes_through_character_for_character |
| 307 from the token URL | test_endpoint: test_a_redirect_is_an_error_*; hooks, history: test_streams_and_hooks |
| absolute URL, next_request | test_origin; awaited: test_streams_and_hooks |
| 401, then a streamed body | test_single_flight: test_a_body_*; files, awaited: test_streams_and_hooks |
| error=access_denied in the redirect | test_callback: test_the_error_of_a_redirect_is_the_error |
| refresh response without a refresh token | test_renewal: test_an_absent_refresh_token_and_scope_keep_the_old |
| refresh token rotated by another process | test_renewal: test_a_token_that_another_process_stored_is_adopted |
| asyncio.Lock bound to one loop, held across a yield | here: loop after loop, all at once |
| a clock that jumps; an endpoint that hangs, redirects, answers HTML or 100 MB | test_bad_weather |
"""

from __future__ import annotations

import asyncio
import signal
import threading
from typing import Any

import pytest
import trio

from comm100 import AsyncClient, MemoryStore
from comm100.errors import InvalidGrantError
from tests.auth.support import (
    PATIENCE,
    Authority,
    Clock,
    acall,
    application,
    call,
    fetching,
    first_token,
    in_threads,
    make_context,
    refresh_token,
    settle,
    signed_in,
    statuses,
)

EXPIRED = 50_000


def asyncio_tasks(authority: Authority, bound: Any, count: int = 50) -> list[Any]:
    async def main() -> list[Any]:
        return await asyncio.gather(*(acall(authority, bound) for _ in range(count)), return_exceptions=True)

    return asyncio.run(main())


def trio_tasks(authority: Authority, bound: Any, count: int = 50) -> list[Any]:
    results: list[Any] = []

    async def one() -> None:
        results.append(await acall(authority, bound))

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(count):
                nursery.start_soon(one)

    trio.run(main)
    return results


@pytest.mark.parametrize("refused", [False, True], ids=["expired", "refused"])
def test_threads_asyncio_and_trio_share_one_refresh(authority: Authority, clock: Clock, refused: bool) -> None:
    """60 threads, two loops of asyncio and two of trio with 50 tasks each, all at once: one request."""
    bound = signed_in(authority, clock)
    authority.revoke() if refused else clock.advance(EXPIRED)
    kinds = iter([asyncio_tasks, trio_tasks] * 2 + [lambda *args: [call(*args)]] * 60)
    results = in_threads(64, lambda: next(kinds)(authority, bound))
    responses = [response for group in results for response in group]
    assert statuses(responses) == {200}
    assert len(responses) == 260
    assert authority.grants == ["refresh_token"]


def test_one_auth_object_outlives_its_event_loops(authority: Authority, clock: Clock) -> None:
    """Nothing in it belongs to the loop that used it first, whatever kind the next one is."""
    bound = signed_in(authority, clock)
    for number, tasks in enumerate([asyncio_tasks, trio_tasks, asyncio_tasks, trio_tasks], start=1):
        clock.advance(EXPIRED)
        assert statuses(tasks(authority, bound, 20)) == {200}
        assert len(authority.forms) == number


def test_two_clients_of_one_store_ask_once(authority: Authority, clock: Clock) -> None:
    """Objects that know nothing of each other share the store's lock: 100 threads, one request."""
    app, token = application(store=MemoryStore(), clock=clock), first_token(authority, clock)
    bounds = [app.resume(token).bind(make_context(authority.transport, clock)) for _ in range(4)]
    clock.advance(EXPIRED)
    turns = iter(bounds * 25)
    assert statuses(in_threads(100, lambda: call(authority, next(turns)))) == {200}
    assert authority.grants == ["refresh_token"]


def test_cancelling_all_who_wait_leaves_the_refresh_whole(authority: Authority, clock: Clock) -> None:
    """20 tasks are cancelled while they wait after a 401; who comes next gets the token of that same refresh."""
    bound = signed_in(authority, clock)
    authority.revoke()
    authority.hold()

    async def main() -> Any:
        tasks = [asyncio.create_task(acall(authority, bound)) for _ in range(20)]
        await asyncio.to_thread(authority.reached.wait, PATIENCE)
        for task in tasks:
            task.cancel()
        cancelled = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(each) for each in cancelled} == {asyncio.CancelledError}
        late = asyncio.create_task(acall(authority, bound))
        await asyncio.sleep(0)
        assert len(fetching()) == 1
        authority.gate.set()
        return await late

    assert asyncio.run(main()).status_code == 200
    assert authority.grants == ["refresh_token"]


def test_ctrl_c_in_the_leading_thread_harms_nobody(authority: Authority, clock: Clock) -> None:
    """The thread that began the refresh is interrupted; the others get the token of that same refresh."""
    bound = signed_in(authority, clock)
    clock.advance(EXPIRED)
    authority.hold()
    results: list[Any] = []
    followers = [threading.Thread(target=lambda: results.append(call(authority, bound))) for _ in range(20)]

    def interrupt() -> None:
        assert authority.reached.wait(PATIENCE)
        for follower in followers:
            follower.start()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        call(authority, bound)
    authority.gate.set()
    for follower in followers:
        follower.join(PATIENCE)
    assert statuses(results) == {200}
    assert len(results) == 20
    assert authority.grants == ["refresh_token"]


def test_closing_the_client_from_another_task_loses_no_token(authority: Authority, clock: Clock) -> None:
    """aclose() while a task waits: its call ends, the refreshed token is stored, and no other is asked for."""
    store = MemoryStore()
    credentials = application(clock=clock).resume(first_token(authority, clock), store)
    clock.advance(EXPIRED)
    authority.hold()

    async def main() -> Any:
        client = AsyncClient(credentials, transport=authority.transport, clock=clock, max_retries=0)
        task = asyncio.create_task(client.request("GET", "/api/v2/account/agents/me"))
        await asyncio.to_thread(authority.reached.wait, PATIENCE)
        await client.aclose()
        authority.gate.set()
        return await task

    assert asyncio.run(main())["who"] == "access-2"
    assert [token.refresh_token for token in store._tokens.values()] == [refresh_token(2)]
    assert authority.grants == ["refresh_token"]


@pytest.mark.parametrize("tasks", [asyncio_tasks, trio_tasks])
def test_an_awaited_401_that_never_ends_is_replayed_once(authority: Authority, clock: Clock, tasks: Any) -> None:
    """50 tasks get their 401 after one replay at most, for one new token; the next call asks for no other."""
    bound = signed_in(authority, clock)
    authority.always_401 = True
    assert statuses(tasks(authority, bound)) == {401}
    assert len(authority.calls) <= 100
    assert statuses(tasks(authority, bound, 1)) == {401}
    assert authority.grants == ["refresh_token"]


def test_invalid_grant_under_2_times_200_tasks_is_asked_once_and_does_not_grow(
    authority: Authority, clock: Clock
) -> None:
    """Each task gets an error of its own, and the one that is remembered holds no trace of them."""
    bound = signed_in(authority, clock)
    authority.refreshable.clear()
    clock.advance(EXPIRED)
    results = asyncio_tasks(authority, bound, 200) + asyncio_tasks(authority, bound, 200)
    assert {type(result) for result in results} == {InvalidGrantError}
    assert len({id(result) for result in results}) == 400
    for _ in range(50):
        with pytest.raises(InvalidGrantError):
            call(authority, bound)
    settle()
    trace, length = bound._source._refusal[0].__traceback__, 0
    while trace is not None:
        trace, length = trace.tb_next, length + 1
    assert length < 10
    assert authority.grants == ["refresh_token"]
