"""The examples of a document's schemas, for the generator and for the mock that it renders.

Like :mod:`.semantics`, this module is copied into the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .inheritance import mapping_target
from .pointers import as_mapping, lookup, resolve, split, target_of

__all__ = ["MISSING", "schema_example", "schema_examples"]

MISSING = object()
# How deep examples are composed, and how many schemas are looked at for one: where many objects refer to many others,
# their number is multiplied at each level.
_DEPTHS = (8, 4, 3, 2, 1)
_MOST = 1000


def schema_examples(document: Mapping[str, Any], schema: Any) -> list[Any]:
    """Return the examples that a schema, or one that it refers to, gives for the whole value."""
    while isinstance(schema, Mapping):
        listed = schema.get("examples")
        if isinstance(listed, list) and listed:
            return listed
        if "example" in schema:
            return [schema["example"]]
        target = target_of(schema)
        schema = None if target is None else lookup(document, target)
    return []


def schema_example(document: Mapping[str, Any], schema: Any, default: Any = None) -> Any:
    """Return one example of a schema, composed of those of its properties if it has none of its own.

    Args:
        document: The document.
        schema: The schema.
        default: The result if there is no example.
    """
    value = MISSING
    for depth in _DEPTHS:
        seen: list[None] = []
        value = _of_schema(document, schema, depth, seen)
        if len(seen) < _MOST:
            break
    return default if value is MISSING else value


def _of_schema(document: Mapping[str, Any], schema: Any, depth: int, seen: list[None]) -> Any:
    if not depth or len(seen) >= _MOST:
        return MISSING
    seen.append(None)
    if examples := schema_examples(document, schema):
        return examples[0]
    schema, _ = resolve(document, schema)
    if not isinstance(schema, Mapping):
        return MISSING
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if isinstance(values := schema.get("enum"), list) and values:
        return values[0]
    return _composed(document, schema, depth - 1, seen)


def _composed(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int, seen: list[None]) -> Any:
    """Return an example composed of the examples of the parts."""
    for key in ("oneOf", "anyOf"):
        for variant in schema.get(key) or ():
            if (value := _of_schema(document, variant, depth, seen)) is not MISSING:
                return _told_apart(schema, variant, value)
    if "items" in schema:
        item = _of_schema(document, schema["items"], depth, seen)
        return MISSING if item is MISSING else [item]
    parts = [_of_schema(document, part, depth, seen) for part in schema.get("allOf") or ()]
    members: dict[str, Any] = {}
    for part in parts:
        members |= as_mapping(part)
    for name, subschema in (schema.get("properties") or {}).items():
        if (value := _of_schema(document, subschema, depth, seen)) is not MISSING:
            members[name] = value
    return members or MISSING


def _told_apart(schema: Mapping[str, Any], variant: Any, value: Any) -> Any:
    """Return an example of a variant with the member that tells the variants apart (OpenAPI 3.1, section 4.8.25)."""
    declared, target = as_mapping(schema.get("discriminator")), target_of(variant)
    name = declared.get("propertyName")
    if target is None or not isinstance(name, str) or not isinstance(value, Mapping) or name in value:
        return value
    mapping = as_mapping(declared.get("mapping")).items()
    spelled_out = [key for key, place in mapping if isinstance(place, str) and mapping_target(place) == target]
    return {**value, name: next(iter(spelled_out), split(target)[-1])}
