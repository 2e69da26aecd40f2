"""Lists that come in pages, read page by page or item by item."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl

from ._request import OMIT

if TYPE_CHECKING:
    from ._request import Call
    from ._response import RawResponse

__all__ = ["AsyncPage", "AsyncPager", "Page", "Paging"]

T = TypeVar("T")


class Paging(Generic[T]):
    """The wire names of a page's members.

    Args:
        items: The member that holds the items.
        next: The member that holds the next page's URL.
        total: The member that holds the number of items on all pages, if there is one.
        parameter: The query parameter that selects a page.
        decode: Decodes one item.
    """

    __slots__ = ("decode", "items", "next", "parameter", "total")

    def __init__(self, *, items: str, next: str, total: str | None, parameter: str, decode: Callable[[Any], T]) -> None:
        self.items = items
        self.next = next
        self.total = total
        self.parameter = parameter
        self.decode = decode


class _BasePage(Generic[T]):
    def __init__(self, data: Any, call: Call[Any], paging: Paging[T], seen: frozenset[str]) -> None:
        # A server that sends a bare array instead of the documented page still sent the list: it is the only page.
        self._data: dict[str, Any] = data if isinstance(data, dict) else {paging.items: data}
        self._call = call
        self._paging = paging
        number = call.query.get(paging.parameter, OMIT)
        self._seen = seen if number is OMIT else seen | {str(number)}
        items = self._data.get(paging.items)
        self.items: list[T] = [paging.decode(item) for item in items] if isinstance(items, list) else []
        self.total: int | None = self._data.get(paging.total) if paging.total else None

    def to_dict(self) -> dict[str, Any]:
        """Return the page's JSON, by wire names."""
        return self._data

    @property
    def has_next(self) -> bool:
        """Whether the server names a page that has not been read yet."""
        return self._next_call() is not None

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} items, total={self.total!r}, has_next={self.has_next!r})"

    def _next_call(self) -> Call[Any] | None:
        # Only the page's number is taken from the link. Links drop the filters of the request, and following one as
        # it stands could send the credentials to another host.
        link = self._data.get(self._paging.next)
        if not isinstance(link, str):
            return None
        wanted = self._paging.parameter.casefold()
        query = link.partition("#")[0].partition("?")[2]
        number = next((value for name, value in parse_qsl(query) if name.casefold() == wanted), None)
        if number is None or number in self._seen:
            return None
        return self._call.with_query(self._paging.parameter, number)


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
    ) -> None:
        super().__init__(data, call, paging, seen)
        self._send = send

    def next_page(self) -> Self | None:
        """Return the next page, or None after the last one."""
        call = self._next_call()
        if call is None:
            return None
        return type(self)(self._send(call).value, call, self._paging, self._send, self._seen)

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
    ) -> None:
        super().__init__(data, call, paging, seen)
        self._send = send

    async def next_page(self) -> Self | None:
        """Return the next page, or None after the last one."""
        call = self._next_call()
        if call is None:
            return None
        return type(self)((await self._send(call)).value, call, self._paging, self._send, self._seen)

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
