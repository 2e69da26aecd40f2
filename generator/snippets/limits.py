"""What a schema demands beyond its type: default, format and limits, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..model import Api, Model, Operation
from ..objects import described, properties

__all__ = ["body_limits", "model_limits", "parameter_limits"]

Limits = list[tuple[str, str]]

_WORDS = {
    "format": "format",
    "default": "default",
    "minimum": "at least",
    "exclusiveMinimum": "above",
    "maximum": "at most",
    "exclusiveMaximum": "below",
    "multipleOf": "multiple of",
    "minLength": "least length",
    "maxLength": "greatest length",
    "pattern": "pattern",
    "minItems": "least entries",
    "maxItems": "most entries",
}
# Formats that the type or a mark says already.
_SAID = {"password", "date-time", "date", "int32", "int64", "float", "double"}


def parameter_limits(operation: Operation, api: Api) -> dict[str, Limits]:
    """Return the limits of an operation's parameters by wire name.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    declared = api.document.get("paths", {}).get(operation.path, {}).get(operation.method.lower(), {})
    nodes = [described(api.document, node) for node in declared.get("parameters") or ()]
    found = {node["name"]: _limits(described(api.document, node.get("schema", {}))) for node in nodes}
    return {each.wire_name: found.get(each.wire_name, []) for each in operation.parameters}


def body_limits(operation: Operation, api: Api) -> dict[str, Limits]:
    """Return the limits of a request body's properties by wire name.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    name = operation.body.type.model if operation.body else None
    model = next((each for each in api.models if each.class_name == name), None)
    return model_limits(model, api) if model else {}


def model_limits(model: Model, api: Api) -> dict[str, Limits]:
    """Return the limits of an object's properties by wire name.

    Args:
        model: The object.
        api: The document that it belongs to.
    """
    schema = api.document.get("components", {}).get("schemas", {}).get(model.schema_name, {})
    return {
        name: _limits(described(api.document, each.schema)) for name, each in properties(api.document, schema).items()
    }


def _limits(schema: Mapping[str, Any]) -> Limits:
    return [(word, _written(schema[key])) for key, word in _WORDS.items() if key in schema and _tells(key, schema[key])]


def _tells(key: str, value: Any) -> bool:
    return value not in _SAID if key == "format" else value not in ("", None) and (key, value) != ("minLength", 1)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
