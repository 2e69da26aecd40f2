"""Lists that come in pages, read page by page or item by item."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl

from ._request import OMIT
from ._response import unreadable_response

if TYPE_CHECKING:
    from ._request import Call
    from ._response import RawResponse

__all__ = ["AsyncPage", "AsyncPager", "Page", "Paging"]

T = TypeVar("T")

_MOST_EMPTY = 100


class Paging(Generic[T]):
    """How a list is cut into pages.

    Members of a page are named by JSON Pointers (RFC 6901) without their first slash.

    Args:
        items: The member that holds the items; empty if the response is the list.
        next: The member that holds the next page's URL or cursor, the number of pages, or whether there are more.
        total: The member that holds the number of items on all pages, if there is one.
        parameter: The query parameter that selects a page, or the member of the body.
        decode: Decodes one item.
        kind: What leads to the next page: ``number``, the one in its URL; ``url``; ``header``, the Link field;
            ``cursor``; ``page`` and ``offset``, which are counted.
        size: The query parameter that sets the number of items of a page, or the member of the body.
        first: The number of the first page or item, where these are counted.
        in_body: Whether ``parameter`` and ``size`` are members of the body.
    """

    __slots__ = ("decode", "first", "in_body", "items", "kind", "next", "parameter", "size", "total")

    def __init__(
        self,
        *,
        items: str,
        next: str,
        total: str | None,
        parameter: str,
        decode: Callable[[Any], T],
        kind: str = "number",
        size: str = "",
        first: int = 0,
        in_body: bool = False,
    ) -> None:
        self.items = items
        self.next = next
        self.total = total
        self.parameter = parameter
        self.decode = decode
        self.kind = kind
        self.size = size
        self.first = first
        self.in_body = in_body


class _BasePage(Generic[T]):
    def __init__(self, data: Any, call: Call[Any], paging: Paging[T], seen: frozenset[str], link: str) -> None:
        # A server that sends a bare array instead of the documented page still sent the list: it is the only page.
        self._data: dict[str, Any] = data if isinstance(data, dict) else {paging.items: data}
        self._call = call
        self._paging = paging
        self._link = link
        number = call.link or self._asked.get(paging.parameter, OMIT)
        if number is OMIT and paging.kind == "number":
            number = paging.first  # a link back to it is not followed either
        self._seen = seen if number is OMIT else seen | {str(number)}
        items = _member(self._data, paging.items)
        self.items: list[T] = [paging.decode(item) for item in items] if isinstance(items, list) else []
        self.total: int | None = self._data.get(paging.total) if paging.total else None
        self._empty = 0 if self.items else 1

    def to_dict(self) -> dict[str, Any]:
        """Return the page's JSON, by wire names."""
        return self._data

    @property
    def has_next(self) -> bool:
        """Whether there is, or may be, a page that has not been read yet."""
        return self._next_call() is not None

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} items, total={self.total!r}, has_next={self.has_next!r})"

    @property
    def _asked(self) -> Mapping[str, object]:
        """What the request asked for, in its query or in its body."""
        return self._call.body_members() if self._paging.in_body else self._call.query

    def _next_call(self) -> Call[Any] | None:
        kind, named = self._paging.kind, _member(self._data, self._paging.next)
        if kind == "number":
            return self._numbered(named)
        if kind == "cursor":
            is_last = isinstance(named, bool) or not isinstance(named, str | int) or named == ""
            # A query has texts only; a body takes the cursor as the server gave it.
            cursor = named if self._paging.in_body else str(named)
            return None if is_last or str(named) in self._seen else self._with_number(cursor)
        if kind in ("page", "offset"):
            return self._counted(kind, named)
        link = _next_link(self._link) if kind == "header" else named
        if not isinstance(link, str) or not link or link in self._seen:
            return None
        return self._call.with_link(link)

    def _check_progress(self, page: _BasePage[T], response: RawResponse[Any]) -> None:
        """Give up after many pages in a row without items: a server may name a next one for ever.

        Raises:
            APIResponseError: There have been too many.
        """
        page._empty *= self._empty + 1
        if page._empty >= _MOST_EMPTY and page.has_next:
            problem = f"it is the {_MOST_EMPTY}th page in a row without items, and names another one"
            raise unreadable_response(page._call, response.response, problem)

    def _numbered(self, link: Any) -> Call[Any] | None:
        # Only the page's number is taken from the link. Links drop the filters of the request, and following one as
        # it stands could send the credentials to another host.
        if not isinstance(link, str):
            return None
        wanted = self._paging.parameter.casefold()
        query = link.partition("#")[0].partition("?")[2]
        number = next((value for name, value in parse_qsl(query) if name.casefold() == wanted), None)
        return None if number is None or number in self._seen else self._with_number(number)

    def _counted(self, kind: str, more: Any) -> Call[Any] | None:
        """Return the call of the next page of those that are counted; an empty page is the last one."""
        given = self._asked
        asked = given.get(self._paging.parameter, OMIT)
        number = self._paging.first if asked is OMIT or asked is None else asked
        size = given.get(self._paging.size)
        if not isinstance(number, int) or not self.items or more is False:
            return None
        if isinstance(size, int) and len(self) < size:
            return None
        if isinstance(more, int) and not isinstance(more, bool) and number >= more:
            return None
        return self._with_number(number + (1 if kind == "page" else len(self)))

    def _with_number(self, number: str | int) -> Call[Any]:
        if self._paging.in_body:
            return self._call.with_body_member(self._paging.parameter, number)
        return self._call.with_query(self._paging.parameter, number)


