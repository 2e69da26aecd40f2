"""How values become text: parameters in every style, JSON, header fields, and what messages show of an argument."""

from __future__ import annotations

import datetime
import decimal
import uuid
from enum import Enum
from typing import Any

import pytest

from comm100._wire import (
    OMIT,
    Style,
    describe,
    field_value,
    header_value,
    is_json,
    json_text,
    pairs,
    path_segment,
    text_of,
    to_wire,
)
from comm100.errors import ConfigurationError
from comm100.models import Agent

COLORS = ["blue", "black", "a b"]
RGB = {"R": 100, "G": None, "B": "a,b"}
DAY = datetime.date(2026, 3, 1)


class Color(str, Enum):  # noqa: UP042  # as programs for Python before 3.11 write them
    RED = "red"


class Level(int, Enum):
    HIGH = 3


class Plain(Enum):
    ON = True


def styled(name: str, *, explode: bool = False, reserved: bool = False) -> Style:
    return Style(name, explode, reserved)


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (None, None, []),
        (OMIT, None, []),
        ("a b&c=d/e", None, ["k%26=a%20b%26c%3Dd%2Fe"]),
        (7, None, ["k%26=7"]),
        (True, None, ["k%26=true"]),
        (False, None, ["k%26=false"]),
        (2.5, None, ["k%26=2.5"]),
        (DAY, None, ["k%26=2026-03-01"]),
        (0, None, ["k%26=0"]),
        ("", None, ["k%26="]),
        (COLORS, None, ["k%26=blue", "k%26=black", "k%26=a%20b"]),
        (tuple(COLORS), None, ["k%26=blue", "k%26=black", "k%26=a%20b"]),
        ([], None, []),
        ("a b", styled("form"), ["k%26=a%20b"]),
        (COLORS, styled("form"), ["k%26=blue,black,a%20b"]),
        (COLORS, styled("form", explode=True), ["k%26=blue", "k%26=black", "k%26=a%20b"]),
        (COLORS, styled("spaceDelimited"), ["k%26=blue%20black%20a%20b"]),
        (COLORS, styled("pipeDelimited"), ["k%26=blue%7Cblack%7Ca%20b"]),
        (RGB, styled("form"), ["k%26=R,100,B,a%2Cb"]),
        (RGB, styled("form", explode=True), ["R=100", "B=a%2Cb"]),
        ({"a": 0, "b": False, "c": "", "d": None}, styled("form", explode=True), ["a=0", "b=false", "c="]),
        (RGB, styled("spaceDelimited"), ["k%26=R%20100%20B%20a%2Cb"]),
        (RGB, styled("pipeDelimited"), ["k%26=R%7C100%7CB%7Ca%2Cb"]),
        (RGB, styled("deepObject", explode=True), ["k%26%5BR%5D=100", "k%26%5BB%5D=a%2Cb"]),
        ({"a": [1, {"b": 2}]}, styled("deepObject"), ["k%26%5Ba%5D%5B0%5D=1", "k%26%5Ba%5D%5B1%5D%5Bb%5D=2"]),
        ([1, 2], styled("deepObject"), ["k%26%5B0%5D=1", "k%26%5B1%5D=2"]),
        (7, styled("deepObject"), ["k%26=7"]),
        ({"a": [1, "x"]}, styled("json"), ["k%26=%7B%22a%22%3A%5B1%2C%22x%22%5D%7D"]),
        ("x", styled("json"), ["k%26=%22x%22"]),
        ({"a": {"b": 1}}, styled("form"), ["k%26=a,%7B%22b%22%3A1%7D"]),
        ("a/b?c&d#", styled("form", reserved=True), ["k%26=a/b?c%26d%23"]),
        (["a/b", "c&d"], styled("form", reserved=True), ["k%26=a/b,c%26d"]),
    ],
)
def test_a_parameter_has_the_pairs_of_its_style(value: Any, style: Style | None, expected: list[str]) -> None:
    """As the table of OpenAPI 3.1, section 4.8.12.4, shows them; separators and values are percent-encoded."""
    assert [f"{name}={text}" for name, text in pairs("k&", value, style)] == expected


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        ("a/b", None, "a%2Fb"),
        (7, None, "7"),
        (True, None, "true"),
        (COLORS, None, "blue,black,a%20b"),
        (["x"], styled("simple", explode=True), "x"),
        (COLORS, styled("simple", explode=True), "blue,black,a%20b"),
        (RGB, styled("simple"), "R,100,B,a%2Cb"),
        (RGB, styled("simple", explode=True), "R=100,B=a%2Cb"),
        ("a b", styled("label"), ".a%20b"),
        (COLORS, styled("label"), ".blue,black,a%20b"),
        (COLORS, styled("label", explode=True), ".blue.black.a%20b"),
        (RGB, styled("label"), ".R,100,B,a%2Cb"),
        (RGB, styled("label", explode=True), ".R=100.B=a%2Cb"),
        ("a b", styled("matrix"), ";k%26=a%20b"),
        (COLORS, styled("matrix"), ";k%26=blue,black,a%20b"),
        (COLORS, styled("matrix", explode=True), ";k%26=blue;k%26=black;k%26=a%20b"),
        (RGB, styled("matrix"), ";k%26=R,100,B,a%2Cb"),
        (RGB, styled("matrix", explode=True), ";R=100;B=a%2Cb"),
        ({"a": 1}, styled("json"), "%7B%22a%22%3A1%7D"),
        ("a/b", styled("simple", reserved=True), "a%2Fb"),
    ],
)
def test_a_path_parameter_is_expanded_in_its_style(value: Any, style: Style | None, expected: str) -> None:
    """RFC 6570 sections 3.2.2, 3.2.5 and 3.2.7; a slash could lead to another path and is always encoded."""
    assert path_segment("k&", value, style) == expected


