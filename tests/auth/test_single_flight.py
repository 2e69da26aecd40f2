"""However many callers need the next token at once, and from wherever: one request, and nobody fails."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest
import trio

from comm100 import AsyncClient, MemoryStore
from comm100._http import http
from comm100.errors import ClientClosedError, InvalidGrantError, OAuthError, TokenConnectionError
from tests.auth.support import (
    PATIENCE,
    Ask,
    Clock,
    FakeAuthServer,
    acall,
    application,
    call,
    client_credentials,
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
THREADS = 200
TASKS = 500


Callers = Callable[..., list[Any]]


def asyncio_tasks(auth_server: FakeAuthServer, bound: Any, count: int = 50) -> list[Any]:
    async def main() -> list[Any]:
        return await asyncio.gather(*(acall(auth_server, bound) for _ in range(count)), return_exceptions=True)

    return asyncio.run(main())


def trio_tasks(auth_server: FakeAuthServer, bound: Any, count: int = 50) -> list[Any]:
    results: list[Any] = []

    async def call_once() -> None:
        results.append(await acall(auth_server, bound))

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(count):
                nursery.start_soon(call_once)

    trio.run(main)
    return results


def threads(auth_server: FakeAuthServer, bound: Any, count: int = 50) -> list[Any]:
    return in_threads(count, lambda: call(auth_server, bound))


@pytest.mark.parametrize("refused", [False, True], ids=["expired", "refused"])
def test_200_threads_cost_one_refresh(auth_server: FakeAuthServer, clock: Clock, refused: bool) -> None:
    """A server that rotates refresh tokens sees one request, and all threads succeed with its token."""
    bound = signed_in(auth_server, clock)
    auth_server.revoke() if refused else clock.advance(EXPIRED)
    results = in_threads(THREADS, lambda: call(auth_server, bound))
    assert statuses(results) == {200}
    assert auth_server.grants == ["refresh_token"]
    assert {result.json()["who"] for result in results} == {bound.token.access_token}


def test_200_threads_without_a_token_ask_once(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The very first token is fetched once too."""
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    assert statuses(in_threads(THREADS, lambda: call(auth_server, bound))) == {200}
    assert auth_server.grants == ["client_credentials"]


@pytest.mark.parametrize("callers", [threads, asyncio_tasks, trio_tasks])
def test_a_401_that_never_ends_costs_one_refresh(auth_server: FakeAuthServer, clock: Clock, callers: Callers) -> None:
    """50 callers get their 401 after one replay at most, for one new token; the next call asks for no other."""
    bound = signed_in(auth_server, clock)
    auth_server.always_401 = True
    assert statuses(callers(auth_server, bound, 50)) == {401}
    assert len(auth_server.calls) <= 100
    assert statuses(callers(auth_server, bound, 1)) == {401}
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("callers", [threads, asyncio_tasks])
def test_invalid_grant_is_asked_once_and_raised_by_all(
    auth_server: FakeAuthServer, clock: Clock, callers: Callers
) -> None:
    """Two waves of 200 callers get a typed error each, and the one that is remembered holds no trace of them."""
    bound = signed_in(auth_server, clock)
    auth_server.refreshable.clear()
    clock.advance(EXPIRED)
    results = callers(auth_server, bound, 200) + callers(auth_server, bound, 200)
    assert {type(result) for result in results} == {InvalidGrantError}
    assert len({id(result) for result in results}) == 400
    for _ in range(50):
        with pytest.raises(InvalidGrantError):
            call(auth_server, bound)
    settle()
    trace, length = bound._source._refusal[0].__traceback__, 0
    while trace is not None:
        trace, length = trace.tb_next, length + 1
    assert length < 10
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("refused", [False, True], ids=["expired", "refused"])
def test_500_tasks_cost_one_refresh(auth_server: FakeAuthServer, clock: Clock, refused: bool) -> None:
    """The same for the tasks of one event loop."""
    bound = signed_in(auth_server, clock)
    auth_server.revoke() if refused else clock.advance(EXPIRED)
    assert statuses(asyncio_tasks(auth_server, bound, TASKS)) == {200}
    assert auth_server.grants == ["refresh_token"]


