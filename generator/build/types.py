"""From shapes to the type expressions of the generated code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model import Kind, Type
from ..parser.schema_types import ObjectShape, Shape
from ..python_source import python_literal

__all__ = ["Types", "scalar_type"]

_JSON = {"any": "Any", "none": "None", "boolean": "bool", "integer": "int", "number": "float", "string": "str"} | {
    "bytes": "bytes",
    "datetime": "str",
    "date": "str",
}


class Types:
    """Writes types down.

    Args:
        objects: The shapes of all objects by pointer.
        classes: The class of each object that has one, by pointer; the others are dictionaries.
    """

    def __init__(self, objects: Mapping[str, ObjectShape], classes: Mapping[str, str]) -> None:
        self._objects = objects
        self._classes = classes

    def type(self, shape: Shape) -> Type:
        """Return the type of ``shape``, as it comes and as it goes."""
        variants = [part for part in _flat(shape) if part.kind != "none"]
        null = ["None"] if len(variants) < len(_flat(shape)) else []
        argument = _join([name for part in variants for name in self._argument(part)] + null)
        if len(variants) == 1 and (decoded := self._decoded(variants[0])) is not None:
            annotation, kind, model = decoded
            return Type(
                annotation=_join([annotation, *null]),
                argument=argument,
                kind=kind,
                models=(model,) if model else (),
                model=model,
            )
        annotation = _join([name for part in variants for name in self._json(part)] + null)
        models = tuple(sorted({name for part in variants for name in self._mentioned(part)}))
        return Type(annotation=annotation, argument=argument, models=models)

    def nullable(self, shape: Shape) -> bool:
        """Tell whether null is one of the values."""
        return any(part.kind in {"none", "any"} for part in _flat(shape))

    def item(self, shape: Shape) -> Type | None:
        """Return the type of a list's items, or None where ``shape`` is no list."""
        lists = [part for part in _flat(shape) if part.kind == "list"]
        return self.type(lists[0].parts[0]) if lists else None

    def _decoded(self, shape: Shape) -> tuple[str, Kind, str | None] | None:
        """Return the annotation, kind and class of what is more than JSON once it is decoded."""
        if shape.kind == "datetime":
            return "datetime.datetime", "datetime", None
        if shape.kind == "date":
            return "datetime.date", "date", None
        if (name := self._class(shape)) is not None:
            return name, "model", name
        if shape.kind == "list" and (name := self._class(shape.parts[0])) is not None:
            return f"list[{name}]", "models", name
        return None

    def _class(self, shape: Shape) -> str | None:
        return self._classes.get(shape.pointer) if shape.kind == "object" else None

    def _mentioned(self, shape: Shape) -> Iterator[str]:
        if (name := self._class(shape)) is not None:
            yield name
        for part in shape.parts:
            yield from self._mentioned(part)

    def _json(self, shape: Shape) -> list[str]:
        """Return the alternatives of a value that is left as JSON decodes it."""
        if shape.kind == "enum":
            return _open_literal(shape.values)
        if shape.kind == "list":
            return [f"list[{_join(self._json(shape.parts[0]))}]"]
        if shape.kind == "union":
            return [name for part in shape.parts for name in self._json(part)]
        if shape.kind == "object":
            return [f"dict[str, {_join(self._json(self._values(shape)))}]"]
        return [_JSON[shape.kind]]

    def _argument(self, shape: Shape) -> list[str]:
        if shape.kind == "list":
            return [f"Sequence[{_join(self._argument(shape.parts[0]))}]"]
        if shape.kind == "union":
            return [name for part in shape.parts for name in self._argument(part)]
        if shape.kind == "object":
            name = self._class(shape)
            return [name, "Mapping[str, Any]"] if name else [f"Mapping[str, {_join(self._json(self._values(shape)))}]"]
        if shape.kind in {"datetime", "date"}:
            return [f"datetime.{shape.kind}", "str"]
        return self._json(shape)

    def _values(self, shape: Shape) -> Shape:
        """Return the shape of an open object's values, where a plain JSON type can say it."""
        known = self._objects.get(shape.pointer)
        additional = known.additional if known and not known.properties else None
        return additional if additional and additional.kind in _JSON else Shape(kind="any")


def scalar_type(schema: Mapping[str, Any]) -> Type:
    """Return the type of a parameter of an OAuth request, which travels as text."""
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    declared = schema.get("type")
    kinds = declared if isinstance(declared, list) else [declared]
    kind = next((name for name in kinds if name in {"boolean", "integer", "number"}), "string")
    text = _join(_open_literal(values) if values and all(isinstance(value, str) for value in values) else [_JSON[kind]])
    return Type(annotation=text, argument=text)


def _flat(shape: Shape) -> list[Shape]:
    if shape.kind != "union":
        return [shape]
    return [inner for part in shape.parts for inner in _flat(part)]


def _join(alternatives: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(alternatives))
    return "Any" if "Any" in distinct else " | ".join(distinct) or "None"


def _open_literal(values: Sequence[Any]) -> list[str]:
    """Return the known values and the type of the unknown ones, for servers learn new values."""
    base = type(values[0]).__name__
    return [base] if base == "float" else [f"Literal[{', '.join(map(python_literal, values))}]", base]
