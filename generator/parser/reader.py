"""Read schemas: what is an object, a list, a union or a composition, and what its parts are.

Each schema is read on its own, by its place in the document, so that one that cannot be typed costs the types of no
other: its value may be anything, and a finding says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from ..document.inheritance import Hierarchy, hierarchies, mapping_target
from ..document.pointers import as_mapping, join, lookup, properties, resolve, split, target_of
from ..errors import INTERNAL, Finding, describe_bug
from .schema_types import ObjectTypes, SchemaKind, SchemaType

__all__ = ["SchemaReader"]

_ANY: Final = SchemaType(kind="any")
_NONE: Final = SchemaType(kind="none")
# What says something about the type of a value; all other keywords restrict or describe it.
_TYPING: Final = frozenset(
    {"$ref", "type", "enum", "const", "format", "properties", "required", "additionalProperties", "items"}
    | {"allOf", "anyOf", "oneOf", "prefixItems", "x-time-format"}
)
_OF_VALUES: Final[Mapping[type, SchemaKind]] = {bool: "boolean", float: "number", int: "integer", str: "string"}


class SchemaReader:
    """Reads the schemas that operations use, and all that these refer to.

    Args:
        document: The normalized document.
        simple_kind: Tells the kind of a schema without parts, or None if its type is not one of JSON Schema.

    Attributes:
        roots: The type of each schema that was asked for, by pointer.
        findings: What could not be typed.
    """

    def __init__(
        self, document: Mapping[str, Any], simple_kind: Callable[[Mapping[str, Any]], SchemaKind | None]
    ) -> None:
        self._document = document
        self._simple_kind = simple_kind
        self._types: dict[str, SchemaType] = {}
        self._objects: dict[str, ObjectTypes] = {}
        self._object_schemas: dict[str, Any] = {}
        self._hierarchies = hierarchies(document)
        self.roots: dict[str, SchemaType] = {}
        self.findings: list[Finding] = []

    def root(self, schema: Any, pointer: str) -> SchemaType:
        """Return the type of the schema at ``pointer``."""
        if pointer not in self.roots:
            self.roots[pointer] = self._type(schema, pointer)
        return self.roots[pointer]

    def objects(self) -> dict[str, ObjectTypes]:
        """Return the types of all objects that the schemas so far contain, by pointer."""
        # Reading the members of one may find others.
        while pointers := [pointer for pointer in self._object_schemas if pointer not in self._objects]:
            for pointer in pointers:
                try:
                    self._objects[pointer] = self._object(self._object_schemas[pointer], pointer)
                except Exception as error:  # a bug of the generator costs this object, not the document
                    self._failed(pointer, error)
                    self._objects[pointer] = ObjectTypes(properties={}, additional=_ANY)
        return self._objects

    def _type(self, schema: Any, pointer: str) -> SchemaType:
        try:
            schema, pointer = resolve(self._document, schema, pointer)
        except KeyError:
            # A value of a discriminator may name a schema that is not there, which is of no consequence.
            return self._untyped(pointer, "the reference leads nowhere, or in a circle") if pointer else _ANY
        if pointer in self._types:
            return self._types[pointer]
        # A schema that is reached again before it is known consists of itself: a list of such lists, for example.
        self._types[pointer] = _ANY
        try:
            type_ = self._read(schema, pointer) if isinstance(schema, Mapping) else _ANY
            known = self._hierarchies.get(pointer)
            self._types[pointer] = self._with_subclasses(type_, pointer, known) if known and known.is_base else type_
        except Exception as error:  # a bug of the generator costs this type, not the document
            self._failed(pointer, error)
        return self._types[pointer]

    def _with_subclasses(self, type_: SchemaType, pointer: str, known: Hierarchy) -> SchemaType:
        """Return a type in which an object may also be any of those that are derived from it."""
        if type_.kind == "union":
            return replace(type_, parts=tuple(self._with_subclasses(part, pointer, known) for part in type_.parts))
        if type_ != SchemaType(kind="object", pointer=pointer):
            return type_
        others = [self._object_at(lookup(self._document, place), place) for place in known.pointers if place != pointer]
        return SchemaType(
            kind="union",
            parts=(type_, *others),
            pointer=pointer,
            discriminator=known.name,
            mapping=tuple(known.mapping.items()),
        )

    def _read(self, schema: Mapping[str, Any], pointer: str) -> SchemaType:
        types = schema.get("type")
        is_composed = bool(schema.get("allOf") or _variants(schema))
        if is_composed and isinstance(types, list) and "null" in types and len(types) > 1:
            # The parts seldom repeat that the whole may be null.
            inner = {**schema, "type": [name for name in types if name != "null"]}
            return _union_of(iter([self._read(inner, pointer), _NONE]))
        if isinstance(parts := schema.get("allOf"), list):
            return self._composition(schema, parts, pointer)
        if types == "boolean":
            return SchemaType(kind="boolean")
        if isinstance(values := schema.get("enum"), list):
            return _enum(values)
        if _variants(schema):
            return self._union(schema, pointer)
        if isinstance(types, list):
            return _union_of(self._read({**schema, "type": name}, pointer) for name in types)
        if schema.get("const") is not None:
            return _enum([schema["const"]])
        if types == "array" or (types is None and "items" in schema):
            return self._list(schema, pointer)
        if types == "object" or (types is None and _has_members(schema)):
            return self._object_at(schema, pointer)
        return self._simple(schema, pointer)

    def _simple(self, schema: Mapping[str, Any], pointer: str) -> SchemaType:
        if schema.get("format") == "date-time-local" or "x-time-format" in schema:
            schema = {**schema, "format": "date-time"}
        kind = self._simple_kind(schema)
        if kind is None:
            return self._untyped(pointer, f"{schema.get('type')!r} is not a type of JSON Schema")
        return SchemaType(kind=kind)

    def _list(self, schema: Mapping[str, Any], pointer: str) -> SchemaType:
        items = schema.get("items")
        item = _ANY if items is None else self._type(items, join(pointer, "items"))
        return SchemaType(kind="list", parts=(item,))

    def _object_at(self, schema: Mapping[str, Any], pointer: str) -> SchemaType:
        self._object_schemas.setdefault(pointer, schema)
        return SchemaType(kind="object", pointer=pointer)

    def _object(self, schema: Mapping[str, Any], pointer: str) -> ObjectTypes:
        members = properties(self._document, schema, pointer)
        others = schema.get("additionalProperties", {})
        return ObjectTypes(
            properties={name: self._type(member.schema, member.pointer) for name, member in members.items()},
            additional=None if others is False else self._type(others, join(pointer, "additionalProperties")),
        )

    def _union(self, schema: Mapping[str, Any], pointer: str) -> SchemaType:
        variants = _variants(schema)
        if _has_members(schema) and not any(self._adds(variant) for _, variant in variants):
            # The variants say which members go together, as {required: [a]} does, and not which there are.
            return self._object_at(schema, pointer)
        union = _union_of(self._type(variant, join(pointer, *steps)) for steps, variant in variants)
        name, mapping = self._discriminator(schema, variants)
        return replace(union, discriminator=name, mapping=mapping) if union.kind == "union" and mapping else union

    def _discriminator(
        self, schema: Mapping[str, Any], variants: list[tuple[tuple[str, int], Any]]
    ) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the property that tells variants apart, and its values with the pointers of their objects.

        Without a mapping, the name of a component is the value that stands for it (OpenAPI 3.1, section 4.8.25).
        """
        declared = as_mapping(schema.get("discriminator"))
        if not isinstance(name := declared.get("propertyName"), str):
            return "", ()
        targets = [target for _, variant in variants if (target := target_of(variant)) is not None]
        spelled_out = as_mapping(declared.get("mapping")).items()
        # The names that the document spells out come first: an example is given one of them.
        named = {str(value): mapping_target(target) for value, target in spelled_out if isinstance(target, str)}
        named |= {value: target for target in targets if (value := split(target)[-1]) not in named}
        types = {value: self._type({"$ref": f"#{quote(target)}"}, "") for value, target in named.items()}
        return name, tuple((value, type_.pointer) for value, type_ in types.items() if type_.pointer)

    def _adds(self, schema: Any) -> bool:
        """Tell whether a schema says more about a value than which members it must have."""
        if not isinstance(schema, Mapping) or _has_members(schema):
            return isinstance(schema, Mapping)
        return bool((_TYPING - {"required"}) & schema.keys()) and schema.get("type") != "object"

    def _composition(self, schema: Mapping[str, Any], parts: list[Any], pointer: str) -> SchemaType:
        """Return the type of an ``allOf``: that of its one part, one object of all, or of their keywords together.

        Parts that only describe or restrict a value, or allow null, change nothing but that.
        """
        given = [(part, join(pointer, "allOf", index)) for index, part in enumerate(parts)]
        typed = [(part, place) for part, place in given if self._says_type(part)]
        own = {key: value for key, value in schema.items() if key != "allOf"}
        adds = bool(own.get("properties") or own.get("required") or _variants(own) or "enum" in own or "items" in own)
        if not typed:
            return self._read(own, pointer)
        if len(typed) == 1 and not adds and "$ref" in typed[0][0] and pointer not in self._hierarchies:
            return self._type(*typed[0])
        if all(self._is_object(part, place, set()) for part, place in typed) and (not adds or _may_be_object(own)):
            return self._object_at(schema, pointer)
        return self._merged([*typed, (own, pointer)] if adds or "type" in own else typed, schema, pointer)

    def _merged(self, parts: list[tuple[Any, str]], schema: Mapping[str, Any], pointer: str) -> SchemaType:
        """Return the type of parts that are not all objects: that which all of them agree on."""
        found = [self._type(part, place) if place != pointer else self._read(part, place) for part, place in parts]
        # What a base may be besides is not what the parts agree on.
        bases = [replace(_ANY, kind="object", pointer=type_.pointer) if type_.pointer else type_ for type_ in found]
        types = list(dict.fromkeys(type_ for type_ in bases if type_ != _ANY))
        if not types:
            return _ANY
        if len(types) == 1:
            return types[0]
        enums = [type_ for type_ in types if type_.kind == "enum"]
        kinds = {type_.kind for type_ in types}
        if enums and kinds <= {"enum", "string", "number", "integer"}:
            shared = [value for value in enums[0].values if all(value in type_.values for type_ in enums)]
            return SchemaType(kind="enum", values=tuple(shared)) if shared else enums[-1]
        narrowed = [type_ for type_ in types if type_.kind in ("date", "datetime", "bytes", "integer")]
        if len(narrowed) == 1 and kinds <= {"string", "number", "integer", narrowed[0].kind}:
            return narrowed[0]
        if kinds == {"list"}:
            items = [type_ for type_ in types if type_.parts[0] != _ANY]
            return items[-1]
        if "object" in kinds <= {"object", "union"}:
            if any(_has_members(part) or "$ref" in part for part, _ in parts):
                # The members that all variants have are known; which others came, the value itself says.
                return self._object_at(schema, pointer)
            unions = [type_ for type_ in types if type_.kind == "union"]
            if len(unions) == 1:
                return unions[0]
        return self._untyped(pointer, "the parts of allOf have different types")

    def _says_type(self, part: Any) -> bool:
        try:
            part, _ = resolve(self._document, part)
        except KeyError:
            return False
        return isinstance(part, Mapping) and bool(_TYPING & part.keys())

    def _is_object(self, part: Any, pointer: str, seen: set[str]) -> bool:
        """Tell whether a part of a composition is an object without alternatives."""
        part, pointer = resolve(self._document, part, pointer)
        if pointer in seen or not isinstance(part, Mapping) or _variants(part):
            return False
        if inner := part.get("allOf"):
            seen = seen | {pointer}
            places = (
                (each, join(pointer, "allOf", index)) for index, each in enumerate(inner) if self._says_type(each)
            )
            return _may_be_object(part) and all(self._is_object(each, place, seen) for each, place in places)
        return _may_be_object(part) and (part.get("type") is not None or _has_members(part) or "required" in part)

    def _failed(self, pointer: str, error: Exception) -> None:
        """Let the values of a schema be anything that shows a bug of the generator."""
        if isinstance(error, MemoryError):
            raise error
        self._untyped(pointer, describe_bug(error), INTERNAL)

    def _untyped(self, pointer: str, reason: str, rule: str = "type") -> SchemaType:
        finding = Finding.error(rule, pointer, reason)
        if finding not in self.findings:
            self.findings.append(finding)
        return _ANY


