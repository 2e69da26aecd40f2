"""Schemas in a normal form, in which different spellings of one meaning are equal.

References and ``allOf`` are merged, and every way to write null, an alternative, a constant or a bound becomes the
same: a shape is a list of variants, one for each type or branch, beside the question whether null is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from ..document.pointers import as_mapping, join, lookup, target_of
from ..document.walk import Document

__all__ = ["ABSENT", "BOUNDS", "Bound", "Kind", "Normalizer", "Part", "Parts", "Shape", "Variant", "rank"]

Kind = Literal["any", "null", "boolean", "integer", "number", "string", "array", "object"]

ABSENT: Final = object()
# The keywords that limit a value from below and from above, with the types that they are about.
BOUNDS: Final[Mapping[str, tuple[Literal["lower", "upper"], frozenset[str]]]] = {
    "minimum": ("lower", frozenset({"integer", "number"})),
    "maximum": ("upper", frozenset({"integer", "number"})),
    "minLength": ("lower", frozenset({"string"})),
    "maxLength": ("upper", frozenset({"string"})),
    "minItems": ("lower", frozenset({"array"})),
    "maxItems": ("upper", frozenset({"array"})),
    "minProperties": ("lower", frozenset({"object"})),
    "maxProperties": ("upper", frozenset({"object"})),
}
# Keywords that are compared as they are written, with the types that they are about.
_VERBATIM: Final[Mapping[str, frozenset[str] | None]] = {
    "patternProperties": frozenset({"object"}),
    "propertyNames": frozenset({"object"}),
    "dependentRequired": frozenset({"object"}),
    "dependentSchemas": frozenset({"object"}),
    "prefixItems": frozenset({"array"}),
    "contains": frozenset({"array"}),
    "contentEncoding": frozenset({"string"}),
    "contentMediaType": frozenset({"string"}),
    "not": None,
    "if": None,
    "then": None,
    "else": None,
    "oneOf": None,
    "anyOf": None,
}
_KINDS: Final = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_TRAITS: Final = ("default", "readOnly", "writeOnly", "deprecated", "discriminator")
# More combinations of alternatives than this are compared as they are written.
_MOST_ALTERNATIVES: Final = 64


class Part(NamedTuple):
    """A schema of the document and its place."""

    schema: Any
    pointer: str


Parts: TypeAlias = tuple[Part, ...]


class Bound(NamedTuple):
    """A limit, and whether the limit itself is out of bounds."""

    value: float
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class _Limits:
    """What restricts a value, beside its type.

    Attributes:
        pointer: Where the schema that says most about it stands.
        values: The values that are allowed; None for all.
        formats: The values of ``format``; more than one if several parts of an ``allOf`` say different ones.
        items: The schemas that each item of an array satisfies; empty for anything.
        properties: The schemas that each property satisfies.
        others: The schemas of properties without a name; None if there may be none of them.
        verbatim: Keywords that are compared as they are written.
    """

    pointer: str
    values: tuple[Any, ...] | None = None
    bounds: Mapping[str, Bound] = field(default_factory=dict)
    multiples: frozenset[float] = frozenset()
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    unique: bool = False
    items: Parts = ()
    properties: Mapping[str, Parts] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    others: Parts | None = ()
    verbatim: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Variant(_Limits):
    """One alternative of a value: a type with everything that restricts it.

    Attributes:
        kind: The type; ``any`` if the schema names none.
    """

    kind: Kind

    @property
    def is_plain(self) -> bool:
        """Whether every value of the type is allowed."""
        return self == Variant(kind=self.kind, pointer=self.pointer)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a value may be.

    Attributes:
        variants: The alternatives other than null; empty if only null is allowed.
        nullable: Whether null is allowed.
        traits: What a schema says beside validation: its default, readOnly, extensions and the like.
    """

    variants: tuple[Variant, ...]
    nullable: bool
    traits: Mapping[str, Any]

    @property
    def is_anything(self) -> bool:
        """Whether there is no restriction at all."""
        return any(variant.kind == "any" and variant.is_plain for variant in self.variants)


