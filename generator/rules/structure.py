"""The document is OpenAPI: all else may rely on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ..errors import Finding
from ..pointers import join
from ..source import read
from ..walk import walk
from ._finding import Document, broken, objection

__all__ = ["LATER", "structure"]


def structure(document: Document) -> Iterator[Finding]:
    """Yield where the document departs from OpenAPI 3.1."""
    for error in _validator().iter_errors(document):
        pointer = join("", *error.instance_path)
        if error.kind.name == "additionalProperties":
            yield objection("unknown-field", pointer, error.message)
        else:
            yield broken("structure", pointer, _short(error.message))


def version(document: Document) -> Iterator[Finding]:
    """A document is written in OpenAPI 3.1, whose schemas are JSON Schema."""
    if not str(document["openapi"]).startswith("3.1."):
        yield objection("openapi-version", "/openapi", f"OpenAPI {document['openapi']} is read as 3.1; say 3.1.0")


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
                yield objection("unused-component", pointer, f"nothing refers to {name!r}")


@cache
def _validator() -> Any:
    schema = read(Path(__file__).with_name("structure.yaml"), "structure.yaml").plain()
    return jsonschema_rs.validator_for(schema)


def _short(message: str) -> str:
    """Return a message without the whole of what it is about."""
    return message if len(message) <= 200 else f"… {message[-160:]}"


LATER = (version, unused)
