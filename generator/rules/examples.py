"""Examples: each is valid, and where a reader needs one, there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from ..errors import Finding
from ..pointers import join, resolve
from ..skeleton import is_json
from ..walk import operations, responses, walk
from ._finding import Document, objection

__all__ = ["RULES"]

_URN = "urn:document"


def valid(document: Document) -> Iterator[Finding]:
    """Every example and every default matches its schema, formats included."""
    registry = jsonschema_rs.Registry([(_URN, dict(document))])
    for schema_pointer, examples in _subjects(document):
        validator: Any = None
        for pointer, value in examples:
            validator = validator or _validator(schema_pointer, registry)
            for error in validator.iter_errors(value):
                place = "".join(f"[{step!r}]" for step in error.instance_path)
                yield objection(
                    "example", pointer, f"does not match its schema{' at ' + place if place else ''}: {error.message}"
                )


def present(document: Document) -> Iterator[Finding]:
    """Every JSON response and every request body of an operation has an example of its own."""
    for at in operations(document):
        nodes = [(join(at.pointer, "responses", status), node) for status, node in responses(at.body).items()]
        if "requestBody" in at.body:
            nodes.append((join(at.pointer, "requestBody"), at.body["requestBody"]))
        for pointer, node in nodes:
            resolved, _ = resolve(document, node)
            for name, media in (resolved.get("content") or {}).items():
                if (is_json(name) or "form" in name) and not media.get("examples") and "example" not in media:
                    yield objection("example", pointer, f"{name} needs an example")


def _validator(pointer: str, registry: jsonschema_rs.Registry) -> jsonschema_rs.Validator:
    reference = {"$ref": f"{_URN}#{quote(pointer, safe='/~')}"}
    try:
        return jsonschema_rs.validator_for(reference, registry=registry, validate_formats=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        # The rule about schemas says what is wrong with this one; here anything is as good as valid.
        return jsonschema_rs.validator_for({})


def _subjects(document: Document) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield the pointer of each schema with the examples that must match it, these with theirs."""
    for pointer, node, context in walk(document):
        if context.data or context.named or not isinstance(node, Mapping):
            continue
        if context.kind == "schemas":
            listed = node.get("examples")
            found = [(join(pointer, "examples", at), value) for at, value in enumerate(listed or ())]
            found += [(join(pointer, key), node[key]) for key in ("example", "default") if key in node]
            yield pointer, found
        elif "schema" in node:
            yield join(pointer, "schema"), list(_beside(document, node, pointer))


def _beside(document: Document, node: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield the examples of a parameter, a header or a media type."""
    if "example" in node:
        yield join(pointer, "example"), node["example"]
    for name, example in (node.get("examples") or {}).items():
        resolved, _ = resolve(document, example)
        if "value" in resolved:
            yield join(pointer, "examples", name), resolved["value"]


RULES = (valid, present)