def test_cancelling_the_leading_task_harms_nobody(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The task that began the refresh is cancelled; the other 499 get the token of that same refresh."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> list[Any]:
        leader = asyncio.create_task(acall(auth_server, bound))
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)
        followers = [asyncio.create_task(acall(auth_server, bound)) for _ in range(TASKS - 1)]
        await asyncio.sleep(0)
        assert len(fetching()) == 1
        leader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leader
        auth_server.gate.set()
        return await asyncio.gather(*followers, return_exceptions=True)

    assert statuses(asyncio.run(main())) == {200}
    assert auth_server.grants == ["refresh_token"]


def test_cancelling_the_leading_trio_task_harms_nobody(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The same under trio, without the package knowing it before."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()
    results: list[Any] = []

    async def follow() -> None:
        results.append(await acall(auth_server, bound))

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            leader = trio.CancelScope()

            async def lead() -> None:
                with leader:
                    await acall(auth_server, bound)

            nursery.start_soon(lead)
            await trio.to_thread.run_sync(auth_server.reached.wait, PATIENCE)
            for _ in range(100):
                nursery.start_soon(follow)
            await trio.lowlevel.checkpoint()
            leader.cancel()
            auth_server.gate.set()

    trio.run(main)
    assert len(results) == 100
    assert statuses(results) == {200}
    assert auth_server.grants == ["refresh_token"]


def test_cancelling_all_who_wait_leaves_the_refresh_whole(auth_server: FakeAuthServer, clock: Clock) -> None:
    """20 tasks are cancelled while they wait after a 401; who comes next gets the token of that same refresh."""
    bound = signed_in(auth_server, clock)
    auth_server.revoke()
    auth_server.hold()

    async def main() -> Any:
        tasks = [asyncio.create_task(acall(auth_server, bound)) for _ in range(20)]
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)
        for task in tasks:
            task.cancel()
        cancelled = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(error) for error in cancelled} == {asyncio.CancelledError}
        late = asyncio.create_task(acall(auth_server, bound))
        await asyncio.sleep(0)
        assert len(fetching()) == 1
        auth_server.gate.set()
        return await late

    assert asyncio.run(main()).status_code == 200
    assert auth_server.grants == ["refresh_token"]


