"""Lists in pages: walked to their end, and never led astray."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import trio

from comm100._http import http
from tests.answers import record

from .conftest import Kit, Server

LINK = "https://hosted.comm100.com/api/v2.0/account/agents?pageIndex={}"


def page(agents: Any, following: Any, total: Any = 1) -> Any:
    return {"total": total, "previousPage": None, "nextPage": following, "agents": agents}


def pages(*numbers: Any, size: Any = 2, last: Any = "") -> Any:
    """Answer as a server with that many pages, whose links hold the page's number and nothing else."""

    def answer(request: Any) -> Any:
        number = int(request.url.params.get("pageIndex", "0"))
        agents = [record("Agent", id=number * size + i + 1) for i in range(size)]
        following = LINK.format(number + 1) if number + 1 < len(numbers) else last
        return http.Response(200, json=page(agents, following, total=len(numbers) * size))

    return answer


def test_one_page_is_what_one_request_brings(kit: Kit, server: Server) -> None:
    """A page knows its entries, the total, and whether there is more."""
    server.answer = pages(0, 1, 2)
    page = kit.run(lambda client: client.account.agents.list())
    assert ([agent.id for agent in page.items], page.total, page.has_next, len(page)) == ([1, 2], 6, True, 2)
    assert len(server.requests) == 1


@pytest.mark.parametrize("last", ["", None])
def test_iterating_walks_all_pages(kit: Kit, server: Server, last: Any) -> None:
    """The last page's link is empty or null, as the vendor's samples have it."""
    server.answer = pages(0, 1, 2, last=last)
    assert [agent.id for agent in kit.walk(lambda client: client.account.agents.list())] == [1, 2, 3, 4, 5, 6]
    assert [request.url.query for request in server.requests] == [b"", b"pageIndex=1", b"pageIndex=2"]


def test_a_link_to_a_page_already_seen_ends_the_walk(kit: Kit, server: Server) -> None:
    """A server that names the same page for ever is not asked for ever."""
    server.answer = lambda request: http.Response(
        200, json=page([record("Agent", id=1 + int(request.url.params.get("pageIndex", "0")))], LINK.format(1))
    )
    assert [agent.id for agent in kit.walk(lambda client: client.account.agents.list())] == [1, 2]


def test_a_link_to_its_own_page_ends_the_walk(kit: Kit, server: Server) -> None:
    """Some links of the samples point at the very page that holds them."""
    server.says(json=page([record("Agent")], LINK.format(3)))
    assert len(kit.walk(lambda client: client.account.agents.list(page_index=3))) == 1


def test_a_foreign_link_leads_nowhere(kit: Kit, server: Server) -> None:
    """Only the page's number is taken from a link, so that credentials stay with the API's host."""
    first = page([record("Agent")], "https://evil.example/steal?PAGEINDEX=1")
    server.answer = lambda request: http.Response(200, json=page([], None) if request.url.query else first)
    kit.walk(lambda client: client.account.agents.list())
    assert {request.url.host for request in server.requests} == {"hosted.comm100.com"}
    assert len(server.requests) == 2


@pytest.mark.undocumented
@pytest.mark.parametrize(
    "body",
    [
        {"agents": None},
        {},
        {"nextPage": 7},
        {"agents": [], "nextPage": "?x=1"},
        {"agents": [], "nextPage": "http://[x"},
        {"agents": [], "nextPage": "http://[x?page=1"},
        {"agents": [], "nextPage": "https://a.example/#?pageIndex=1"},
    ],
)
def test_a_page_of_another_shape_is_an_empty_last_page(kit: Kit, server: Server, body: Any) -> None:
    """Missing members, nulls and links without a page number do not fail."""
    server.says(json=body)
    assert kit.walk(lambda client: client.account.agents.list()) == []


@pytest.mark.undocumented
def test_a_bare_array_is_the_only_page(kit: Kit, server: Server) -> None:
    """Most of the vendor's lists are bare arrays; one that comes where a page is documented is read too."""
    server.says(json=[{"id": 1}, {"id": 2}])
    assert [agent.id for agent in kit.walk(lambda client: client.account.agents.list())] == [1, 2]


class TestAsyncPager:
    """What the awaited ``list`` returns before it is awaited."""

    def run(self, server: Server, act: Any) -> Any:
        async def main() -> Any:
            async with Kit(server, awaited=True).client() as client:
                return await act(client.account.agents)

        return asyncio.run(main())

    def test_it_can_be_iterated_without_being_awaited(self, server: Server) -> None:
        """``async for agent in client.account.agents.list()`` walks all pages."""
        server.answer = pages(0, 1, 2)

        async def walk(agents: Any) -> list[int]:
            return [agent.id async for agent in agents.list()]

        assert self.run(server, walk) == [1, 2, 3, 4, 5, 6]

    def test_it_can_become_a_task(self, server: Server) -> None:
        """As a coroutine can."""
        server.answer = pages(0)

        async def start(agents: Any) -> Any:
            return await asyncio.create_task(agents.list())

        assert [agent.id for agent in self.run(server, start).items] == [1, 2]

    def test_it_can_be_started_by_trio(self, server: Server) -> None:
        """Whose nurseries take coroutines only."""
        server.answer = pages(0)

        async def main() -> None:
            async with Kit(server, awaited=True).client() as client, trio.open_nursery() as nursery:
                nursery.start_soon(client.account.agents.list)

        trio.run(main)
        assert len(server.requests) == 1

    def test_nothing_is_sent_before_it_is_used(self, server: Server) -> None:
        """And closing it unused is silent."""

        async def drop(agents: Any) -> None:
            agents.list().close()

        self.run(server, drop)
        assert server.requests == []
