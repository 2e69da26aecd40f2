"""The base classes of all resources, which send calls and return values or, for ``with_raw_response``, both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, Unpack, cast

from ._pages import AsyncPage, AsyncPager, Page
from ._request import Call
from ._response import RawResponse

if TYPE_CHECKING:
    from ._pages import Paging
    from ._request import CallParts, Operation
    from .client import AsyncClient, Client

__all__ = ["AsyncResource", "Resource", "as_async_raw", "as_raw"]

P = ParamSpec("P")
T = TypeVar("T")


class Resource:
    """A group of operations, bound to a :class:`Client`.

    Args:
        client: Sends the calls.
        raw: True makes every method return a :class:`RawResponse`, which only :func:`as_raw` declares.
    """

    def __init__(self, client: Client, *, raw: bool = False) -> None:
        self._client = client
        self._raw = raw

    def _send(self, operation: Operation[T], **parts: Unpack[CallParts]) -> T:
        response = self._client._send(Call(operation, **parts))
        return cast(T, response) if self._raw else response.value

    def _list(self, operation: Operation[Any], paging: Paging[T], **parts: Unpack[CallParts]) -> Page[T]:
        call = Call(operation, **parts)
        response = self._client._send(call)
        page = Page(response.value, call, paging, self._client._send, link=response.headers.get("link", ""))
        return cast(Page[T], RawResponse(page, response.response)) if self._raw else page


class AsyncResource:
    """A group of operations, bound to an :class:`AsyncClient`.

    Args:
        client: Sends the calls.
        raw: True makes every method return a :class:`RawResponse`, which only :func:`as_async_raw` declares.
    """

    def __init__(self, client: AsyncClient, *, raw: bool = False) -> None:
        self._client = client
        self._raw = raw

    async def _send(self, operation: Operation[T], **parts: Unpack[CallParts]) -> T:
        response = await self._client._send(Call(operation, **parts))
        return cast(T, response) if self._raw else response.value

    def _list(self, operation: Operation[Any], paging: Paging[T], **parts: Unpack[CallParts]) -> AsyncPager[T]:
        call = Call(operation, **parts)

        async def fetch() -> AsyncPage[T]:
            response = await self._client._send(call)
            page = AsyncPage(response.value, call, paging, self._client._send, link=response.headers.get("link", ""))
            return cast(AsyncPage[T], RawResponse(page, response.response)) if self._raw else page

        return AsyncPager(fetch)


def as_raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Declare what a method of a resource with ``raw=True`` returns."""
    return cast(Callable[P, RawResponse[T]], method)


def as_async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Declare what a method of an asynchronous resource with ``raw=True`` returns."""
    return cast(Callable[P, Awaitable[RawResponse[T]]], method)
