"""The properties, parameters and records of the document, each as one line, to be held against reviewed tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.pointers import properties, resolve
from generator.document.walk import operations

__all__ = ["Row", "StoreRow", "parameter_rows", "property_rows", "store_rows"]

_WORDS = {"$ref", "type", "items", "description", "examples", "readOnly", "writeOnly"}
# What says where a fact comes from, and not what a value is.
_PROVENANCE = {"x-source", "x-inferred", "x-observed", "x-chosen"}
_OF_PARAMETERS = ("x-requires", "x-time-zone")


class Row(NamedTuple):
    """A property or a parameter.

    Attributes:
        name: The property's name, a query parameter's after ``?``, a path parameter's in braces.
        type: What it holds, with every keyword that restricts it.
        owner: The schema or the operation, with ``!`` for read-only, ``~`` for write-only and ``*`` for required.
    """

    name: str
    type: str
    owner: str


def property_rows(document: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the properties of every object of ``components.schemas``, inherited ones included."""
    for name, schema in document["components"]["schemas"].items():
        for wire_name, item in properties(document, schema).items():
            body, _ = resolve(document, item.schema)
            flags = "!" * (body.get("readOnly") is True) + "~" * (body.get("writeOnly") is True) + "*" * item.required
            yield Row(wire_name, _type(item.schema), name + flags)


def parameter_rows(document: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the parameters of every operation."""
    for operation in operations(document):
        for node in operation.item.get("parameters", []) + operation.body.get("parameters", []):
            parameter, _ = resolve(document, node)
            name = {"path": "{%s}", "query": "?%s"}.get(parameter["in"], "%s:") % parameter["name"]
            owner = operation.body["operationId"] + "*" * parameter.get("required", False)
            others = [f"{key}={parameter[key]}" for key in _OF_PARAMETERS if key in parameter]
            yield Row(name, " ".join([_type(parameter["schema"]), *others]), owner)


class StoreRow(NamedTuple):
    """A part of what an operation does to the records.

    Attributes:
        operation: The operationId.
        part: Its action, a word of ``x-store``, or an entry of one: ``filter.timeFrom``.
        what: The collection of an action, the value of a word as JSON.
    """

    operation: str
    part: str
    what: str


def store_rows(document: Mapping[str, Any]) -> Iterator[StoreRow]:
    """Yield what ``x-store`` says of every operation that has records."""
    for operation in operations(document):
        store = operation.body.get("x-store")
        if not isinstance(store, Mapping):
            continue
        yield StoreRow(operation.id, store["action"], store["collection"])
        for word, value in store.items():
            if word in ("action", "collection"):
                continue
            entries = value.items() if isinstance(value, Mapping) and value else [("", value)]
            for name, entry in entries:
                yield StoreRow(operation.id, f"{word}.{name}".rstrip("."), json.dumps(entry, ensure_ascii=False))


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    declared = schema.get("type", "any")
    names = [declared] if isinstance(declared, str) else declared
    shown = "|".join(f"{_type(schema.get('items', {}))}[]" if name == "array" else name for name in names)
    others = {key: value for key, value in schema.items() if key not in _WORDS | _PROVENANCE}
    if "enum" in others:
        shown += f" {{{', '.join(map(str, others.pop('enum')))}}}"
    return " ".join([shown, *(f"{key}={value}" for key, value in sorted(others.items()))])
