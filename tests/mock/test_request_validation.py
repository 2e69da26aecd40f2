"""Requests that the document does not allow get the documented 400."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from comm100.testing._error_response import ErrorResponse
from comm100.testing._request_validation import compile_form, compile_parameter, read_parameters
from comm100.testing._schema import Compiler
from tests.mock.support import ADA, AGENTS, ME, Wire

NEW = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
JSON = {**ADA, "Content-Type": "application/json"}


def refused(response: Any) -> Any:
    assert response.status == 400, response.body
    assert response.json()["code"] == 400000
    return response.json()["message"]


@pytest.mark.parametrize("text", ["+1", "01", "1.0", "1e0", "٣", " 1", "1 ", "0x1", "one", "", "1,2", "true"])
def test_an_integer_consists_of_ascii_digits(wire: Wire, text: Any) -> None:
    """Python's ``int()`` accepts most of these."""
    assert "pageIndex" in refused(wire.get(f"{AGENTS}?pageIndex={quote(text)}"))


def test_an_integer_has_limits(wire: Wire) -> None:
    """``minimum`` applies in paths and queries, to numbers of any length."""
    assert "at least 1" in refused(wire.get(f"{AGENTS}/0"))
    assert "at least 0" in refused(wire.get(f"{AGENTS}?pageIndex=-1"))
    assert wire.get(f"{AGENTS}/{'9' * 400}").status == 404
    refused(wire.get(f"{AGENTS}/{'9' * 5000}"))


def test_a_condition_is_named_with_what_it_lacks(wire: Wire) -> None:
    """The error leads from the parameter through the number of the object to its member."""
    message = refused(wire.get("/api/v2/livechat/chats?conditions[0][field]=email&conditions[0][operate]=equal"))
    assert message == "Parameter 'conditions/0/value' is required."


def test_a_repeated_parameter_is_refused(wire: Wire) -> None:
    """Otherwise nobody could tell which value counts."""
    assert "repeated" in refused(wire.get(f"{AGENTS}?pageIndex=0&pageIndex=0"))


def test_an_unknown_query_parameter_is_ignored(wire: Wire) -> None:
    """The document does not forbid it, and RFC 6749 section 3.1 requires it of the OAuth endpoints."""
    assert wire.get(f"{AGENTS}?siteId=1&siteId=2&x=").status == 200


@pytest.mark.parametrize("query", ["pageIndex=%", "x=%ff", "%zz=1"])
def test_an_invalidly_encoded_query_is_refused(wire: Wire, query: Any) -> None:
    """A broken escape, or bytes that are not UTF-8."""
    refused(wire.get(f"{AGENTS}?{query}"))


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/json; charset=latin-1", "application/xml"],
)
def test_another_media_type_is_refused(wire: Wire, kind: Any) -> None:
    """The document does not list 415, so the response is the documented 400."""
    headers = {**ADA, "Content-Type": kind}
    assert "Content-Type" in refused(wire.send("POST", AGENTS, headers, json.dumps(NEW).encode()))


@pytest.mark.parametrize("kind", ["", "application/x-www-form-urlencoded"])
def test_json_is_read_as_the_samples_send_it(wire: Wire, kind: str) -> None:
    """The vendor's samples name no media type, so that curl sends that of a form (``x-lenient``)."""
    headers = {**ADA, "Content-Type": kind} if kind else ADA
    assert wire.send("POST", AGENTS, headers, json.dumps(NEW).encode()).status == 200
    assert "JSON" in refused(wire.send("POST", AGENTS, headers, b"email=a"))


@pytest.mark.parametrize(
    "kind", ["application/json", "application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_media_types_ignore_letter_case_and_charset(wire: Wire, kind: Any) -> None:
    """RFC 9110 section 8.3.1."""
    assert wire.send("POST", AGENTS, {**ADA, "Content-Type": kind}, json.dumps(NEW).encode()).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"email": NaN}',
        b'{"groups": [NaN]}',
        b'{"bio": "a", "bio": "b"}',
        "{}".encode("utf-16"),
        b"[" * 100_000,
        b'{"groups": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"extra": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"groups": [' + b"9" * 5_000 + b"]}",
    ],
    ids=["cut", "bytes", "bom", "nan", "nan-anywhere", "twice", "utf-16", "deep", "deep-valid", "too-deep", "digits"],
)
def test_invalid_json_is_refused(wire: Wire, body: Any) -> None:
    """RFC 8259: UTF-8 without a byte order mark, no NaN, no repeated name; nor anything that Python cannot parse."""
    refused(wire.send("PUT", ME, JSON, body))


