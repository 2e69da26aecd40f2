"""Python as it is written in the samples: on one line if it is short, else with a line for each argument and entry."""

from __future__ import annotations

import ast

import pytest

from generator.reference.python import Code, python_expression
from generator.reference.values import SampleFile


@pytest.mark.parametrize(
    ("length", "is_positional", "lines"), [(68, False, 1), (69, False, 3), (136, True, 1), (137, True, 3)]
)
def test_a_short_call_is_one_line(length: int, is_positional: bool, lines: int) -> None:
    """One without keywords may be twice as long: what it has instead are a few values."""
    start = "f(" if is_positional else "f(a="
    text = "x" * (length - len(start) - len('"")'))
    expression = python_expression("f", *(([text], {}) if is_positional else ([], {"a": text})))
    assert len(expression.splitlines()) == lines
    assert ast.unparse(ast.parse(expression)) == f"{start}'{text}')"


WORD = "x" * 20


def test_a_long_value_has_a_line_for_each_entry() -> None:
    """As deep as needed; what is short stays on one line, and code and files are written as such."""
    value = {"a": [WORD, WORD, {"b": WORD, "c": [1, None, True]}], "d": {}, "e": (SampleFile("x.bin"),)}
    assert (
        python_expression("f", [value], {"g": Code("h()")})
        == f'''\
f(
    {{
        "a": [
            "{WORD}",
            "{WORD}",
            {{
                "b": "{WORD}",
                "c": [1, None, True],
            }},
        ],
        "d": {{}},
        "e": [Path("x.bin")],
    }},
    g=h(),
)'''
    )


@pytest.mark.parametrize(("depth", "length"), [(0, 48), (1, 44)])
def test_an_entry_is_on_one_line_as_long_as_it_fits(depth: int, length: int) -> None:
    """In 52 columns with its indentation, so that a phone shows it."""
    for size, is_broken in ((length, False), (length + 1, True)):
        value: object = ["x" * (size - len('[""]'))]
        expression = python_expression("f", [], {"a": {"b": value, "c": [[1] * 20]} if depth else value, "d": "y" * 60})
        assert (f'["{value[0]}"]' not in expression) is is_broken  # type: ignore[index]
