"""What the mock remembers: a bounded journal, one story for each seed, nothing after a reset."""

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


def test_the_journal_tells_what_was_asked_and_answered(mock: Mock, wire: Wire) -> None:
    """In order, with the operation where there is one."""
    wire.get(ME)
    wire.get("/nothing")
    found = [(each.request.path, each.response.status, each.operation) for each in mock.requests]
    assert found == [(ME, 200, "account.agents.me"), ("/nothing", 404, None)]


def test_the_journal_shows_no_secret_unless_asked(mock: Mock, wire: Wire) -> None:
    """A failing assertion prints these, and test logs are read by many."""
    token = wire.token()
    code = wire.code(state="hidden-state")
    wire.exchange(code)
    wire.get(ME, bearer(token["access_token"]))
    wire.authorize(response_type="token")
    shown = repr(mock.requests) + repr([[each.request, each.response] for each in mock.requests])
    shown += repr(mock.identities) + repr(mock)
    handed_out = [token["access_token"], token["refresh_token"], code]
    for secret in [*handed_out, "hidden-state", "example-password", "example-client-secret", "0123456789abcdef"]:
        assert secret not in shown


def test_a_reset_makes_all_as_new(mock: Mock, wire: Wire) -> None:
    """Records, passwords, tokens, codes, limits, failures and journal."""
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


def test_one_seed_is_one_story() -> None:
    """Two mocks of one seed hand out the same values, another seed others; a reset begins anew."""
    form = urlencode(PASSWORD).encode()
    request = MockRequest("POST", TOKEN, {"Content-Type": "application/x-www-form-urlencoded"}, form)
    first, second, other = Mock(seed=7), Mock(seed=7), Mock(seed=8)
    story = [first.respond(request).body for _ in range(3)]
    assert [second.respond(request).body for _ in range(3)] == story
    assert other.respond(request).body != story[0]
    assert first.identities == second.identities
    first.reset()
    assert [first.respond(request).body for _ in range(3)] == story


def test_what_is_remembered_is_bounded() -> None:
    """The oldest tokens and requests are forgotten first."""
    mock = Mock(token_limit=10, journal_limit=5)
    wire = Wire(mock)
    tokens = [wire.token() for _ in range(30)]
    assert len(mock._state.tokens) == 20
    assert len(mock.requests) == 5
    assert wire.refresh(tokens[0]["refresh_token"]).status == 400
    assert wire.refresh(tokens[-1]["refresh_token"]).status == 200


def weight(mock: Mock) -> Any:
    """Return how many objects a mock holds on to, each with the number of its members."""
    passed = type, types.ModuleType, types.FunctionType, str, bytes, int, float
    seen, left = {}, [vars(mock)]
    while left:
        for each in gc.get_referents(left.pop()):
            if id(each) not in seen and not isinstance(each, passed):
                seen[id(each)] = each
                left.append(each)
    return sum(1 + len(each) if isinstance(each, Sized) else 1 for each in seen.values())


def test_a_long_run_weighs_no_more_than_a_short_one() -> None:
    """Logins, rotations, reuse, codes and refusals: nothing grows with their number, wherever a mock keeps it."""
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


def test_a_server_forgets_who_has_gone() -> None:
    """Connections end with their callers, and nothing holds a request that the journal has let go."""
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
            await asyncio.wait_for(asyncio.wait(connections), 10)
        gc.collect()
        assert sum(each() is not None for each in seen) == 5
        stop.set()
        await serving

    asyncio.run(main())


def test_many_threads_may_share_it(mock: Mock) -> None:
    """No token is handed out twice, and a code is good once however many try at the same time."""
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