def test_a_missing_body_is_refused(wire: Wire) -> None:
    """``required: true`` applies to the body itself."""
    assert "required" in refused(wire.send("POST", AGENTS, JSON))


def test_an_undeclared_body_is_ignored(wire: Wire) -> None:
    """Unlocking takes no body."""
    assert wire.send("PUT", f"{AGENTS}/3/unlock", JSON, b"{}").status == 200


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"email": None}, "email"),
        ({"email": "nobody"}, "email"),
        ({"bio": 1}, "bio"),
        ({"groups": {}}, "groups"),
        ({"password": ""}, "password"),
        ({"lastName": ...}, "lastName"),
    ],
)
def test_a_body_that_does_not_match_its_schema_is_refused(wire: Wire, change: Any, place: Any) -> None:
    """The message names the property, but never its value."""
    body = {name: value for name, value in {**NEW, **change}.items() if value is not ...}
    message = refused(wire.json("POST", AGENTS, body))
    assert f"'{place}'" in message
    assert "nobody" not in message


@pytest.mark.parametrize("body", [[], "text", 1, None, True])
def test_a_body_of_another_type_is_refused(wire: Wire, body: Any) -> None:
    """An object is required."""
    refused(wire.json("POST", AGENTS, body))


def test_a_property_that_the_server_assigns_is_ignored(wire: Wire) -> None:
    """The server assigns ``id`` and ``isAdmin``; sending them has no effect, whatever their value."""
    created = wire.json("POST", AGENTS, {**NEW, "id": "x", "isAdmin": True, "isLocked": 7}).json()
    assert (created["id"], created["isAdmin"], created["isLocked"]) == (5, False, False)


def test_a_lone_surrogate_is_kept(wire: Wire) -> None:
    """JSON can contain it, so nothing may fail on it."""
    created = wire.send("POST", AGENTS, JSON, json.dumps({**NEW, "bio": "\ud800", "password": "\ud800"}).encode())
    assert created.json()["bio"] == "\ud800"


def value_or_message(reader: Any, texts: Any) -> Any:
    try:
        return reader(texts)
    except ErrorResponse as error:
        return error.status == 400 and error.message


def read(schema: Any, *texts: str, **source: Any) -> Any:
    """Return the value of a parameter that is sent as some texts, or the error message."""
    described = {"name": "p", "in": "query", "schema": schema, **source}
    parameter = compile_parameter(Compiler({}, "request"), described)
    assert parameter is not None
    return value_or_message(parameter.read, texts)


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_boolean_is_true_or_false(text: Any) -> None:
    """In lower case, as JSON has it."""
    assert read({"type": "boolean"}, text) is (text == "true")


@pytest.mark.parametrize(
    "text",
    [
        "True",
        "False",
        "TRUE",
        "tRue",
        "1",
        "0",
        "yes",
        "on",
        "t",
        "tru",
        "truee",
        "true ",
        " true",
        "",
        "null",
        "\uff54rue",
    ],
)
def test_nothing_else_is_a_boolean(text: Any) -> None:
    """Not even the result of Python's ``str(True)``."""
    assert read({"type": "boolean"}, text) == "Parameter 'p' must be boolean."


INTEGERS = {"type": "integer", "minimum": 2, "maximum": 99}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", 2),
        ("99", 99),
        ("1", "Parameter 'p' must be at least 2."),
        ("100", "Parameter 'p' must be at most 99."),
        ("-2", "Parameter 'p' must be at least 2."),
        ("9" * 30, "Parameter 'p' must be at most 99."),
        *[
            (text, "Parameter 'p' must be integer.")
            for text in (
                "+2",
                "02",
                "2.0",
                "2e0",
                " 2",
                "2 ",
                "2\n",
                "2_0",
                "0x2",
                "\u0662",
                "\uff12",
                "",
                "two",
                "--2",
                "-",
                "true",
            )
        ],
    ],
)
def test_an_integer_can_equal_its_limits(text: Any, expected: Any) -> None:
    """Beyond them it is refused, as is anything that only looks like an integer."""
    assert read(INTEGERS, text) == expected


