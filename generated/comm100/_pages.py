"""Lists that come in pages, walked page by page or entry by entry."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

from ._request import OMIT, Call

__all__ = ["AsyncPage", "Page", "Paging"]

T = TypeVar("T")


@dataclass(frozen=True)
class Paging(Generic[T]):
    """Where a page keeps its parts: the wire names of its members, and of the query parameter that counts pages."""

    items: str
    next: str
    total: str | None
    parameter: str
    decode: Callable[[Any], T]


class _BasePage(Generic[T]):
    def __init__(self, data: Any, call: Call[Any], paging: Paging[T], seen: frozenset[str]) -> None:
        # A server that sends a bare array where a page is documented still sent the list: it is the only page.
        self._data: dict[str, Any] = data if isinstance(data, dict) else {paging.items: data}
        self._call = call
        self._paging = paging
        number = call.query.get(paging.parameter, OMIT)
        self._seen = seen if number is OMIT else seen | {str(number)}
        entries = self._data.get(paging.items)
        self.items: list[T] = [paging.decode(item) for item in entries] if isinstance(entries, list) else []
        self.total: int | None = self._data.get(paging.total) if paging.total else None

    def to_dict(self) -> dict[str, Any]:
        """Return the page's JSON, by wire names."""
        return self._data

    @property
    def has_next(self) -> bool:
        """Whether the server names a page that this walk has not seen yet."""
        return self._next_call() is not None

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} items, total={self.total!r}, has_next={self.has_next!r})"

    def _next_call(self) -> Call[Any] | None:
        # Only the page's number is taken from the link: links drop the filters of the request, and one that is
        # followed as it stands could lead the credentials to another host.
        link = self._data.get(self._paging.next)
        if not isinstance(link, str):
            return None
        wanted = self._paging.parameter.casefold()
        number = next((value for name, value in parse_qsl(urlsplit(link).query) if name.casefold() == wanted), None)
        if number is None or number in self._seen:
            return None
        return self._call.with_query(self._paging.parameter, number)


class Page(_BasePage[T]):
    """One page of a list; iterating goes on through all the pages that follow.

    Attributes:
        items: The entries of this page.
        total: The number of entries on all pages, where the server says it.
    """

    def __init__(
        self,
        send: Callable[[Call[Any]], Any],
        call: Call[Any],
        paging: Paging[T],
        seen: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(send(call), call, paging, seen)
        self._send = send

    def next_page(self) -> Self | None:
        """Return the next page, or None behind the last."""
        call = self._next_call()
        return None if call is None else type(self)(self._send, call, self._paging, self._seen)

    def __iter__(self) -> Iterator[T]:
        page: Page[T] | None = self
        while page is not None:
            yield from page.items
            page = page.next_page()


class AsyncPage(_BasePage[T]):
    """One page of a list; ``async for`` goes on through all the pages that follow.

    Attributes:
        items: The entries of this page.
        total: The number of entries on all pages, where the server says it.
    """

    def __init__(
        self,
        data: Any,
        send: Callable[[Call[Any]], Awaitable[Any]],
        call: Call[Any],
        paging: Paging[T],
        seen: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(data, call, paging, seen)
        self._send = send

    @classmethod
    async def fetch(
        cls,
        send: Callable[[Call[Any]], Awaitable[Any]],
        call: Call[Any],
        paging: Paging[T],
        seen: frozenset[str] = frozenset(),
    ) -> Self:
        """Return the page that a call stands for."""
        return cls(await send(call), send, call, paging, seen)

    async def next_page(self) -> Self | None:
        """Return the next page, or None behind the last."""
        call = self._next_call()
        return None if call is None else await self.fetch(self._send, call, self._paging, self._seen)

    async def __aiter__(self) -> AsyncIterator[T]:
        page: AsyncPage[T] | None = self
        while page is not None:
            for item in page.items:
                yield item
            page = await page.next_page()
