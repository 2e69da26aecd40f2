"""Text from the wire to values: percent-encoding, forms, JSON, Basic credentials, scalars of parameters."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from comm100.testing._forms import (
    coerce,
    constant_time_equal,
    group_values,
    parse_authorization,
    parse_basic,
    parse_json,
    parse_pairs,
    unquote,
    unquote_plus,
)


@pytest.mark.parametrize(("text", "decoded"), [("a+b", "a+b"), ("%61%C3%A9%2b", "aé+"), ("", ""), ("%25zz", "%zz")])
def test_percent_encoding_is_decoded_as_utf_8(text: str, decoded: str) -> None:
    """A plus sign is a space in forms only."""
    assert unquote(text) == decoded
    assert unquote_plus(text) == decoded.replace("+", " ") if "%2b" not in text else unquote_plus("%2b") == "+"


@pytest.mark.parametrize("text", ["é", "%", "%a", "%zz", "a%2", "%ff", "%ED%A0%80"])
def test_what_is_not_percent_encoded_text_is_refused(text: str) -> None:
    """Other characters than ASCII, half an escape, and bytes that are not UTF-8."""
    with pytest.raises(ValueError, match=r"percent|utf-8"):
        unquote(text)


def test_pairs_keep_their_order_and_repetitions() -> None:
    """An empty piece is none; a name without an equals sign has an empty value."""
    pairs = parse_pairs("a=1&&b=x+y%3D&a=&c&=d&e=f=g&")
    assert pairs == [("a", "1"), ("b", "x y="), ("a", ""), ("c", ""), ("", "d"), ("e", "f=g")]
    assert group_values(pairs) == {"a": ["1", ""], "b": ["x y="], "c": [""], "": ["d"], "e": ["f=g"]}


@pytest.mark.parametrize(
    ("text", "types", "value"),
    [
        ("0", ("integer",), 0),
        ("-0", ("integer",), 0),
        ("-12", ("integer", "number"), -12),
        ("9" * 1000, ("integer",), int("9" * 1000)),
        ("9" * 1001, ("integer",), "9" * 1001),
        ("01", ("integer",), "01"),
        ("1.0", ("integer",), "1.0"),
        ("1.0", ("number",), 1.0),
        ("1", ("number",), 1.0),
        ("-1.5e+3", ("number",), -1500.0),
        ("1E2", ("number",), 100.0),
        ("1e999", ("number",), "1e999"),
        ("1e9999999999", ("number",), "1e9999999999"),
        (".5", ("number",), ".5"),
        ("1.", ("number",), "1."),
        ("+1", ("number", "integer"), "+1"),
        ("nan", ("number",), "nan"),
        ("true", ("boolean",), True),
        ("false", ("boolean",), False),
        ("True", ("boolean",), "True"),
        ("1", ("boolean",), "1"),
        ("1", ("string",), "1"),
        ("true", (), "true"),
    ],
)
def test_a_scalar_is_what_its_schema_allows(text: str, types: Any, value: Any) -> None:
    """Spelled as in JSON; what is not stays a text, which the schema then refuses."""
    result = coerce(text, types)
    assert result == value
    assert type(result) is type(value)


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "body", [b"1", b' {"a": [1.5, null]} ', '"é"'.encode(), nested(100), b'{"a":' * 99 + b"1" + b"}" * 99]
)
def test_json_is_decoded(body: bytes) -> None:
    """In UTF-8, and up to a hundred levels."""
    parse_json(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "must be JSON"),
        (b"\xef\xbb\xbf1", "must be JSON"),
        (b"\xff", "must be JSON"),
        (b'{"a": 1, "a": 1}', "must be JSON"),
        (b'[{"a": 1, "a": 2}]', "must be JSON"),
        (b"NaN", "must be JSON"),
        (b"-Infinity", "must be JSON"),
        (b"1e999", "must be JSON"),
        (nested(100_000), "must be JSON"),
        (nested(101), "is nested too deeply"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "is nested too deeply"),
    ],
)
def test_what_is_not_plain_json_is_refused(body: bytes, words: str) -> None:
    """RFC 8259: no byte order mark, no name twice, no number that is not finite."""
    with pytest.raises(ValueError, match=f"^{words}$"):
        parse_json(body)


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("Basic YQ==", ("basic", "YQ==")),
        ("  BEARER   a b  ", ("bearer", "a b")),
        ("token", ("token", "")),
        ("", ("", "")),
    ],
)
def test_an_authorization_header_has_a_scheme_and_credentials(header: str, parts: tuple[str, str]) -> None:
    """RFC 9110 section 11.4: the scheme in any letter case."""
    assert parse_authorization(header) == parts


@pytest.mark.parametrize(
    ("text", "pair"),
    [(b"a:b", ("a", "b")), (b"a:b:c", ("a", "b:c")), (b":", ("", "")), (b"ab", None), (b"\xff:b", None), (b"", None)],
)
def test_basic_credentials_are_split_at_the_first_colon(text: bytes, pair: Any) -> None:
    """RFC 7617 section 2: UTF-8 in base64, and a password may contain colons."""
    assert parse_basic(base64.b64encode(text).decode()) == pair
    assert parse_basic("?" + base64.b64encode(text).decode()) is None


def test_secrets_are_equal_byte_for_byte() -> None:
    """Half a surrogate pair included, which JSON can hold."""
    assert constant_time_equal("é\ud800", "é\ud800")
    assert not constant_time_equal("a", "A")
    assert not constant_time_equal("a", "a ")
    assert not constant_time_equal("e\u0301", "é")
