"""Find the examples of a document, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document.pointers import resolve
from ..model import Example

__all__ = ["media_examples", "parameter_example", "schema_example"]

_MISSING = object()
_MAX_DEPTH = 8


def media_examples(document: Mapping[str, Any], media: Mapping[str, Any]) -> tuple[Example, ...]:
    """Return the examples of a media type object: its own, or else one from its schema."""
    named = media.get("examples")
    if isinstance(named, Mapping) and named:
        return tuple(_named(document, name, example) for name, example in named.items())
    value = media.get("example", _MISSING)
    if value is _MISSING and "schema" in media:
        value = _of_schema(document, media["schema"], _MAX_DEPTH)
    return () if value is _MISSING else (Example(name="example", summary="", value=value),)


def parameter_example(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Any:
    """Return one example of a parameter, or None if the document has none."""
    examples = media_examples(document, parameter)
    return examples[0].value if examples else None


def schema_example(document: Mapping[str, Any], schema: Any) -> Any:
    """Return one example of a schema, composed of those of its properties if it has none of its own, or None."""
    value = _of_schema(document, schema, _MAX_DEPTH)
    return None if value is _MISSING else value


def _named(document: Mapping[str, Any], name: str, example: Any) -> Example:
    resolved, _ = resolve(document, example)
    body = resolved if isinstance(resolved, Mapping) else {}
    summary = body.get("summary") or body.get("description") or ""
    return Example(name=name, summary=str(summary), value=body.get("value"))


def _of_schema(document: Mapping[str, Any], schema: Any, depth: int) -> Any:
    schema, _ = resolve(document, schema)
    if not isinstance(schema, Mapping) or not depth:
        return _MISSING
    listed = schema.get("examples")
    if isinstance(listed, list) and listed:
        return listed[0]
    for key in ("example", "const", "default"):
        if key in schema:
            return schema[key]
    if isinstance(values := schema.get("enum"), list) and values:
        return values[0]
    return _composed(document, schema, depth - 1)


def _composed(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int) -> Any:
    """Return an example composed of the examples of the parts."""
    for key in ("oneOf", "anyOf"):
        for variant in schema.get(key) or ():
            if (value := _of_schema(document, variant, depth)) is not _MISSING:
                return value
    if "items" in schema:
        item = _of_schema(document, schema["items"], depth)
        return _MISSING if item is _MISSING else [item]
    parts = [_of_schema(document, part, depth) for part in schema.get("allOf") or ()]
    members: dict[str, Any] = {}
    for part in parts:
        members |= part if isinstance(part, Mapping) else {}
    for name, subschema in (schema.get("properties") or {}).items():
        if (value := _of_schema(document, subschema, depth)) is not _MISSING:
            members[name] = value
    return members or _MISSING
