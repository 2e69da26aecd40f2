"""An operation of the document, and a call of it with the wire form of its arguments."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import quote, unquote

from .auth._redact import hide
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


__all__ = [
    "HTTP_METHODS",
    "OMIT",
    "Call",
    "CallParts",
    "Omit",
    "Operation",
    "absolute_path",
    "as_is",
    "describe",
    "header_value",
    "hide",
    "http_method",
    "optional_body",
    "to_wire",
]

T = TypeVar("T")

HTTP_METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
# RFC 9110 sections 5.6.2 and 5.5. Compiled when first used: that takes longer than importing this module.
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_FIELD_VALUE = r"[\t\x20-\x7e\x80-\xff]*"
_NOTHING: Final[Mapping[str, object]] = {}


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
        nested: Wire names of parameters that are lists of objects, sent as ``name[0][member]=value``.
        times: Wire names of times that are sent without an offset, each with the parameter that gives the offset; None
            if there is no such parameter, so that they are sent in UTC.
        shaped_by: The wire name of the query parameter that decides the form of the response, if one does.
        shapes: The decoder of each form, by that parameter's value in lower case.
        media_type: The request body's media type.
        may_be_empty: Whether a success without a body means None rather than a broken response.
    """

    __slots__ = (
        "decode",
        "id",
        "joined",
        "may_be_empty",
        "media_type",
        "method",
        "nested",
        "path",
        "secured",
        "shaped_by",
        "shapes",
        "times",
    )

    def __init__(
        self,
        id: str,
        method: str,
        path: str,
        *,
        decode: Callable[[Any], T] | None = None,
        secured: bool = True,
        joined: frozenset[str] = frozenset(),
        nested: frozenset[str] = frozenset(),
        times: Mapping[str, str | None] | None = None,
        shaped_by: str = "",
        shapes: Mapping[str, Callable[[Any], T]] | None = None,
        media_type: str = "application/json",
        may_be_empty: bool = False,
    ) -> None:
        self.id = id
        self.method = method
        self.path = path
        self.decode = decode
        self.secured = secured
        self.joined = joined
        self.nested = nested
        self.times = times or {}
        self.shaped_by = shaped_by
        self.shapes = shapes or {}
        self.media_type = media_type
        self.may_be_empty = may_be_empty


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
            ConfigurationError: A path parameter is missing or empty, or would lead to another path.
        """
        target = self.operation.path
        for name, value in self.path.items():
            target = target.replace("{" + name + "}", _path_segment(name, value))
        if not self.query:
            return target
        query = _local_times(self.query, self.operation.times) if self.operation.times else self.query
        pairs = [
            f"{quote(key, safe='')}={quote(text, safe='')}"
            for name, value in query.items()
            for key, text in self._pairs(name, value)
        ]
        return f"{target}?{'&'.join(pairs)}" if pairs else target

    def header_fields(self) -> dict[str, str]:
        """Return the header parameters, and the body's media type.

        Raises:
            ConfigurationError: A value has characters that a header field must not have.
        """
        fields = {name: header_value(name, _text(value)) for name, value in self.headers.items() if value is not OMIT}
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
        return json.dumps(to_wire(self.body), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    @property
    def decode(self) -> Callable[[Any], T] | None:
        """What turns the decoded JSON into the result: the operation's decoder, or that of the form asked for."""
        asked = str(self.query.get(self.operation.shaped_by, "")).casefold()
        decode = self.operation.shapes.get(asked, self.operation.decode)
        zone = next((zone for zone in self.operation.times.values() if zone is not None), None)
        if decode is None or zone is None:
            return decode
        from ._models import in_zone

        offset = _offset(str(_local_times(self.query, self.operation.times).get(zone))) or datetime.UTC
        return lambda value: in_zone(decode(value), offset)

    def with_query(self, name: str, value: str) -> Call[T]:
        """Return this call with one query parameter replaced."""
        query = {**self.query, name: value}
        return Call(self.operation, self.path, query, self.headers, self.body, self.timeout)

    def _pairs(self, name: str, value: object) -> list[tuple[str, str]]:
        if value is OMIT or value is None:
            return []
        if not isinstance(value, Sequence) or isinstance(value, str | bytes | bytearray):
            return [(name, _text(value))]
        if name in self.operation.nested:
            return [
                (f"{name}[{index}][{member}]", _text(text))
                for index, item in enumerate(value)
                for member, text in to_wire(item).items()
            ]
        texts = [_text(item) for item in value]
        return [(name, ",".join(texts))] if name in self.operation.joined else [(name, text) for text in texts]