@pytest.mark.parametrize(
    ("schema", "texts"),
    [
        ({"type": "integer", "exclusiveMinimum": 2}, {"3": 3, "2": "Parameter 'p' must be greater than 2."}),
        ({"type": "integer", "exclusiveMaximum": 2}, {"1": 1, "2": "Parameter 'p' must be less than 2."}),
        ({"type": "integer", "multipleOf": 5}, {"10": 10, "0": 0, "11": "Parameter 'p' must be a multiple of 5."}),
        ({"type": "string", "minLength": 2, "maxLength": 3}, {"ab": "ab", "äbc": "äbc", "12": "12"}),
        ({"type": "string", "minLength": 2}, {"a": "Parameter 'p' must have at least 2 characters."}),
        ({"type": "string", "maxLength": 1}, {"ab": "Parameter 'p' must have at most 1 character."}),
        ({"const": 1}, {"1": 1, "01": "Parameter 'p' must be 1.", "true": "Parameter 'p' must be 1."}),
    ],
)
def test_limits_apply_to_the_coerced_value(schema: Any, texts: Any) -> None:
    """On the limit, and one step beyond it."""
    assert {text: read(schema, text) for text in texts} == texts


@pytest.mark.parametrize("text", ["1.5", "-0.5", "0", "-1", "1e2", "1E-2", "100000000000000000000"])
def test_numbers_follow_the_grammar_of_json(text: Any) -> None:
    """With a sign, a fraction and an exponent."""
    assert read({"type": "number"}, text) == float(text)


@pytest.mark.parametrize(
    "text",
    ["1.", ".5", "1e", "1e999", "-1e999", "+1", "01", "1,5", "1_0", "inf", "Infinity", "nan", "0x1p1", "\u0661"],
)
def test_nothing_else_is_a_number(text: Any) -> None:
    """Python's ``float()`` accepts most of these."""
    assert read({"type": "number"}, text) == "Parameter 'p' must be number."


@pytest.mark.parametrize("text", ["Open", "OPEN", "ope", "openn", "open ", " open", "open,sent", "", "sent|open"])
def test_enum_values_are_compared_exactly(text: Any) -> None:
    """Other letter case, a prefix, a suffix, and two values at once are refused."""
    assert read({"enum": ["open", "sent"]}, text) == "Parameter 'p' must be one of open, sent."


@pytest.mark.parametrize("texts", [("1", "1"), ("1", "2"), ("1", ""), ("", "1"), ("1", "1", "1")])
@pytest.mark.parametrize("place", ["query", "header"])
def test_a_repeated_value_is_refused(texts: Any, place: Any) -> None:
    """Even if it is the same value each time."""
    assert read({"type": "integer"}, *texts, **{"in": place}) == "Parameter 'p' must not be repeated."


@pytest.mark.parametrize(
    ("place", "lenient", "outcome"),
    [
        ("query", ("letter-case",), "Shifts"),
        ("query", (), "Parameter 'p' must be Shifts."),
        ("path", ("letter-case",), "Parameter 'p' must be Shifts."),
    ],
)
def test_the_letter_case_of_a_query_counts_unless_the_server_is_lenient(
    place: str, lenient: tuple[str, ...], outcome: str
) -> None:
    """A value that the document lists is then read as it is written there (``x-lenient``)."""
    described = {"name": "p", "in": place, "schema": {"enum": ["Shifts"]}}
    parameter = compile_parameter(Compiler({}), described, lenient)
    assert parameter is not None
    assert value_or_message(parameter.read, ["shiftS"]) == outcome


def test_the_letter_case_of_names_counts() -> None:
    """As of the parameters of RFC 6749 and of cookies."""
    parameter = compile_parameter(Compiler({}), {"name": "aName", "in": "cookie", "schema": {}})
    assert parameter is not None
    assert read_parameters([parameter], "cookie", {"aname": ["1"]}) == {}
    assert read_parameters([parameter], "cookie", {"aName": ["1"]}) == {"aName": "1"}


