"""The memory of the mock: it is bounded, determined by the seed, and cleared by a reset."""

from __future__ import annotations

import asyncio
import gc
import threading
import types
import weakref
from collections.abc import Sized
from typing import Any
from urllib.parse import urlencode

import pytest

from comm100.testing import Mock, MockRequest, _http11
from tests.mock.response_validator import DOCUMENT
from tests.mock.support import AGENTS, CLIENT, ME, PASSWORD, TOKEN, Wire, bearer


def test_the_journal_lists_requests_and_responses(mock: Mock, wire: Wire) -> None:
    """In order, with the operation if there is one."""
    wire.get(ME)
    wire.get("/nothing")
    calls = [(exchange.request.path, exchange.response.status, exchange.operation) for exchange in mock.requests]
    assert calls == [(ME, 200, "account.agents.me"), ("/nothing", 404, None)]


def test_the_repr_of_the_journal_shows_no_secret(mock: Mock, wire: Wire) -> None:
    """Failed assertions print it, and many people read test logs."""
    token = wire.token()
    code = wire.code(state="hidden-state")
    wire.exchange(code)
    wire.get(ME, bearer(token["access_token"]))
    wire.authorize(response_type="token")
    shown = repr(mock.requests) + repr([[exchange.request, exchange.response] for exchange in mock.requests])
    shown += repr(mock.identities) + repr(mock)
    handed_out = [token["access_token"], token["refresh_token"], code]
    for secret in [*handed_out, "hidden-state", "example-password", "example-client-secret", "0123456789abcdef"]:
        assert secret not in shown


def test_a_reset_restores_the_initial_state(mock: Mock, wire: Wire) -> None:
    """Records, passwords, tokens, codes, limits, faults and journal."""
    token, code = wire.token()["access_token"], wire.code()
    wire.json("PUT", ME, {"email": "x@example.com"})
    wire.send("DELETE", f"{AGENTS}/2", bearer(token))
    mock.daily_limit = 0
    mock.fail_next(500)
    mock.reset()
    assert mock.requests == []
    assert wire.get(ME, bearer(token)).status == 401
    assert wire.exchange(code).status == 400
    assert wire.get(AGENTS).json()["agents"] == DOCUMENT["components"]["schemas"]["Agent"]["examples"]


def test_the_seed_determines_all_random_values() -> None:
    """Two mocks with the same seed issue the same values, another seed other ones; a reset starts over."""
    form = urlencode(PASSWORD).encode()
    request = MockRequest("POST", TOKEN, {"Content-Type": "application/x-www-form-urlencoded"}, form)
    first, second, other = Mock(seed=7), Mock(seed=7), Mock(seed=8)
    story = [first.respond(request).body for _ in range(3)]
    assert [second.respond(request).body for _ in range(3)] == story
    assert other.respond(request).body != story[0]
    assert first.identities == second.identities
    first.reset()
    assert [first.respond(request).body for _ in range(3)] == story


def test_memory_is_bounded() -> None:
    """The oldest tokens and requests are forgotten first."""
    mock = Mock(token_limit=10, journal_limit=5)
    wire = Wire(mock)
    tokens = [wire.token() for _ in range(30)]
    assert len(mock._state.tokens) == 20
    assert len(mock.requests) == 5
    assert wire.refresh(tokens[0]["refresh_token"]).status == 400
    assert wire.refresh(tokens[-1]["refresh_token"]).status == 200


def weight(mock: Mock) -> Any:
    """Return the number of objects that a mock keeps alive, counting their members."""
    passed = type, types.ModuleType, types.FunctionType, str, bytes, int, float
    seen, left = {}, [vars(mock)]
    while left:
        for referent in gc.get_referents(left.pop()):
            if id(referent) not in seen and not isinstance(referent, passed):
                seen[id(referent)] = referent
                left.append(referent)
    return sum(1 + len(held) if isinstance(held, Sized) else 1 for held in seen.values())


def test_a_long_run_uses_no_more_memory_than_a_short_one() -> None:
    """Logins, rotations, reuse, codes and errors: nothing grows with their number, wherever a mock keeps it."""
    mock = Mock(token_limit=20, journal_limit=20, as_documented=True)
    wire = Wire(mock)

    def use(rounds: Any) -> Any:
        for _ in range(rounds):
            agent, client = wire.token(), wire.token({"grant_type": "client_credentials", "siteId": "10000", **CLIENT})
            for _ in range(3):
                spent, agent = agent, wire.refresh(agent["refresh_token"]).json()
            assert wire.exchange(wire.code()).status == wire.refresh(client["refresh_token"], **CLIENT).status == 200
            assert wire.get(ME, bearer(agent["access_token"])).status == 200
            assert wire.refresh(spent["refresh_token"]).status == wire.exchange("unknown").status == 400
            wire.code()
        gc.collect()
        return weight(mock)

    assert use(20) == use(60)


def test_a_server_releases_closed_connections() -> None:
    """Nothing keeps a request that the journal has dropped."""
    mock, seen = Mock(journal_limit=5), []

    def respond(request: Any) -> Any:
        seen.append(weakref.ref(request))
        return mock.respond(request)

    async def main() -> None:
        listener, stop = _http11.listen("127.0.0.1", 0), asyncio.Event()
        serving = asyncio.ensure_future(_http11.Http11(respond).serve(listener, stop))
        for _ in range(20):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            writer.write(b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 404 ")
            writer.close()
            await writer.wait_closed()
        while connections := asyncio.all_tasks() - {asyncio.current_task(), serving}:
            await asyncio.wait_for(asyncio.wait(connections), 30)
        gc.collect()
        assert sum(reference() is not None for reference in seen) == 5
        stop.set()
        await serving

    asyncio.run(main())


def test_threads_can_share_a_mock(mock: Mock) -> None:
    """No token is issued twice, and a code works once, however many threads use it at the same time."""
    wire = Wire(mock)
    code = wire.code()
    got, tried = list[str](), list[int]()

    def work() -> None:
        got.extend(wire.token()["access_token"] for _ in range(50))
        tried.append(wire.exchange(code).status)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(got)) == 400
    assert sorted(tried) == [200] + [400] * 7


def test_the_journal_is_bounded_by_bytes() -> None:
    """Bodies, URLs and headers count; the latest request stays even if it is larger on its own."""
    mock = Mock(journal_bytes=100_000)
    for size in (60_000, 30_000, 30_000):
        mock.respond(MockRequest("POST", "/nothing", (), b"x" * size))
    assert [len(exchange.request.body) for exchange in mock.requests] == [30_000, 30_000]
    mock.respond(MockRequest("GET", "/nothing?" + "q" * 60_000))
    assert [len(exchange.request.body) for exchange in mock.requests] == [30_000, 0]
    mock.respond(MockRequest("GET", "/nothing", {"X-Large": "h" * 200_000}))
    assert len(mock.requests) == 1
    with pytest.raises(AssertionError, match=r"older requests have been dropped \(4\)"):
        mock.assert_requested(status=404, times=1)
    mock.reset()
    assert mock.requests == []
