"""Rules about the structure: the document is OpenAPI, which all other rules rely on, and its extensions are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

from ...document.pointers import join, target_of
from ...document.source import read
from ...document.walk import Document, walk
from ...errors import Finding

__all__ = ["OTHER", "STRUCTURAL"]

# Nobody writes such chains by hand, and what follows them step by step would run out of stack.
_MAX_STEPS = 200


def structure(document: Document) -> Iterator[Finding]:
    """The document follows OpenAPI 3.1."""
    for error in _validator().iter_errors(document):
        pointer = join("", *error.instance_path)
        if error.kind.name == "additionalProperties":
            yield Finding.warning("unknown-field", pointer, error.message)
        else:
            yield Finding.error("structure", pointer, _short(error.message))


def references(document: Document) -> Iterator[Finding]:
    """A reference leads to an object of the kind that its place requires."""
    kinds: dict[str, str | None] = {}
    targets: list[tuple[str, str, str | None]] = []
    for pointer, node, context in walk(document):
        if not context.named:
            kinds[pointer] = context.kind
            if (target := target_of(node)) is not None:
                targets.append((pointer, target, context.kind))
    for pointer, target, kind in targets:
        if target not in kinds:
            yield Finding.error("ref", pointer, f"the reference leads nowhere: #{target}")
        elif kinds[target] != kind:
            yield Finding.error("ref", pointer, f"the target of the reference is not one of {kind}: #{target}")


def circles(document: Document) -> Iterator[Finding]:
    """No object consists of itself: a circle of references has to pass through a property or an item.

    Nor is any a chain of references that is too long to follow.
    """
    steps = {
        pointer: list(_same(node, pointer))
        for pointer, node, context in walk(document)
        if isinstance(node, dict) and not context.named
    }
    # How many steps lead on from each place.
    lengths: dict[str, int] = {}
    for start in steps:
        if start in lengths:
            continue
        path = {start: iter(steps[start])}
        while path:
            place, following = next(reversed(path.items()))
            if (step := next(following, None)) is None:
                path.popitem()
                lengths[place] = 1 + max((lengths.get(step, 0) for step in steps.get(place, ())), default=0)
                if lengths[place] % _MAX_STEPS == 0:
                    yield Finding.error("chain", place, f"a chain of {_MAX_STEPS} references is too long to follow")
            elif step in path:
                yield Finding.error("circle", step, "the schema consists of itself")
                lengths |= dict.fromkeys(path, 0)
                path.clear()
            elif step not in lengths:
                path[step] = iter(steps.get(step, ()))


def _same(node: dict[str, Any], pointer: str) -> Iterator[str]:
    """Yield what describes the same value as an object: its reference's target, the parts of its composition."""
    if (target := target_of(node)) is not None:
        yield target
    for key in ("allOf", "anyOf", "oneOf"):
        parts = node.get(key)
        yield from (join(pointer, key, index) for index in range(len(parts) if isinstance(parts, list) else 0))


def version(document: Document) -> Iterator[Finding]:
    """The document is written in OpenAPI 3.1, whose schemas are JSON Schema."""
    if not str(document["openapi"]).startswith("3.1."):
        yield Finding.warning(
            "openapi-version", "/openapi", f"OpenAPI {document['openapi']} is read as 3.1; declare 3.1.0"
        )


def unused(document: Document) -> Iterator[Finding]:
    """Every component is used."""
    places = list(walk(document))
    targets = {target for _, node, _ in places if (target := target_of(node))}
    # A discriminator maps values to references or to names of schemas (OpenAPI 3.1, section 4.8.25).
    mapped = {
        place
        for pointer, value, _ in places
        if isinstance(value, str) and "/discriminator/mapping/" in pointer
        for place in (unquote(value.removeprefix("#")), join("/components/schemas", value))
    }
    for kind, members in (document.get("components") or {}).items():
        if kind == "securitySchemes" or not isinstance(members, dict):
            continue
        for name in members:
            pointer = join("/components", kind, name)
            if not any(target == pointer or target.startswith(f"{pointer}/") for target in targets | mapped):
                yield Finding.warning("unused-component", pointer, f"nothing refers to {name!r}")


def extensions(document: Document) -> Iterator[Finding]:
    """Every extension is known, and its value has the form that spec/README.md describes."""
    validators = _extension_validators()
    for pointer, node, context in walk(document):
        if context.named or not isinstance(node, dict):
            continue
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            if key not in validators:
                yield Finding.warning("extension", join(pointer, key), f"unknown extension {key!r}")
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
    """Return a message without most of the value that it quotes."""
    return message if len(message) <= 200 else f"… {message[-160:]}"


# Each of these relies on those before it, and all other rules rely on these.
STRUCTURAL: Sequence[Callable[[Document], Iterator[Finding]]] = (structure, references, circles, extensions)
OTHER = (version, unused)