NAMES = [("aName", "bName"), ("bName", "aName")]


def both_or_none(**texts: str) -> Any:
    """Return the values of two parameters that require each other, which are sent in capitals."""
    sources = [{"name": name, "in": "query", "schema": {}, "x-requires": other} for name, other in NAMES]
    compiled = [parameter for source in sources if (parameter := compile_parameter(Compiler({}), source))]
    sent = {name.upper(): [text] for name, text in texts.items()}
    return read_parameters(compiled, "query", sent, ignore_case=True)


def test_parameters_that_go_together_are_not_sent_alone() -> None:
    """``x-requires`` is about what is sent, in any letter case."""
    assert both_or_none() == {}
    assert both_or_none(aName="1", bName="2") == {"aName": "1", "bName": "2"}
    with pytest.raises(ErrorResponse, match="Parameter 'bName' is required with 'aName'") as caught:
        both_or_none(aName="1")
    assert caught.value.status == 400
    with pytest.raises(ErrorResponse, match="Parameter 'aName' is required with 'bName'"):
        both_or_none(bName="2")


ITEMS = {"type": "array", "items": {"type": "integer"}, "maxItems": 3}


@pytest.mark.parametrize(
    ("texts", "source", "expected"),
    [
        (["1", "2"], {}, [1, 2]),
        (["1"], {}, [1]),
        (["1,2"], {}, "Parameter 'p/0' must be integer."),
        (["1", "True"], {}, "Parameter 'p/1' must be integer."),
        (["1", "2", "3", "4"], {}, "Parameter 'p' must have at most 3 items."),
        (["1,2"], {"explode": False}, [1, 2]),
        (["1", "2"], {"explode": False}, "Parameter 'p' must not be repeated."),
        (["1|2"], {"explode": False}, "Parameter 'p/0' must be integer."),
        (["1,"], {"explode": False}, "Parameter 'p/1' must be integer."),
        (["1|2"], {"style": "pipeDelimited"}, [1, 2]),
        (["1 2"], {"style": "spaceDelimited"}, [1, 2]),
        (["1,2"], {"in": "path"}, [1, 2]),
        (["1,2"], {"in": "header"}, [1, 2]),
    ],
)
def test_arrays_follow_their_style(texts: Any, source: Any, expected: Any) -> None:
    """OpenAPI 3.1, Style Values; the message names the item."""
    assert read(ITEMS, *texts, **source) == expected


FIELDS = {
    "type": "object",
    "required": ["site"],
    "properties": {
        "site": {"$ref": "#/properties/number"},
        "number": {"type": "integer", "minimum": 1},
        "agree": {"type": "boolean"},
    },
}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"site": ["1"], "agree": ["true"]}, {"site": 1, "agree": True}),
        ({"site": ["1"], "other": ["1", "2"]}, {"site": 1}),
        ({"site": ["1"], "Site": ["2"]}, {"site": 1}),
        ({"Site": ["1"]}, "Parameter 'site' is required."),
        ({}, "Parameter 'site' is required."),
        ({"site": []}, "Parameter 'site' is required."),
        ({"site": [""]}, "Parameter 'site' must be integer."),
        ({"site": ["0"]}, "Parameter 'site' must be at least 1."),
        ({"site": ["+1"]}, "Parameter 'site' must be integer."),
        ({"site": ["1", "1"]}, "Parameter 'site' must not be repeated."),
        ({"site": ["1"], "agree": ["True"]}, "Parameter 'agree' must be boolean."),
        ({"site": ["1"], "agree": ["1"]}, "Parameter 'agree' must be boolean."),
        ({"site": ["1"], "agree": ["true", "true"]}, "Parameter 'agree' must not be repeated."),
    ],
)
def test_forms_are_as_strict_as_queries(texts: Any, expected: Any) -> None:
    """Undeclared fields are ignored, whatever their value."""
    form = compile_form(Compiler(FIELDS, "request"), FIELDS)
    assert value_or_message(form.read, texts) == expected
