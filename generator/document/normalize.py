"""Make explicit what a document leaves implicit. The document passed in is not changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .pointers import resolve
from .security import settle_security
from .walk import operations, schemas

__all__ = ["modernize", "normalize"]


def normalize(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with security and parameters stated by each operation, in the keywords of OpenAPI 3.1.

    Descriptions of parameters stay where they are. They are read from the document, because the parser loses them.
    """
    result = modernize(document)
    settle_security(result)
    for operation in operations(result):
        if inherited := operation.item.get("parameters"):
            operation.body["parameters"] = _merged(result, inherited, operation.body.get("parameters") or [])
    for item in (result.get("paths") or {}).values():
        if isinstance(item, dict):
            item.pop("parameters", None)
    return result


def modernize(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with the schema keywords of OpenAPI 3.0 translated to those of JSON Schema."""
    result = copy.deepcopy(dict(document))
    for _, schema in schemas(result):
        _modernize(schema)
    return result


def _merged(document: Mapping[str, Any], inherited: list[Any], own: list[Any]) -> list[Any]:
    """Return the parameters of a path and an operation; the operation's override (OpenAPI 3.1, section 4.8.9)."""
    overridden = {_identity(document, parameter) for parameter in own}
    kept = [parameter for parameter in inherited if _identity(document, parameter) not in overridden]
    return copy.deepcopy(kept) + own


def _identity(document: Mapping[str, Any], parameter: Any) -> tuple[Any, Any]:
    resolved, _ = resolve(document, parameter)
    return (resolved.get("name"), resolved.get("in")) if isinstance(resolved, Mapping) else (None, None)


def _modernize(schema: dict[str, Any]) -> None:
    nullable = schema.pop("nullable", False) if isinstance(schema.get("nullable"), bool) else False
    if nullable and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"].append(None)
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and bound in schema:
            schema[exclusive] = schema.pop(bound)