def _variants(schema: Mapping[str, Any]) -> list[tuple[tuple[str, int], Any]]:
    """Return the alternatives of a schema with the steps to each."""
    return [
        ((key, index), variant)
        for key in ("anyOf", "oneOf")
        if isinstance(schema.get(key), list)
        for index, variant in enumerate(schema[key])
    ]


def _has_members(schema: Mapping[str, Any]) -> bool:
    return isinstance(schema.get("properties"), Mapping) or isinstance(schema.get("additionalProperties"), Mapping)


def _may_be_object(schema: Mapping[str, Any]) -> bool:
    types = schema.get("type")
    return (types in (None, "object") or (isinstance(types, list) and "object" in types)) and not (
        {"enum", "const", "items"} & schema.keys()
    )


def _union_of(parts: Iterator[SchemaType]) -> SchemaType:
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else SchemaType(kind="union", parts=distinct)


def _enum(values: list[Any]) -> SchemaType:
    """Return the type of documented values, which are not all of one type in every document."""
    by_kind: dict[SchemaKind, list[Any]] = {}
    for value in values:
        kind = "none" if value is None else _OF_VALUES.get(type(value), "any")
        known = by_kind.setdefault(kind, [])
        known += [value] if value not in known else []
    parts = [
        SchemaType(kind="enum", values=tuple(known)) if kind in ("string", "integer") else SchemaType(kind=kind)
        for kind, known in by_kind.items()
    ]
    return _union_of(iter(parts)) if parts else _ANY
