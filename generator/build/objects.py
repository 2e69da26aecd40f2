"""The properties of objects and the parameters of operations, as the document describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document.pointers import Property, resolve_ref, resolve_schema
from ..model import Constraints, Field, Parameter
from ..types import Type
from . import names, reserved
from .examples import parameter_example, schema_example

__all__ = ["field", "is_secret", "parameter", "text"]

# What the RFCs keep secret, for documents that do not say ``format: password`` (RFC 6749 section 10, RFC 7636).
_SECRETS = {"access_token", "client_assertion", "client_secret", "code_verifier", "password", "refresh_token"}

_CONSTRAINTS = {
    "format": "format",
    "default": "default",
    "minimum": "minimum",
    "exclusiveMinimum": "exclusive_minimum",
    "maximum": "maximum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
}


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
    schema = resolve_schema(document, item.schema)
    return Field(
        name=names.unique(names.attribute(wire_name, avoid), taken),
        wire_name=wire_name,
        type=type_,
        required=item.required,
        description=text(schema, "description") or text(schema, "title"),
        nullable=type_.nullable,
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
        secret=type_.decoding == "json" and is_secret(wire_name, schema),
        observed=schema.get("x-observed"),
        example=schema_example(document, item.schema),
        constraints=_constraints(schema),
    )


def parameter(document: Mapping[str, Any], node: Any, type_: Type, *, taken: Iterable[str]) -> Parameter:
    """Return a parameter of an operation."""
    body = resolve_ref(document, node)
    schema = resolve_schema(document, body.get("schema", {}))
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
        constraints=_constraints(schema),
    )


def _constraints(schema: Mapping[str, Any]) -> Constraints:
    return Constraints(**{name: schema[keyword] for keyword, name in _CONSTRAINTS.items() if keyword in schema})


def text(node: Mapping[str, Any], key: str) -> str:
    """Return a text of the document, or the empty string where there is none."""
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""
