"""Make explicit what a document leaves implicit. The document passed in is not changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .pointers import resolve
from .security import settle_security
from .semantics import server_uri
from .urls import server_url_problem
from .walk import operations, schemas

__all__ = ["copied", "modernize", "normalize"]

_COMPOSED = ("allOf", "anyOf", "oneOf")


def normalize(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with security and parameters stated by each operation, in the keywords of OpenAPI 3.1.

    Servers that no request can be sent to are left out.
    Descriptions of parameters stay where they are. They are read from the document, because the parser loses them.
    """
    result = modernize(document)
    settle_security(result)
    _drop_unusable_servers(result)
    for operation in operations(result):
        if inherited := operation.item.get("parameters"):
            operation.body["parameters"] = _merged(result, inherited, operation.body.get("parameters") or [])
    for item in (result.get("paths") or {}).values():
        if isinstance(item, dict):
            item.pop("parameters", None)
    return result


def copied(node: Any) -> Any:
    """Return a copy of JSON that shares nothing that could be changed."""
    if isinstance(node, dict):
        return {key: copied(value) for key, value in node.items()}
    return [copied(item) for item in node] if isinstance(node, list) else node


def modernize(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with the schema keywords of OpenAPI 3.0 translated to those of JSON Schema."""
    result: dict[str, Any] = copied(document)
    for _, schema in schemas(result):
        _modernize(schema)
    return result


def _drop_unusable_servers(document: dict[str, Any]) -> None:
    paths = (document.get("paths") or {}).values()
    items = [item for item in paths if isinstance(item, dict)]
    for node in (document, *items, *(operation.body for operation in operations(document))):
        if isinstance(servers := node.get("servers"), list):
            known = [server for server in servers if isinstance(server, Mapping)]
            node["servers"] = [server for server in known if server_url_problem(server_uri(server)) is None]


def _merged(document: Mapping[str, Any], inherited: list[Any], own: list[Any]) -> list[Any]:
    """Return the parameters of a path and an operation; the operation's override (OpenAPI 3.1, section 4.8.9)."""
    overridden = {_identity(document, parameter) for parameter in own}
    kept = [parameter for parameter in inherited if _identity(document, parameter) not in overridden]
    return [*map(copied, kept), *own]


def _identity(document: Mapping[str, Any], parameter: Any) -> tuple[Any, Any]:
    resolved, _ = resolve(document, parameter)
    return (resolved.get("name"), resolved.get("in")) if isinstance(resolved, Mapping) else (None, None)


def _modernize(schema: dict[str, Any]) -> None:
    nullable = _pop_nullable(schema)
    if nullable and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"].append(None)
    elif nullable and "type" not in schema:
        _allow_null(schema)
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and bound in schema:
            schema[exclusive] = schema.pop(bound)


def _pop_nullable(schema: dict[str, Any]) -> bool:
    """Take ``nullable`` out of a schema, and out of the parts of its ``allOf`` that say nothing of their type."""
    nullable = schema.pop("nullable") if isinstance(schema.get("nullable"), bool) else False
    parts = schema.get("allOf")
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict) and part.get("nullable") is True and not {"type", "$ref", *_COMPOSED} & part.keys():
            nullable = part.pop("nullable")
    return nullable


def _allow_null(schema: dict[str, Any]) -> None:
    """Let a schema that is a reference or composed of others be null, which 3.0 means though it does not say it."""
    for key in ("anyOf", "oneOf"):
        if isinstance(schema.get(key), list):
            schema[key].append({"type": "null"})
            return
    if "$ref" in schema or isinstance(schema.get("allOf"), list):
        described: dict[str, Any] = {key: schema[key] for key in ("title", "description", "default") if key in schema}
        inner = {key: value for key, value in schema.items() if key not in described}
        schema.clear()
        schema |= {**described, "anyOf": [inner, {"type": "null"}]}
