"""Parameters: each travels in a way that the client can write and the mock can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Finding
from ..objects import described, referred
from ..walk import operations, walk
from ._finding import Document, broken, objection

__all__ = ["RULES"]

_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_IGNORED_HEADERS = {"accept", "authorization", "content-type"}


def duplicates(document: Document) -> Iterator[Finding]:
    """No operation has two parameters of one name in one place."""
    for at in operations(document):
        for nodes, pointer in ((at.body.get("parameters"), at.pointer), (at.item.get("parameters"), at.pointer)):
            bodies = [referred(document, node) for node in nodes or ()]
            for (name, place), count in Counter((body["name"], body["in"]) for body in bodies).items():
                if count > 1:
                    yield broken("duplicate-parameter", pointer, f"{count} parameters {name!r} in {place}")


def serialization(document: Document) -> Iterator[Finding]:
    """A parameter has a schema, the usual style of its place, and is a scalar or, in a query, a list of scalars."""
    for pointer, parameter in _parameters(document):
        place = parameter["in"]
        if "content" in parameter:
            yield broken("parameter-style", pointer, "a parameter described by content cannot be sent; use schema")
            continue
        if "schema" not in parameter:
            yield broken("parameter-style", pointer, "a parameter needs a schema")
            continue
        if (style := parameter.get("style", _STYLES[place])) != _STYLES[place]:
            yield broken(
                "parameter-style", pointer, f"style {style!r} cannot be sent in {place}; use {_STYLES[place]!r}"
            )
        if parameter.get("allowReserved"):
            yield broken("parameter-style", pointer, "allowReserved cannot be sent")
        types = set(_types(document, parameter["schema"]))
        if "object" in types:
            yield broken("parameter-style", pointer, "an object cannot be sent as a parameter")
        elif "array" in types and place != "query":
            yield broken("parameter-style", pointer, f"a list cannot be sent in {place}")
        elif "array" in types and {"array", "object"} & set(_item_types(document, parameter["schema"])):
            yield broken("parameter-style", pointer, "a list of lists or objects cannot be sent as a parameter")


def headers(document: Document) -> Iterator[Finding]:
    """No header parameter is one that OpenAPI ignores (3.1, section 4.8.12.2)."""
    for pointer, parameter in _parameters(document):
        if parameter["in"] == "header" and parameter["name"].lower() in _IGNORED_HEADERS:
            yield objection("ignored-header", pointer, f"OpenAPI ignores a header parameter {parameter['name']!r}")


def descriptions(document: Document) -> Iterator[Finding]:
    """Every parameter has a description and an example."""
    for pointer, parameter in _parameters(document):
        if not str(parameter.get("description", "")).strip():
            yield objection("description", pointer, f"the parameter {parameter['name']!r} needs a description")
        schema = described(document, parameter.get("schema", {}))
        if not {"example", "examples"} & (parameter.keys() | schema.keys()) and not {"enum", "const"} & schema.keys():
            yield objection("example", pointer, f"the parameter {parameter['name']!r} needs an example")


def _parameters(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for pointer, node, context in walk(document):
        if (
            context.kind == "parameters"
            and not context.data
            and isinstance(node, dict)
            and {"name", "in"} <= node.keys()
        ):
            yield pointer, node


def _types(document: Document, schema: Any) -> Iterator[str]:
    body = described(document, schema)
    declared = body.get("type", [])
    yield from [declared] if isinstance(declared, str) else declared
    if "properties" in body:
        yield "object"
    for part in (*body.get("allOf", ()), *body.get("anyOf", ()), *body.get("oneOf", ())):
        yield from _types(document, part)


def _item_types(document: Document, schema: Any) -> Iterator[str]:
    body = described(document, schema)
    yield from _types(document, body.get("items", {}))


RULES = (duplicates, serialization, headers, descriptions)
