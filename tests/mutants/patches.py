"""Changes of Python source by meaning: a fragment of a named function is replaced, however the function is laid out.

A fragment is Python, read in the first of these ways that fits:

- the head of a statement, such as ``if count > 1:`` or ``except ValueError:``, whose body stays as it is
- an expression, or an entry of a dict, such as ``"total": count``
- one or more statements in a row
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

__all__ = ["Patch", "StalePatchError", "definitions"]

_BODIES = frozenset({"body", "orelse", "finalbody", "handlers"})


class StalePatchError(LookupError):
    """A patch does not fit the source: its function is missing or ambiguous, or its fragment is not there once."""


class Patch:
    """One replacement inside one definition.

    Args:
        anchor: The qualified name of a function, a class or a module's constant, such as ``Mock.reset``; or
            ``module:name`` where several modules define the name.
        was: The fragment that the definition contains exactly once.
        becomes: What replaces it.
    """

    def __init__(self, anchor: str, was: str, becomes: str) -> None:
        self.anchor, self.was, self.becomes = anchor, was, becomes
        module, _, name = anchor.rpartition(":")
        self._module, self._name = module or None, name

    def locate(self, folder: Path) -> Path:
        """Return the file below a folder that defines the anchor.

        Args:
            folder: The package's folder.

        Raises:
            StalePatchError: No file defines it, or several do.
        """
        index = _index(folder)
        paths = [path for path in index.get(self._name, ()) if self._module in (None, path.stem)]
        if len(paths) == 1:
            return paths[0]
        if paths:
            choices = " or ".join(f"{path.stem}:{self._name}" for path in paths)
            raise StalePatchError(f"{self.anchor} is defined more than once below {folder.name}/: write {choices}")
        similar = difflib.get_close_matches(self._name, index, n=3, cutoff=0.5)
        last = self._name.rpartition(".")[2]
        similar += [name for name in index if name.rpartition(".")[2] == last and name not in similar]
        hint = f"; similar names: {', '.join(similar)}" if similar else ""
        raise StalePatchError(f"nothing below {folder.name}/ defines {self.anchor}{hint}")

    def apply(self, source: str) -> ast.Module:
        """Return the syntax tree of a module with the replacement made.

        Args:
            source: The module's source.

        Raises:
            StalePatchError: The definition does not contain the fragment exactly once.
        """
        tree = ast.parse(source)
        named = self.definitions(tree)
        places = [place for node in named for place in self._places(node)]
        if len(places) != 1:
            raise StalePatchError(
                f"{self.anchor} contains this fragment {len(places)} times instead of once:\n\n{self.was}\n\n"
                f"It reads:\n\n" + "\n".join(map(ast.unparse, named))
            )
        places[0].replace()
        return ast.fix_missing_locations(tree)

    def definitions(self, tree: ast.AST) -> list[ast.stmt]:
        """Return the definitions of the anchor in a module: a property and its setter have one name, for example."""
        return [node for name, node in definitions(tree) if name == self._name]

    def _places(self, definition: ast.AST) -> Iterator[_Place]:
        was, becomes = self.was.strip(), self.becomes.strip()
        if was.endswith(":"):
            yield from _heads(definition, _head(was), _head(becomes))
            return
        if (entry := _entry(was)) is not None:
            new_entry = _entry(becomes)
            assert new_entry is not None, f"{becomes} is not an entry of a dict"
            yield from _entries(definition, entry, new_entry)
            return
        old, new = ast.parse(was).body, ast.parse(becomes).body
        if isinstance(old[0], ast.Expr) and len(old) == len(new) == 1 and isinstance(new[0], ast.Expr):
            yield from _expressions(definition, old[0].value, new[0].value)
        else:
            yield from _statements(definition, old, new)


class _Place:
    """Where a replacement goes: a field of a node, or some items of a list in it."""

    def __init__(self, node: ast.AST, field: str, new: object, items: slice | None = None) -> None:
        self._node, self._field, self._new, self._items = node, field, new, items

    def replace(self) -> None:
        new = copy.deepcopy(self._new)
        if self._items is None:
            setattr(self._node, self._field, new)
        else:
            getattr(self._node, self._field)[self._items] = new


def definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.stmt]]:
    """Yield each function, class and assigned name of a module, and those inside them, with their qualified names.

    Args:
        tree: A module or a definition.
        prefix: What precedes each name.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield prefix + node.name, node
            yield from definitions(node, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and not isinstance(tree, (ast.FunctionDef, ast.Lambda)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((prefix + target.id, node) for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While, ast.ExceptHandler)):
            inner = definitions(node, prefix)
            yield from ((name, child) for name, child in inner if not isinstance(child, (ast.Assign, ast.AnnAssign)))


@cache
def _index(folder: Path) -> Mapping[str, Sequence[Path]]:
    index: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.py")):
        for name in dict(definitions(ast.parse(path.read_text("utf-8")))):
            index.setdefault(name, []).append(path)
    return index


def _head(text: str) -> ast.AST:
    if text.startswith("except"):
        statement = ast.parse(f"try: ...\n{text} ...").body[0]
        assert isinstance(statement, ast.Try)
        return statement.handlers[0]
    return ast.parse(f"{text} ...").body[0]


def _entry(text: str) -> tuple[ast.expr, ast.expr] | None:
    try:
        expression = ast.parse(f"{{{text}}}", mode="eval").body
    except SyntaxError:
        return None
    if not isinstance(expression, ast.Dict) or len(expression.keys) != 1 or expression.keys[0] is None:
        return None
    return expression.keys[0], expression.values[0]


def _heads(definition: ast.AST, was: ast.AST, becomes: ast.AST) -> Iterator[_Place]:
    for node in ast.walk(definition):
        if type(node) is type(was) is type(becomes) and _same_head(node, was):
            (field,) = [name for name in _head_fields(was) if not _same(getattr(was, name), getattr(becomes, name))]
            yield _Place(node, field, getattr(becomes, field))


def _head_fields(node: ast.AST) -> list[str]:
    return [name for name in node._fields if name not in _BODIES]


def _same_head(node: ast.AST, head: ast.AST) -> bool:
    return all(_same(getattr(node, name), getattr(head, name)) for name in _head_fields(head))


def _expressions(definition: ast.AST, was: ast.expr, becomes: ast.expr) -> Iterator[_Place]:
    for node in ast.walk(definition):
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.expr) and _same(item, was):
                        yield _Place(node, field, [becomes], slice(index, index + 1))
            elif isinstance(value, ast.expr) and _same(value, was):
                yield _Place(node, field, becomes)


def _entries(
    definition: ast.AST, was: tuple[ast.expr, ast.expr], becomes: tuple[ast.expr, ast.expr]
) -> Iterator[_Place]:
    assert _same(was[0], becomes[0]), "only the value of an entry can change"
    for node in ast.walk(definition):
        if isinstance(node, ast.Dict):
            for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                if _same(key, was[0]) and _same(value, was[1]):
                    yield _Place(node, "values", [becomes[1]], slice(index, index + 1))


def _statements(definition: ast.AST, was: list[ast.stmt], becomes: list[ast.stmt]) -> Iterator[_Place]:
    for node in ast.walk(definition):
        for field in _BODIES.intersection(node._fields):
            body = getattr(node, field)
            if not isinstance(body, list):
                continue
            for start in range(len(body) - len(was) + 1):
                items = slice(start, start + len(was))
                if _same(body[items], was):
                    yield _Place(node, field, becomes, items)


def _same(left: object, right: object) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, ast.AST) and isinstance(right, ast.AST):
        return ast.dump(left) == ast.dump(right)
    return left == right
