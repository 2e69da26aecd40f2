"""Examples, constraints and marks, and the objects whose properties have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .types import Type

__all__ = ["UNCONSTRAINED", "Constraints", "Example", "Field", "Location", "Mark", "MarkKind", "Model"]

Location = Literal["path", "query", "header", "cookie"]
MarkKind = Literal["observed", "inferred", "chosen"]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A named example of the document."""

    name: str
    summary: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """What a value has to satisfy beyond its type, and the value that counts where none is given."""

    format: str | None = None
    default: Any = None
    minimum: float | None = None
    exclusive_minimum: float | None = None
    maximum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None


UNCONSTRAINED = Constraints()


@dataclass(frozen=True)
class Mark:
    """Why the document says what no text of the vendor says: ``x-observed``, ``x-inferred``, ``x-chosen``."""

    kind: MarkKind
    reason: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One property of an object, or one parameter of an OAuth request.

    Attributes:
        sample: A value that satisfies the constraints, if the document has no example and they do not allow any value.
        zoned: Whether it is a time in the time zone of the request.
        setting: What a credential is called among those of several schemes, if its name alone would not tell.
    """

    name: str
    wire_name: str
    type: Type
    required: bool
    description: str
    nullable: bool = False
    read_only: bool = False
    write_only: bool = False
    secret: bool = False
    marks: tuple[Mark, ...] = ()
    also_read: tuple[str, ...] = ()
    zoned: bool = False
    setting: str = ""
    example: Any = None
    sample: Any = None
    constraints: Constraints = UNCONSTRAINED

    @property
    def variable(self) -> str:
        """The environment variable of a credential, without the prefix of the API."""
        return (self.setting or self.name).strip("_").upper()


@dataclass(frozen=True, kw_only=True)
class Model:
    """One object of ``components.schemas`` (or one nested in it) that a Python class is made of.

    Attributes:
        pointer: Where its schema stands in the document.
        example: One example, composed of those of its properties if its schema has none.
        examples: The examples of its schema.
    """

    class_name: str
    module: str
    pointer: str
    description: str
    fields: tuple[Field, ...]
    source: str | None
    marks: tuple[Mark, ...]
    example: Any
    examples: tuple[Any, ...]
