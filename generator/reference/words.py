"""Types and numbers in words, for readers who do not write Python."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..document.pointers import properties, resolve_schema
from ..model import (
    AnyType,
    Api,
    EnumType,
    ListType,
    MapType,
    Model,
    ModelType,
    NullType,
    Operation,
    ScalarKind,
    ScalarType,
    Type,
)

__all__ = ["body_limits", "duration", "model_limits", "parameter_limits", "type_words"]

Words = tuple[str, str]
Limits = list[tuple[str, str]]

_SCALARS: Mapping[ScalarKind, str] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "string": "string",
    "bytes": "binary",
    "datetime": "date-time",
    "date": "date",
}
_LIMITS = {
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
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def type_words(type_: Type) -> tuple[Words, ...]:
    """Return a type as pieces of text, each with its style: ``text``, ``code`` (a literal) or ``object`` (a class).

    Args:
        type_: The type; a list of agents becomes ``("array of ", "text"), ("Agent", "object")``.
    """
    return tuple(_words(type_))


def duration(seconds: int) -> str:
    """Return a time in its units: ``11 hours 59 minutes 59 seconds``.

    Args:
        seconds: The time in seconds.
    """
    parts = []
    for name, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts) or "0 seconds"


def _words(type_: Type) -> Iterator[Words]:
    if any(isinstance(variant, AnyType) for variant in type_.alternatives):
        yield "any value", "text"
        return
    for number, variant in enumerate(dict.fromkeys(type_.alternatives)):
        if number:
            yield " or ", "text"
        yield from _single(variant)


def _single(type_: Type) -> Iterator[Words]:
    match type_:
        case EnumType(values):
            for number, value in enumerate(values):
                if number:
                    yield ", ", "text"
                yield _written(value), "code"
        case ListType(item):
            yield "array of ", "text"
            yield from _words(item)
        case MapType(ScalarType() as value):
            yield "object of ", "text"
            yield from _words(value)
        case MapType():
            yield "object", "text"
        case ModelType(class_name):
            yield class_name, "object"
        case NullType():
            yield "null", "text"
        case ScalarType(scalar):
            yield _SCALARS[scalar], "text"


def parameter_limits(operation: Operation, api: Api) -> dict[str, Limits]:
    """Return the limits of an operation's parameters by wire name.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    declared = api.document.get("paths", {}).get(operation.path, {}).get(operation.method.lower(), {})
    nodes = [resolve_schema(api.document, node) for node in declared.get("parameters") or ()]
    found = {node["name"]: _limits(resolve_schema(api.document, node.get("schema", {}))) for node in nodes}
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
        name: _limits(resolve_schema(api.document, each.schema))
        for name, each in properties(api.document, schema).items()
    }


def _limits(schema: Mapping[str, Any]) -> Limits:
    return [
        (word, _written(schema[key])) for key, word in _LIMITS.items() if key in schema and _tells(key, schema[key])
    ]


def _tells(key: str, value: Any) -> bool:
    return value not in _SAID if key == "format" else value not in ("", None) and (key, value) != ("minLength", 1)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
