"""Many processes of many threads on one token: one request each time that it expires, and no failed call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from comm100.testing import Mock, MockClock
from tests.demo.server import served
from tests.stores.processes import worker

LIFE = 43_199
"""Seconds that a token lives, and a call made then finds it expired."""


class Fleet:
    """A served authorization server that rotates refresh tokens, and workers that call it all at once.

    Args:
        stack: What ends them.
        place: The store's arguments.
        processes: How many.
        threads: How many in each.
    """

    def __init__(self, stack: ExitStack, place: dict[str, Any], processes: int, threads: int) -> None:
        self.mock = Mock(clock=MockClock(datetime(2027, 1, 1, tzinfo=UTC)), journal_limit=100_000)
        url = stack.enter_context(served(self.mock))
        app = self.mock.credentials.authorization_code
        login = app.start()
        kept = {**app.finish(self.mock.visit(login.url), login).to_dict(), "base_url": url}
        kept["issued_at"], kept["expires_at"] = self.mock.clock.wall(), self.mock.clock.wall() + LIFE
        arguments = {name: getattr(app, name) for name in ("client_id", "client_secret", "redirect_uri", "site_id")}
        self.callers = processes * threads
        self.workers = [
            stack.enter_context(worker("call", place=place, base_url=url, app=arguments, kept=kept, threads=threads))
            for _ in range(processes)
        ]
        assert [process.hear() for process in self.workers] == ["ready"] * processes

    def call(self) -> list[str]:
        """Let every thread of every process make one call, and return how they ended."""
        for process in self.workers:
            process.tell(self.mock.clock.wall())
        return [answer for process in self.workers for answer in process.hear()]

    def refreshes(self) -> int:
        """Return how many refresh tokens were sent since the last time that this was asked."""
        bodies = [exchange.request.body.decode() for exchange in self.mock.requests if exchange.request.body]
        sent = [parse_qs(body) for body in bodies]
        self._seen, before = len(sent), getattr(self, "_seen", 0)
        return sum(form["grant_type"] == ["refresh_token"] for form in sent[before:])


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def check(fleet: Fleet, rounds: int) -> None:
    """Let the token expire again and again."""
    assert set(fleet.call()) == {"ada@example.com"}
    assert fleet.refreshes() == 0
    for _ in range(rounds):
        fleet.mock.clock.advance(seconds=LIFE)
        answers = fleet.call()
        assert set(answers) == {"ada@example.com"}, json.dumps(answers, indent=2)
        assert len(answers) == fleet.callers
        assert fleet.refreshes() == 1


def test_8_processes_of_10_threads_share_a_file(stack: ExitStack, tmp_path: Path) -> None:
    """Ten times the token expires under 80 callers: ten requests, no failed call."""
    check(Fleet(stack, {"folder": str(tmp_path / "tokens")}, processes=8, threads=10), rounds=10)


def test_4_processes_of_20_threads_share_a_redis_server(stack: ExitStack, redis_place: dict[str, Any]) -> None:
    """The same for workers who could be on four machines."""
    check(Fleet(stack, redis_place, processes=4, threads=20), rounds=10)
