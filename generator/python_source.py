"""Values and types as Python source. Nothing else writes literals or annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .model import Body, Field, Operation, Parameter
from .model.types import DurationType, EnumType, FileType, ListType, MapType, ModelType, NullType, ScalarType, Type

__all__ = [
    "Annotation",
    "Term",
    "accepted",
    "annotation",
    "content_type",
    "content_type_annotation",
    "credential",
    "credential_annotation",
    "field_annotation",
    "parameter",
    "parameter_annotation",
    "python_literal",
    "read",
    "received",
    "result",
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
        if value.isprintable() and '"' not in value and "\\" not in value:
            return f'"{value}"'
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


@dataclass(frozen=True)
class Term:
    """One alternative of an annotation.

    Attributes:
        name: A class, or a generic such as ``Sequence``.
        arguments: What a generic is of.
        values: The values of a ``Literal``.
        types: The types of these, since ``Literal[1]`` is not ``Literal[True]`` although the values are equal.
    """

    name: str
    arguments: tuple[Annotation, ...] = ()
    values: tuple[str | int | float | bool, ...] = ()
    types: tuple[type, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "types", tuple(map(type, self.values)))

    def written(self, list_name: str = "list") -> str:
        """Return the source; ``list_name`` is what the built-in list is called where it stands."""
        name = list_name if self.name == "list" else self.name
        inside = [argument.written(list_name) for argument in self.arguments] + [*map(python_literal, self.values)]
        return f"{name}[{', '.join(inside)}]" if inside else name


@dataclass(frozen=True)
class Annotation:
    """The type of a value for type checkers: one or more alternatives."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Annotation:
        """Return the annotation with each of the terms once; ``Any`` stands for all."""
        # By their source, because True and 1 are equal.
        distinct = tuple({term.written(): term for term in terms}.values())
        return cls((_ANY,) if _ANY in distinct else distinct)

    def written(self, list_name: str = "list") -> str:
        """Return the source; ``list_name`` is what the built-in list is called where it stands."""
        return " | ".join(term.written(list_name) for term in self.terms)


_ANY = Term("Any")
_NONE = Term("None")
_OMIT = Term("Omit")
_STR = Term("str")


def annotation(type_: Type, *, list_name: str = "list") -> str:
    """Return what a caller receives: ``str``, ``list[Agent]``, ``Literal["a", "b"] | str``.

    Args:
        type_: The type.
        list_name: What the built-in list is called where the annotation stands.
    """
    return received(type_).written(list_name)


def parameter_annotation(item: Parameter | Field | Body) -> str:
    """Return the annotation of a method's parameter, without its default."""
    return parameter(item).written()


def content_type_annotation(body: Body) -> str:
    """Return the annotation of the argument that chooses the media type of a body."""
    return content_type(body).written()


def result_annotation(operation: Operation, *, is_async: bool = False, list_name: str = "builtins.list") -> str:
    """Return what a method returns.

    Args:
        operation: The operation.
        is_async: Whether the method is that of the asynchronous class.
        list_name: What the built-in list is called there: a resource may have a method ``list``, which hides it.
    """
    return result(operation, is_async=is_async).written(list_name)


def field_annotation(field: Field) -> str:
    """Return the annotation of a model's field."""
    return read(field).written()


def credential_annotation(field: Field) -> str:
    """Return the annotation of a constructor's argument."""
    return credential(field).written()


def received(type_: Type) -> Annotation:
    """Return what a caller receives, decoded."""
    variants = [variant for variant in type_.alternatives if not isinstance(variant, NullType)]
    null = [_NONE] if len(variants) < len(type_.alternatives) else []
    if type_.decoding == "duration":
        return Annotation.of([Term("datetime.timedelta"), *null])
    if type_.decoding in ("datetime", "date"):
        return Annotation.of([Term(f"datetime.{type_.decoding}"), *null])
    if type_.decoding == "model":
        return Annotation.of([Term(str(type_.model)), *null])
    if type_.decoding == "models":
        return Annotation.of([_generic("list", Term(str(type_.model))), *null])
    if type_.decoding == "union":
        return Annotation.of([term for variant in variants for term in _chosen(variant)] + null)
    if type_.decoding == "unions" and isinstance(variants[0], ListType):
        return Annotation.of([Term("list", (received(variants[0].item),)), *null])
    return Annotation.of([term for variant in variants for term in _decoded(variant)] + null)


