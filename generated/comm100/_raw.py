"""The HTTP response beside the value: ``client.….with_raw_response``."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

from ._status import request_id

if TYPE_CHECKING:
    from ._http import http

__all__ = ["RawResponse", "async_raw", "raw", "record"]

P = ParamSpec("P")
T = TypeVar("T")

_responses: ContextVar[list[http.Response] | None] = ContextVar("responses", default=None)


@dataclass(frozen=True)
class RawResponse(Generic[T]):
    """A value together with the HTTP response that it was read from.

    Args:
        value: What the method itself returns.
        response: The HTTP library's response, read to its end.
    """

    value: T
    response: http.Response

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def headers(self) -> http.Headers:
        """The response's header fields."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """The body as it came."""
        return self.response.content

    @property
    def request_id(self) -> str | None:
        """The response's request identifier, where it holds one."""
        return request_id(self.response)


def record(response: http.Response) -> None:
    """Keep a response for the raw call that is under way in this context, if any."""
    responses = _responses.get()
    if responses is not None:
        responses.append(response)


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Return the method with its result wrapped in :class:`RawResponse`."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        with _recorded() as responses:
            value = method(*args, **kwargs)
        return RawResponse(value, responses[-1])

    return call


def async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Return the coroutine method with its result wrapped in :class:`RawResponse`."""

    @functools.wraps(method)
    async def call(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        with _recorded() as responses:
            value = await method(*args, **kwargs)
        return RawResponse(value, responses[-1])

    return call


@contextmanager
def _recorded() -> Iterator[list[http.Response]]:
    responses: list[http.Response] = []
    token = _responses.set(responses)
    try:
        yield responses
    finally:
        _responses.reset(token)
