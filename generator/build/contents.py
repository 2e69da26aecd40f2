"""The media types of bodies and responses: how each is encoded, and what of it becomes an argument or a result."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..document.pointers import as_mapping, join, lookup, properties, resolve, resolve_ref, resolve_schema
from ..document.walk import is_json
from ..model import Body, Content, ContentKind, Field, Part, Style
from ..model.types import AnyType, FileType, ListType, MapType, ScalarType, Type, UnionType
from ..parser.schema_types import ParsedTypes, SchemaType
from . import reserved
from .examples import media_examples, parameter_example
from .objects import field
from .types import TypeBuilder, form_type

__all__ = ["ContentBuilder", "media_kind"]

_ANY_OBJECT = MapType(AnyType())
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_STRUCTURED = {"object", "list", "integer", "number", "boolean"}
# Text by other names, which callers may pass as such: RFC 7303, RFC 9512, RFC 4329, RFC 6922.
_TEXT = {
    "application/graphql",
    "application/javascript",
    "application/jsonl",
    "application/sql",
    "application/toml",
    "application/x-ndjson",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
}


@dataclass(frozen=True)
class _Media:
    """One entry of ``content``, with the place of its schema."""

    name: str
    kind: ContentKind
    node: Mapping[str, Any]
    pointer: str

    @property
    def sent_name(self) -> str:
        """The media type that is sent: JSON where a range such as ``*/*`` holds objects."""
        return _JSON if self.kind == "json" and "*" in self.name else self.name

    @property
    def is_open(self) -> bool:
        """Whether it is a range, of which the caller knows the member."""
        return self.kind in ("text", "binary") and "*" in self.name


def media_kind(name: str, schema_type: SchemaType | None = None) -> ContentKind:
    """Return how bodies of a media type are encoded.

    Args:
        name: The media type, or a range (RFC 9110 section 12.5.1).
        schema_type: The type of its schema, which tells what stands behind a range that includes JSON.
    """
    essence = name.partition(";")[0].strip().lower()
    if is_json(essence) or essence in ("text/json", "application/*+json"):
        return "json"
    if essence == _FORM:
        return "form"
    if essence.startswith("multipart/"):
        return "multipart"
    if essence in ("*/*", "application/*") and schema_type is not None:
        parts = schema_type.parts if schema_type.kind == "union" else (schema_type,)
        kinds = {part.kind for part in parts}
        return "json" if kinds & _STRUCTURED else "text" if kinds & {"string", "enum", "date", "datetime"} else "binary"
    return "text" if essence.startswith("text/") or essence.endswith("+xml") or essence in _TEXT else "binary"


class ContentBuilder:
    """Builds the contents of one operation.

    Args:
        document: The normalized document.
        parsed: Its types; empty for operations that the parser has not seen.
        types: Builds the types of the model.
    """

    def __init__(self, document: Mapping[str, Any], parsed: ParsedTypes, types: TypeBuilder) -> None:
        self._document = document
        self._parsed = parsed
        self._types = types

    def response(self, node: Any, pointer: str) -> tuple[Content, ...]:
        """Return the media types that the client asks for: JSON where there is some, else all.

        Args:
            node: A Response Object, or a reference to one.
            pointer: Its place.
        """
        media = [entry for entry in self._media(node, pointer) if entry.kind != "form"]
        chosen = [entry for entry in media if entry.kind == "json"] or media
        return tuple(
            Content(
                media_type=entry.sent_name,
                kind="binary" if entry.kind == "multipart" else entry.kind,
                type=self._received_type(entry),
                examples=media_examples(self._document, entry.node),
            )
            for entry in chosen
        )

    def body(self, node: Any, pointer: str, taken: Collection[str]) -> Body | None:
        """Return the request body, or None if the document lists no media type.

        Args:
            node: A Request Body Object, or a reference to one.
            pointer: Its place.
            taken: The names of the method's other arguments.
        """
        media = sorted(self._media(node, pointer), key=lambda entry: entry.kind != "json")
        if not media:
            return None
        has_choice = self.has_choice(node, pointer)
        avoid = reserved.ARGUMENTS | ({"content_type"} if has_choice else set())
        names: dict[str, str] = {}
        contents = tuple(self._request_content(entry, taken, avoid, names) for entry in media)
        whole = [content.type for content in contents if not content.fields] or [contents[0].type]
        return Body(
            required=resolve(self._document, node)[0].get("required") is True,
            contents=contents,
            fields=_merged_fields(contents),
            type=_union(whole),
            has_choice=has_choice,
        )

    def has_choice(self, node: Any, pointer: str) -> bool:
        """Tell whether the caller of an operation may name the media type of its body.

        Args:
            node: A Request Body Object, or a reference to one.
            pointer: Its place.
        """
        media = self._media(node, pointer)
        return len({entry.sent_name for entry in media}) > 1 or any(entry.is_open for entry in media)

    def schema_type(self, node: Any, pointer: str) -> SchemaType | None:
        """Return the type of the JSON of a response, or None if it has none.

        Args:
            node: A Response Object, or a reference to one.
            pointer: Its place.
        """
        media = self._json(node, pointer)
        return self._parsed.schemas.get(media.pointer) if media else None

    def schema(self, node: Any, pointer: str) -> Mapping[str, Any]:
        """Return the schema of the JSON of a response, its reference followed; empty if it has none.

        Args:
            node: A Response Object, or a reference to one.
            pointer: Its place.
        """
        media = self._json(node, pointer)
        return resolve_schema(self._document, media.node.get("schema", {})) if media else {}

    def _json(self, node: Any, pointer: str) -> _Media | None:
        return next((entry for entry in self._media(node, pointer) if entry.kind == "json"), None)

    def _media(self, node: Any, pointer: str) -> list[_Media]:
        holder, place = resolve(self._document, node, pointer)
        return [
            _Media(name, media_kind(name, self._parsed.schemas.get(schema)), content, schema)
            for name, content in (holder.get("content") or {}).items()
            for schema in [join(place, "content", name, "schema")]
        ]

    def _received_type(self, media: _Media) -> Type:
        schema_type = self._parsed.schemas.get(media.pointer)
        if media.kind == "json":
            return self._types.type(schema_type) if schema_type else _ANY_OBJECT
        if media.kind == "text" and not media.name.startswith("application/"):
            return ScalarType("string")
        # What stands behind a range without a schema is only known when it is there.
        return AnyType() if media.is_open and _is_open(schema_type) else ScalarType("bytes")

    def _request_content(
        self, media: _Media, taken: Collection[str], avoid: Collection[str], names: dict[str, str]
    ) -> Content:
        schema_type = self._parsed.schemas.get(media.pointer)
        content = Content(
            media_type=media.sent_name,
            kind=media.kind,
            type=self._types.type(schema_type) if schema_type else _ANY_OBJECT,
            examples=media_examples(self._document, media.node),
        )
        if media.kind in ("text", "binary"):
            return replace(content, type=FileType(is_text=media.kind == "text" or media.name.startswith("*")))
        fields = tuple(self._fields(media, schema_type, taken, avoid, names))
        if media.kind == "json":
            return replace(content, fields=fields)
        return replace(
            content,
            type=content.type if fields or content.type.decoding == "union" else _ANY_OBJECT,
            fields=fields,
            parts=dict(self._parts(media, fields)),
        )

    def _fields(
        self,
        media: _Media,
        schema_type: SchemaType | None,
        taken: Collection[str],
        avoid: Collection[str],
        names: dict[str, str],
    ) -> Iterator[Field]:
        """Yield the properties that a request may have; ``names`` holds those of the other media types."""
        if schema_type is not None and self._types.type(schema_type).decoding != "model":
            return
        pointer = schema_type.pointer if schema_type else ""
        known = self._parsed.objects[pointer].properties if pointer else {}
        schema = lookup(self._document, pointer) if pointer else media.node.get("schema", {})
        for name, item in properties(self._document, schema, pointer).items():
            body = resolve_schema(self._document, item.schema)
            if body.get("readOnly") is True or (schema_type is not None and name not in known):
                continue
            type_ = self._types.type(known[name]) if name in known else form_type(body)
            if media.kind == "multipart":
                type_ = self._part_type(type_, body)
            used = [*taken, *(other for wire_name, other in names.items() if wire_name != name)]
            built = field(self._document, name, item, type_, taken=used, avoid=avoid)
            yield replace(built, name=names.setdefault(name, built.name))

    def _part_type(self, type_: Type, schema: Mapping[str, Any]) -> Type:
        """Return the type of a property as a part of a form: binary texts are files (OpenAPI 3.1, section 4.8.14.2)."""
        if isinstance(type_, ListType):
            return ListType(self._part_type(type_.item, resolve_schema(self._document, schema.get("items", {}))))
        if isinstance(type_, UnionType):
            return UnionType(tuple(self._part_type(variant, schema) for variant in type_.variants))
        is_raw = "contentMediaType" in schema and "contentEncoding" not in schema
        is_file = type_ == ScalarType("bytes") or (is_raw and type_ == ScalarType("string"))
        return FileType(is_part=True) if is_file else type_

    def _parts(self, media: _Media, fields: tuple[Field, ...]) -> Iterator[tuple[str, Part]]:
        """Yield how properties are sent whose way is not the default one."""
        declared = as_mapping(media.node.get("encoding"))
        for item in fields:
            own = as_mapping(declared.get(item.wire_name))
            part = Part(
                is_file=any(isinstance(variant, FileType) for variant in _flat(item.type)),
                media_type=own.get("contentType"),
                headers=tuple(self._part_headers(own.get("headers"))),
                style=_part_style(own),
            )
            if part != Part():
                yield item.wire_name, part

    def _part_headers(self, declared: Any) -> Iterator[tuple[str, str]]:
        """Yield the header fields of a part whose values the document names."""
        for name, node in as_mapping(declared).items():
            header = resolve_ref(self._document, node)
            schema = resolve_schema(self._document, header.get("schema", {}))
            value = schema.get("const", schema.get("default"))
            if value is None and header.get("required") is True:
                value = parameter_example(self._document, header)
            if isinstance(value, str) and name.lower() != "content-type":
                yield name, value


def _part_style(encoding: Mapping[str, Any]) -> Style | None:
    if not {"style", "explode", "allowReserved"} & encoding.keys():
        return None
    name = encoding.get("style", "form")
    return Style(name, encoding.get("explode", name == "form") is True, encoding.get("allowReserved") is True)


def _merged_fields(contents: tuple[Content, ...]) -> tuple[Field, ...]:
    """Return the properties of all contents; those that every content needs are required."""
    merged: dict[str, Field] = {}
    for content in contents:
        for item in content.fields:
            other = merged.get(item.wire_name)
            merged[item.wire_name] = replace(other, type=_union([other.type, item.type])) if other else item
    needed = [{item.wire_name for item in content.fields if item.required} for content in contents]
    fields = (replace(item, required=all(name in names for names in needed)) for name, item in merged.items())
    return tuple(fields)


def _is_open(schema_type: SchemaType | None) -> bool:
    return schema_type is None or schema_type.kind == "any"


def _union(types: list[Type]) -> Type:
    variants = tuple(dict.fromkeys(variant for type_ in types for variant in type_.alternatives))
    return variants[0] if len(variants) == 1 else AnyType() if AnyType() in variants else UnionType(variants)


def _flat(type_: Type) -> Iterator[Type]:
    for variant in type_.alternatives:
        yield from _flat(variant.item) if isinstance(variant, ListType) else [variant]
