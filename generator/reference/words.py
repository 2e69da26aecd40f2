"""Types, limits and spans of time in words, for readers who do not write Python."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Constraints
from ..model.types import (
    AnyType,
    DurationType,
    EnumType,
    FileType,
    ListType,
    MapType,
    ModelType,
    NullType,
    ScalarKind,
    ScalarType,
    Type,
)

__all__ = ["as_sentence", "duration", "limits", "type_words"]

Words = tuple[str, str]

_SCALARS: Mapping[ScalarKind, str] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "string": "string",
    "bytes": "binary",
    "datetime": "date-time",
    "date": "date",
}
# The words for each constraint, in the order in which they are shown.
_LIMITS = {
    "format": "format",
    "default": "default",
    "minimum": "at least",
    "exclusive_minimum": "above",
    "maximum": "at most",
    "exclusive_maximum": "below",
    "multiple_of": "multiple of",
    "min_length": "minimum length",
    "max_length": "maximum length",
    "pattern": "pattern",
    "min_items": "minimum items",
    "max_items": "maximum items",
}
# Formats that the type or a badge already expresses.
_KNOWN_FORMATS = {"binary", "password", "date-time", "date", "int32", "int64", "float", "double"}
# Most values have none.
_NO_CONSTRAINTS = Constraints()
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def type_words(type_: Type) -> tuple[Words, ...]:
    """Return a type as pieces of text, each with its style: ``text``, ``code`` (a literal) or ``object`` (a class).

    Args:
        type_: The type; a list of agents becomes ``("array of ", "text"), ("Agent", "object")``.
    """
    return tuple(_words(type_))


def duration(seconds: int) -> str:
    """Return a time span in words: ``11 hours 59 minutes 59 seconds``.

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
        case FileType(_, is_text):
            yield "text or a file" if is_text else "file", "text"
        case ScalarType(scalar) | DurationType(_, scalar):
            yield _SCALARS[scalar], "text"


def limits(constraints: Constraints) -> list[tuple[str, str]]:
    """Return the constraints of a value as pairs of words and a limit."""
    if constraints == _NO_CONSTRAINTS:
        return []
    values = ((words, name, getattr(constraints, name)) for name, words in _LIMITS.items())
    return [(words, _written(value)) for words, name, value in values if _is_worth_saying(name, value)]


def _is_worth_saying(name: str, value: Any) -> bool:
    if name == "format":
        return value is not None and value not in _KNOWN_FORMATS
    return value not in ("", None) and (name, value) != ("min_length", 1)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_sentence(text: str) -> str:
    """Return a description with a full stop, which documents often leave out and which the next sentence needs."""
    said = text.rstrip()
    return f"{said}." if said and said[-1] not in ".!?:`" else said