@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("value", [None, OMIT, "", [], {}, {"a": None}])
def test_a_path_parameter_without_content_is_refused(value: Any, style: str, explode: bool) -> None:
    """Whatever its style, a prefix alone would name another object or none."""
    with pytest.raises(ConfigurationError, match="path parameter 'k'"):
        path_segment("k", value, styled(style, explode=explode))


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        ("a b,ü", None, "a b,ü"),
        (True, None, "true"),
        ([1, "b c"], None, "1,b c"),
        ([1, "b c"], styled("simple"), "1,b c"),
        (RGB, styled("simple"), "R,100,B,a,b"),
        (RGB, styled("simple", explode=True), "R=100,B=a,b"),
        ({"a": [1]}, styled("json"), '{"a":[1]}'),
        ({"a": [1]}, styled("simple"), "a,[1]"),
    ],
)
def test_a_header_parameter_is_not_percent_encoded(value: Any, style: Style | None, expected: str) -> None:
    """The only style of header fields in OpenAPI 3.1 is simple, and HTTP does not escape their values."""
    assert field_value(value, style) == expected


@pytest.mark.parametrize("serialize", [lambda value: pairs("k", value), lambda value: path_segment("k", value)])
@pytest.mark.parametrize("value", [{}, {"a": 1}, [[1]], [{"a": 1}], b"x", bytearray(b"x")])
def test_what_a_plain_parameter_cannot_hold_is_refused(serialize: Any, value: Any) -> None:
    """Objects and nested lists need a style, and bytes have no text."""
    with pytest.raises(TypeError, match="cannot be a parameter"):
        serialize(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ({1: OMIT, "a": None, "b": [None]}, {"a": None, "b": [None]}),
        ({7: ({"a": OMIT},)}, {"7": [{}]}),
        (DAY, "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 12, 30, tzinfo=datetime.UTC), "2026-03-01T12:30:00+00:00"),
        (b"x", b"x"),
        ("abc", "abc"),
        (Agent.from_dict({"id": 7}), {"id": 7}),
        ([Agent.from_dict({"id": 7})], [{"id": 7}]),
    ],
)
def test_python_values_become_json_values(value: Any, plain: Any) -> None:
    """Models, dates and any mapping or sequence; texts are not sequences of letters."""
    assert to_wire(value) == plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (1, "1"),
        (1.0, "1.0"),
        ("é", "é"),
        (DAY, "2026-03-01"),
        (["é", 1], '["é",1]'),
        ({"a": None}, '{"a":null}'),
        (Color.RED, "red"),
        (Level.HIGH, "3"),
        (Plain.ON, "true"),
        (decimal.Decimal("1.50"), "1.50"),
        (datetime.time(1, 2), "01:02:00"),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    ],
)
def test_a_value_has_one_text(value: Any, text: str) -> None:
    """Booleans and parts as in JSON, compact and not escaped."""
    assert text_of(value) == text


