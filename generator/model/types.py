"""The types of values, as objects.

:mod:`generator.python_source` alone writes them as Python's annotations, :mod:`generator.reference.words` as prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

__all__ = [
    "SCALAR_SAMPLES",
    "AnyType",
    "Decoding",
    "DurationType",
    "EnumType",
    "FileType",
    "ListType",
    "MapType",
    "ModelType",
    "NullType",
    "ScalarKind",
    "ScalarType",
    "Type",
    "UnionType",
    "plain_value",
]

ScalarKind = Literal["boolean", "integer", "number", "string", "bytes", "datetime", "date"]

SCALAR_SAMPLES: Final[Mapping[ScalarKind, Any]] = {
    "boolean": True,
    "integer": 1,
    "number": 1.5,
    "string": "string",
    "bytes": "string",
    "datetime": "2030-01-31T12:00:00Z",
    "date": "2030-01-31",
}
"""A value of each kind, as it travels."""
Decoding = Literal["json", "model", "models", "union", "unions", "datetime", "date", "duration"]


@dataclass(frozen=True)
class Type:
    """The type of a value: one of the classes below."""

    @property
    def alternatives(self) -> tuple[Type, ...]:
        """The variants of a union, or the type itself."""
        return (self,)

    @property
    def nullable(self) -> bool:
        """Whether null is one of the alternatives; of a value that may be anything this is not worth saying."""
        kinds = {type(alternative) for alternative in self.alternatives}
        return NullType in kinds and AnyType not in kinds

    @property
    def models(self) -> tuple[str, ...]:
        """The class names that the type mentions, sorted."""
        return ()

    @cached_property
    def decoding(self) -> Decoding:
        """What a value that arrives becomes: itself (``json``), a model, a list of models, a time, date or duration.

        A value that may be one of several models becomes the one that it fits (``union``), and so does each item of a
        list (``unions``). Any other union stays as JSON has it: nothing says which of its types came.
        """
        variants = [alternative for alternative in self.alternatives if not isinstance(alternative, NullType)]
        return variants[0]._own_decoding if len(variants) == 1 else "json"

    @cached_property
    def model(self) -> str | None:
        """The one class that ``decoding`` makes, as ``model`` or ``models``."""
        return self.models[0] if self.decoding in ("model", "models") else None

    @property
    def known_texts(self) -> tuple[str, ...]:
        """The texts that are documented as values, if all values are texts or null."""
        variants = [alternative for alternative in self.alternatives if not isinstance(alternative, NullType)]
        values = variants[0].values if len(variants) == 1 and isinstance(variants[0], EnumType) else ()
        return tuple(value for value in values if isinstance(value, str))

    @property
    def _own_decoding(self) -> Decoding:
        return "json"


@dataclass(frozen=True)
class AnyType(Type):
    """Any JSON value."""


@dataclass(frozen=True)
class NullType(Type):
    """null alone."""


@dataclass(frozen=True)
class ScalarType(Type):
    """A value without parts; ``bytes``, ``datetime`` and ``date`` travel as text."""

    scalar: ScalarKind

    @property
    def _own_decoding(self) -> Decoding:
        return self.scalar if self.scalar == "datetime" or self.scalar == "date" else "json"


@dataclass(frozen=True)
class DurationType(Type):
    """A span of time that travels as a number of ``unit`` or as the text ``hh:mm:ss``."""

    unit: str
    scalar: ScalarKind

    @property
    def _own_decoding(self) -> Decoding:
        return "duration"


@dataclass(frozen=True)
class EnumType(Type):
    """Known values, all of one type; a server may send others of that type, because enums grow."""

    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True)
class FileType(Type):
    """A file in a request: its content, or a part of a form with a name and a content.

    Attributes:
        is_part: Whether it is a part of a form.
        is_text: Whether its content may be given as text.
    """

    is_part: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class ListType(Type):
    """A list of items of one type."""

    item: Type

    @property
    def models(self) -> tuple[str, ...]:
        """The class names that the item's type mentions."""
        return self.item.models

    @property
    def _own_decoding(self) -> Decoding:
        if isinstance(self.item, ModelType):
            return "models"
        return "unions" if self.item.decoding == "union" else "json"

    @property
    def union(self) -> UnionType | None:
        """The items' type, if these are of several types."""
        return self.item if isinstance(self.item, UnionType) else None


@dataclass(frozen=True)
class MapType(Type):
    """An object without named properties, its values of one type."""

    value: Type


@dataclass(frozen=True)
class ModelType(Type):
    """An object that a class is rendered for."""

    class_name: str

    @property
    def models(self) -> tuple[str, ...]:
        """The one class name."""
        return (self.class_name,)

    @property
    def _own_decoding(self) -> Decoding:
        return "model"


@dataclass(frozen=True)
class UnionType(Type):
    """One of several types, none of them a union itself; null comes last.

    Attributes:
        variants: The types.
        discriminator: The wire name of the member that tells the models apart, if the document names one.
        mapping: The values of that member, each with the class name that it stands for.
        base: The class name that all other values stand for, if the other models are derived from that one.
    """

    variants: tuple[Type, ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    base: str | None = None

    @property
    def alternatives(self) -> tuple[Type, ...]:
        """The variants."""
        return self.variants

    @property
    def models(self) -> tuple[str, ...]:
        """The class names that any variant mentions, sorted."""
        return tuple(sorted({name for variant in self.variants for name in variant.models}))

    @property
    def decoding(self) -> Decoding:
        """See :attr:`Type.decoding`."""
        given = [variant for variant in self.variants if not isinstance(variant, NullType)]
        if len(given) == 1:
            return given[0]._own_decoding
        is_known = not any(isinstance(variant, AnyType) for variant in given)
        return "union" if is_known and (self.choices or self.listed) else "json"

    @property
    def choices(self) -> tuple[str, ...]:
        """The class names of the variants that are models, in the document's order."""
        return tuple(variant.class_name for variant in self.variants if isinstance(variant, ModelType))

    @property
    def listed(self) -> str | None:
        """The class name of the items, if one variant is a list of models."""
        items = [variant.item for variant in self.variants if isinstance(variant, ListType)]
        return next((item.class_name for item in items if isinstance(item, ModelType)), None)


def plain_value(type_: Type) -> Any:
    """Return a value of a type without parts, as it travels; None for all other types.

    Args:
        type_: The type.
    """
    match type_:
        case ScalarType(kind) | DurationType(_, kind):
            return SCALAR_SAMPLES[kind]
        case EnumType(values):
            return values[0]
    return None