def test_ctrl_c_in_the_leading_thread_harms_nobody(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The thread that began the refresh is interrupted; the others get the token of that same refresh."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()
    results: list[Any] = []
    followers = [threading.Thread(target=lambda: results.append(call(auth_server, bound))) for _ in range(20)]

    def interrupt() -> None:
        assert auth_server.reached.wait(PATIENCE)
        for follower in followers:
            follower.start()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        call(auth_server, bound)
    auth_server.gate.set()
    for follower in followers:
        follower.join(PATIENCE)
    assert statuses(results) == {200}
    assert len(results) == 20
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("refused", [False, True], ids=["expired", "refused"])
def test_threads_asyncio_and_trio_share_one_refresh(auth_server: FakeAuthServer, clock: Clock, refused: bool) -> None:
    """100 threads, four loops of asyncio and two of trio with 100 tasks each, all at once: one request."""
    bound = signed_in(auth_server, clock)
    auth_server.revoke() if refused else clock.advance(EXPIRED)

    def threads(auth_server: FakeAuthServer, bound: Any, _count: int) -> list[Any]:
        return [call(auth_server, bound)]

    kinds = iter([asyncio_tasks] * 4 + [trio_tasks] * 2 + [threads] * 100)
    results = in_threads(106, lambda: next(kinds)(auth_server, bound, 100))
    responses = [response for group in results for response in group]
    assert statuses(responses) == {200}
    assert len(responses) == 700
    assert auth_server.grants == ["refresh_token"]


def test_one_auth_object_outlives_its_event_loops(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Nothing in it belongs to the loop that used it first, whatever kind the next one is."""
    bound = signed_in(auth_server, clock)
    for number, tasks in enumerate([asyncio_tasks, trio_tasks, asyncio_tasks, trio_tasks], start=1):
        clock.advance(EXPIRED)
        assert statuses(tasks(auth_server, bound, 20)) == {200}
        assert len(auth_server.forms) == number


def test_two_clients_of_one_store_ask_once(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Objects that know nothing of each other share the store's lock: 100 threads, one request."""
    app, token = application(store=MemoryStore(), clock=clock), first_token(auth_server, clock)
    bounds = [app.resume(token).bind(make_context(auth_server.transport, clock)) for _ in range(4)]
    clock.advance(EXPIRED)
    turns = iter(bounds * 25)
    assert statuses(in_threads(100, lambda: call(auth_server, next(turns)))) == {200}
    assert auth_server.grants == ["refresh_token"]


def test_a_loop_that_is_closed_in_the_middle_leaves_the_refresh_whole(
    auth_server: FakeAuthServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The loop that began the refresh is gone when it ends: no noise, and the next caller has the token."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> None:
        asyncio.get_running_loop().create_task(acall(auth_server, bound))
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)

    with caplog.at_level(logging.ERROR):
        asyncio.run(main())
        auth_server.gate.set()
        assert call(auth_server, bound).status_code == 200
        settle()
    assert auth_server.grants == ["refresh_token"]
    assert not caplog.records


def test_a_blocking_call_on_the_loops_own_thread_ends(auth_server: FakeAuthServer, clock: Clock) -> None:
    """While a task waits for the refresh, a blocking call in the loop's thread joins it and does not wait for ever."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> tuple[Any, Any]:
        task = asyncio.create_task(acall(auth_server, bound))
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)
        threading.Timer(0.05, auth_server.gate.set).start()
        blocking = call(auth_server, bound)
        return blocking, await task

    assert statuses(list(asyncio.run(main()))) == {200}
    assert auth_server.grants == ["refresh_token"]


def test_closing_the_client_in_the_middle_still_stores_the_token(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Another task closes the client while a refresh runs: its waiters get the token, and it is not lost."""
    # Closing blocks the loop that lets the refresh go on, and so takes all the time that it may: twice the timeout.
    context = make_context(auth_server.transport, clock, timeout=0.1)
    bound: Any = application(clock=clock).resume(first_token(auth_server, clock)).bind(context)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> Any:
        task = asyncio.create_task(acall(auth_server, bound))
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)
        bound.close()
        auth_server.gate.set()
        return await task

    assert asyncio.run(main()).status_code == 200
    assert bound.token.refresh_token in auth_server.refreshable


def test_closing_the_client_from_another_task_loses_no_token(auth_server: FakeAuthServer, clock: Clock) -> None:
    """aclose() waits until the token that a task waits for is stored; the task sends no call with it."""
    store = MemoryStore()
    credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
    clock.advance(EXPIRED)
    auth_server.hold()

    async def main() -> Any:
        client = AsyncClient(credentials, transport=auth_server.transport, clock=clock, max_retries=0)
        task = asyncio.create_task(client.request("GET", "/api/v2/account/agents/me"))
        await asyncio.to_thread(auth_server.reached.wait, PATIENCE)
        closing = asyncio.create_task(client.aclose())
        await asyncio.sleep(0.05)
        assert not closing.done()
        auth_server.gate.set()
        await closing
        return await task

    with pytest.raises(ClientClosedError):
        asyncio.run(main())
    assert auth_server.calls == []
    assert [token.refresh_token for token in store._tokens.values()] == [refresh_token(2)]
    assert auth_server.grants == ["refresh_token"]


def test_a_failed_refresh_fails_those_who_waited_and_nobody_later(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A server error reaches the callers of that moment; the next caller tries anew."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    auth_server.answer = lambda form: http.Response(400, json={"error": "temporarily_unavailable"})
    results = in_threads(20, lambda: call(auth_server, bound))
    assert all(isinstance(result, OAuthError) for result in results)
    auth_server.answer = None
    assert call(auth_server, bound).status_code == 200


def test_a_refresh_that_nobody_brings_is_given_up(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the thread behind a refresh is gone, a wait ends with a typed error, and the next caller begins anew."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)
    with monkeypatch.context() as patch:
        patch.setattr(type(bound._source._refresher), "max_wait", 0.01)
        patch.setattr(bound._source, "_start_refresh", lambda *args: None)
        with pytest.raises(TokenConnectionError, match="No token after"):
            ask(auth_server, bound)
    assert ask(auth_server, bound).status_code == 200


def test_without_threads_the_caller_refreshes_itself(
    auth_server: FakeAuthServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an interpreter shuts down, no thread can be started, and a last call still succeeds."""
    bound = signed_in(auth_server, clock)
    clock.advance(EXPIRED)

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert call(auth_server, bound).status_code == 200
