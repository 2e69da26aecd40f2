"""Values made from the document alone: its examples, and the minimal_value value that a schema allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._document import Document
from ._schema import Schema

__all__ = ["content", "example", "examples", "minimal_value"]

_PLAIN = {"array": [], "boolean": False, "integer": 0, "null": None, "number": 0, "object": {}, "string": ""}
_PLAIN_TEXTS = {
    "date": "2000-01-01",
    "date-time": "2000-01-01T00:00:00Z",
    "email": "nobody@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "00:00:00Z",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def examples(document: Document, schema: Schema) -> list[Any]:
    """Return the examples that a schema, or one that it refers to, gives of the whole.

    Args:
        document: The document.
        schema: The schema.
    """
    while isinstance(schema, Mapping):
        found = [*schema.get("examples", []), *([schema["example"]] if "example" in schema else [])]
        if found or "$ref" not in schema:
            return found
        schema = document.resolve({"$ref": schema["$ref"]})
    return []


def example(document: Document, schema: Schema) -> Any:
    """Return the first example of a schema, put together from its properties' where it has none of its own.

    Args:
        document: The document.
        schema: The schema.

    Returns:
        The example, or None where the document gives none.
    """
    found = examples(document, schema)
    if found:
        return found[0]
    properties = document.resolve(schema).get("properties", {}) if isinstance(schema, Mapping) else {}
    parts = {name: example(document, each) for name, each in properties.items()}
    return {name: each for name, each in parts.items() if each is not None} or None


def minimal_value(document: Document, schema: Schema) -> Any:
    """Return a value that says as little as the schema allows: the required properties alone, empty or false.

    Args:
        document: The document.
        schema: The schema.
    """
    resolved = document.resolve(schema)
    if not isinstance(resolved, Mapping):
        return None
    for keyword in ("default", "const"):
        if keyword in resolved:
            return resolved[keyword]
    if resolved.get("enum"):
        return resolved["enum"][0]
    for keyword in ("allOf", "oneOf", "anyOf"):
        if keyword in resolved and "properties" not in resolved:
            parts = [minimal_value(document, part) for part in resolved[keyword]]
            together = keyword == "allOf" and all(isinstance(part, dict) for part in parts)
            return {name: each for part in parts for name, each in part.items()} if together else parts[0]
    return _minimal_of_type(document, resolved)


def _minimal_of_type(document: Document, schema: Mapping[str, Any]) -> Any:
    kinds = schema.get("type", "object" if "properties" in schema else "null")
    kind = kinds if isinstance(kinds, str) else "null" if "null" in kinds else kinds[0]
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: minimal_value(document, properties.get(name, True)) for name in schema.get("required", [])}
    if kind == "string":
        return _PLAIN_TEXTS.get(schema.get("format", ""), " " * schema.get("minLength", 0))
    if kind in ("integer", "number"):
        return max(0, schema.get("minimum", 0))
    return _PLAIN[kind]


def content(document: Document, response: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Return a media type and a value for a response, from its examples or its schema.

    Args:
        document: The document.
        response: The Response Object.

    Returns:
        None where the response has no body.
    """
    for kind, media in response.get("content", {}).items():
        named = [document.resolve(each).get("value") for each in media.get("examples", {}).values()]
        found = [*named, *([media["example"]] if "example" in media else [])]
        schema = media.get("schema", True)
        given = found[0] if found else example(document, schema)
        return kind, minimal_value(document, schema) if given is None else given
    return None
