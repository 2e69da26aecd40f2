"""Small things that the reference is made of: types and limits in words, and spans of time."""

from __future__ import annotations

import re

import pytest

from comm100 import errors
from generator.model import Constraints
from generator.model.types import (
    AnyType,
    DurationType,
    EnumType,
    FileType,
    ListType,
    MapType,
    ModelType,
    NullType,
    ScalarType,
    Type,
    UnionType,
)
from generator.reference import FILTERS
from tests.reference.support import ROOT

STRING, INTEGER, NULL = ScalarType("string"), ScalarType("integer"), NullType()


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        (STRING, "string"),
        (UnionType((INTEGER, NULL)), "integer or null"),
        (ListType(ModelType("Agent")), "array of [Agent]"),
        (EnumType(("a", "b")), "`a`, `b`"),
        (EnumType((1, 2)), "`1`, `2`"),
        (EnumType((True,)), "`true`"),
        (UnionType((EnumType(("a",)), INTEGER)), "`a` or integer"),
        (UnionType((ListType(EnumType(("a",))), NULL)), "array of `a` or null"),
        (UnionType((ModelType("Agent"), ModelType("Bot"))), "[Agent] or [Bot]"),
        (MapType(AnyType()), "object"),
        (MapType(INTEGER), "object of integer"),
        (ScalarType("datetime"), "date-time"),
        (ListType(ScalarType("date")), "array of date"),
        (ScalarType("bytes"), "binary"),
        (FileType(), "file"),
        (FileType(is_text=True), "text or a file"),
        (DurationType("seconds", "integer"), "integer"),
        (AnyType(), "any value"),
        (UnionType((STRING, AnyType())), "any value"),
    ],
)
def test_types_in_words(type_: Type, words: str) -> None:
    """A type reads as prose; that an enumeration is open is not said, because it always is."""
    styles = {"text": "{}", "code": "`{}`", "object": "[{}]"}
    assert "".join(styles[style].format(text) for text, style in FILTERS["type_words"](type_)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, "10 minutes"),
        (43199, "11 hours 59 minutes 59 seconds"),
        (2592000, "30 days"),
        (1, "1 second"),
        (0, "0 seconds"),
    ],
)
def test_spans_of_time(seconds: int, words: str) -> None:
    """Nobody has to divide by 3600."""
    assert FILTERS["duration"](seconds) == words


def test_the_classes_of_oauth_errors_exist() -> None:
    """The table of the token endpoint's codes names the exceptions that the package has."""
    template = (ROOT / "templates" / "_macros" / "reference" / "errors.html.jinja").read_text(encoding="utf-8")
    named = dict(re.findall(r'\("([a-z_]+)", "(\w+Error)"', template))
    assert named == {code: kind.__name__ for code, kind in errors.OAUTH_ERRORS.items()}
    others = [*re.findall(r'\("([A-Z]\w+Error)"', template), "UndocumentedStatusError", "InsecureFlowWarning"]
    assert all(hasattr(errors, name) for name in others)


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        (Constraints(), []),
        (Constraints(min_length=1), []),
        (Constraints(min_length=2, max_length=1), [("minimum length", "2"), ("maximum length", "1")]),
        (Constraints(minimum=0, maximum=1), [("at least", "0"), ("at most", "1")]),
        (Constraints(exclusive_minimum=1, exclusive_maximum=9.5), [("above", "1"), ("below", "9.5")]),
        (Constraints(multiple_of=1), [("multiple of", "1")]),
        (Constraints(min_items=1, max_items=1), [("minimum items", "1"), ("maximum items", "1")]),
        (Constraints(default=False), [("default", "false")]),
        (Constraints(default=0), [("default", "0")]),
        (Constraints(default=""), []),
        (Constraints(default="é", pattern="^é$"), [("default", "é"), ("pattern", "^é$")]),
        (Constraints(default=["é"]), [("default", '["é"]')]),
        (Constraints(format="uri"), [("format", "uri")]),
        (Constraints(format="date-time"), []),
        (Constraints(format="password"), []),
    ],
)
def test_limits_in_words(constraints: Constraints, expected: list[tuple[str, str]]) -> None:
    """What a type or a badge says already, and what holds anyway, is left out."""
    assert FILTERS["limits"](constraints) == expected


@pytest.mark.parametrize(
    ("text", "sentence"), [("A pet", "A pet."), ("A pet.\n", "A pet."), ("", ""), ("Why?", "Why?"), ("See:", "See:")]
)
def test_a_description_ends_where_the_next_sentence_begins(text: str, sentence: str) -> None:
    """Documents often leave the full stop out."""
    assert FILTERS["as_sentence"](text) == sentence