def _member(data: dict[str, Any], pointer: str) -> Any:
    if "/" not in pointer and "~" not in pointer:
        return data.get(pointer)
    node: Any = data
    for name in pointer.split("/"):
        node = node.get(name.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return node


def _next_link(field: str) -> str | None:
    """Return the target of the relation ``next`` in a Link header field (RFC 8288 section 3)."""
    for target, parameters in re.findall(r'<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*=\s*(?:"[^"]*"|[^\s";,]+))*)', field):
        named = re.findall(r';\s*([^\s=;,]+)\s*=\s*(?:"([^"]*)"|([^\s";,]+))', parameters)
        relations = next((quoted or plain for name, quoted, plain in named if name.casefold() == "rel"), "")
        if "next" in relations.casefold().split():
            return str(target)
    return None


class Page(_BasePage[T]):
    """One page of a list; iterating continues through all the pages that follow.

    Attributes:
        items: The items of this page.
        total: The number of items on all pages, if the server states it.
    """

    def __init__(
        self,
        data: Any,
        call: Call[Any],
        paging: Paging[T],
        send: Callable[[Call[Any]], RawResponse[Any]],
        seen: frozenset[str] = frozenset(),
        link: str = "",
    ) -> None:
        super().__init__(data, call, paging, seen, link)
        self._send = send

    def next_page(self) -> Self | None:
        """Return the next page, or None after the last one.

        Raises:
            APIResponseError: It is one of 100 pages in a row without items.
        """
        call = self._next_call()
        if call is None:
            return None
        response = self._send(call)
        link = response.headers.get("link", "")
        page = type(self)(response.value, call, self._paging, self._send, self._seen, link)
        self._check_progress(page, response)
        return page

    def __iter__(self) -> Iterator[T]:
        page: Page[T] | None = self
        while page is not None:
            yield from page.items
            page = page.next_page()


class AsyncPage(_BasePage[T]):
    """One page of a list; ``async for`` continues through all the pages that follow.

    Attributes:
        items: The items of this page.
        total: The number of items on all pages, if the server states it.
    """

    def __init__(
        self,
        data: Any,
        call: Call[Any],
        paging: Paging[T],
        send: Callable[[Call[Any]], Awaitable[RawResponse[Any]]],
        seen: frozenset[str] = frozenset(),
        link: str = "",
    ) -> None:
        super().__init__(data, call, paging, seen, link)
        self._send = send

    async def next_page(self) -> Self | None:
        """Return the next page, or None after the last one.

        Raises:
            APIResponseError: It is one of 100 pages in a row without items.
        """
        call = self._next_call()
        if call is None:
            return None
        response = await self._send(call)
        link = response.headers.get("link", "")
        page = type(self)(response.value, call, self._paging, self._send, self._seen, link)
        self._check_progress(page, response)
        return page

    async def __aiter__(self) -> AsyncIterator[T]:
        page: AsyncPage[T] | None = self
        while page is not None:
            for item in page.items:
                yield item
            page = await page.next_page()


class AsyncPager(Coroutine[Any, Any, AsyncPage[T]]):
    """A list that has not been requested yet: await it for its first page, or iterate over all items.

    It is a coroutine as ``async def`` returns it, so that ``create_task`` and ``start_soon`` accept it too.

    Args:
        fetch: Requests the first page.
    """

    def __init__(self, fetch: Callable[[], Coroutine[Any, Any, AsyncPage[T]]]) -> None:
        self._fetch = fetch
        self._coroutine: Coroutine[Any, Any, AsyncPage[T]] | None = None

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._fetch():
            yield item

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._fetch().__await__()

    def send(self, value: Any) -> Any:
        """Run the coroutine up to its next suspension."""
        return self._started().send(value)

    def throw(self, *error: Any) -> Any:
        """Raise an exception where the coroutine is suspended."""
        return self._started().throw(*error)

    def close(self) -> None:
        """End the coroutine."""
        if self._coroutine is not None:
            self._coroutine.close()

    def _started(self) -> Coroutine[Any, Any, AsyncPage[T]]:
        if self._coroutine is None:
            self._coroutine = self._fetch()
        return self._coroutine