@pytest.mark.parametrize("value", [Color.RED, Level.HIGH, Plain.ON, [Color.RED, Plain.ON], {"a": Color.RED}])
def test_an_enum_is_its_value_in_parameters_and_bodies(value: Any) -> None:
    """Even one that is a str or an int too, whose text would be its name in the program."""
    plain = {"a": "red"} if isinstance(value, dict) else ["red", True] if isinstance(value, list) else value.value
    assert to_wire(value) == plain
    assert json_text(value) == json_text(plain)
    for style in (None, styled("json"), styled("form", explode=True), styled("simple")):
        if style is not None or not isinstance(value, dict):
            assert field_value(value, style) == field_value(plain, style)
            assert pairs("k", value, style) == pairs("k", plain, style)
            assert path_segment("k", value, style) == path_segment("k", plain, style)


@pytest.mark.parametrize(
    "value",
    [
        *(float("nan"), float("inf"), decimal.Decimal("NaN"), decimal.Decimal("-Infinity")),
        *({1}, frozenset([1]), (item for item in "ab"), object(), len, int, 1j, datetime.timedelta(1)),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("as_item", [False, True])
def test_what_has_no_text_on_the_wire_is_refused(value: Any, as_item: bool) -> None:
    """Instead of being sent as Python shows it: ``<generator object …>``."""
    given = [value] if as_item else value
    for serialize in (lambda: pairs("k", given), lambda: path_segment("k", given), lambda: field_value(given)):
        with pytest.raises((TypeError, ValueError), match="cannot be a parameter"):
            serialize()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_json_has_no_place_for_some_numbers(number: float) -> None:
    """Python's own encoder would write ``NaN``, which no parser has to accept (RFC 8259 section 6)."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"a": number})


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/json", True),
        ("Application/JSON ; charset=utf-8", True),
        ("text/json", True),
        ("application/problem+json", True),
        ("application/jsonl", False),
        ("application/json-seq", False),
        ("text/plain", False),
        ("text/plain; note=application/json", False),
        ("application/x+json+xml", False),
        ("", False),
    ],
)
def test_json_is_told_by_the_media_type(media_type: str, expected: bool) -> None:
    """By the essence alone, with the suffix of RFC 6839 section 3.1."""
    assert is_json(media_type) is expected


@pytest.mark.parametrize("value", ["", "a\tb", " ~", "ÿ\x80"])
def test_a_header_field_takes_visible_characters(value: str) -> None:
    """RFC 9110 section 5.5: visible ASCII, spaces, tabs and the upper half of Latin-1."""
    assert header_value("X-a!#1", value) == value


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\n", "é", "a(b)", 7, None])
def test_a_header_field_needs_a_token_as_its_name(name: Any) -> None:
    """RFC 9110 section 5.6.2; an odd name is shown, because it is not secret."""
    with pytest.raises(ConfigurationError, match="is not a valid name of a header field"):
        header_value(name, "x")


@pytest.mark.parametrize("value", ["a\r\nb: c", "a\n", "\x00", "\x7f", "\x1f", "\u0100", 7, None, b"x"])
def test_a_header_field_refuses_what_could_start_another(value: Any) -> None:
    """The value is not shown."""
    with pytest.raises(ConfigurationError, match=r"^The header X has a value with line breaks"):
        header_value("X", value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "None"),
        (True, "True"),
        (1.5, "1.5"),
        (10**20 - 1, "9" * 20),
        (1 - 10**20, "-" + "9" * 20),
        (10**20, "a int"),
        (-(10**20), "a int"),
        ("x" * 80, repr("x" * 80)),
        ("x" * 81, "a str"),
        (b"x", "a bytes"),
        ([], "a list"),
    ],
)
def test_messages_show_short_arguments_only(value: Any, shown: str) -> None:
    """Long ones would drown the message, and others may hold anything."""
    assert describe(value) == shown


def test_what_is_omitted_is_false_and_has_a_name() -> None:
    """It stands in signatures, and ``value or default`` reads as it does for None."""
    assert not OMIT
    assert repr(OMIT) == "OMIT"
