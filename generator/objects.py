"""The properties of objects and the parameters of operations, as the document describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import names, reserved
from .examples import parameter_example, schema_example
from .model import Field, Parameter, Type
from .pointers import join, resolve

__all__ = ["Property", "described", "field", "is_secret", "parameter", "properties", "referred"]

# What the RFCs keep secret, for documents that do not say ``format: password`` (RFC 6749 section 10, RFC 7636).
_SECRETS = {"access_token", "client_assertion", "client_secret", "code_verifier", "password", "refresh_token"}


class Property(NamedTuple):
    """A property as the document declares it; where several parts of an ``allOf`` do, the last one counts."""

    schema: Any
    pointer: str
    required: bool


def properties(document: Mapping[str, Any], schema: Any, pointer: str = "") -> dict[str, Property]:
    """Return the properties of an object and of all that it is made of, by name, in the document's order."""
    found: dict[str, Property] = {}
    required: set[str] = set()
    _collect(document, schema, pointer, found, required, set())
    return {name: item._replace(required=name in required) for name, item in found.items()}


def _collect(
    document: Mapping[str, Any],
    schema: Any,
    pointer: str,
    found: dict[str, Property],
    required: set[str],
    seen: set[str],
) -> None:
    schema, pointer = resolve(document, schema, pointer)
    if not isinstance(schema, Mapping) or pointer in seen:
        return
    # An empty pointer names no place, so it tells nothing about circles.
    seen |= {pointer} - {""}
    for at, part in enumerate(schema.get("allOf") or ()):
        _collect(document, part, join(pointer, "allOf", at), found, required, seen)
    for name, value in (schema.get("properties") or {}).items():
        found[name] = Property(value, join(pointer, "properties", name), False)
    required.update(name for name in schema.get("required") or () if isinstance(name, str))


def described(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    """Return a schema with what stands beside its reference, which counts for more than what that leads to."""
    resolved, _ = resolve(document, node)
    beside = {key: value for key, value in node.items() if key != "$ref"} if isinstance(node, Mapping) else {}
    return {**resolved, **beside} if isinstance(resolved, Mapping) else {}


def referred(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    """Return an object other than a schema; beside its reference stand words alone (OpenAPI 3.1, section 4.8.23)."""
    resolved, _ = resolve(document, node)
    words = {key: node[key] for key in ("summary", "description") if key in node}
    return {**resolved, **words}


def is_secret(name: str, schema: Mapping[str, Any]) -> bool:
    """Tell whether a value must not be shown."""
    return schema.get("format") == "password" or name in _SECRETS


def field(
    document: Mapping[str, Any],
    wire_name: str,
    item: Property,
    type_: Type,
    *,
    taken: Iterable[str],
    avoid: Iterable[str] = reserved.ATTRIBUTES,
) -> Field:
    """Return a property as a field whose name differs from all in ``taken``."""
    schema = described(document, item.schema)
    return Field(
        name=names.unique(names.attribute(wire_name, avoid), taken),
        wire_name=wire_name,
        type=type_,
        required=item.required,
        description=text(schema, "description") or text(schema, "title"),
        nullable=type_.annotation.endswith("None"),
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
        secret=type_.kind == "plain" and is_secret(wire_name, schema),
        observed=schema.get("x-observed"),
        example=schema_example(document, item.schema),
    )


def parameter(document: Mapping[str, Any], node: Any, type_: Type, *, taken: Iterable[str]) -> Parameter:
    """Return a parameter of an operation."""
    body = referred(document, node)
    schema = described(document, body.get("schema", {}))
    location = body["in"]
    name = names.attribute(body["name"], reserved.ARGUMENTS)
    return Parameter(
        name=names.unique(name, taken, f"{location}_{name.rstrip('_')}"),
        wire_name=body["name"],
        location=location,
        type=type_,
        required=body.get("required") is True,
        description=text(body, "description") or text(schema, "description"),
        explode=body.get("explode", location in {"query", "cookie"}),
        observed=body.get("x-observed"),
        example=parameter_example(document, body),
    )


def text(node: Mapping[str, Any], key: str) -> str:
    """Return a text of the document, or the empty string where there is none."""
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""
