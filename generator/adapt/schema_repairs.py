"""Repairs of schemas: types of other languages, keywords in other places, and circles of alternatives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..document.pointers import as_mapping, join, resolve, target_of
from .draft import Draft

__all__ = ["SCHEMA_REPAIRS", "Repair", "read_examples"]

Repair = Callable[[Draft, dict[str, Any], str], None]
"""Mends one object in place, which stands at a pointer of the draft."""

# What other languages and older specifications call the types of JSON Schema.
_TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    name: keywords
    for names, keywords in (
        ("int int32 int64 long short byte bigint uint timestamp", {"type": "integer"}),
        ("float double decimal real numeric money currency", {"type": "number"}),
        ("bool", {"type": "boolean"}),
        ("str text char varchar url uri email guid enum id password phone html xml token time ip", {"type": "string"}),
        ("uuid", {"type": "string", "format": "uuid"}),
        ("date", {"type": "string", "format": "date"}),
        ("datetime date-time date_time", {"type": "string", "format": "date-time"}),
        ("file binary blob", {"type": "string", "format": "binary"}),
        ("list set collection tuple arrays", {"type": "array"}),
        ("map dict hash hashmap dictionary obj struct record", {"type": "object"}),
    )
    for name in names.split()
}
_JSON_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_ANYTHING: Final = frozenset({"any", "mixed", "json", "unknown", "undefined", "*", ""})
_COMPOSITIONS: Final = ("allOf", "anyOf", "oneOf")


def _type(draft: Draft, schema: dict[str, Any], pointer: str) -> None:
    """Translate the names of types that are not those of JSON Schema."""
    declared = schema.get("type")
    if isinstance(declared, list):
        names = dict.fromkeys(name.lower() for name in declared if isinstance(name, str))
        schema["type"] = [name for name in names if name in _JSON_TYPES]
        if not schema["type"]:
            del schema["type"]
        return
    if not isinstance(declared, str) or declared in _JSON_TYPES:
        return
    name = declared.lower().strip()
    if name in _JSON_TYPES:
        schema["type"] = name
    elif name in _TYPES:
        known = _TYPES[name]
        schema |= known if "format" not in schema else {"type": known["type"]}
        draft.say("guessed", "type", pointer, f"{declared!r} is not a type of JSON Schema; read as {known['type']}")
    else:
        del schema["type"]
        if name not in _ANYTHING:
            message = f"{declared!r} is not a type of JSON Schema; its values may be anything"
            draft.say("degraded", "type", pointer, message)


def _required(draft: Draft, schema: dict[str, Any], pointer: str) -> None:
    """Put ``required`` where it belongs: as a list of names, beside the properties."""
    names = schema.get("required")
    result = [names] if isinstance(names, str) and names in as_mapping(schema.get("properties")) else []
    if isinstance(names, list):
        result = list(dict.fromkeys(name for name in names if isinstance(name, str)))
    for name, member in as_mapping(schema.get("properties")).items():
        if isinstance(member, dict) and isinstance(member.get("required"), bool) and member.pop("required"):
            result += [name] if name not in result else []
            message = "required: true is not a keyword of OpenAPI; the property is listed as required"
            draft.say("guessed", "required", join(pointer, "properties", name), message)
    if result:
        schema["required"] = result
    elif names != []:
        schema.pop("required", None)


def _compositions(draft: Draft, schema: dict[str, Any], pointer: str) -> None:
    """Make lists of the parts of compositions, and tuples of lists of items."""
    for key in _COMPOSITIONS:
        if isinstance(parts := schema.get(key), dict):
            # Lists of some languages become objects whose names are the indices.
            schema[key] = list(parts.values()) if all(map(str.isdecimal, parts)) else [parts]
        if isinstance(schema.get(key), list):
            schema[key] = [part for part in schema[key] if isinstance(part, dict | bool)]
            if not schema[key]:
                del schema[key]
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
        if not schema["prefixItems"]:
            del schema["prefixItems"]
    if "enum" in schema and (not isinstance(schema["enum"], list) or not schema["enum"]):
        del schema["enum"]
    if isinstance(schema.get("nullable"), str):
        schema["nullable"] = schema["nullable"].lower() == "true"


def _subclasses(draft: Draft, schema: dict[str, Any], pointer: str) -> None:
    """Leave out the alternatives that are derived from the schema itself, which would then consist of itself."""
    for key in ("anyOf", "oneOf"):
        variants = schema.get(key)
        if not isinstance(variants, list):
            continue
        kept = [variant for variant in variants if not _is_derived(draft, variant, pointer)]
        if len(kept) == len(variants):
            continue
        message = f"the schema is a part of the alternatives of its {key}; they are read as derived from it"
        draft.say("guessed", "circle", join(pointer, key), message)
        if kept:
            schema[key] = kept
        else:
            del schema[key]


def _is_derived(draft: Draft, schema: Any, base: str) -> bool:
    """Tell whether a schema refers to one that has ``base`` among the parts of its ``allOf``, or of theirs."""
    first, seen = target_of(schema), set[str]()
    pending = [first]
    for target in pending:
        if target is None or target in seen:
            continue
        seen.add(target)
        try:
            node = as_mapping(draft.find(target))
        except KeyError:
            continue
        parts = node.get("allOf")
        pending += [target_of(node), *map(target_of, parts if isinstance(parts, list) else ())]
    return first != base and base in seen


def read_examples(draft: Draft, node: dict[str, Any], schema: Any, pointer: str) -> None:
    """Replace examples of objects and lists that are written as the text of their JSON.

    Args:
        draft: The draft.
        node: What has the examples: the schema itself, or a media type, a parameter or a header.
        schema: The schema.
        pointer: The place of ``node``.
    """
    try:
        declared, _ = resolve(draft.document, schema)
    except KeyError:
        return
    structured = {"object": dict, "array": list}.get(str(as_mapping(declared).get("type")))
    if structured is None:
        return
    named = node.get("examples")
    examples: list[tuple[Any, Any, str]] = [(node, "example", join(pointer, "example"))]
    if isinstance(named, list):
        examples += [(named, index, join(pointer, "examples", index)) for index in range(len(named))]
    for name, example in as_mapping(named).items():
        examples += [(example, "value", join(pointer, "examples", name, "value"))]
    for holder, key, place in examples:
        text = holder[key] if isinstance(holder, list) else as_mapping(holder).get(key)
        if isinstance(text, str) and isinstance(value := _json(text), structured):
            holder[key] = value
            draft.say("guessed", "example", place, "the example is a text; read as the JSON that is written in it")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _examples(draft: Draft, schema: dict[str, Any], pointer: str) -> None:
    read_examples(draft, schema, schema, pointer)


SCHEMA_REPAIRS: Final[tuple[Repair, ...]] = (_type, _required, _compositions, _subclasses, _examples)
