"""The properties and parameters of the document, each as one line of text, to be held against reviewed tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.pointers import properties, resolve
from generator.document.walk import operations

__all__ = ["Row", "parameter_rows", "property_rows"]

_WORDS = {"$ref", "type", "items", "description", "examples", "x-source", "readOnly", "writeOnly"}


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
            yield Row(name, _type(parameter["schema"]), owner)


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    declared = schema.get("type", "any")
    names = [declared] if isinstance(declared, str) else declared
    shown = "|".join(f"{_type(schema.get('items', {}))}[]" if name == "array" else name for name in names)
    others = {key: value for key, value in schema.items() if key not in _WORDS and not key.startswith("x-")}
    if "enum" in others:
        shown += f" {{{', '.join(map(str, others.pop('enum')))}}}"
    return " ".join([shown, *(f"{key}={value}" for key, value in sorted(others.items()))])
