"""Requests and responses as the mock sees and keeps them: plain data, independent of any HTTP library."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote

from ._forms import parse_pairs

__all__ = ["Delivery", "Exchange", "ExchangeLog", "MockRequest", "MockResponse", "Responder", "json_response"]

Headers = tuple[tuple[str, str], ...]
# json.dumps makes an encoder for each call that wants other separators than its own.
_to_json = json.JSONEncoder(separators=(",", ":")).encode


def _values(headers: Headers, name: str) -> list[str]:
    wanted = name.lower()
    return [value for key, value in headers if key.lower() == wanted]


@dataclass(frozen=True, init=False, repr=False)
class MockRequest:
    """A request as it came over the wire. Its repr shows only method and path, which contain no secret.

    Args:
        method: The HTTP method, in capitals.
        url: The URL, percent-encoded as it was sent; a path alone is enough.
        headers: Names and values; pass pairs if a name is repeated.
        body: The body.
    """

    method: str
    url: str
    headers: Headers
    body: bytes

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
    ) -> None:
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        # The way that a frozen dataclass sets its own attributes.
        for name, value in (("method", method), ("url", url), ("headers", tuple(pairs)), ("body", body)):
            object.__setattr__(self, name, value)

    @cached_property
    def _parts(self) -> tuple[str, str, str]:
        scheme, separator, rest = self.url.partition("#")[0].partition("://")
        rest, _, query = (rest if separator else scheme).partition("?")
        host, slash, path = rest.partition("/")
        return f"{scheme}://{host}" if separator else "", slash + path, query

    @property
    def origin(self) -> str:
        """Scheme, host and port: ``http://127.0.0.1:4010``."""
        return self._parts[0]

    @property
    def path(self) -> str:
        """The path, still percent-encoded."""
        return self._parts[1] or "/"

    @property
    def query(self) -> str:
        """The query without its question mark, still percent-encoded."""
        return self._parts[2]

    def url_with(self, name: str, value: str, *, origin: str | None = None) -> str:
        """Return the URL of the request with one query parameter replaced.

        Args:
            name: The parameter.
            value: Its new value.
            origin: Scheme, host and port of the new URL; those of the request if None.

        Raises:
            ValueError: The query is not well encoded.
        """
        kept = [(key, text) for key, text in self.parameters if key != name]
        query = "&".join(f"{quote(key)}={quote(text)}" for key, text in [*kept, (name, value)])
        return f"{self.origin if origin is None else origin}{self.path}?{query}"

    def values(self, name: str) -> list[str]:
        """Return all values of a header.

        Args:
            name: The header's name, in any case.
        """
        return _values(self.headers, name)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The query parameters, decoded, in order.

        Raises:
            ValueError: The query is not well encoded.
        """
        return parse_pairs(self.query)

    @property
    def form(self) -> list[tuple[str, str]]:
        """The fields of a form body, decoded, in order.

        Raises:
            ValueError: The body is not well encoded.
        """
        return parse_pairs(self.body.decode("ascii"))

    def json(self) -> Any:
        """Return the decoded JSON body.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"MockRequest({self.method} {self.path})"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How a response travels; the transport or the server that carries it follows this.

    Attributes:
        wait: Seconds before anything arrives.
        pieces: The number of pieces that the body arrives in.
        gap: Seconds before each piece.
        cut: The number of bytes of the body that arrive before the connection breaks; None if it does not break.
        reset: Whether the connection breaks before anything arrives.
    """

    wait: float = 0.0
    pieces: int = 1
    gap: float = 0.0
    cut: int | None = None
    reset: bool = False

    def parts(self, body: bytes) -> list[bytes]:
        """Return the pieces of a body that arrive.

        Args:
            body: The whole body.
        """
        delivered = body[: self.cut]
        size = max(1, -(-len(delivered) // self.pieces))
        return [delivered[start : start + size] for start in range(0, len(delivered), size)]


_IMMEDIATE = Delivery()


@dataclass(frozen=True, repr=False)
class MockResponse:
    """A response of the mock. Its repr shows only the status.

    Attributes:
        status: The HTTP status code.
        headers: Names and values, in order.
        body: The body.
        delivery: How it travels.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    delivery: Delivery = _IMMEDIATE

    def header(self, name: str) -> str | None:
        """Return a header's value, or None if it is absent.

        Args:
            name: The header's name, in any case.
        """
        return next(iter(_values(self.headers, name)), None)

    def json(self) -> Any:
        """Return the decoded JSON body.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"MockResponse({self.status})"


def json_response(status: int, value: Any, headers: Headers = (), kind: str = "application/json") -> MockResponse:
    """Return a response with a JSON body.

    Args:
        status: The HTTP status code.
        value: The decoded body.
        headers: Further headers.
        kind: The media type.
    """
    return MockResponse(status, (("Content-Type", kind), *headers), _to_json(value).encode())


class Responder(Protocol):
    """Anything that answers requests: a mock, or an application of a test."""

    def respond(self, request: MockRequest) -> MockResponse:
        """Return the response to one request.

        Args:
            request: The request.
        """
        ...


@dataclass(frozen=True, repr=False)
class Exchange:
    """One request and its response. The repr omits headers, query and body, so it reveals no secret.

    Attributes:
        request: The request as received.
        response: The response as sent.
        operation: The operationId; None if no operation has this path and method.
    """

    request: MockRequest
    response: MockResponse
    operation: str | None

    def __repr__(self) -> str:
        return f"<{self.request.method} {self.request.path} -> {self.response.status} ({self.operation})>"


class ExchangeLog:
    """The most recent exchanges, bounded in number and in size; the latest one is always kept.

    Args:
        limit: The maximum number of exchanges.
        max_bytes: The maximum size of all exchanges: bodies, URLs and headers.
    """

    def __init__(self, limit: int, max_bytes: int) -> None:
        self._limit = limit
        self._max_bytes = max_bytes
        self._exchanges: deque[Exchange] = deque()
        self._bytes = 0
        self.dropped = 0
        """How many exchanges have been dropped."""

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges)

    def append(self, exchange: Exchange) -> None:
        """Add an exchange, and drop the oldest ones that are too many or too much."""
        self._exchanges.append(exchange)
        self._bytes += _size(exchange)
        while len(self._exchanges) > max(1, self._limit) or (
            self._bytes > self._max_bytes and len(self._exchanges) > 1
        ):
            self._bytes -= _size(self._exchanges.popleft())
            self.dropped += 1


def _size(exchange: Exchange) -> int:
    request, response = exchange.request, exchange.response
    headers = sum(len(name) + len(value) for name, value in (*request.headers, *response.headers))
    return len(request.url) + headers + len(request.body) + len(response.body)
