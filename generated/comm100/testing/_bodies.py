"""Request bodies other than JSON and forms of texts: multipart forms with files, text, and content of any type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._error_response import ErrorResponse
from ._forms import coerce, parse_json
from ._schema import ANY, Check, Compiler, Schema
from .messages import MockRequest

__all__ = ["OtherMedia", "compile_other", "holds_json", "matches"]

_BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]+)"|([^;\s]+))', re.IGNORECASE)
_DISPOSITION = re.compile(r'form-data\s*(?:;.*?)?;\s*name="([^"]*)"', re.IGNORECASE)
_STRUCTURED = {"object", "array", "integer", "number", "boolean"}


def matches(kind: str, media_range: str) -> bool:
    """Tell whether a media type is in a range (RFC 9110 section 12.5.1).

    Args:
        kind: The media type, without parameters.
        media_range: A media type, or a range such as ``image/*``.
    """
    type_, _, subtype = media_range.partition("/")
    return type_ in ("*", kind.partition("/")[0]) and subtype in ("*", kind.partition("/")[2])


@dataclass(frozen=True, kw_only=True)
class OtherMedia:
    """One media type, compiled.

    Attributes:
        media_range: The media type or range, in lower case.
        schemas: Knows the schemas of the document.
        schema: The schema of the body.
        check: The check of the body.
    """

    media_range: str
    schemas: Compiler
    schema: Schema
    check: Check

    def read(self, request: MockRequest) -> Any:
        """Return the members of a form, a text, or bytes.

        Raises:
            ErrorResponse: The body is malformed, or does not match its schema.
        """
        if self.media_range.startswith("multipart/"):
            return self._require_valid(self._members(request))
        if not self.media_range.startswith("text/"):
            return request.body
        try:
            return self._require_valid(request.body.decode())
        except UnicodeDecodeError:
            raise ErrorResponse(400, "The body is not UTF-8 text.") from None

    def _require_valid(self, value: Any) -> Any:
        if failure := self.check(value):
            place = f"Parameter '{failure.pointer[1:]}'" if failure.path else "The body"
            raise ErrorResponse(400, f"{place} {failure.message}.")
        return value

    def _members(self, request: MockRequest) -> dict[str, Any]:
        properties = self.schemas.properties(self.schema)
        members: dict[str, Any] = {}
        for name, headers, content in _parts(request):
            schema = properties.get(name, ANY)
            types = self.schemas.allowed_types(schema)
            if "array" in types and "json" not in headers.get("content-type", ""):
                items = next((part["items"] for part in self.schemas.composition(schema) if "items" in part), ANY)
                members.setdefault(name, []).append(_value(content, headers, self.schemas.allowed_types(items)))
            elif name in members:
                raise ErrorResponse(400, f"Parameter '{name}' must not be repeated.")
            else:
                members[name] = _value(content, headers, types)
        return members


def compile_other(schemas: Compiler, name: str, media: Mapping[str, Any]) -> OtherMedia:
    """Compile a media type other than JSON and ``application/x-www-form-urlencoded``.

    Args:
        schemas: Compiles the schema.
        name: The media type, in lower case and without parameters.
        media: The Media Type Object.
    """
    schema = media.get("schema", ANY)
    return OtherMedia(media_range=name, schemas=schemas, schema=schema, check=schemas.compile(schema))


def holds_json(schemas: Compiler, name: str, media: Mapping[str, Any]) -> bool:
    """Tell whether a media type is a range that stands for JSON, because its schema is not that of a text.

    Args:
        schemas: Knows the schemas of the document.
        name: The media type or range.
        media: The Media Type Object.
    """
    ranges = ("*/*", "application/*", "application/*+json")
    return name in ranges and bool(schemas.allowed_types(media.get("schema", ANY)) & _STRUCTURED)


def _value(content: bytes, headers: Mapping[str, str], types: frozenset[str]) -> Any:
    if "json" in headers.get("content-type", ""):
        try:
            return parse_json(content)
        except ValueError as error:
            raise ErrorResponse(400, f"A part of the form {error}.") from None
    if "filename=" in headers.get("content-disposition", ""):
        return content.decode("latin-1")
    return coerce(content.decode("utf-8", "replace"), types)


def _parts(request: MockRequest) -> list[tuple[str, dict[str, str], bytes]]:
    """Return the name, the header fields and the content of each part (RFC 7578)."""
    match = _BOUNDARY.search(next(iter(request.values("Content-Type")), ""))
    boundary = (match[1] or match[2]).encode() if match else b""
    # A line end before the first boundary makes it like all others.
    pieces = (b"\r\n" + request.body).split(b"\r\n--" + boundary)
    if not match or len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise ErrorResponse(400, "The form is not validly encoded.")
    parts = []
    for piece in pieces[1:-1]:
        head, separator, content = piece.partition(b"\r\n\r\n")
        lines = [line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n") if line]
        headers = {name.strip().lower(): value.strip() for name, _, value in lines}
        disposition = _DISPOSITION.match(headers.get("content-disposition", ""))
        if not separator or not disposition:
            raise ErrorResponse(400, "The form is not validly encoded.")
        parts.append((disposition[1], headers, content))
    return parts
