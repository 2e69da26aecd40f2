"""Values and types as Python source. Nothing else writes literals or annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .model import Body, Field, Operation, Parameter
from .types import DurationType, EnumType, ListType, MapType, ModelType, NullType, ScalarType, Type

__all__ = [
    "annotation",
    "argument_annotation",
    "credential_annotation",
    "field_annotation",
    "parameter_annotation",
    "python_literal",
    "result_annotation",
]

_DECODED = {"boolean": "bool", "integer": "int", "number": "float", "bytes": "bytes"}

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def python_literal(value: Any) -> str:
    """Return the source of a JSON value, with double quotes, and every character escaped that could hide or break code.

    Raises:
        TypeError: JSON has no such value.
    """
    if isinstance(value, str):
        return '"' + "".join(_character(character) for character in value) + '"'
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(python_literal(item) for item in value) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{python_literal(item)}, " for item in value) + ")"
    raise TypeError(f"{type(value).__name__} is not a JSON type")


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def annotation(type_: Type, *, list_name: str = "list") -> str:
    """Return what a caller receives: ``str``, ``list[Agent]``, ``Literal["a", "b"] | str``.

    Args:
        type_: The type.
        list_name: What the built-in list is called where the annotation stands.
    """
    variants = [variant for variant in type_.alternatives if not isinstance(variant, NullType)]
    null = ["None"] if len(variants) < len(type_.alternatives) else []
    if type_.decoding == "duration":
        return _join(["datetime.timedelta", *null])
    if type_.decoding in ("datetime", "date"):
        return _join([f"datetime.{type_.decoding}", *null])
    if type_.decoding == "model":
        return _join([str(type_.model), *null])
    if type_.decoding == "models":
        return _join([f"{list_name}[{type_.model}]", *null])
    return _join([name for variant in variants for name in _received(variant, list_name)] + null)


def argument_annotation(type_: Type, *, local: bool = False) -> str:
    """Return what a caller may pass: ``str``, ``Agent | Mapping[str, Any]``, ``Sequence[str]``.

    Args:
        type_: The type.
        local: Whether times have no offset, so that a date may stand for its first moment.
    """
    return _join(name for variant in type_.alternatives for name in _accepted(variant, local))


def parameter_annotation(item: Parameter | Field | Body) -> str:
    """Return the annotation of a method's parameter, without its default."""
    text = argument_annotation(item.type, local=isinstance(item, Parameter) and item.local)
    return text if item.required else f"{text} | Omit"


def result_annotation(operation: Operation, *, is_async: bool = False, list_name: str = "builtins.list") -> str:
    """Return what a method returns.

    Args:
        operation: The operation.
        is_async: Whether the method is that of the asynchronous class.
        list_name: What the built-in list is called there: a resource may have a method ``list``, which hides it.
    """
    if operation.pagination:
        return f"{'AsyncPager' if is_async else 'Page'}[{annotation(operation.pagination.item_type)}]"
    if operation.shapes:
        return _join(annotation(shape.type, list_name=list_name) for shape in operation.shapes)
    return annotation(operation.success.type, list_name=list_name) if operation.success.type else "None"


def field_annotation(field: Field) -> str:
    """Return the annotation of a model's field: what an object may leave out can be None."""
    text = annotation(field.type)
    return text if field.required or field.nullable else f"{text} | None"


def credential_annotation(field: Field) -> str:
    """Return the annotation of a constructor's argument: what may be left out can be None."""
    text = argument_annotation(field.type)
    return text if field.required or field.type.nullable else f"{text} | None"


def _received(type_: Type, list_name: str) -> list[str]:
    """Return the alternatives of a value that is left as JSON decodes it."""
    match type_:
        case EnumType(values):
            return _open_literal(values)
        case ListType(item):
            return [f"{list_name}[{_json(item, list_name)}]"]
        case MapType(value):
            return [f"dict[str, {_json(value, list_name)}]"]
        case ModelType():
            return ["dict[str, Any]"]
        case NullType():
            return ["None"]
        case ScalarType(scalar):
            return [_DECODED.get(scalar, "str")]
    return ["Any"]


def _json(type_: Type, list_name: str) -> str:
    return _join(name for variant in type_.alternatives for name in _received(variant, list_name))


def _accepted(type_: Type, local: bool) -> list[str]:
    match type_:
        case ListType(item):
            return [f"Sequence[{_join(name for variant in item.alternatives for name in _accepted(variant, local))}]"]
        case MapType(value):
            return [f"Mapping[str, {_json(value, 'list')}]"]
        case ModelType(class_name):
            return [class_name, "Mapping[str, Any]"]
        case ScalarType("datetime") if local:
            # A datetime is a date to type checkers.
            return ["datetime.date", "str"]
        case ScalarType("datetime" | "date" as scalar):
            return [f"datetime.{scalar}", "str"]
        case DurationType(_, scalar):
            return [_DECODED.get(scalar, "str")]
    return _received(type_, "list")


def _join(alternatives: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(alternatives))
    return "Any" if "Any" in distinct else " | ".join(distinct)


def _open_literal(values: Sequence[Any]) -> list[str]:
    """Return the known values and the type of the unknown ones, for servers learn new values."""
    base = type(values[0]).__name__
    return [base] if base == "float" else [f"Literal[{', '.join(map(python_literal, values))}]", base]