def accepted(type_: Type, *, local: bool = False) -> Annotation:
    """Return what a caller may pass: ``str``, ``Agent | Mapping[str, Any]``, ``Sequence[str]``.

    Args:
        type_: The type.
        local: Whether times have no offset, so that a date may stand for its first moment.
    """
    return Annotation.of(term for variant in type_.alternatives for term in _accepted(variant, local))


def parameter(item: Parameter | Field | Body) -> Annotation:
    """Return what a method's parameter may be; what is not required may be omitted."""
    own = accepted(item.type, local=isinstance(item, Parameter) and item.local)
    # Unlike elsewhere, Any does not stand for the mark of what is omitted: it is the default.
    is_required = item.required and not (isinstance(item, Body) and item.fields)
    return own if is_required else Annotation((*own.terms, _OMIT))


def content_type(body: Body) -> Annotation:
    """Return what the argument may be that chooses the media type of a body: any text if there is a range."""
    names = tuple(dict.fromkeys(content.media_type for content in body.contents))
    return Annotation((_STR if any("*" in name for name in names) else Term("Literal", values=names), _OMIT))


def result(operation: Operation, *, is_async: bool) -> Annotation:
    """Return what a method returns; ``is_async`` as for :func:`result_annotation`."""
    if operation.pagination:
        pages = Term("AsyncPager" if is_async else "Page", (received(operation.pagination.item_type),))
        return Annotation((pages,))
    if operation.shapes:
        return Annotation.of(term for shape in operation.shapes for term in received(shape.type).terms)
    return Annotation.of(
        term
        for response in operation.successes
        for content_type in [content.type for content in response.contents] or [NullType()]
        for term in received(content_type).terms
    )


def read(field: Field) -> Annotation:
    """Return what a model's field holds: what an object may leave out can be None."""
    own = received(field.type)
    return own if field.required or field.nullable else Annotation((*own.terms, _NONE))


def credential(field: Field) -> Annotation:
    """Return what a constructor's argument may be: what may be left out can be None."""
    own = accepted(field.type)
    return own if field.required or field.type.nullable else Annotation((*own.terms, _NONE))


def _chosen(type_: Type) -> list[Term]:
    """Return the terms of one variant of a union that is decoded."""
    match type_:
        case ModelType(class_name):
            return [Term(class_name)]
        case ListType(ModelType(class_name)):
            return [_generic("list", Term(class_name))]
    return _decoded(type_)


def _decoded(type_: Type) -> list[Term]:
    """Return the alternatives of a value that is left as JSON decodes it."""
    match type_:
        case EnumType(values):
            return _open_literal(values)
        case ListType(item):
            return [Term("list", (_json(item),))]
        case MapType(value):
            return [Term("dict", (Annotation((_STR,)), _json(value)))]
        case ModelType():
            return [Term("dict", (Annotation((_STR,)), Annotation((_ANY,))))]
        case NullType():
            return [_NONE]
        case ScalarType(scalar):
            return [Term(_DECODED.get(scalar, "str"))]
    return [_ANY]


def _json(type_: Type) -> Annotation:
    return Annotation.of(term for variant in type_.alternatives for term in _decoded(variant))


def _accepted(type_: Type, local: bool) -> list[Term]:
    match type_:
        case ListType(item):
            return [Term("Sequence", (accepted(item, local=local),))]
        case MapType(value):
            return [Term("Mapping", (Annotation((_STR,)), _json(value)))]
        case ModelType(class_name):
            return [Term(class_name), Term("Mapping", (Annotation((_STR,)), Annotation((_ANY,))))]
        case ScalarType("datetime") if local:
            # A datetime is a date to type checkers.
            return [Term("datetime.date"), _STR]
        case ScalarType("datetime" | "date" as scalar):
            return [Term(f"datetime.{scalar}"), _STR]
        case DurationType(_, scalar):
            return [Term(_DECODED.get(scalar, "str"))]
        case FileType(is_part, is_text):
            return [Term("FileTypes" if is_part else "FileContent"), *([_STR] if is_text else [])]
    return _decoded(type_)


def _generic(name: str, term: Term) -> Term:
    return Term(name, (Annotation((term,)),))


def _open_literal(values: Sequence[Any]) -> list[Term]:
    """Return the known values and the type of the unknown ones, for servers learn new values."""
    base = Term(type(values[0]).__name__)
    # Type checkers read no numbers that are larger than those of machines.
    shown = tuple(value for value in values if not isinstance(value, int) or abs(value) < 1 << 63)
    return [Term("Literal", values=shown), base] if shown and base.name != "float" else [base]
