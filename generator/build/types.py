"""From the parser's types to those of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.types import (
    AnyType,
    EnumType,
    ListType,
    MapType,
    ModelType,
    NullType,
    ScalarKind,
    ScalarType,
    Type,
    UnionType,
)
from ..parser.schema_types import ObjectTypes, SchemaType

__all__ = ["TypeBuilder", "form_type"]

_SCALARS: Mapping[str, ScalarKind] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "string": "string",
    "bytes": "bytes",
    "datetime": "datetime",
    "date": "date",
}


class TypeBuilder:
    """Builds types, once it is known which objects have classes.

    Args:
        objects: The properties of all objects, by pointer.
        classes: The class of each object that has one, by pointer; the others are maps.
    """

    def __init__(self, objects: Mapping[str, ObjectTypes], classes: Mapping[str, str]) -> None:
        self._objects = objects
        self._classes = classes

    def type(self, schema_type: SchemaType) -> Type:
        """Return the model's type for one of the parser's."""
        parts = sorted(_flat(schema_type), key=lambda part: part.kind == "none")
        variants = tuple(dict.fromkeys(self._single(part) for part in parts))
        if len(variants) == 1:
            return variants[0]
        # A union may be nested in another one that allows null beside it.
        telling = [part for part in (schema_type, *schema_type.parts) if part.discriminator]
        union = telling[0] if len(telling) == 1 else schema_type
        mapping = tuple((value, self._classes[pointer]) for value, pointer in union.mapping if pointer in self._classes)
        base = self._classes.get(union.pointer) if mapping else None
        return UnionType(variants, union.discriminator if mapping else "", mapping, base)

    def item(self, schema_type: SchemaType) -> Type | None:
        """Return the type of a list's items, or None where ``schema_type`` is not a list."""
        lists = [part for part in _flat(schema_type) if part.kind == "list"]
        return self.type(lists[0].parts[0]) if lists else None

    def _single(self, schema_type: SchemaType) -> Type:
        if schema_type.kind == "enum":
            return EnumType(schema_type.values)
        if schema_type.kind == "list":
            return ListType(self.type(schema_type.parts[0]))
        if schema_type.kind == "object":
            class_name = self._classes.get(schema_type.pointer)
            return MapType(self._map_value(schema_type)) if class_name is None else ModelType(class_name)
        if schema_type.kind == "none":
            return NullType()
        return ScalarType(_SCALARS[schema_type.kind]) if schema_type.kind in _SCALARS else AnyType()

    def _map_value(self, schema_type: SchemaType) -> Type:
        """Return the type of a map's values where it is a scalar; a deeper one might contain itself."""
        known = self._objects.get(schema_type.pointer)
        kind = known.additional.kind if known and known.additional else "any"
        return ScalarType(_SCALARS[kind]) if kind in _SCALARS else NullType() if kind == "none" else AnyType()


def form_type(schema: Mapping[str, Any]) -> Type:
    """Return the type of a parameter of an OAuth request, which travels as text."""
    values: Sequence[Any] = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if values and all(isinstance(value, str) for value in values):
        return EnumType(tuple(values))
    declared = schema.get("type")
    kinds = declared if isinstance(declared, list) else [declared]
    return ScalarType(next((_SCALARS[kind] for kind in kinds if kind in {"boolean", "integer", "number"}), "string"))


def _flat(schema_type: SchemaType) -> Iterator[SchemaType]:
    if schema_type.kind == "union":
        for part in schema_type.parts:
            yield from _flat(part)
    else:
        yield schema_type
