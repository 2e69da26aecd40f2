"""What the parser found out about types, in words of our own, so that one module alone knows the parser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["ObjectShape", "OperationShapes", "Parsed", "Shape", "ShapeKind"]

ShapeKind = Literal[
    "any",
    "none",
    "boolean",
    "integer",
    "number",
    "string",
    "bytes",
    "datetime",
    "date",
    "enum",
    "list",
    "union",
    "object",
]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The type of a value.

    Attributes:
        kind: What it is.
        parts: The item's shape of a list, the variants of a union.
        values: The values of an enum, or the one of a constant.
        pointer: Where the schema of an object stands.
    """

    kind: ShapeKind
    parts: tuple[Shape, ...] = ()
    values: tuple[str | int | float | bool, ...] = ()
    pointer: str = ""


@dataclass(frozen=True, kw_only=True)
class ObjectShape:
    """The properties of an object, inherited ones included, and the shape of all others where they have one."""

    properties: Mapping[str, Shape]
    additional: Shape | None = None


@dataclass(frozen=True, kw_only=True)
class OperationShapes:
    """The types of one operation: parameters by location and name, the body, responses by status."""

    parameters: Mapping[tuple[str, str], Shape]
    body: Shape | None
    responses: Mapping[str, Shape]


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """The types of a document: objects by the pointer of their schema, operations by their own pointer."""

    objects: Mapping[str, ObjectShape] = field(default_factory=dict)
    operations: Mapping[str, OperationShapes] = field(default_factory=dict)
