"""Each operator makes the change that it is named after, wherever a module can contain it, and no other."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.operators import mutants


def changes(source: str) -> set[tuple[str, str, str]]:
    return {(mutant.operator, mutant.was, mutant.becomes) for mutant in mutants(source)}


@pytest.mark.parametrize(
    ("source", "operator", "becomes"),
    [
        ("a == b", "comparison", "a != b"),
        ("a < b", "comparison", "a <= b"),
        ("a >= b", "comparison", "a > b"),
        ("a in b", "comparison", "a not in b"),
        ("a is None", "comparison", "a is not None"),
        ("a < b < c", "comparison", "a <= b < c"),
        ("a < b < c", "last comparison", "a < b <= c"),
        ("a and b and c", "boolean", "a or b or c"),
        ("not a", "boolean", "a"),
        ("b if a() else c", "condition", "b if not a() else c"),
        ("True", "constant", "False"),
        ("7", "constant", "8"),
        ("0.5", "constant", "1.5"),
        ("a - b", "arithmetic", "a + b"),
        ("a // b", "arithmetic", "a * b"),
        ("f(a, b, c)", "swapped arguments", "f(b, a, c)"),
    ],
)
def test_an_expression_is_changed(source: str, operator: str, becomes: str) -> None:
    """One operator of it, or one value."""
    assert (operator, source, becomes) in changes(f"x = {source}")


@pytest.mark.parametrize(
    ("source", "operator", "was", "becomes"),
    [
        ("f(a)", "removed call", "f(a)", "pass"),
        ("if a: b = c", "condition", "if a:", "if not a:"),
        ("while a.b: c = d", "condition", "while a.b:", "while not a.b:"),
        ("async def f():\n    await g()", "removed call", "await g()", "pass"),
        ("def f(a=1): return a", "constant", "1", "2"),
    ],
)
def test_a_statement_is_changed(source: str, operator: str, was: str, becomes: str) -> None:
    """A condition turns round, a call goes."""
    assert (operator, was, becomes) in changes(source)


@pytest.mark.parametrize(
    "source",
    [
        "'text'",
        "None",
        "x: Literal[1]",
        "def f(a: Literal[1]) -> Literal[2]: ...",
        "@dataclass(frozen=True)\nclass A: ...",
        "if TYPE_CHECKING:\n    f(a == b)",
        "isinstance(a, b)",
        "f(a, a)",
        "max(a, b)",
        "add('-i', '--include')",
        "hmac.compare_digest(a, b)",
        "f(*a, b)",
        "zip(*a, strict=True)",
        "a + 'text'",
        "f'{a}' % b",
    ],
)
def test_what_no_test_could_notice_is_left_alone(source: str) -> None:
    """Annotations, decorators, texts, and changes that fail or change nothing."""
    assert {operator for operator, _, _ in changes(source)} <= {"removed call"}


def test_the_words_of_a_log_are_left_alone() -> None:
    """No program depends on them; on who gets them, it may."""
    assert changes("logger.debug(1, a == b)") == set()
    assert changes("logger.addHandler(a)") == {("removed call", "logger.addHandler(a)", "pass")}


def test_each_mutant_is_one_change_of_the_module() -> None:
    """It says where it stands, and the module with it compiles and differs from the others."""
    source = """
LIMIT = 3

class Shop:
    def sum(self, a, b):
        return a + b if a < b or not a else f(a, b)
"""
    every = list(mutants(source))
    texts = {ast.unparse(mutant.apply(source)) for mutant in every}
    assert len(texts) == len(every) == 6
    assert ast.unparse(ast.parse(source)) not in texts
    assert {(mutant.scope, mutant.in_function) for mutant in every} == {("", False), ("Shop.sum", True)}
    assert {line for mutant in every for line in mutant.lines} == {2, 6}
