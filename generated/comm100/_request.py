"""An operation of the document, and a call of it with the wire form of its arguments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from ._wire import (
    OMIT,
    Omit,
    Style,
    describe,
    field_value,
    header_value,
    is_json,
    json_text,
    pairs,
    path_segment,
    to_wire,
)
from .auth._redact import hide
from .errors import ConfigurationError

if TYPE_CHECKING:
    from typing import TypedDict

    from ._uploads import Part, Upload

    class CallParts(TypedDict, total=False):
        """The arguments of :class:`Call` that differ from call to call."""

        path: Mapping[str, object]
        query: Mapping[str, object]
        headers: Mapping[str, object]
        cookies: Mapping[str, object]
        body: object
        content_type: str | Omit
        timeout: float | Omit | None


__all__ = [
    "HTTP_METHODS",
    "OMIT",
    "Call",
    "CallParts",
    "Content",
    "Omit",
    "Operation",
    "Style",
    "absolute_path",
    "as_is",
    "as_page",
    "chosen_body",
    "describe",
    "header_value",
    "hide",
    "http_method",
    "optional_body",
    "to_wire",
]

T = TypeVar("T")

HTTP_METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_NOTHING: Final[Mapping[str, object]] = {}


class Operation(Generic[T]):
    """The part of a call that is the same every time.

    Args:
        id: The document's operationId, which every error names.
        method: The HTTP method.
        path: The path below the server's URL, with its parameters in braces.
        decode: Turns the decoded JSON into the result (:func:`as_is` leaves it unchanged); None if there is no body.
        secured: Whether credentials are sent.
        client_certificate: Whether the connection must be made with a client certificate.
        styles: How parameters are serialized that are objects or have an unusual style, by location and wire name:
            ``query.filter``.
        times: Wire names of times that are sent without an offset, each with the parameter that gives the offset; None
            if there is no such parameter, so that they are sent in UTC.
        shaped_by: The wire name of the query parameter that decides the form of the response, if one does.
        shapes: The decoder of each form, by that parameter's value in lower case.
        media_type: The request body's media type, or a range such as ``image/*``.
        media_types: All media types of the request body, if the caller may choose one.
        parts: How properties of forms are sent, where this is not the default, by media type and wire name.
        accept: The media types that are asked for.
        contents: What successes hold, unless it is JSON that ``decode`` decodes.
        may_be_empty: Whether a success without a body means None rather than a broken response.
    """

    __slots__ = (
        "accept",
        "client_certificate",
        "contents",
        "decode",
        "id",
        "may_be_empty",
        "media_type",
        "media_types",
        "method",
        "parts",
        "path",
        "secured",
        "shaped_by",
        "shapes",
        "styles",
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
        client_certificate: bool = False,
        styles: Mapping[str, Style] | None = None,
        times: Mapping[str, str | None] | None = None,
        shaped_by: str = "",
        shapes: Mapping[str, Callable[[Any], T]] | None = None,
        media_type: str = "application/json",
        media_types: tuple[str, ...] = (),
        parts: Mapping[str, Mapping[str, Part]] | None = None,
        accept: str = "application/json",
        contents: tuple[Content, ...] = (),
        may_be_empty: bool = False,
    ) -> None:
        self.id = id
        self.method = method
        self.path = path
        self.decode = decode
        self.secured = secured
        self.client_certificate = client_certificate
        self.styles = styles or {}
        self.times = times or {}
        self.shaped_by = shaped_by
        self.shapes = shapes or {}
        self.media_type = media_type
        self.media_types = media_types
        self.parts = parts or {}
        self.accept = accept
        self.contents = contents
        self.may_be_empty = may_be_empty


class Content(NamedTuple):
    """What a documented success holds.

    Attributes:
        status: Its status, a range such as ``2XX``, or ``default``.
        media_type: Its media type, or a range such as ``image/*``; empty if it has no body.
        decode: Turns decoded JSON into the result; None if it is not JSON.
    """

    status: str
    media_type: str = ""
    decode: Callable[[Any], Any] | None = None


class Call(Generic[T]):
    """One call of an operation; arguments that are ``OMIT`` are not sent.

    Args:
        operation: What is called.
        path: Path parameters by their wire names.
        query: Query parameters by their wire names.
        headers: Header parameters by their wire names.
        cookies: Cookie parameters by their wire names.
        body: The body before it is encoded.
        content_type: The body's media type, or ``OMIT`` for the operation's.
        timeout: Seconds, None for no limit, or ``OMIT`` for the client's.
        is_streamed: Whether the body of a success is left to be read by the caller.
        link: The URL of the request instead of the operation's, absolute or relative to it; empty for the operation's.
    """

    __slots__ = (
        "_upload",
        "body",
        "content_type",
        "cookies",
        "headers",
        "is_streamed",
        "link",
        "operation",
        "path",
        "query",
        "timeout",
    )

    def __init__(
        self,
        operation: Operation[T],
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        body: object = OMIT,
        timeout: float | Omit | None = OMIT,
        cookies: Mapping[str, object] = _NOTHING,
        content_type: str | Omit = OMIT,
    ) -> None:
        self.operation = operation
        self.path = path
        self.query = query
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.content_type = content_type
        self.timeout = timeout
        self.is_streamed = False
        self.link = ""
        self._upload: Upload | None = None

    def target(self) -> str:
        """Return the path with its parameters filled in, and the query string.

        Raises:
            ConfigurationError: A path parameter is missing or empty, or would lead to another path.
        """
        target = self.operation.path.partition("#")[0]
        for name, value in self.path.items():
            target = target.replace("{" + name + "}", path_segment(name, value, self._style("path", name)))
        if not self.query:
            return target
        query = _local_times(self.query, self.operation.times) if self.operation.times else self.query
        texts = [
            f"{key}={text}"
            for name, value in query.items()
            for key, text in pairs(name, value, self._style("query", name))
        ]
        # Some documents have a query in their paths.
        return f"{target}{'&' if '?' in target else '?'}{'&'.join(texts)}" if texts else target

    def header_fields(self) -> dict[str, str]:
        """Return the header and cookie parameters.

        Raises:
            ConfigurationError: A value has characters that a header field must not have.
        """
        fields = {
            name: header_value(name, field_value(value, self._style("header", name)))
            for name, value in self.headers.items()
            if value is not OMIT
        }
        cookies = [
            f"{key}={text}"
            for name, value in self.cookies.items()
            for key, text in pairs(name, value, self._style("cookie", name))
        ]
        if cookies:
            fields["Cookie"] = "; ".join(cookies)
        return fields

    def content(self) -> tuple[str, bytes | Upload]:
        """Return the body's Content-Type and the encoded body; without a body, two empty ones.

        A body that is read while it is sent is the same one at each attempt.

        Raises:
            ConfigurationError: The body cannot be sent as this media type, or a file cannot be read.
        """
        if self.body is OMIT:
            return "", b""
        media_type = self.operation.media_type
        if media_type == "application/json" and self.content_type is OMIT and not self.operation.media_types:
            return media_type, json_text(self.body).encode()
        # Not imported before it is needed: few APIs take anything but JSON.
        from ._uploads import chosen_media_type, encoded

        if self._upload is not None:
            return self._upload.content_type, self._upload
        media_type = chosen_media_type(self.operation.media_types or (media_type,), self.content_type, self.body)
        if is_json(media_type):
            return media_type, json_text(self.body).encode()
        content_type, content = encoded(media_type, self.body, self.operation.parts.get(media_type, {}))
        if not isinstance(content, bytes):
            self._upload = content
        return content_type, content

    @property
    def is_repeatable(self) -> bool:
        """Whether the body can be sent once more."""
        return self._upload is None or self._upload.is_repeatable

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

    def with_link(self, link: str) -> Call[T]:
        """Return this call with the URL that a server has named for the next page."""
        return self._changed({}, self.body, link)

    def with_query(self, name: str, value: object) -> Call[T]:
        """Return this call with one query parameter replaced."""
        return self._changed({**self.query, name: value}, self.body, self.link)

    def with_body_member(self, name: str, value: object) -> Call[T]:
        """Return this call with one member of its body replaced."""
        return self._changed(self.query, {**self.body_members(), name: value}, self.link)

    def body_members(self) -> Mapping[str, object]:
        """Return the members of the body, none if it is not an object."""
        if isinstance(self.body, Mapping):
            return self.body
        plain = to_wire(self.body)
        return plain if isinstance(plain, dict) else {}

    def _changed(self, query: Mapping[str, object], body: object, link: str) -> Call[T]:
        call = Call(self.operation, self.path, query, self.headers, body, self.timeout, self.cookies, self.content_type)
        call.link = link
        return call

    def _style(self, location: str, name: str) -> Style | None:
        styles = self.operation.styles
        return styles.get(f"{location}.{name}") if styles else None


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
            try:
                moment = moment.astimezone(offset)
            except OverflowError:
                raise ValueError(f"{name} is beyond the calendar in the time zone of the request") from None
        result[name] = moment.replace(tzinfo=None).isoformat(timespec="seconds")
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


def as_page(value: Any) -> Any:
    """Return the JSON of a page unchanged, or the list that some servers send instead of one."""
    return [*value] if isinstance(value, list) else value


def optional_body(members: Mapping[str, object]) -> Mapping[str, object] | Omit:
    """Return the members of an optional body, or ``OMIT`` if none is given."""
    return OMIT if all(value is OMIT for value in members.values()) else members


def chosen_body(body: object, members: Mapping[str, object], *, required: bool) -> object:
    """Return what is sent of a body that can be passed whole or by its members.

    Raises:
        ConfigurationError: Both are given.
    """
    given = optional_body(members)
    if body is not OMIT and given is not OMIT:
        raise ConfigurationError("Give body or the members of an object, not both.")
    return given if body is OMIT and not required else members if body is OMIT else body


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