def _local_times(query: Mapping[str, object], times: Mapping[str, str | None]) -> dict[str, object]:
    """Return query parameters with times as local text, and the offset that they are in.

    The offset is the one that the caller gives, else that of the first time that has one.
    """
    result = dict(query)
    for name, zone in times.items():
        moment = query.get(name)
        if not isinstance(moment, datetime.date):
            continue
        if not isinstance(moment, datetime.datetime):
            moment = datetime.datetime(moment.year, moment.month, moment.day)
        if moment.tzinfo is not None:
            offset: datetime.tzinfo = datetime.UTC
            if zone is not None:
                if result.get(zone, OMIT) is OMIT:
                    result[zone] = _offset_text(moment)
                offset = _offset(str(result[zone])) or datetime.UTC
            moment = moment.astimezone(offset)
        result[name] = moment.strftime("%Y-%m-%dT%H:%M:%S")
    return result


def _offset_text(moment: datetime.datetime) -> str:
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def _offset(text: str) -> datetime.tzinfo | None:
    try:
        return datetime.datetime.strptime(text, "%z").tzinfo
    except ValueError:
        return None


def as_is(value: Any) -> Any:
    """Return the value unchanged."""
    return value


def to_wire(value: Any) -> Any:
    """Return plain JSON values for models, mappings, sequences and dates, without the members that are ``OMIT``."""
    if isinstance(value, Mapping):
        return {str(name): to_wire(member) for name, member in value.items() if member is not OMIT}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        return [to_wire(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A model: asking for its class would load the models for a call that has none.
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def optional_body(members: Mapping[str, object]) -> Mapping[str, object] | Omit:
    """Return the members of an optional body, or ``OMIT`` if none is given."""
    return OMIT if all(value is OMIT for value in members.values()) else members


def http_method(method: str) -> str:
    """Return a method that a caller wrote, in upper case.

    Raises:
        ConfigurationError: It is not one of :data:`HTTP_METHODS`. Errors and logs show the method, so that anything
            else, such as a secret by mistake, must not become one.
    """
    if not isinstance(method, str) or method.upper() not in HTTP_METHODS:
        raise ConfigurationError(f"The HTTP method is not one of {', '.join(HTTP_METHODS)}.")
    return method.upper()


def absolute_path(path: str) -> str:
    """Return a path that a caller wrote, unchanged.

    Raises:
        ConfigurationError: It is not a path below the host, or has dot segments, so it could lead elsewhere.
    """
    if not isinstance(path, str):
        raise ConfigurationError(f"The path must be a string such as '/api/items', not {type(path).__name__}.")
    if not path.startswith("/") or path.startswith("//"):
        # It may be a URL with a password, or a secret by mistake.
        raise ConfigurationError("The path must begin with one '/', as '/api/items' does, without scheme and host.")
    # What follows is a query by mistake, and may hold a secret.
    shown = re.split("[?#]", path, maxsplit=1)[0]
    if shown != path or re.search(r"[{}\\]", path):
        raise ConfigurationError(
            f"{shown!r} is not a valid path; give one such as '/api/items', and pass query parameters with query=."
        )
    if not path.isprintable():
        raise ConfigurationError(f"{shown!r} is not a valid path; it has characters that must be percent-encoded.")
    if {".", ".."} & set(re.split(r"[/\\]", unquote(path))):
        raise ConfigurationError(f"{shown!r} has a '.' or '..' segment; give the path that you mean.")
    return path


def header_value(name: str, value: str) -> str:
    """Return the value of a header field, unchanged.

    Raises:
        ConfigurationError: The name or the value has characters that could start another field (RFC 9110 section 5.5).
    """
    if not isinstance(name, str) or not re.fullmatch(_TOKEN, name):
        raise ConfigurationError(f"{describe(name)} is not a valid name of a header field.")
    if not isinstance(value, str) or not re.fullmatch(_FIELD_VALUE, value):
        raise ConfigurationError(f"The header {name} has a value with line breaks, control or non-Latin-1 characters.")
    return value


def describe(value: object) -> str:
    """Return an argument for an error message: short numbers and texts as they are, anything else by its type."""
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**20):
        return repr(value)
    return repr(str(value)) if isinstance(value, str) and len(value) <= 80 else f"a {type(value).__name__}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | Mapping):
        raise TypeError(f"{type(value).__name__} cannot be a parameter")
    return str(value)


def _path_segment(name: str, value: object) -> str:
    segment = "" if value is None or value is OMIT else quote(_text(value), safe="")
    if segment in ("", ".", ".."):
        raise ConfigurationError(
            f"The path parameter {name!r} is {describe(value)}; give the identifier of one object."
        )
    return segment
