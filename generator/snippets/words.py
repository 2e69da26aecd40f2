"""Types and numbers in words, for readers who do not write Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model import Type

__all__ = ["duration", "type_words"]

Words = tuple[str, str]

_NAMES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "dict": "object",
    "Mapping": "object",
    "list": "array",
    "Sequence": "array",
    "Any": "any value",
    "None": "null",
    "datetime": "date-time",
    "date": "date",
    "bytes": "binary",
}
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def type_words(type_: Type) -> tuple[Words, ...]:
    """Return a type as pieces of text, each with its style: ``text``, ``code`` (a literal) or ``object`` (a class).

    Args:
        type_: The type; ``list[Agent]`` becomes ``("array of ", "text"), ("Agent", "object")``.
    """
    return tuple(_words(ast.parse(type_.annotation, mode="eval").body, frozenset(type_.models)))


def duration(seconds: int) -> str:
    """Return a time in its units: ``11 hours 59 minutes 59 seconds``.

    Args:
        seconds: The time in seconds.
    """
    parts = []
    for name, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts) or "0 seconds"


def _words(node: ast.expr, models: frozenset[str]) -> Iterator[Words]:
    if isinstance(node, ast.BinOp):
        yield from _alternatives(node, models)
    elif isinstance(node, ast.Subscript):
        yield from _subscript(node, models)
    else:
        name = node.attr if isinstance(node, ast.Attribute) else ast.unparse(node)
        yield (name, "object") if name in models else (_NAMES.get(name, name), "text")


def _alternatives(node: ast.BinOp, models: frozenset[str]) -> Iterator[Words]:
    parts = list(_parts(node))
    # An open enumeration is written Literal[...] | str: that any other string may come is no news to a reader.
    if any(_is_literal(part) for part in parts):
        parts = [part for part in parts if _is_literal(part) or ast.unparse(part) == "None"]
    for number, part in enumerate(parts):
        if number:
            yield " or ", "text"
        yield from _words(part, models)


def _subscript(node: ast.Subscript, models: frozenset[str]) -> Iterator[Words]:
    name = ast.unparse(node.value).rpartition(".")[2]
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name == "Literal":
        for number, choice in enumerate(inner):
            if number:
                yield ", ", "text"
            yield str(ast.literal_eval(choice)), "code"
    elif name in ("list", "Sequence"):
        yield "array of ", "text"
        yield from _words(inner[-1], models)
    elif name in ("dict", "Mapping") and ast.unparse(inner[-1]) != "Any":
        yield "object of ", "text"
        yield from _words(inner[-1], models)
    else:
        yield _NAMES.get(name, name), "text"


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _parts(node.left)
        yield from _parts(node.right)
    else:
        yield node


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
