"""Text of the document goes through a filter, and is harmless behind it."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.api import build_api
from generator.document.load import LoadedDocument
from generator.filters import (
    FILTERS,
    clean,
    docstring,
    json_excerpt,
    restates,
    server_argument,
    slug,
    wrap,
)
from generator.filters import json as as_json
from generator.model import Variable
from generator.model.types import ScalarType
from generator.python_source import python_literal
from generator.render import render
from tests.generator.support import minimal, write_templates

HOSTILE = [
    'ends with a quote"',
    '"starts with one',
    '"""\nimport os\nos.abort()\n"""',
    'four """" and """"""',
    "a backslash at the end \\",
    'a backslash before the end \\"""',
    "{{ 7 * 7 }} {% raw %}",
    "</script><script>alert(1)</script>",
    "line\u2028separator\u2029paragraph\x85next\x0bvertical\x0cform\rreturn",
    "null\x00 bell\x07 escape\x1b[31m",
    "right-to-left \u202e override \u2066 isolate",
    "a lone surrogate \ud800",
    "\\N{BULLET} \\x41 \\u0041 \\",
    "",
    " \n\n ",
]
STRING = ScalarType("string")

hostile = pytest.mark.parametrize("text", HOSTILE)


def statements(source: str) -> list[ast.stmt]:
    compile(source, "rendered.py", "exec")
    return ast.parse(source).body


def as_docstring(text: str, indent: int = 4) -> str:
    """Return what Python reads where a class has this text as its docstring, and one statement after it."""
    pad = " " * indent
    (body,) = statements(f'class A:\n{pad}"""{docstring(text, indent)}"""\n{pad}x = 1\n')
    assert isinstance(body, ast.ClassDef)
    assert len(body.body) == 2
    return ast.get_docstring(body, clean=False) or ""


@hostile
@pytest.mark.parametrize("indent", [4, 8])
def test_a_docstring_holds_any_text(text: str, indent: int) -> None:
    """The text neither ends the string nor adds a statement, and its words are still there."""
    assert as_docstring(text, indent).split() == clean(text).split()


@given(st.text())
def test_a_docstring_holds_whatever_hypothesis_thinks_of(text: str) -> None:
    """So does any other text."""
    assert as_docstring(text).split() == clean(text).split()


def test_a_docstring_bears_quotes_of_the_template_beside_it() -> None:
    """Text in quotes of the template's own cannot join them to end the string."""
    for text in HOSTILE:
        assert len(statements(f'"""He said "{docstring(text)}"."""\nx = 1\n')) == 2


def test_a_docstring_is_wrapped_and_indented() -> None:
    """Paragraphs are filled, lists keep their items, code keeps its lines."""
    text = "One two\nthree.\n\n- first item that is long\n- second\n\n```\na  b\nc\nd\ne\n```\nf\ng"
    expected = (
        "One two three.\n\n    - first item that is long\n    - second\n\n    ```\n    a  b\n    c\n    d\n    e"
        "\n    ```\n    f g"
    )
    assert docstring(text, 4, 60) == expected
    assert max(map(len, docstring("word " * 50, 4, 60).splitlines())) <= 60


@hostile
def test_a_literal_is_the_value(text: str) -> None:
    """What Python reads is what the document says, on one printable line."""
    source = python_literal(text)
    assert ast.literal_eval(source) == text
    assert source.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_a_literal_of_any_json_is_the_value(value: object) -> None:
    """Every JSON value comes back."""
    assert ast.literal_eval(python_literal(value)) == value


def test_a_literal_of_no_json_is_refused() -> None:
    """An object's repr could be code."""
    with pytest.raises(TypeError, match="set is not a JSON type"):
        python_literal({1})


def test_json_keeps_order_and_letters() -> None:
    """Readers see the document's own order, and é as é."""
    shown = FILTERS["json"]({"b": 1, "a": "é"})
    assert shown == '{\n  "b": 1,\n  "a": "é"\n}'
    assert json.loads(shown) == {"b": 1, "a": "é"}


def test_slug() -> None:
    """An anchor is lower case, its words joined by hyphens."""
    assert [slug(text) for text in ("Set password", "siteId", "…")] == ["set-password", "site-id", "section"]


def test_wrap() -> None:
    """Text is filled to a width, and long words stay whole, with a hyphen or without."""
    assert wrap("aaaa bbbb cccc " + "d" * 50, 40, 2) == "aaaa bbbb cccc\n  " + "d" * 50
    assert wrap(f"{'a' * 30} bbbb-cccccccc", 40) == f"{'a' * 30}\nbbbb-cccccccc"


@pytest.mark.parametrize(("length", "space"), [(100, " "), (101, "\n")])
def test_text_is_a_hundred_columns_wide(length: int, space: str) -> None:
    """With the indentation that the docstring of a class has."""
    first, second = "a" * 50, "b" * (length - 51)
    assert wrap(f"{first} {second}") == f"{first}{space}{second}"
    indented = space.replace("\n", "\n    ")
    assert docstring(f"{first} {second[:-4]}") == f"{first}{indented}{second[:-4]}"


