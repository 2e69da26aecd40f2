"""Hashes of what a file says, apart from how it is laid out.

They are written into ``provenance.json`` when a package is rendered, and computed again when a copy of it is verified.
They are the same on every version of Python.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

__all__ = ["ast_sha256", "bytes_sha256", "json_sha256", "value_sha256"]

# What does not change how a program behaves, or differs between versions of Python.
_IGNORED: Final = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
_ENCODE: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
# The fields of some nodes that :meth:`_Outline._normal` changes.
_NORMALIZED: Final = frozenset({"values", "targets", "body"})


def bytes_sha256(data: bytes) -> str:
    """Return the hash of a file's bytes, with line ends as on Unix."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def value_sha256(value: Any) -> str:
    """Return the hash of a decoded JSON value, whatever the order of its members."""
    digest = hashlib.sha256()
    for part in _canonical(value):
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _canonical(value: Any) -> Iterator[str]:
    """Yield a JSON value as one text, an object member by member: its members may be files of many megabytes."""
    if isinstance(value, dict) and value:
        for number, key in enumerate(sorted(value)):
            yield f"{',' if number else '{'}{_ENCODE(key)}:{_ENCODE(value[key])}"
        yield "}"
    else:
        yield _ENCODE(value)


def json_sha256(data: bytes) -> str:
    """Return the hash of what a JSON file says.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        return value_sha256(json.loads(data))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def ast_sha256(data: bytes, namespaces: Sequence[str] = ()) -> str:
    """Return the hash of a Python file's syntax tree.

    Layout, comments, the order of neighboring imports, and spaces at the ends of a docstring's lines do not count.

    Args:
        data: The file.
        namespaces: Packages below which a tool may have moved what the file imports, such as ``acme._vendor``: then
            ``from acme._vendor import h11`` counts as ``import h11``.

    Raises:
        ValueError: It is not Python.
    """
    try:
        tree = ast.parse(data)
        return hashlib.sha256("\0".join(_Outline(namespaces).of(tree)).encode()).hexdigest()
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"not Python: {type(error).__name__}") from None


class _Outline:
    """Writes a syntax tree down as words."""

    def __init__(self, namespaces: Sequence[str]) -> None:
        self._namespaces = namespaces
        names = "|".join(re.escape(namespace) for namespace in namespaces)
        self._moved = re.compile(rf"^(\s*)(?:from (?:{names}) (?=import )|(from |import )(?:{names})\.)", re.MULTILINE)

    def of(self, tree: ast.AST) -> list[str]:
        words: list[str] = []
        self._add(tree, words.append)
        return words

    def _add(self, node: Any, add: Callable[[str], None]) -> None:
        if isinstance(node, ast.AST):
            add(type(node).__name__)
            for name in node._fields:
                value = None if name in _IGNORED else getattr(node, name, None)
                if value is not None and value != []:
                    add(name)
                    self._add(self._normal(node, name, value) if name in _NORMALIZED else value, add)
        elif isinstance(node, list):
            add("[")
            for item in node:
                self._add(item, add)
            add("]")
        elif isinstance(node, str):
            add(repr(self._moved.sub(r"\1\2", node) if self._namespaces else node))
        else:
            add(repr(node))

    def _normal(self, node: ast.AST, name: str, value: Any) -> Any:
        if name == "values" and isinstance(node, ast.JoinedStr):
            return list(_joined(value))
        if name == "targets" and isinstance(node, ast.Delete) and isinstance(value[0], ast.Tuple):
            # black drops the parentheses of del (a, b).
            return [*value[0].elts, *value[1:]]
        if name == "body" and isinstance(value, list):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                value = _with_plain_docstring(value)
            if any(isinstance(statement, ast.Import | ast.ImportFrom) for statement in value):
                value = list(self._with_sorted_imports(value))
        return value

    def _with_sorted_imports(self, body: Sequence[ast.stmt]) -> Iterator[Any]:
        for is_import, statements in groupby(body, lambda item: isinstance(item, ast.Import | ast.ImportFrom)):
            if is_import:
                yield sorted(line for statement in statements for line in self._imports(statement))
            else:
                yield from statements

    def _imports(self, statement: Any) -> Iterator[str]:
        """Yield each name that a statement imports, as a line of its own and from where it was before it was moved."""
        for alias in statement.names:
            if isinstance(statement, ast.Import):
                module, name = f"{alias.name}.", ""
            else:
                module, name = f"{'.' * statement.level}{statement.module or ''}.", alias.name
            moved = next((f"{item}." for item in self._namespaces if module.startswith(f"{item}.")), "")
            module = module.removeprefix(moved)
            # What "from acme._vendor import h11" gives, "import h11" gave.
            yield f"import {module or f'{name}.'} {name if module else ''} as {alias.asname or alias.name}"


def _joined(values: Iterable[ast.expr]) -> Iterator[ast.expr]:
    """Yield the parts of an f-string; how many pieces its text is cut into depends on the version of Python."""
    for is_text, parts in groupby(values, lambda part: isinstance(part, ast.Constant)):
        if not is_text:
            yield from parts
        elif text := "".join(str(part.value) for part in parts if isinstance(part, ast.Constant)):
            yield ast.Constant(text)


def _with_plain_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the body of a definition with the layout of its docstring normalized: formatters change it."""
    match body:
        case [ast.Expr(value=ast.Constant(value=str(text))), *rest]:
            lines = "\n".join(line.strip() for line in text.splitlines()).strip()
            return [ast.Expr(ast.Constant(lines)), *rest]
    return body
