"""Objects and lists in parameters, read back from the texts of every style (OpenAPI 3.1, section 4.8.12.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from comm100.testing._schema import Compiler
from comm100.testing._styles import StyleReader, typed

INTEGERS = {"type": "array", "items": {"type": "integer"}}
RGB = {"type": "object", "properties": {"R": {"type": "integer"}, "G": {"type": "boolean"}, "B": {"type": "string"}}}
NESTED = {
    "type": "object",
    "properties": {"a": INTEGERS, "b": RGB, "c": {"type": "array", "items": RGB}, "d": {"type": "number"}},
}
TEXT = {"type": "string"}


def deep(**members: str) -> dict[str, list[str]]:
    """Return texts under ``k[…]``; an underscore stands between two names."""
    return {"k" + "".join(f"[{step}]" for step in name.split("_")): [text] for name, text in members.items()}


TOO_DEEP = {"k" + "[a]" * 11: ["1"]}
DEEPEST: Any = "1"
for _ in range(10):
    DEEPEST = {"a": DEEPEST}


@pytest.mark.parametrize(
    ("schema", "style", "explode", "texts", "value"),
    [
        (INTEGERS, "form", True, {"k": ["1", "2"], "j": ["3"]}, [1, 2]),
        (INTEGERS, "form", True, {"k": ["1,2"]}, ["1,2"]),
        (INTEGERS, "form", True, {"j": ["1"]}, None),
        (INTEGERS, "form", True, {"k": []}, None),
        (INTEGERS, "form", False, {"k": ["1,2", "3"]}, [1, 2]),
        (INTEGERS, "simple", False, {"k": ["1,2"]}, [1, 2]),
        (INTEGERS, "simple", True, {"k": ["1,2"]}, [1, 2]),
        (INTEGERS, "spaceDelimited", False, {"k": ["1 2"]}, [1, 2]),
        (INTEGERS, "pipeDelimited", False, {"k": ["1|2"]}, [1, 2]),
        (INTEGERS, "pipeDelimited", False, {"k": ["1,2"]}, ["1,2"]),
        (TEXT, "form", True, {"k": ["1,2"]}, "1,2"),
        (TEXT, "form", False, {"k": ["1,2"]}, "1,2"),
        ({"type": "integer"}, "form", True, {"k": ["1", "2"]}, 1),
        (RGB, "form", True, {"R": ["1"], "G": ["true"], "k": ["x"], "j": ["y"]}, {"R": 1, "G": True}),
        (RGB, "form", True, {"j": ["1"], "R": []}, None),
        (RGB, "form", False, {"k": ["R,1,G,true"]}, {"R": 1, "G": True}),
        (RGB, "form", False, {"k": ["R,1,G"]}, {"R": 1}),
        (RGB, "form", False, {"R": ["1"]}, None),
        (RGB, "simple", True, {"k": ["R=1,B=a=b,C"]}, {"R": 1, "B": "a=b", "C": ""}),
        (RGB, "spaceDelimited", False, {"k": ["R 1 B a"]}, {"R": 1, "B": "a"}),
        (RGB, "pipeDelimited", False, {"k": ["R|1|B|a"]}, {"R": 1, "B": "a"}),
        (TEXT, "label", False, {"k": [".a.b"]}, "a.b"),
        (INTEGERS, "label", False, {"k": [".1,2"]}, [1, 2]),
        (INTEGERS, "label", True, {"k": [".1.2"]}, [1, 2]),
        (RGB, "label", False, {"k": [".R,1"]}, {"R": 1}),
        (RGB, "label", True, {"k": [".R=1.B=a"]}, {"R": 1, "B": "a"}),
        (TEXT, "matrix", False, {"k": [";k=a"]}, "a"),
        (INTEGERS, "matrix", False, {"k": [";k=1,2"]}, [1, 2]),
        (INTEGERS, "matrix", True, {"k": [";k=1;k=2"]}, [1, 2]),
        (RGB, "matrix", False, {"k": [";k=R,1"]}, {"R": 1}),
        (RGB, "matrix", True, {"k": [";R=1;B=k=2"]}, {"R": 1, "B": "k=2"}),
        (RGB, "deepObject", True, deep(R="1", B="1", x="1"), {"R": 1, "B": "1", "x": "1"}),
        (RGB, "deepObject", True, {**deep(R="1"), "j[G]": ["true"], "k2[B]": ["x"], "k[B": ["y"]}, {"R": 1}),
        (RGB, "deepObject", True, {"k[R]x": ["1"], "k[R][": ["1"], "kk[R]": ["1"], "k[]]": ["1"]}, None),
        (RGB, "deepObject", True, {}, None),
        (RGB, "deepObject", True, {"k": ["1", "2"]}, ["1", "2"]),
        (NESTED, "deepObject", True, deep(a_10="3", a_2="2", a_0="1"), {"a": [1, 2, 3]}),
        (NESTED, "deepObject", True, deep(a_0="1", a_x="2"), {"a": {"0": "1", "x": "2"}}),
        (NESTED, "deepObject", True, deep(b_R="1", b_B="2"), {"b": {"R": 1, "B": "2"}}),
        (NESTED, "deepObject", True, deep(c_1_R="2", c_0_G="false"), {"c": [{"G": False}, {"R": 2}]}),
        (NESTED, "deepObject", True, deep(d="1.5", e_f="2"), {"d": 1.5, "e": {"f": "2"}}),
        (NESTED, "deepObject", True, {**deep(d="1"), **deep(d_x="2")}, {"d": 1.0}),
        ({}, "deepObject", True, {"k" + "[a]" * 10: ["1"]}, DEEPEST),
        ({}, "deepObject", True, TOO_DEEP, None),
        (NESTED, "json", False, {"k": ['{"a": [1], "d": 2.5}']}, {"a": [1], "d": 2.5}),
        (NESTED, "json", False, {}, None),
    ],
)
def test_a_value_is_read_from_its_texts(schema: Any, style: str, explode: bool, texts: Any, value: Any) -> None:
    """With the types of its schema; what does not fit is left for the schema to refuse."""
    result = StyleReader(Compiler({}), schema, style, explode).read("k", texts)
    assert result == value
    assert repr(result) == repr(value)


@pytest.mark.parametrize(
    ("style", "texts", "words"),
    [
        ("json", {"k": ["1", "2"]}, "must not be repeated"),
        ("json", {"k": ["{"]}, "must be JSON"),
        ("label", {"k": ["1"]}, r"must start with '\.'"),
        ("label", {"k": [";1"]}, r"must start with '\.'"),
        ("matrix", {"k": [".1"]}, "must start with ';'"),
        ("matrix", {}, "must start with ';'"),
    ],
)
def test_a_text_of_another_style_is_refused(style: str, texts: Mapping[str, list[str]], words: str) -> None:
    """The message continues the name of the parameter."""
    with pytest.raises(ValueError, match=f"^{words}$"):
        StyleReader(Compiler({}), TEXT, style, False).read("k", texts)


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "integer"}, "1", 1),
        (INTEGERS, ["1", "x"], [1, "x"]),
        (INTEGERS, {"0": "1"}, [1]),
        (RGB, {"0": "1"}, {"0": "1"}),
        ({"type": "array"}, ["1"], ["1"]),
        ({"allOf": [{"type": "array"}, {"items": {"type": "integer"}}]}, ["1"], [1]),
        (INTEGERS, 7, 7),
        (RGB, None, None),
    ],
)
def test_texts_become_what_their_schema_says(schema: Any, value: Any, expected: Any) -> None:
    """At every level."""
    assert typed(Compiler({}), schema, value) == expected
