"""Clients over a scripted server, blocking and awaited alike."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from comm100 import ApiKey, AsyncClient, Client
from comm100._http import http
from tests.answers import example

KEY = ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef")


@dataclass
class Server:
    """Answers with what a test says, or the document's example, and remembers what it was asked."""

    answer: Callable[[Any], Any] = example
    requests: list[Any] = field(default_factory=list)

    def says(self, status: int = 200, **response: Any) -> None:
        self.answer = lambda request: http.Response(status, **response)

    def handle(self, request: Any) -> Any:
        request.read()
        self.requests.append(request)
        return self.answer(request)

    @property
    def last(self) -> Any:
        return self.requests[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@dataclass
class Clock:
    """A clock that sleeps in no time, and remembers for how long."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def wall(self) -> float:
        return self.now

    monotonic = wall

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Kit:
    """One kind of client; ``run`` hides whether its methods are awaited."""

    server: Server
    awaited: bool

    def client(self, **options: Any) -> Any:
        kind = AsyncClient if self.awaited else Client
        options.setdefault("clock", Clock())
        return kind(options.pop("auth", KEY), transport=http.MockTransport(self.server.handle), **options)

    def run(self, act: Callable[[Any], Any], **options: Any) -> Any:
        if not self.awaited:
            with self.client(**options) as client:
                return act(client)

        async def main() -> Any:
            async with self.client(**options) as client:
                result = act(client)
                return await result if inspect.isawaitable(result) else result

        return asyncio.run(main())

    def walk(self, act: Callable[[Any], Any], **options: Any) -> list[Any]:
        """Return all entries of the pages that ``act`` starts."""
        if not self.awaited:
            return list(self.run(lambda client: list(act(client)), **options))

        async def walk(client: Any) -> list[Any]:
            return [entry async for entry in await act(client)]

        return list(self.run(walk, **options))


@pytest.fixture(params=["sync", "async"])
def kit(request: pytest.FixtureRequest, server: Server) -> Kit:
    return Kit(server, awaited=request.param == "async")
