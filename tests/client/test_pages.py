"""Lists in pages: walked to their end, and never led astray."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
import trio

from comm100._http import http
from comm100._pages import AsyncPage, AsyncPager, Page, Paging, _next_link
from comm100._request import Call, Operation
from comm100._response import RawResponse
from comm100.errors import APIResponseError
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


def test_a_link_back_to_the_first_page_ends_the_walk(kit: Kit, server: Server) -> None:
    """Although the request for the first page did not name it."""
    server.answer = pages(0, 1, last=LINK.format(0))
    assert [agent.id for agent in kit.walk(lambda client: client.account.agents.list())] == [1, 2, 3, 4]


def test_a_link_to_its_own_page_ends_the_walk(kit: Kit, server: Server) -> None:
    """Some links of the samples point at the very page that holds them."""
    server.says(json=page([record("Agent")], LINK.format(3)))
    assert len(kit.walk(lambda client: client.account.agents.list(page_index=3))) == 1


@pytest.mark.parametrize(("filled", "walked"), [(99, [99]), (100, None)])
def test_a_walk_through_empty_pages_ends(kit: Kit, server: Server, filled: int, walked: Any) -> None:
    """A server may leave some pages empty, but not name a next one for ever."""

    def answer(request: Any) -> Any:
        number = int(request.url.params.get("pageIndex", "0"))
        agents = [record("Agent", id=number)] if number == filled else []
        return http.Response(200, json=page(agents, LINK.format(number + 1) if number < 150 else ""))

    server.answer = answer
    if walked:
        assert [agent.id for agent in kit.walk(lambda client: client.account.agents.list())] == walked
        assert len(server.requests) == 151
    else:
        with pytest.raises(APIResponseError, match="the 100th page in a row without items, and names another one"):
            kit.walk(lambda client: client.account.agents.list())
        assert len(server.requests) == 100


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


def first_page(data: Any, query: dict[str, Any] | None = None, link: str = "", **options: Any) -> Page[Any]:
    """Return a page that any client might have read, of a list that is cut into pages in some way."""
    chosen = {
        "items": "data",
        "next": "next",
        "total": "total",
        "parameter": "at",
        "decode": lambda item: item,
        **options,
    }
    call = Call(Operation[Any]("op", "GET", "/a"), query=query or {})
    return Page(data, call, Paging(**chosen), cast(Any, None), link=link)


def following(page: Page[Any]) -> Any:
    """Return what the next call has that this one has not: a value of the parameter, or a link; None for no call."""
    call = page._next_call()
    assert page.has_next is (call is not None)
    return call and (call.link or call.query["at"])


@pytest.mark.parametrize(
    ("named", "number"),
    [
        ("/a?at=2", "2"),
        ("?x=1&AT=c%2F2&at=3", "c/2"),
        ("?at=2#at=3", "2"),
        ("?at=", None),
        ("?att=2", None),
        ("2", None),
        (2, None),
        (None, None),
        ("?at=1", None),
    ],
)
def test_a_number_is_taken_from_a_link(named: Any, number: Any) -> None:
    """Of the right parameter, decoded; but not the number of the page itself."""
    assert following(first_page({"data": [1], "next": named}, {"at": 1, "size": 5})) == number


@pytest.mark.parametrize("named", ["/a?x=1", "c/2", 5, 0, "", None, True, False, 2.5, ["c"], "1"])
@pytest.mark.parametrize("kind", ["url", "cursor"])
def test_a_url_or_a_cursor_is_followed_as_it_is(kind: str, named: Any) -> None:
    """A cursor may be a number; nothing else, and not the cursor of this page."""
    is_followed = (isinstance(named, str) and named != "") or (kind == "cursor" and type(named) is int)
    expected = (str(named) if kind == "cursor" else named) if is_followed and (kind, named) != ("cursor", "1") else None
    page = first_page({"data": [1], "next": named}, {"at": 1} if kind == "cursor" else {}, kind=kind)
    assert following(page) == expected


@pytest.mark.parametrize("kind", ["url", "header"])
def test_a_link_that_was_followed_before_is_not_followed_again(kind: str) -> None:
    """Even if pages lie between."""
    links = iter(["/c", "/b"])
    answered: list[str] = []

    def send(call: Call[Any]) -> Any:
        answered.append(call.link)
        link = next(links)
        headers = {"link": f"<{link}>; rel=next"}
        return RawResponse({"data": [len(answered)], "next": link}, http.Response(200, headers=headers))

    page = first_page({"data": [0], "next": "/b"}, kind=kind, link="<?>; rel=prev, </b>; rel=next")
    page._send = send
    assert list(page) == [0, 1, 2]
    assert answered == ["/b", "/c"]


@pytest.mark.parametrize(
    ("kind", "query", "data", "named", "first", "expected"),
    [
        ("page", {}, [1, 2], None, 0, 1),
        ("page", {}, [1, 2], None, 1, 2),
        ("page", {"at": None}, [1, 2], None, 1, 2),
        ("page", {"at": 4}, [1, 2], None, 1, 5),
        ("page", {"at": 4}, [], None, 1, None),
        ("page", {"at": 4}, [1], True, 1, 5),
        ("page", {"at": 4}, [1], False, 1, None),
        ("page", {"at": 4}, [1], 5, 1, 5),
        ("page", {"at": 4}, [1], 4, 1, None),
        ("page", {"at": 4}, [1], 3, 1, None),
        ("page", {"at": 1}, [1], True, 1, 2),
        ("page", {"at": "4"}, [1], None, 1, None),
        ("page", {"at": 4, "size": 2}, [1], None, 1, None),
        ("page", {"at": 4, "size": 2}, [1, 2], None, 1, 5),
        ("page", {"at": 4, "size": "2"}, [1], None, 1, 5),
        ("offset", {}, [1, 2], None, 0, 2),
        ("offset", {"at": 5}, [1, 2, 3], None, 0, 8),
        ("offset", {"at": 5, "size": 4}, [1, 2, 3], None, 0, None),
        ("offset", {"at": 5}, [1, 2, 3], False, 0, None),
    ],
)
def test_pages_and_offsets_are_counted(kind: str, query: Any, data: Any, named: Any, first: int, expected: Any) -> None:
    """Up to an empty page, one that is not full, or the end that the server names."""
    page = first_page({"data": data, "next": named}, query, kind=kind, first=first, size="size")
    assert following(page) == expected


@pytest.mark.parametrize(
    ("field", "target"),
    [
        ("</b>; rel=next", "/b"),
        ('<?a=1,2;3>;REL="prev NEXT"', "?a=1,2;3"),
        ('</a>; rel=prev, </b>; title="x, y; rel=prev"; rel=next', "/b"),
        ("</a>; rel=next, </b>; rel=next", "/a"),
        ("</a>; rel=prev; rel=next", None),
        ('</a> ; rel = "next"', "/a"),
        ("</a>; rel=nextish", None),
        ('</a>; rel="not-next"', None),
        ("</a>; rev=next", None),
        ("</a>", None),
        ("", None),
    ],
)
def test_the_link_field_names_the_next_page(field: str, target: Any) -> None:
    """RFC 8288 section 3: several links, parameters in any order and quoted or not, several relations of one link."""
    assert _next_link(field) == target


@pytest.mark.parametrize(
    ("items", "data", "expected"),
    [
        ("data", {"data": [1]}, [1]),
        ("a/b", {"a": {"b": [1]}, "a/b": [2]}, [1]),
        ("a~1b/c~0d", {"a/b": {"c~d": [1]}}, [1]),
        ("a~01", {"a~1": [1]}, [1]),
        ("a/b", {"a": [1]}, []),
        ("a/b", {"a": {"b": None}}, []),
        ("a/b", {}, []),
        ("", [1, 2], [1, 2]),
        ("data", [1, 2], [1, 2]),
        ("data", None, []),
    ],
)
def test_the_items_are_where_the_document_says(items: str, data: Any, expected: Any) -> None:
    """A name, or a path with the escapes of RFC 6901 section 4; a bare list is the only page."""
    page = first_page(data, items=items)
    assert page.items == expected
    assert len(page) == len(expected)


def test_a_page_shows_what_it_is() -> None:
    """Its items are decoded, its total is what the server states, and the JSON is what came."""
    page = first_page({"data": [1, 2], "total": 7, "next": "?at=2"}, decode=str)
    assert (page.items, page.total, page.to_dict()) == (["1", "2"], 7, {"data": [1, 2], "total": 7, "next": "?at=2"})
    assert repr(page) == "Page(2 items, total=7, has_next=True)"
    assert first_page({"data": [], "total": 7}, total=None).total is None


def test_an_awaited_page_follows_the_link_field() -> None:
    """As a blocking one does."""
    sent: list[str] = []

    async def send(call: Call[Any]) -> Any:
        sent.append(call.link)
        headers = {"link": "</c>; rel=next"} if call.link == "/b" else {}
        return RawResponse({"data": [len(sent)]}, http.Response(200, headers=headers))

    async def main() -> list[int]:
        page = first_page({"data": [0]}, kind="header", link="</b>; rel=next")
        pages = AsyncPage({"data": [0]}, page._call, page._paging, send, link=page._link)
        return [item async for item in pages]

    assert asyncio.run(main()) == [0, 1, 2]
    assert sent == ["/b", "/c"]


def test_pages_are_counted_from_zero_unless_the_document_says_otherwise() -> None:
    """And found by a link's number unless it says how."""
    usual = Paging[Any](items="a", next="b", total=None, parameter="c", decode=lambda item: item)
    assert (usual.first, usual.kind, usual.size) == (0, "number", "")


def test_a_list_that_was_begun_can_be_closed() -> None:
    """What it had opened is left in order; one that was not begun has nothing to close."""
    left: list[bool] = []

    class Waiting:
        def __await__(self) -> Any:
            yield "waits"

    async def fetch() -> Any:
        try:
            await Waiting()
        finally:
            left.append(True)

    unused, begun, failed = (AsyncPager[Any](fetch) for _ in range(3))
    unused.close()
    assert begun.send(None) == failed.send(None) == "waits"
    begun.close()
    assert left == [True]
    with pytest.raises(KeyError):
        failed.throw(KeyError())
    assert left == [True, True]
