"""Objects that know their subclasses by a discriminator only, for the generator and for the mock that it renders.

A schema with a ``discriminator`` and without ``oneOf`` or ``anyOf`` is the base of all schemas that have it among the
parts of their ``allOf`` (OpenAPI 3.1, section 4.8.24.3, "Composition and Inheritance"). Wherever it is referred to, a
value may be any of them. Like :mod:`.semantics`, this module is copied into the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .pointers import as_mapping, join, lookup, properties, resolve_schema, split, target_of

__all__ = ["Hierarchy", "hierarchies", "mapping_target"]

_SCHEMAS = "/components/schemas"
_MOST = 100


class Hierarchy(NamedTuple):
    """The objects that a reference to one may lead to.

    Attributes:
        name: The property that tells them apart.
        mapping: Its values, each with the pointer of the object that it stands for; those that the document spells
            out come first.
        pointers: The object itself and those that are derived from it, by pointer.
    """

    name: str
    mapping: Mapping[str, str]
    pointers: tuple[str, ...]

    @property
    def is_base(self) -> bool:
        """Whether other objects are derived from the object, and not so many that nobody would name them all."""
        return 1 < len(self.pointers) <= _MOST


def hierarchies(document: Mapping[str, Any]) -> dict[str, Hierarchy]:
    """Return what each object may be that has a discriminator, its own or an inherited one, by its pointer.

    Args:
        document: The bundled document.
    """
    schemas = as_mapping(as_mapping(document.get("components")).get("schemas"))
    children: dict[str, list[str]] = {}
    parents: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        pointer = join(_SCHEMAS, name)
        for parent in dict.fromkeys(_parents(schema)):
            children.setdefault(parent, []).append(pointer)
            parents.setdefault(pointer, []).append(parent)
    # By the object that declares the discriminator, and by the object and the name of the discriminator.
    given: dict[str, dict[str, str]] = {}
    implied: dict[tuple[str, str], list[str]] = {}
    result: dict[str, Hierarchy] = {}
    for pointer in [join(_SCHEMAS, name) for name in schemas]:
        origin = next((place for place in _reached(pointer, parents) if _declared(document, place)), pointer)
        declared = _declared(document, origin)
        if declared is None or _has_variants(_at(document, pointer)):
            continue
        name = declared["propertyName"]
        if origin not in given:
            given[origin] = _given(document, declared)
        # A mapping may name objects that do not say that they are derived from this one.
        named = given[origin].values() if origin == pointer else ()
        pointers = dict.fromkeys([*_reached(pointer, children), *named])
        mapping = {value: target for value, target in given[origin].items() if target in pointers}
        for target in (*list(pointers)[1:], pointer):
            if (target, name) not in implied:
                implied[target, name] = list(_implied(document, target, name))
            for value in implied[target, name]:
                mapping.setdefault(value, target)
        result[pointer] = Hierarchy(name, mapping, tuple(pointers))
    return result


def mapping_target(target: str) -> str:
    """Return the pointer that a value of a mapping names, which is a reference or the name of a component."""
    return target_of({"$ref": target}) or join(_SCHEMAS, target)


def _at(document: Mapping[str, Any], pointer: str) -> Mapping[str, Any]:
    try:
        schema = lookup(document, pointer)
    except KeyError:
        return {}
    return as_mapping(schema)


def _parents(schema: Any) -> Iterator[str]:
    parts = as_mapping(schema).get("allOf")
    for part in parts if isinstance(parts, list) else ():
        if (target := target_of(part)) is not None:
            yield target


def _reached(pointer: str, edges: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield an object and all that it leads to, the nearest ones first."""
    seen, pending = {pointer}, [pointer]
    for place in pending:
        yield place
        following = [other for other in edges.get(place, ()) if other not in seen]
        pending += following
        seen.update(following)


def _has_variants(schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("oneOf") or schema.get("anyOf"))


def _declared(document: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | None:
    schema = _at(document, pointer)
    declared = schema.get("discriminator")
    is_valid = isinstance(declared, Mapping) and isinstance(declared.get("propertyName"), str)
    return declared if is_valid and not _has_variants(schema) else None


def _given(document: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, str]:
    targets = {
        str(value): mapping_target(target)
        for value, target in as_mapping(declared.get("mapping")).items()
        if isinstance(target, str)
    }
    return {value: target for value, target in targets.items() if _at(document, target)}


def _implied(document: Mapping[str, Any], pointer: str, name: str) -> Iterator[str]:
    """Yield the values that stand for an object without a mapping: its only documented one, and its own name."""
    try:
        member = properties(document, _at(document, pointer), pointer).get(name)
        schema = resolve_schema(document, member.schema) if member else {}
    except KeyError:
        schema = {}
    values = schema["enum"] if isinstance(schema.get("enum"), list) else [schema.get("const")]
    if len(values) == 1 and isinstance(values[0], str):
        yield values[0]
    yield split(pointer)[-1]