@dataclass(frozen=True, kw_only=True)
class _Draft(_Limits):
    """A variant whose types are not yet told apart.

    Attributes:
        types: The types that are allowed; None for all.
    """

    types: frozenset[str] | None = None


class Normalizer:
    """Returns the shapes of one document's schemas, each computed once.

    Args:
        document: The bundled document, in the keywords of OpenAPI 3.0 or 3.1.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._shapes: dict[tuple[str, ...], Shape] = {}

    def shape(self, parts: Parts) -> Shape:
        """Return what a value that satisfies all of ``parts`` may be; anything if there are none."""
        key = tuple(part.pointer for part in parts)
        if key not in self._shapes:
            self._shapes[key] = self._shape(parts)
        return self._shapes[key]

    def resolved(self, part: Part) -> Part:
        """Return the schema at the end of a reference that has nothing beside it."""
        seen: set[str] = set()
        while (target := target_of(part.schema)) is not None and target not in seen and len(part.schema) == 1:
            seen.add(target)
            part = Part(lookup(self._document, target), target)
        return part

    def _shape(self, parts: Parts) -> Shape:
        drafts: list[_Draft] = [_Draft(pointer=parts[0].pointer if parts else "")]
        traits: dict[str, Any] = {}
        for part in parts:
            drafts = list(_product(drafts, self._drafts(part, frozenset())))
            traits |= self._traits(part, frozenset())
        variants = _merged([variant for draft in drafts for variant in _variants(draft)])
        return Shape(
            variants=tuple(variant for variant in variants if variant.kind != "null"),
            nullable=any(variant.kind == "null" for variant in variants),
            traits={key: value for key, value in traits.items() if value is not False or key == "default"},
        )

    def _drafts(self, part: Part, seen: frozenset[str]) -> list[_Draft]:
        """Return the alternatives of one schema. A circle of references through ``allOf`` adds nothing to it."""
        schema, pointer = part
        if schema is False:
            return []
        if not isinstance(schema, Mapping) or pointer in seen:
            return [_Draft(pointer=pointer)]
        seen |= {pointer}
        drafts = [_Draft(pointer=pointer)]
        if (target := target_of(schema)) is not None:
            drafts = self._drafts(Part(lookup(self._document, target), target), seen)
        members = _list(schema, "allOf")
        for index, member in enumerate(members):
            drafts = list(_product(drafts, self._drafts(Part(member, join(pointer, "allOf", index)), seen)))
        if len(members) > 1:
            drafts = [replace(draft, pointer=pointer) for draft in drafts]
        drafts = list(_product(drafts, [_own(schema, pointer)]))
        for key in ("oneOf", "anyOf"):
            if members := _list(schema, key):
                branches = [
                    draft
                    for index, member in enumerate(members)
                    for draft in self._drafts(Part(member, join(pointer, key, index)), seen)
                ]
                if len(drafts) * len(branches) > _MOST_ALTERNATIVES:
                    drafts = [replace(draft, verbatim={**draft.verbatim, key: members}) for draft in drafts]
                else:
                    drafts = list(_product(drafts, branches))
        if schema.get("nullable") is True:
            drafts.append(_Draft(pointer=pointer, types=frozenset({"null"})))
        return drafts

    def _traits(self, part: Part, seen: frozenset[str]) -> dict[str, Any]:
        schema, pointer = part
        if not isinstance(schema, Mapping) or pointer in seen:
            return {}
        seen |= {pointer}
        traits: dict[str, Any] = {}
        if (target := target_of(schema)) is not None:
            traits |= self._traits(Part(lookup(self._document, target), target), seen)
        for index, member in enumerate(_list(schema, "allOf")):
            traits |= self._traits(Part(member, join(pointer, "allOf", index)), seen)
        for key in ("oneOf", "anyOf"):
            # Beside null, one branch is the schema itself.
            others = [(index, member) for index, member in enumerate(_list(schema, key)) if not _is_null(member)]
            if len(others) == 1:
                traits |= self._traits(Part(others[0][1], join(pointer, key, others[0][0])), seen)
        return traits | {key: schema[key] for key in schema if key in _TRAITS or key.startswith("x-")}


def _own(schema: Mapping[str, Any], pointer: str) -> _Draft:
    """Return what the keywords of one schema say, without those that lead to other schemas of the same value."""
    declared = schema.get("type")
    types = [declared] if isinstance(declared, str) else declared if isinstance(declared, list) else None
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    others = schema.get("additionalProperties", True)
    properties = {
        name: (Part(member, join(pointer, "properties", name)),)
        for name, member in as_mapping(schema.get("properties")).items()
    }
    draft = _Draft(
        pointer=pointer,
        types=None if types is None else frozenset(map(str, types)) & _KINDS,
        values=None if not isinstance(values, list) else tuple(values),
        bounds=dict(_bounds(schema)),
        multiples=frozenset({float(schema["multipleOf"])} if _is_number(schema.get("multipleOf")) else ()),
        patterns=frozenset({schema["pattern"]} if isinstance(schema.get("pattern"), str) else ()),
        formats=frozenset({schema["format"]} if isinstance(schema.get("format"), str) else ()),
        unique=schema.get("uniqueItems") is True,
        items=(Part(schema["items"], join(pointer, "items")),) if schema.get("items") not in (None, True, {}) else (),
        properties=properties,
        required=frozenset(name for name in _list(schema, "required") if isinstance(name, str)),
        others=None
        if others is False
        else (Part(others, join(pointer, "additionalProperties")),)
        if isinstance(others, Mapping) and others
        else (),
        verbatim={key: schema[key] for key in _VERBATIM if key in schema and key not in ("oneOf", "anyOf")},
    )
    if draft.types is None and draft.values is None:
        # As every generator reads a schema without a type.
        if draft.properties or draft.others != ():
            return replace(draft, types=frozenset({"object"}))
        if draft.items:
            return replace(draft, types=frozenset({"array"}))
    return draft


def _bounds(schema: Mapping[str, Any]) -> Iterator[tuple[str, Bound]]:
    """Yield the limits of a schema, an exclusive one of OpenAPI 3.0 (a flag) or 3.1 (a number) beside the others."""
    for keyword in BOUNDS:
        value: Any = schema.get(keyword)
        exclusive: Any = schema.get(f"exclusive{keyword[0].upper()}{keyword[1:]}")
        if _is_number(value):
            yield keyword, Bound(value, exclusive is True)
        if _is_number(exclusive) and (
            not _is_number(value) or rank(keyword, Bound(exclusive, True)) > rank(keyword, Bound(value))
        ):
            yield keyword, Bound(exclusive, True)


def rank(keyword: str, bound: Bound) -> tuple[float, bool]:
    """Return what limits of a keyword are ordered by; a higher one excludes more."""
    return (bound.value if BOUNDS[keyword][0] == "lower" else -bound.value, bound.exclusive)


def _product(first: Iterable[_Draft], second: Iterable[_Draft]) -> Iterator[_Draft]:
    """Yield every combination of two lists of alternatives that some value can satisfy."""
    others = list(second)
    for one in first:
        for other in others:
            if (both := _both(one, other)) is not None:
                yield both


def _both(one: _Draft, other: _Draft) -> _Draft | None:
    types = _both_types(one.types, other.types)
    values = one.values if other.values is None else other.values
    if one.values is not None and other.values is not None:
        values = tuple(value for value in one.values if value in other.values)
    if types == frozenset() or values == ():
        return None
    bounds = dict(one.bounds)
    for keyword, bound in other.bounds.items():
        if keyword not in bounds or rank(keyword, bound) > rank(keyword, bounds[keyword]):
            bounds[keyword] = bound
    properties = dict(one.properties)
    for name, parts in other.properties.items():
        properties[name] = _joined(properties.get(name, ()), parts)
    return _Draft(
        pointer=one.pointer if other == _Draft(pointer=other.pointer) else other.pointer,
        types=types,
        values=values,
        bounds=bounds,
        multiples=one.multiples | other.multiples,
        patterns=one.patterns | other.patterns,
        formats=one.formats | other.formats,
        unique=one.unique or other.unique,
        items=_joined(one.items, other.items),
        properties=properties,
        required=one.required | other.required,
        others=None if one.others is None or other.others is None else _joined(one.others, other.others),
        verbatim={**one.verbatim, **other.verbatim},
    )


def _joined(one: Parts, other: Parts) -> Parts:
    known = {part.pointer for part in one}
    return (*one, *(part for part in other if part.pointer not in known))


def _both_types(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    both = one & other
    if ("number" in one and "integer" in other) or ("integer" in one and "number" in other):
        both |= {"integer"}
    return both - ({"integer"} if "number" in both else set())


def _variants(draft: _Draft) -> Iterator[Variant]:
    """Yield a variant for each type of a draft, with the keywords that are about this type."""
    types = draft.types
    if types is None:
        types = frozenset({"any"}) if draft.values is None else frozenset(map(_kind_of, draft.values))
    for kind in sorted(types - ({"integer"} if "number" in types else set())):
        values = draft.values
        if values is not None:
            values = tuple(sorted({repr(value): value for value in values if _is_of(value, kind)}.items()))
            values = tuple(value for _, value in values)
            if not values:
                continue
        if kind == "null" or (kind == "boolean" and values is not None and len(values) == 2):
            values = None
        yield _variant(draft, kind, values)


def _variant(draft: _Draft, kind: str, values: tuple[Any, ...] | None) -> Variant:
    is_any, is_object = kind == "any", kind == "object"
    bounds = {
        keyword: _normal_bound(keyword, bound, kind)
        for keyword, bound in draft.bounds.items()
        # A length or number of at least 0 is not a limit.
        if (is_any or kind in BOUNDS[keyword][1])
        and (keyword in ("minimum", "maximum") or bound.value or BOUNDS[keyword][0] == "upper")
    }
    return Variant(
        kind=kind,  # type: ignore[arg-type]  # one of _KINDS, or any
        pointer=draft.pointer,
        values=values,
        bounds=bounds,
        multiples=draft.multiples if kind in ("any", "integer", "number") else frozenset(),
        patterns=draft.patterns if kind in ("any", "string") else frozenset(),
        formats=draft.formats if kind in ("any", "string", "integer", "number") else frozenset(),
        unique=draft.unique and kind in ("any", "array"),
        items=draft.items if kind in ("any", "array") else (),
        properties=draft.properties if is_any or is_object else {},
        required=draft.required if is_any or is_object else frozenset(),
        others=draft.others if is_any or is_object else (),
        verbatim={
            key: value
            for key, value in draft.verbatim.items()
            if is_any or (about := _VERBATIM[key]) is None or kind in about
        },
    )


def _normal_bound(keyword: str, bound: Bound, kind: str) -> Bound:
    """Return a limit as it is written most simply: of integers, more than 0 is at least 1."""
    if kind != "integer" or not bound.exclusive or not float(bound.value).is_integer():
        return bound
    return Bound(bound.value + (1 if BOUNDS[keyword][0] == "lower" else -1))


def _merged(variants: list[Variant]) -> list[Variant]:
    """Return variants without those that others include: enums of one type are one, and anything includes all."""
    if anything := [variant for variant in variants if variant.kind == "any" and variant.is_plain]:
        return anything
    plain = {variant.kind for variant in variants if variant.is_plain}
    result: list[Variant] = []
    for variant in variants:
        if variant.kind in plain and not variant.is_plain:
            continue
        same = next(
            (other for other in result if _is_enum(variant) and _is_enum(other) and other.kind == variant.kind), None
        )
        if same is not None:
            values = {repr(value): value for value in (*(same.values or ()), *(variant.values or ()))}
            result[result.index(same)] = replace(same, values=tuple(value for _, value in sorted(values.items())))
        elif not any(replace(other, pointer=variant.pointer) == variant for other in result):
            result.append(variant)
    return result


def _is_enum(variant: Variant) -> bool:
    return variant.values is not None and replace(variant, values=None).is_plain


def _is_null(schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return (
        schema.get("type") in ("null", ["null"]) or schema.get("enum") == [None] or schema.get("const", ABSENT) is None
    )


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _is_of(value: Any, kind: str) -> bool:
    own = _kind_of(value)
    return kind in ("any", own) or (kind == "number" and own == "integer")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _list(schema: Mapping[str, Any], key: str) -> list[Any]:
    value = schema.get(key)
    return value if isinstance(value, list) else []
