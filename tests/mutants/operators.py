"""Wrong programs: each mutant is one small change of a module, such as somebody could make by mistake."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Mutant", "mutants", "mutate"]

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# A swap of their arguments fails whenever the line runs, and tells nothing about the tests.
_NOT_SWAPPED = frozenset({"isinstance", "issubclass", "getattr", "hasattr", "setattr", "cast"})
# They give the same for their arguments in any order.
_SYMMETRIC = frozenset(
    {"_same", "compare_digest", "constant_time_equal", "max", "min", "suppress", "uniform"}
    | {"_both_types", "_is_relative_to_server", "_is_successor", "_similarity", "same_components"}
)
_LOGS = frozenset({"logger.debug", "logger.info", "logger.warning", "logger.error"})
_NOT_MUTATED = frozenset({"annotation", "returns", "decorator_list"})


@dataclass(frozen=True)
class Mutant:
    """One change of one node of a module.

    Attributes:
        place: The way to the node: fields and indices, from the module on.
        operator: The kind of change.
        scope: The qualified name of the innermost function or class around the node; empty at the module's own level.
        in_function: Whether the node is part of a function's body, and not of what a module executes once.
        lines: The lines of the node.
        was: The node's source.
        becomes: What replaces it.
    """

    place: str
    operator: str
    scope: str
    in_function: bool
    lines: range
    was: str
    becomes: str

    @property
    def key(self) -> list[object]:
        """What finds it again in another process."""
        return [self.place, self.operator]

    def apply(self, source: str) -> ast.Module:
        """Return the module's syntax tree with the change made."""
        return mutate(source, self.place, self.operator)


def mutants(source: str) -> Iterator[Mutant]:
    """Yield all mutants of a module.

    Args:
        source: The module's source.
    """
    for place, node, scope, in_function in _places(ast.parse(source)):
        for operator, changed in _changes(node):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            yield Mutant(place, operator, scope, in_function, lines, _text(node), _text(changed))


def mutate(source: str, place: str, operator: str) -> ast.Module:
    """Return a module's syntax tree with one change made.

    Args:
        source: The module's source.
        place: The way to the node that changes.
        operator: The kind of change.
    """
    tree = ast.parse(source)
    *way, last = place.split()
    parent: Any = tree
    for step in way:
        parent = _child(parent, step)
    changed = ast.fix_missing_locations(dict(_changes(_child(parent, last)))[operator])
    if isinstance(parent, list):
        parent[int(last)] = changed
    else:
        setattr(parent, last, changed)
    return tree


def _child(parent: Any, step: str) -> Any:
    return parent[int(step)] if isinstance(parent, list) else getattr(parent, step)


def _places(tree: ast.Module) -> Iterator[tuple[str, ast.expr | ast.stmt, str, bool]]:
    """Yield the place of each expression and statement, the node, its scope, and whether it is in a function."""

    def walk(parent: ast.AST, way: str, scope: str, in_function: bool) -> Iterator[Any]:
        for field, value in ast.iter_fields(parent):
            if field in _NOT_MUTATED:
                continue
            body = in_function or (field == "body" and isinstance(parent, (*_DEFINITIONS[:2], ast.Lambda)))
            inside = f"{way} {field}".lstrip()
            children = (
                [(f"{inside} {index}", node) for index, node in enumerate(value)]
                if isinstance(value, list)
                else [(inside, value)]
            )
            for place, node in children:
                if not isinstance(node, ast.AST) or _is_left_out(node):
                    continue
                if isinstance(node, (ast.expr, ast.stmt)):
                    yield place, node, scope, body
                inner = f"{scope}.{node.name}".lstrip(".") if isinstance(node, _DEFINITIONS) else scope
                yield from walk(node, place, inner, body)

    yield from walk(tree, "", "", False)


def _is_left_out(node: ast.AST) -> bool:
    """Return whether a node is for type checkers only, asserts, or is a log's line, on which no program depends."""
    if isinstance(node, ast.If):
        return _name(node.test) == "TYPE_CHECKING"
    # An assertion of equal lengths only fails where something else is wrong.
    if isinstance(node, ast.keyword):
        return node.arg == "strict" and isinstance(node.value, ast.Constant) and node.value.value is True
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func) in _LOGS


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the kind and the outcome of each change that can be made to a node."""
    for operator, change in _OPERATORS:
        changed = change(node)
        if changed is not None:
            yield operator, ast.copy_location(changed, node)


def _comparison(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Compare):
        return None
    first, *rest = node.ops
    return ast.Compare(node.left, [_COMPARISONS[type(first)](), *rest], node.comparators)


def _last_comparison(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Compare) or len(node.ops) == 1:
        return None
    *rest, last = node.ops
    return ast.Compare(node.left, [*rest, _COMPARISONS[type(last)]()], node.comparators)


def _boolean(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    return None


def _condition(node: ast.AST) -> ast.AST | None:
    # The others have operators of their own.
    if not isinstance(node, (ast.If, ast.While, ast.IfExp)) or not isinstance(
        node.test, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr, ast.Subscript)
    ):
        return None
    negated = ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.IfExp):
        return ast.IfExp(negated, node.body, node.orelse)
    return type(node)(negated, node.body, node.orelse)


def _constant(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Constant):
        return None
    if isinstance(node.value, bool):
        return ast.Constant(not node.value)
    return ast.Constant(node.value + 1) if isinstance(node.value, (int, float)) else None


def _arithmetic(node: ast.AST) -> ast.AST | None:
    if (
        not isinstance(node, ast.BinOp)
        or type(node.op) not in _ARITHMETIC
        or _is_text(node.left)
        or _is_text(node.right)
    ):
        return None
    return ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))


def _removed_call(node: ast.AST) -> ast.AST | None:
    value = node.value if isinstance(node, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    return ast.Pass() if isinstance(value, ast.Call) else None


def _swapped_arguments(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Call) or len(node.args) < 2 or _name(node.func) in _NOT_SWAPPED | _SYMMETRIC:
        return None
    first, second, *rest = node.args
    if isinstance(first, ast.Starred) or isinstance(second, ast.Starred) or ast.dump(first) == ast.dump(second):
        return None
    # The names of one option of a command.
    if all(isinstance(operand, ast.Constant) and str(operand.value).startswith("-") for operand in (first, second)):
        return None
    return ast.Call(node.func, [second, first, *rest], node.keywords)


def _name(node: ast.AST) -> str:
    """Return a name, or the last part of a dotted one."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


_OPERATORS: tuple[tuple[str, Callable[[ast.AST], ast.AST | None]], ...] = (
    ("comparison", _comparison),
    ("last comparison", _last_comparison),
    ("boolean", _boolean),
    ("condition", _condition),
    ("constant", _constant),
    ("arithmetic", _arithmetic),
    ("removed call", _removed_call),
    ("swapped arguments", _swapped_arguments),
)


def _text(node: ast.AST) -> str:
    """Return the source of an expression, or the first line of a statement."""
    return ast.unparse(node).partition("\n")[0]
