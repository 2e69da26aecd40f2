"""The parameters of an operation, read strictly as OpenAPI serialises them (OpenAPI 3.1, Parameter Object)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ._error_response import ErrorResponse
from ._forms import coerce
from ._pointer import lookup
from ._schema import Check, Compiler, Schema

__all__ = ["Parameter", "parameter", "read", "types_of"]

_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
# These describe the message itself, so OpenAPI ignores them as parameters.
_NO_PARAMETERS = frozenset({"accept", "authorization", "content-type"})
_PYTHON_TYPES = {int: "integer", float: "number", bool: "boolean", str: "string"}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter, compiled.

    Attributes:
        name: Its name; in lower case for a header.
        location: ``path``, ``query`` or ``header``.
        required: Whether it must be there.
        types: What its text may stand for.
        check: The check of its value.
        many: Whether it is an array.
        separator: What parts the items of an array that comes as one text; None where the name is repeated.
    """

    name: str
    location: str
    required: bool
    types: frozenset[str]
    check: Check
    many: bool = False
    separator: str | None = None


def types_of(root: Mapping[str, Any], schema: Schema) -> frozenset[str]:
    """Return the types that a schema, or what it refers to or chooses from, allows by name.

    Args:
        root: The document.
        schema: The schema.
    """
    if isinstance(schema, bool):
        return frozenset()
    if "type" in schema:
        kinds = schema["type"]
        return frozenset([kinds] if isinstance(kinds, str) else kinds)
    named = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
    found = frozenset(_PYTHON_TYPES[type(each)] for each in named if type(each) in _PYTHON_TYPES)
    parts = [lookup(root, schema["$ref"])] if "$ref" in schema else []
    parts += [part for keyword in ("allOf", "anyOf", "oneOf") for part in schema.get(keyword, [])]
    return found.union(*(types_of(root, part) for part in parts))


def parameter(root: Mapping[str, Any], compiler: Compiler, source: Mapping[str, Any]) -> Parameter | None:
    """Compile one Parameter Object; None for what OpenAPI ignores and for cookies.

    Args:
        root: The document.
        compiler: Compiles its schema.
        source: The object, without a reference.
    """
    location, name = source["in"], source["name"]
    if location == "header":
        name = name.lower()
    if location == "cookie" or (location == "header" and name in _NO_PARAMETERS):
        return None
    schema = source.get("schema", True)
    types = types_of(root, schema)
    style = source.get("style", "form" if location == "query" else "simple")
    repeated = location == "query" and source.get("explode", style == "form")
    return Parameter(
        name=name,
        location=location,
        required=source.get("required", False) or location == "path",
        types=types_of(root, schema.get("items", True)) if "array" in types else types,
        check=compiler.compile(schema),
        many="array" in types,
        separator=None if repeated else _SEPARATORS.get(style, ","),
    )


def read(parameters: Iterable[Parameter], location: str, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the values of one location. Names that the document does not know are ignored.

    Args:
        parameters: The operation's parameters.
        location: Which of them.
        texts: What came, decoded, by name.

    Raises:
        ErrorResponse: One is missing, repeated, or does not match its schema.
    """
    values: dict[str, Any] = {}
    for each in parameters:
        if each.location != location:
            continue
        found = texts.get(each.name, ())
        if found:
            values[each.name] = value(each, found)
        elif each.required:
            raise ErrorResponse(400, f"Parameter '{each.name}' is required.")
    return values


def value(parameter: Parameter, texts: Sequence[str]) -> Any:
    """Return the value of one parameter that came.

    Args:
        parameter: The parameter.
        texts: What came under its name, at least one.

    Raises:
        ErrorResponse: It is repeated, or does not match its schema.
    """
    items = texts
    if parameter.separator or not parameter.many:
        if len(texts) > 1:
            raise ErrorResponse(400, f"Parameter '{parameter.name}' must not be repeated.")
        if parameter.many:
            items = texts[0].split(parameter.separator)
    coerced = [coerce(item, parameter.types) for item in items]
    result = coerced if parameter.many else coerced[0]
    failure = parameter.check(result)
    if failure:
        raise ErrorResponse(400, f"Parameter '{parameter.name}{failure.pointer}' {failure.message}.")
    return result
