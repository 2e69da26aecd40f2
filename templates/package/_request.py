"""An operation of the document, and a call of it with the wire form of its arguments."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import quote

from .errors import ConfigurationError

if TYPE_CHECKING:
    from typing import TypedDict

    class CallParts(TypedDict, total=False):
        """The arguments of :class:`Call` that differ from call to call."""

        path: Mapping[str, object]
        query: Mapping[str, object]
        headers: Mapping[str, object]
        body: object
        timeout: float | Omit | None


__all__ = ["OMIT", "Call", "CallParts", "Omit", "Operation", "absolute_path", "as_is", "optional_body", "to_wire"]

T = TypeVar("T")


class Omit:
    """The type of :data:`OMIT`, which distinguishes "not given" from ``None`` (sent as null)."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "OMIT"


OMIT: Final = Omit()


class Operation(Generic[T]):
    """The part of a call that is the same every time.

    Args:
        id: The document's operationId, which every error names.
        method: The HTTP method.
        path: The path below the server's URL, with its parameters in braces.
        decode: Turns the decoded JSON into the result (:func:`as_is` leaves it unchanged); None if there is no body.
        secured: Whether credentials are sent.
        joined: Wire names of array parameters that are sent as one comma-separated value (``explode: false``).
        media_type: The request body's media type.
        may_be_empty: Whether a success without a body means None rather than a broken response.
    """

    __slots__ = ("decode", "id", "joined", "may_be_empty", "media_type", "method", "path", "secured")

    def __init__(
        self,
        id: str,
        method: str,
        path: str,
        *,
        decode: Callable[[Any], T] | None = None,
        secured: bool = True,
        joined: frozenset[str] = frozenset(),
        media_type: str = "application/json",
        may_be_empty: bool = False,
    ) -> None:
        self.id = id
        self.method = method
        self.path = path
        self.decode = decode
        self.secured = secured
        self.joined = joined
        self.media_type = media_type
        self.may_be_empty = may_be_empty


_NOTHING: Final[Mapping[str, object]] = {}


class Call(Generic[T]):
    """One call of an operation; arguments that are ``OMIT`` are not sent.

    Args:
        operation: What is called.
        path: Path parameters by their wire names.
        query: Query parameters by their wire names.
        headers: Header parameters by their wire names.
        body: The body before it is encoded.
        timeout: Seconds, None for no limit, or ``OMIT`` for the client's.
    """

    __slots__ = ("body", "headers", "operation", "path", "query", "timeout")

    def __init__(
        self,
        operation: Operation[T],
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        body: object = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        self.operation = operation
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.timeout = timeout

    def target(self) -> str:
        """Return the path with its parameters filled in, and the query string.

        Raises:
            ConfigurationError: A path parameter is empty or would lead to another path.
        """
        target = self.operation.path
        for name, value in self.path.items():
            target = target.replace("{" + name + "}", _path_segment(name, value))
        if not self.query:
            return target
        pairs = [
            f"{quote(name, safe='')}={quote(text, safe='')}"
            for name, value in self.query.items()
            for text in self._texts(name, value)
        ]
        return f"{target}?{'&'.join(pairs)}" if pairs else target

    def header_fields(self) -> dict[str, str]:
        """Return the header parameters, and the body's media type."""
        fields = {name: _text(value) for name, value in self.headers.items() if value is not OMIT}
        if self.body is not OMIT:
            fields["Content-Type"] = self.operation.media_type
        return fields

    def content(self) -> bytes:
        """Return the encoded body; without one, no bytes."""
        if self.body is OMIT:
            return b""
        if self.operation.media_type == "application/x-www-form-urlencoded":
            form = to_wire(self.body)
            return "&".join(f"{quote(k, safe='')}={quote(_text(v), safe='')}" for k, v in form.items()).encode()
        return json.dumps(to_wire(self.body), ensure_ascii=False, separators=(",", ":")).encode()

    def with_query(self, name: str, value: str) -> Call[T]:
        """Return this call with one query parameter replaced."""
        query = {**self.query, name: value}
        return Call(self.operation, self.path, query, self.headers, self.body, self.timeout)

    def _texts(self, name: str, value: object) -> list[str]:
        if value is OMIT or value is None:
            return []
        if isinstance(value, Sequence) and not isinstance(value, str):
            texts = [_text(item) for item in value]
            return [",".join(texts)] if name in self.operation.joined else texts
        return [_text(value)]


def as_is(value: Any) -> Any:
    """Return the value unchanged."""
    return value


def to_wire(value: Any) -> Any:
    """Return plain JSON values for models, mappings, sequences and dates, without the members that are ``OMIT``."""
    if isinstance(value, Mapping):
        return {str(name): to_wire(member) for name, member in value.items() if member is not OMIT}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [to_wire(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A model: asking for its class would load the models for a call that has none.
    return value.to_dict() if hasattr(value, "to_dict") else value


def optional_body(members: Mapping[str, object]) -> Mapping[str, object] | Omit:
    """Return the members of an optional body, or ``OMIT`` if none is given."""
    return OMIT if all(value is OMIT for value in members.values()) else members


def absolute_path(path: str) -> str:
    """Return a path that a caller wrote, unchanged.

    Raises:
        ConfigurationError: It is not a path below the host, so it could lead credentials elsewhere.
    """
    if not path.startswith("/") or path.startswith("//") or any(mark in path for mark in "?#{}\\"):
        raise ConfigurationError(
            f"{path!r} is not a valid path; give one such as '/api/items', and pass query parameters with query=."
        )
    return path


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _path_segment(name: str, value: object) -> str:
    segment = quote(_text(value), safe="")
    if segment in ("", ".", ".."):
        raise ConfigurationError(f"The path parameter {name!r} is {str(value)!r}; give the identifier of one object.")
    return segment
