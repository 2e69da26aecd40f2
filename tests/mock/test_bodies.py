"""Bodies of any media type, as a small description declares them, and what the mock reads of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comm100.testing._bodies import compile_other, holds_json, matches
from comm100.testing._error_response import ErrorResponse
from comm100.testing._request_validation import compile_body, cookies, media_type
from comm100.testing._schema import Compiler
from comm100.testing.messages import MockRequest

SCHEMAS = Compiler({})
FORM = "application/x-www-form-urlencoded"
PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "integer"}},
        "owner": {"type": "object"},
        "photo": {"type": "string"},
    },
}


def request(content_type: str | None, body: bytes, *more: str) -> MockRequest:
    fields = [("Content-Type", kind) for kind in (content_type, *more) if kind is not None]
    return MockRequest("POST", "https://a.example/", fields, body)


def part(name: str, content: str, *lines: str, more: str = "") -> str:
    head = [f'Content-Disposition: form-data; name="{name}"{more}', *lines]
    return "--x\r\n" + "\r\n".join(head) + f"\r\n\r\n{content}\r\n"


def read(body: str, content_type: str = "multipart/form-data; boundary=x", schema: Any = PET) -> Any:
    media = compile_other(SCHEMAS, content_type.partition(";")[0], {"schema": schema})
    return media.read(request(content_type, body.encode("latin-1")))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (part("name", "Bo"), {"name": "Bo"}),
        (part("name", "Bo") + part("age", "7"), {"name": "Bo", "age": 7}),
        (part("name", "1") + part("tags", "1") + part("tags", "2"), {"name": "1", "tags": [1, 2]}),
        (
            part("name", "Bo") + part("tags", "[1, 2]", "Content-Type: application/json"),
            {"name": "Bo", "tags": [1, 2]},
        ),
        (
            part("name", "Bo") + part("owner", '{"a": 1}', "content-type : application/x+json; a=b"),
            {"name": "Bo", "owner": {"a": 1}},
        ),
        (
            part("name", "Bo") + part("photo", "\xff\r\n--y", more='; filename="p"'),
            {"name": "Bo", "photo": "\xff\r\n--y"},
        ),
        (part("name", "\xff"), {"name": "\ufffd"}),
        (part("name", "") + part("x", "1"), {"name": "", "x": "1"}),
        ("preamble\r\n" + part("name", "Bo"), {"name": "Bo"}),
        (part("name", "Bo--x or --x--"), {"name": "Bo--x or --x--"}),
        (
            part("name", "Bo") + '--x\r\nContent-Disposition: form-data; filename="p"; name="photo"\r\n\r\n7\r\n',
            {"name": "Bo", "photo": "7"},
        ),
    ],
)
def test_the_parts_of_a_form_are_its_members(body: str, value: Any) -> None:
    """RFC 7578: with the types of the schema; lists repeat their name or are JSON; files are their content."""
    assert read(body + "--x--\r\n") == value
    assert read(body + "--x--", 'multipart/form-data; Boundary="x"') == value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (part("name", "Bo"), "The form is not validly encoded."),
        (part("name", "Bo") + "--x", "The form is not validly encoded."),
        ("", "The form is not validly encoded."),
        ("--x\r\nContent-Disposition: form-data\r\n\r\nBo\r\n--x--", "The form is not validly encoded."),
        ('--x\r\nContent-Disposition: inline; name="name"\r\n\r\nBo\r\n--x--', "The form is not validly encoded."),
        ('--x\r\nContent-Disposition: form-data; name="name"\r\nBo\r\n--x--', "The form is not validly encoded."),
        (part("name", "Bo") * 2 + "--x--", "Parameter 'name' must not be repeated."),
        (part("name", "{", "Content-Type: application/json") + "--x--", "A part of the form must be JSON."),
        (part("age", "7") + "--x--", "Parameter 'name' is required."),
        (part("name", "Bo") + part("age", "x") + "--x--", "Parameter 'age' must be integer."),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(body: str, words: str) -> None:
    """With what is wrong."""
    with pytest.raises(ErrorResponse) as caught:
        read(body)
    assert (caught.value.status, caught.value.message) == (400, words)


def test_a_form_may_have_no_parts() -> None:
    """If its schema requires none."""
    assert read("--x--", schema={"type": "object"}) == {}


def test_without_a_boundary_there_are_no_parts() -> None:
    """Whatever the body looks like."""
    with pytest.raises(ErrorResponse, match="not validly encoded"):
        read(part("name", "Bo") + "--x--", "multipart/form-data")


def test_text_is_checked_and_content_is_not() -> None:
    """A text must be UTF-8 and match its schema; anything else is bytes."""
    short = {"type": "string", "maxLength": 2}
    assert read("ab", "text/plain", short) == "ab"
    for body, words in (("abc", "The body"), ("\xff", "The body is not UTF-8 text.")):
        with pytest.raises(ErrorResponse) as caught:
            read(body, "text/plain", short)
        assert caught.value.status == 400
        assert caught.value.message.startswith(words)
    assert read("abc\xff", "image/png", short) == b"abc\xff"


@pytest.mark.parametrize(
    ("kind", "media_range", "expected"),
    [
        ("image/png", "image/png", True),
        ("image/png", "image/*", True),
        ("image/png", "*/*", True),
        ("image/png", "*/png", True),
        ("image/png", "image/gif", False),
        ("image/png", "audio/*", False),
        ("image/png", "image", False),
        ("image", "image/*", True),
    ],
)
def test_a_media_type_is_in_a_range(kind: str, media_range: str, expected: bool) -> None:
    """RFC 9110 section 12.5.1."""
    assert matches(kind, media_range) is expected


@pytest.mark.parametrize("name", ["*/*", "application/*", "application/*+json", "text/*", "application/json"])
@pytest.mark.parametrize("kind", ["object", "array", "integer", "number", "boolean", "string"])
def test_a_range_with_a_schema_of_parts_stands_for_json(name: str, kind: str) -> None:
    """One of a text may be anything."""
    expected = name in ("*/*", "application/*", "application/*+json") and kind != "string"
    assert holds_json(SCHEMAS, name, {"schema": {"type": kind}}) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("Text/Plain ; a=b",), "text/plain"),
        (("text/plain; charset=UTF-8",), "text/plain"),
        (('text/plain; charset = "us-ascii"',), "text/plain"),
        (("text/plain;charset=latin-1",), None),
        (("text/plain", "text/plain"), None),
        ((), None),
    ],
)
def test_the_media_type_of_a_request_is_one_that_can_be_read(fields: tuple[str, ...], expected: str | None) -> None:
    """In lower case, without parameters; None if it is repeated or of another charset."""
    assert media_type(request(None, b"", *fields)) == expected


def content_of(**kinds: Any) -> dict[str, Any]:
    return {"content": {name: {"schema": schema} for name, schema in kinds.items()}}


JSON_AND_FORM = content_of(**{"application/json; a=b": PET, FORM: PET, "text/csv": {"maxLength": 3}})


@pytest.mark.parametrize(
    ("source", "lenient", "content_type", "body", "value"),
    [
        (JSON_AND_FORM, (), "application/json", b'{"name": "Bo"}', {"name": "Bo"}),
        (JSON_AND_FORM, (), FORM, b"name=Bo&age=7&tags=1&tags=2&x=y&owner=%7B%7D", None),
        (JSON_AND_FORM, (), "text/csv", b"a,b", "a,b"),
        (JSON_AND_FORM, (), "text/csv", b"", None),
        (content_of(**{"*/*": PET}), (), "application/json", b'{"name": "Bo"}', {"name": "Bo"}),
        (content_of(**{"image/*": True}), (), "image/gif", b"x", b"x"),
        (content_of(**{"a/x+json": PET}), ("content-type",), None, b'{"name": "Bo"}', {"name": "Bo"}),
        (content_of(**{"a/x+json": PET}), ("content-type",), FORM, b'{"name": "Bo"}', {"name": "Bo"}),
        (
            content_of(**{"application/json": PET}),
            ("letter-case",),
            "application/json",
            b'{"NAME": "Bo"}',
            {"name": "Bo"},
        ),
    ],
)
def test_a_body_is_read_by_its_media_type(
    source: Any, lenient: Any, content_type: Any, body: bytes, value: Any
) -> None:
    """Of those that the operation declares; a lenient server takes JSON for what it is."""
    expected = (
        {"name": "Bo", "age": 7, "tags": [1, 2], "owner": {}} if content_type == FORM and value is None else value
    )
    assert compile_body(SCHEMAS, source, lenient).read(request(content_type, body)) == expected


@pytest.mark.parametrize(
    ("source", "lenient", "content_type", "body", "words"),
    [
        ({**JSON_AND_FORM, "required": True}, (), "text/csv", b"", "A request body is required."),
        (JSON_AND_FORM, (), "text/html", b"x", f"The Content-Type must be application/json or {FORM} or text/csv."),
        (JSON_AND_FORM, (), None, b"x", f"The Content-Type must be application/json or {FORM} or text/csv."),
        (content_of(**{"application/json": PET}), (), FORM, b"{}", "The Content-Type must be application/json."),
        (content_of(**{"text/csv": True}), ("content-type",), None, b"x", "The Content-Type must be text/csv."),
        (
            JSON_AND_FORM,
            ("content-type",),
            "a/b",
            b"{}",
            f"The Content-Type must be application/json or {FORM} or text/csv.",
        ),
        (JSON_AND_FORM, (), "application/json", b"{", "The body must be JSON."),
        (JSON_AND_FORM, (), "application/json", b"{}", "Parameter 'name' is required."),
        (JSON_AND_FORM, (), "application/json", b"[]", "The body must be object."),
        (JSON_AND_FORM, (), FORM, b"age=7", "Parameter 'name' is required."),
        (JSON_AND_FORM, (), FORM, b"name=a&name=b", "Parameter 'name' must not be repeated."),
        (JSON_AND_FORM, (), FORM, b"name=Bo&owner=x", "Parameter 'owner' must be JSON."),
        (JSON_AND_FORM, (), FORM, b"name=%", "The form is not validly encoded."),
        (JSON_AND_FORM, (), FORM, b"name=\xff", "The form is not validly encoded."),
        (
            content_of(**{"application/json": PET}),
            ("letter-case",),
            "application/json",
            b'{"NAME": "Bo", "name": "Bo"}',
            "Parameter 'name' must not be repeated.",
        ),
    ],
)
def test_a_body_that_is_not_as_declared_is_refused(
    source: Any, lenient: Any, content_type: Any, body: bytes, words: str
) -> None:
    """The message lists what is accepted, or names the place."""
    with pytest.raises(ErrorResponse) as caught:
        compile_body(SCHEMAS, source, lenient).read(request(content_type, body))
    assert (caught.value.status, caught.value.message) == (400, words)


def test_lines_of_json_are_not_json() -> None:
    """Each of them is."""
    body = compile_body(SCHEMAS, content_of(**{"application/x-ndjson": {"type": "array"}}))
    assert body.read(request("application/x-ndjson", b'{"a": 1}\n{"a": 2}\n')) is not None


def test_names_and_known_texts_are_spelled_as_documented() -> None:
    """At every level of a lenient server's body; others stay as they are."""
    inner = {"type": "object", "properties": {"Kind": {"enum": ["Big", "BIG", "small", 7]}}}
    schema = {"allOf": [{"properties": {"List": {"type": "array", "items": inner}}}, inner]}
    body = compile_body(SCHEMAS, content_of(**{"application/json": schema}), ("letter-case",))

    def spelled(value: Any) -> Any:
        return body.read(request("application/json", json.dumps(value).encode()))

    assert spelled({"LIST": [{"kind": "SMALL"}, {"KIND": "Big"}], "kind": "BIG", "X": {"Y": "Z"}}) == {
        "List": [{"Kind": "small"}, {"Kind": "Big"}],
        "Kind": "BIG",
        "X": {"Y": "Z"},
    }
    assert spelled({"Kind": 7}) == {"Kind": 7}


def test_cookies_are_read_in_order() -> None:
    """RFC 6265 section 4.2.1; values may be percent-encoded."""
    assert cookies(["a=1; b=%20; c", " a=2=3 "]) == {"a": ["1", "2=3"], "b": [" "]}


def test_a_list_of_anything_is_a_list() -> None:
    """Its items are texts if the schema says nothing about them; other members of any form are, too."""
    schema = {"type": "object", "properties": {"tags": {"type": "array"}}}
    parts = part("tags", "1") + part("tags", "true") + part("other", "2")
    assert read(f"{parts}--x--", schema=schema) == {"tags": ["1", "true"], "other": "2"}
