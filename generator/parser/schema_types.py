"""What is known about the types of a document, in terms that do not depend on the parser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..errors import Finding

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
        pointer: Where the schema of an object stands; of a union, that of the object that its others are derived from.
        discriminator: The property that tells the variants of a union apart, if the document names one.
        mapping: The values of that property, each with the pointer of the object that it stands for.
    """

    kind: SchemaKind
    parts: tuple[SchemaType, ...] = ()
    values: tuple[str | int | float | bool, ...] = ()
    pointer: str = ""
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ObjectTypes:
    """The types of an object's properties, inherited ones included, and of all others where the schema gives one."""

    properties: Mapping[str, SchemaType]
    additional: SchemaType | None = None


@dataclass(frozen=True, kw_only=True)
class OperationTypes:
    """The types of one operation: parameters by location and name, the body, responses by status.

    Body and responses are those of the media type that is sent or read unless the caller says otherwise; the types of
    the others are in :attr:`ParsedTypes.schemas`.
    """

    parameters: Mapping[tuple[str, str], SchemaType]
    body: SchemaType | None
    responses: Mapping[str, SchemaType]


@dataclass(frozen=True, kw_only=True)
class ParsedTypes:
    """The types of a document.

    Attributes:
        objects: Those of objects, by the pointer of their schema.
        operations: Those of operations, by their own pointer.
        schemas: Those of all schemas that stand in operations (of parameters, and of each media type of bodies and
            responses), by pointer; references on the way to them have been followed.
        findings: The schemas that have no type, with the reason; their values may be anything.
    """

    objects: Mapping[str, ObjectTypes] = field(default_factory=dict)
    operations: Mapping[str, OperationTypes] = field(default_factory=dict)
    schemas: Mapping[str, SchemaType] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
