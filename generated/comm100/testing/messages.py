"""A request and a response as the mock sees them: plain data, free of any HTTP library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ._forms import pairs

__all__ = ["Delivery", "MockRequest", "MockResponse"]

Headers = tuple[tuple[str, str], ...]


def _values(headers: Headers, name: str) -> list[str]:
    wanted = name.lower()
    return [value for key, value in headers if key.lower() == wanted]


@dataclass(frozen=True, init=False, repr=False)
class MockRequest:
    """A request as it came over the wire. Its repr shows the method and the path, which hold no secret.

    Args:
        method: The HTTP method, in capitals.
        url: The URL, percent-encoded as it was sent; a path alone will do.
        headers: Names and values; pairs where a name is repeated.
        body: The body's bytes.
    """

    method: str
    url: str
    headers: Headers
    body: bytes

    def __init__(
        self, method: str, url: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = (), body: bytes = b""
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

    def values(self, name: str) -> list[str]:
        """Return all values of a header.

        Args:
            name: The header's name, in any case.
        """
        return _values(self.headers, name)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The query's parameters, decoded, in order.

        Raises:
            ValueError: The query is not well encoded.
        """
        return pairs(self.query)

    @property
    def form(self) -> list[tuple[str, str]]:
        """The parameters of a form body, decoded, in order.

        Raises:
            ValueError: The body is not well encoded.
        """
        return pairs(self.body.decode("ascii"))

    def json(self) -> Any:
        """Return the decoded JSON body.

        Raises:
            ValueError: The body is no JSON.
        """
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"MockRequest({self.method} {self.path})"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How an answer travels; what carries it, a transport or a server, does as it says.

    Attributes:
        wait: Seconds before anything of it comes.
        pieces: In how many pieces its body comes.
        gap: Seconds before each piece.
        cut: How many bytes of the body come before the connection breaks; None where all do.
        reset: Whether the connection breaks before anything comes.
    """

    wait: float = 0.0
    pieces: int = 1
    gap: float = 0.0
    cut: int | None = None
    reset: bool = False

    def parts(self, body: bytes) -> list[bytes]:
        """Return the pieces of a body that come.

        Args:
            body: The whole body.
        """
        whole = body[: self.cut]
        size = max(1, -(-len(whole) // self.pieces))
        return [whole[start : start + size] for start in range(0, len(whole), size)]


_AT_ONCE = Delivery()


@dataclass(frozen=True, repr=False)
class MockResponse:
    """What the mock answers. Its repr shows the status alone.

    Attributes:
        status: The HTTP status code.
        headers: Names and values, in order.
        body: The body's bytes.
        delivery: How it travels.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    delivery: Delivery = _AT_ONCE

    def header(self, name: str) -> str | None:
        """Return a header's value, or None where it is absent.

        Args:
            name: The header's name, in any case.
        """
        return next(iter(_values(self.headers, name)), None)

    def json(self) -> Any:
        """Return the decoded JSON body.

        Raises:
            ValueError: The body is no JSON.
        """
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"MockResponse({self.status})"
