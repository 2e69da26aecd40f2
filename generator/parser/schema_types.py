"""What the parser finds out about types, in terms that do not depend on the parser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["ObjectTypes", "OperationTypes", "ParsedTypes", "SchemaKind", "SchemaType"]

SchemaKind = Literal[
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
class SchemaType:
    """The type of a value.

    Attributes:
        kind: What it is.
        parts: The item's type of a list, the variants of a union.
        values: The values of an enum, or the one of a constant.
        pointer: Where the schema of an object stands.
    """

    kind: SchemaKind
    parts: tuple[SchemaType, ...] = ()
    values: tuple[str | int | float | bool, ...] = ()
    pointer: str = ""


@dataclass(frozen=True, kw_only=True)
class ObjectTypes:
    """The types of an object's properties, inherited ones included, and of all others where the schema gives one."""

    properties: Mapping[str, SchemaType]
    additional: SchemaType | None = None


@dataclass(frozen=True, kw_only=True)
class OperationTypes:
    """The types of one operation: parameters by location and name, the body, responses by status."""

    parameters: Mapping[tuple[str, str], SchemaType]
    body: SchemaType | None
    responses: Mapping[str, SchemaType]


@dataclass(frozen=True, kw_only=True)
class ParsedTypes:
    """The types of a document: objects by the pointer of their schema, operations by their own pointer."""

    objects: Mapping[str, ObjectTypes] = field(default_factory=dict)
    operations: Mapping[str, OperationTypes] = field(default_factory=dict)
