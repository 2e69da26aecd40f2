"""The document is OpenAPI, which all other rules rely on, and its extensions are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ...document.pointers import join, target_of
from ...document.source import read
from ...document.walk import Document, walk
from ...errors import Finding

__all__ = ["OTHER", "STRUCTURAL"]


def structure(document: Document) -> Iterator[Finding]:
    """Yield where the document departs from OpenAPI 3.1."""
    for error in _validator().iter_errors(document):
        pointer = join("", *error.instance_path)
        if error.kind.name == "additionalProperties":
            yield Finding.warning("unknown-field", pointer, error.message)
        else:
            yield Finding.error("structure", pointer, _short(error.message))


def references(document: Document) -> Iterator[Finding]:
    """A reference leads to an object of the kind that stands in its place."""
    kinds = {pointer: context.kind for pointer, _, context in walk(document) if not context.named and not context.data}
    for pointer, node, context in walk(document):
        target = None if context.data or context.named else target_of(node)
        if target is not None and kinds.get(target) != context.kind:
            yield Finding.error("ref", pointer, f"the reference leads to something else than {context.kind}: #{target}")


def circles(document: Document) -> Iterator[Finding]:
    """No object is nothing but itself: a circle of references passes through a property or an item."""
    steps = {
        pointer: list(_same(node, pointer))
        for pointer, node, context in walk(document)
        if isinstance(node, dict) and not context.data and not context.named
    }
    done: set[str] = set()
    for start in steps:
        on_the_way: set[str] = set()
        if (circle := _circle(start, steps, on_the_way, done)) is not None:
            yield Finding.error("circle", circle, "a schema that consists of itself")


def _same(node: dict[str, Any], pointer: str) -> Iterator[str]:
    """Yield the places of what an object is, or is made of, at the same level of the value."""
    if (target := target_of(node)) is not None:
        yield target
    for key in ("allOf", "anyOf", "oneOf"):
        parts = node.get(key)
        yield from (join(pointer, key, at) for at in range(len(parts) if isinstance(parts, list) else 0))


def _circle(start: str, steps: Mapping[str, list[str]], path: set[str], done: set[str]) -> str | None:
    """Return a place that leads back to itself, if one does on the ways from ``start``."""
    if start in path:
        return start
    if start in done:
        return None
    path.add(start)
    found = next((circle for step in steps.get(start, ()) if (circle := _circle(step, steps, path, done))), None)
    path.remove(start)
    done.add(start)
    return found


def version(document: Document) -> Iterator[Finding]:
    """A document is written in OpenAPI 3.1, whose schemas are JSON Schema."""
    if not str(document["openapi"]).startswith("3.1."):
        yield Finding.warning("openapi-version", "/openapi", f"OpenAPI {document['openapi']} is read as 3.1; say 3.1.0")


def unused(document: Document) -> Iterator[Finding]:
    """Every component is referred to."""
    targets = {
        node["$ref"][1:]
        for _, node, context in walk(document)
        if not context.data and isinstance(node, dict) and isinstance(node.get("$ref"), str)
    }
    mapped = {
        value.removeprefix("#")
        for pointer, value, _ in walk(document)
        if isinstance(value, str) and "/discriminator/mapping/" in pointer
    }
    for kind, members in (document.get("components") or {}).items():
        if kind == "securitySchemes" or not isinstance(members, dict):
            continue
        for name in members:
            pointer = join("/components", kind, name)
            if not any(target == pointer or target.startswith(f"{pointer}/") for target in targets | mapped):
                yield Finding.warning("unused-component", pointer, f"nothing refers to {name!r}")


def extensions(document: Document) -> Iterator[Finding]:
    """An extension is known and has the form that its readers rely on."""
    validators = _extension_validators()
    for pointer, node, context in walk(document):
        if context.data or context.named or not isinstance(node, dict):
            continue
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            if key not in validators:
                yield Finding.warning("extension", join(pointer, key), f"nothing reads the extension {key!r}")
                continue
            for error in validators[key].iter_errors(value):
                yield Finding.error("extension", join(pointer, key, *error.instance_path), f"{key}: {error.message}")


@cache
def _validator() -> Any:
    schema = read(Path(__file__).with_name("structure.yaml"), "structure.yaml").plain()
    return jsonschema_rs.validator_for(schema)


@cache
def _extension_validators() -> dict[str, Any]:
    schemas = read(Path(__file__).with_name("extensions.yaml"), "extensions.yaml").plain()
    return {key: jsonschema_rs.validator_for(schema) for key, schema in schemas.items()}


def _short(message: str) -> str:
    """Return a message without the whole of what it is about."""
    return message if len(message) <= 200 else f"… {message[-160:]}"


# Each relies on those before it, and all other rules on these.
STRUCTURAL: Sequence[Callable[[Document], Iterator[Finding]]] = (structure, references, circles)
OTHER = (version, unused, extensions)