def test_arguments_about_the_server_say_what_counts_without_them() -> None:
    """A choice, a variable with a default, and one that has to be given."""
    region = Variable(
        name="region",
        wire_name="region",
        default="eu",
        description="Where",
        known_values=(),
        place="host",
        required=False,
    )
    choice = replace(region, place="choice", description="eu is https://eu.example")
    assert server_argument(region, "by default") == "The server's region; eu by default."
    assert server_argument(replace(region, required=True), "by default") == "The server's region; it has to be given."
    said = "Which server, by name or URL: eu is https://eu.example. It is eu by default."
    assert server_argument(choice, "by default") == said


INVISIBLE = "\x00\x07\x1b\x7f\x85\x9f\u061c\u200b\u200e\u200f\u2028\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041\ud800"


@pytest.mark.parametrize("character", INVISIBLE)
def test_json_hides_no_character(character: str) -> None:
    """What cannot be seen is escaped, so that the value stays the same and the text shows it."""
    text = FILTERS["json"]({f"a{character}": [f"{character}b"]})
    assert character not in text
    assert json.loads(text) == {f"a{character}": [f"{character}b"]}


@pytest.mark.parametrize("character", INVISIBLE)
def test_a_template_writes_no_invisible_character(character: str, tmp_path: Path) -> None:
    """Whether it went through a filter or not, in any kind of file."""
    document = minimal()
    document["info"]["description"] = f"one{character}two"
    text = "{{ api.description }} {{ api.description | upper }} {% set x %}{{ api.description }}{% endset %}{{ x }}"
    names = ("package/a.txt.jinja", "package/b.html.jinja", "package/c.html")
    templates = write_templates(tmp_path / "templates", dict.fromkeys(names, text))
    loaded = LoadedDocument(document=document, sha256="", positions={})
    files = render(build_api(loaded), templates)
    assert character not in files["tiny/a.txt"] + files["tiny/b.html"]
    assert "one" in files["tiny/a.txt"]


def test_joiners_stay() -> None:
    """Emoji and some scripts are made of several characters, which a zero-width joiner holds together."""
    text = "👩\u200d💻 \u06cc\u200c\u062e"
    assert clean(text) == text


@pytest.mark.parametrize(("width", "longest"), [(20, 40), (41, 41), (60, 60)])
def test_text_is_never_wrapped_into_a_narrow_column(width: int, longest: int) -> None:
    """Deep indentation leaves room for 40 characters at least."""
    lines = wrap("a " * 100, width).splitlines()
    assert longest - 1 <= max(map(len, lines)) <= longest


NESTED = {"a": {"b": {"c": 1}}, "d": [1, 2]}
SHALLOW = '{\n  "a": {…},\n  "d": […]\n}'
DEEPER = '{\n  "a": {\n    "b": {…}\n  },\n  "d": [\n    1,\n    2\n  ]\n}'


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [
        (NESTED, 11, json.dumps(NESTED, indent=2)),
        (NESTED, 10, DEEPER),
        (NESTED, 9, DEEPER),
        (NESTED, 8, SHALLOW),
        (NESTED, 4, SHALLOW),
        (NESTED, 3, "{\n  …\n}"),
        ([[[1]]], 5, "[\n  [\n    […]\n  ]\n]"),
        ([*range(9)], 5, "[\n  0,\n  1,\n  …\n]"),
        (["a\u202eb"], 3, '[\n  "a\ufffdb"\n]'),
        ("text", 1, '"text"'),
        ({}, 1, "{}"),
    ],
)
def test_an_excerpt_leaves_out_the_deepest_parts(value: Any, room: int, text: str) -> None:
    """And if these are not enough, the last ones."""
    assert json_excerpt(value, room) == text


@pytest.mark.parametrize(
    "value", [{"a": [1, {"b": "é"}], "c": {}, "d": [], "e": None, "f": True, "1": '\\"\n'}, [[]], "x", 1.5, []]
)
def test_json_is_that_of_the_standard_library(value: Any) -> None:
    """Written faster; letters stay what they are, on lines of their own or on one line."""
    assert as_json(value) == json.dumps(value, indent=2, ensure_ascii=False)
    assert as_json(value, 4) == json.dumps(value, indent=4, ensure_ascii=False)
    assert as_json(value, None) == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(("length", "lines"), [(42, 1), (43, 2)])
def test_an_indentation_counts(length: int, lines: int) -> None:
    text = "a" * (length - 20) + " " + "b" * 19
    assert len(wrap(text, 42).split("\n")) == len(wrap(text, 46, 4).split("\n")) == lines
    assert len(docstring(text, 4, 46).split("\n")) == lines


@pytest.mark.parametrize(
    ("description", "expected"),
    [("The first name.", True), ("A name", True), ("Name of the first", False), ("", True), ("An API key", False)],
)
def test_a_description_may_say_no_more_than_the_name(description: str, expected: bool) -> None:
    assert restates(description, "first_name") is expected


def test_tabs_are_as_wide_as_an_indentation() -> None:
    assert clean("\tx\r\ny\tz") == "    x\ny   z"
