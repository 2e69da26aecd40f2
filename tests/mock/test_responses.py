"""Responses that a small description declares: examples, smallest values, errors in their documented shapes."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from comm100.testing import Mock, MockRequest
from comm100.testing._document import Document
from comm100.testing._error_response import ErrorResponse
from comm100.testing._responses import ResponseFactory, error_description, example_value, minimal_value

SHARED = {
    "Text": {"type": "string", "minLength": 2},
    "Named": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
    "Endless": {
        "type": "object",
        "required": ["own", "list"],
        "properties": {
            "own": {"$ref": "#/components/schemas/Endless"},
            "list": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Endless"}},
        },
    },
}


def document(responses: Any, path: str = "/a", **more: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {path: {"get": {"operationId": "op", "security": [], "responses": responses}}},
        "components": {"schemas": SHARED},
        **more,
    }


def minimal(schema: Any) -> Any:
    return minimal_value(Document(document({})), schema)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, None),
        ({}, None),
        ({"type": "string"}, ""),
        ({"type": "string", "minLength": 3}, "   "),
        ({"type": "string", "format": "date"}, "2030-01-31"),
        ({"type": "string", "format": "date-time"}, "2030-01-31T12:00:00Z"),
        ({"type": "string", "format": "time"}, "12:00:00Z"),
        ({"type": "string", "format": "email"}, "nobody@example.com"),
        ({"type": "string", "format": "hostname"}, "example.com"),
        ({"type": "string", "format": "ipv4"}, "192.0.2.1"),
        ({"type": "string", "format": "ipv6"}, "2001:db8::1"),
        ({"type": "string", "format": "uri"}, "https://example.com/"),
        ({"type": "string", "format": "uuid"}, "00000000-0000-4000-8000-000000000000"),
        ({"type": "string", "format": "other"}, ""),
        ({"type": "integer"}, 0),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": "number", "minimum": -3}, 0),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, 1.0),
        ({"type": "string", "pattern": "^[A-Z]{3}$"}, "USD"),
        ({"type": "array", "minItems": 2, "items": {"type": "integer"}}, [0, 0]),
        ({"type": "array", "minItems": 1}, [None]),
        ({"$ref": "#/components/schemas/Endless"}, {"own": None, "list": [None]}),
        ({"type": "array", "minItems": 1000, "items": {"type": "integer"}}, [0] * 20),
        ({"type": "boolean"}, False),
        ({"type": "null"}, None),
        ({"type": "array"}, []),
        ({"type": ["integer", "null"]}, None),
        ({"type": ["integer", "string"]}, 0),
        ({"type": "object"}, {}),
        ({"properties": {"a": {}}}, {}),
        (
            {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}, "c": {}}},
            {"a": 0, "b": None},
        ),
        ({"default": 7, "const": 8, "enum": [9]}, 7),
        ({"const": 8, "enum": [9]}, 8),
        ({"default": None, "type": "string"}, None),
        ({"enum": [9, 10]}, 9),
        ({"$ref": "#/components/schemas/Text"}, "  "),
        (
            {"allOf": [{"$ref": "#/components/schemas/Named"}, {"required": ["b"], "properties": {"b": {}, "c": {}}}]},
            {"a": 0, "b": None},
        ),
        ({"allOf": [{"type": "integer"}, {"minimum": 3}]}, 0),
        ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, 0),
        ({"anyOf": [{"type": "boolean"}]}, False),
        ({"anyOf": [{"required": ["a"]}], "type": "object", "properties": {}}, {}),
    ],
)
def test_the_smallest_value_is_what_a_schema_requires(schema: Any, value: Any) -> None:
    """And nothing beyond that."""
    result = minimal(schema)
    assert result == value
    assert type(result) is type(value)


def test_an_example_is_completed_by_what_is_required() -> None:
    """What it has stays."""
    schema = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": {"type": "integer"}, "b": {}},
        "examples": [{"a": 5, "c": 6}],
    }
    assert example_value(Document(document({})), schema) == {"a": 5, "c": 6, "b": None}
    assert example_value(Document(document({})), {**schema, "examples": [7]}) == 7


KINDS: dict[str, Any] = {
    "Pet": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "discriminator": {"propertyName": "kind", "mapping": {"odd": "Cat", "none": "Dog"}},
    },
    # Its base has the discriminator, but it has a value of its own.
    "Cat": {
        "allOf": [{"$ref": "#/components/schemas/Pet"}],
        "required": ["lives"],
        "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
    },
    "Dog": {
        "allOf": [{"$ref": "#/components/schemas/Pet"}],
        "required": ["barks"],
        "properties": {"barks": {"type": "boolean"}},
    },
}


@pytest.mark.parametrize(
    ("name", "example", "value"),
    [
        ("Pet", None, {"kind": "none", "barks": False}),
        ("Cat", None, {"kind": "cat", "lives": 0}),
        ("Pet", {"kind": "cat"}, {"kind": "cat", "lives": 0}),
        ("Pet", {"kind": "Dog", "a": 1}, {"kind": "Dog", "a": 1, "barks": False}),
        ("Pet", {"kind": "unheard"}, {"kind": "unheard"}),
        ("Pet", {"kind": 7}, {"kind": 7}),
        ("Pet", {"barks": True}, {"kind": "none", "barks": True}),
    ],
)
def test_an_object_is_what_its_discriminator_names(name: str, example: Any, value: Any) -> None:
    """The first that its own schema allows, if it does not name one."""
    kinds = Document(document({}, components={"schemas": KINDS}))
    reference = {"$ref": f"#/components/schemas/{name}"}
    if example is None:
        assert minimal_value(kinds, reference) == value
    else:
        listed = {"type": "array", "items": reference, "example": [example, {}]}
        assert example_value(kinds, listed) == [value, {"kind": "none", "barks": False}]


def respond(responses: Any, accept: str = "", path: str = "/a", **more: Any) -> Any:
    fields = [("Accept", accept)] if accept else []
    return Mock(document=document(responses, **more)).respond(MockRequest("GET", f"https://localhost{path}", fields))


def content(**kinds: Any) -> dict[str, Any]:
    return {"200": {"description": "", "content": kinds}}


TEXT, OBJECT = {"schema": {"type": "string"}}, {"schema": {"type": "object"}}
SEVERAL = content(**{"text/csv": {"example": "a,b"}, "application/json": {"example": 1}, "a/b+json": {"example": 2}})


@pytest.mark.parametrize(
    ("responses", "accept", "kind", "body"),
    [
        (SEVERAL, "", "application/json", b"1"),
        (SEVERAL, "text/csv", "text/csv", b"a,b"),
        (SEVERAL, "x/y, A/B+json;q=0.1, text/csv", "a/b+json", b"2"),
        (SEVERAL, "text/csv, application/json", "text/csv", b"a,b"),
        (SEVERAL, "text/*", "text/csv", b"a,b"),
        (SEVERAL, "*/*", "application/json", b"1"),
        (SEVERAL, "x/y", "application/json", b"1"),
        (content(**{"text/plain": TEXT}), "", "text/plain", b"content"),
        (content(**{"application/xml": TEXT}), "", "application/xml", b"<value/>"),
        (content(**{"application/xml": {"example": "<a/>"}}), "", "application/xml", b"<a/>"),
        (content(**{"text/csv": {"example": 7}}), "", "text/csv", b"content"),
        (content(**{"audio/*": TEXT}), "", "audio/mpeg", b"content"),
        (content(**{"image/*": TEXT}), "", "image/png", b"content"),
        (content(**{"text/*": TEXT}), "", "text/plain", b"content"),
        (content(**{"video/*": TEXT}), "", "video/mp4", b"content"),
        (content(**{"*/*": TEXT}), "", "application/octet-stream", b"content"),
        (content(**{"*/*": OBJECT}), "", "application/json", b"{}"),
        (
            content(**{"application/json": {"examples": {"x": {"value": 3}, "y": {"value": 4}}}}),
            "",
            "application/json",
            b"3",
        ),
        (content(**{"application/json": {"example": None}}), "", "application/json", b"null"),
    ],
)
def test_a_success_is_the_example_of_a_media_type(responses: Any, accept: str, kind: str, body: bytes) -> None:
    """The first that the client accepts, else JSON; a range becomes one of its types."""
    response = respond(responses, accept)
    assert (response.status, response.header("Content-Type"), response.body) == (200, kind, body)


@pytest.mark.parametrize(
    ("responses", "status", "body"),
    [
        ({"204": {"description": ""}}, 204, b""),
        ({"201": {"description": ""}, "400": {}}, 201, b""),
        ({"default": {"description": "", "content": {"application/json": {"example": 1}}}}, 200, b"1"),
        ({"2XX": {"description": "", "content": {"application/json": {"example": 1}}}}, 200, b"1"),
    ],
)
def test_a_success_has_its_documented_status(responses: Any, status: int, body: bytes) -> None:
    """200 where the document gives a range or a default."""
    response = respond(responses)
    assert (response.status, response.body) == (status, body)


def error_schema(*names: str, **more: Any) -> Any:
    return {"type": "object", "properties": {name: {} for name in names}, **more}


def error_of(schema: Any, kind: str = "application/json", key: str = "404") -> Any:
    factory = Document(document({key: {"description": "", "content": {kind: {"schema": schema}}}}))
    error = ErrorResponse(404, 'No "a\\b" é.', error="not_found", detail=3, headers=(("X-A", "1"),))
    return ResponseFactory(factory).error(factory.routes[0], error)


@pytest.mark.parametrize(
    ("schema", "kind", "body"),
    [
        (error_schema("code", "message", "x"), "application/json", {"code": 404003, "message": 'No "a\\b" é.'}),
        (
            error_schema("error", "error_description"),
            "application/json",
            {"error": "not_found", "error_description": "No 'a/b' ?."},
        ),
        (
            error_schema(),
            "application/problem+json",
            {"title": "Not Found", "status": 404, "detail": 'No "a\\b" é.'},
        ),
        (
            error_schema("type", required=["type"]) | {"properties": {"type": {"const": "t"}, "code": {}}},
            "application/json",
            {"type": "t", "code": 404003},
        ),
        (
            {"type": "object", "properties": {"message": {"type": "integer"}}, "examples": [{"message": 7}]},
            "application/json",
            {"message": 7},
        ),
        ({"type": "array", "examples": [["e"]]}, "application/json", ["e"]),
        (
            error_schema("Error_Message", "status-code"),
            "application/json",
            {"Error_Message": 'No "a\\b" é.', "status-code": 404},
        ),
        (
            {
                "properties": {
                    "error": error_schema("message", "code", "x") | {"required": ["x"]},
                    "errors": {},
                    "id": {},
                }
            },
            "application/json",
            {"error": {"x": None, "message": 'No "a\\b" é.', "code": 404003}},
        ),
        (
            {"properties": {"errors": {"type": "array", "items": error_schema("detail")}, "y": error_schema("z")}},
            "application/json",
            {"errors": [{"detail": 'No "a\\b" é.'}]},
        ),
        ({"type": "array", "items": error_schema("msg")}, "application/json", [{"msg": 'No "a\\b" é.'}]),
        (
            {"properties": {"errors": {"items": {"properties": {"source": error_schema("message")}}}}},
            "application/json",
            {"errors": [{"source": {"message": 'No "a\\b" é.'}}]},
        ),
        (
            {"properties": {"message": {}, "errors": {"items": error_schema("message")}}},
            "application/json",
            {"message": 'No "a\\b" é.'},
        ),
        (
            {"properties": {"code": {}, "inner": error_schema("msg")}},
            "application/json",
            {"code": 404003, "inner": {"msg": 'No "a\\b" é.'}},
        ),
        (
            {
                "properties": {
                    "a": {"properties": {"b": {"properties": {"c": {"properties": {"d": error_schema("msg")}}}}}}
                },
                "example": 1,
            },
            "application/json",
            1,
        ),
    ],
)
def test_an_error_has_its_documented_shape(schema: Any, kind: str, body: Any) -> None:
    """With what it has room for; else the documented example."""
    response = error_of(schema, kind)
    assert (response.status, response.header("Content-Type"), response.json()) == (404, kind, body)
    assert response.header("X-A") == "1"


def test_an_error_without_any_shape_has_no_body() -> None:
    """The status and the header fields remain."""
    response = error_of(True)
    assert (response.status, response.body, response.header("X-A")) == (404, b"", "1")


@pytest.mark.parametrize("key", ["404", "4XX", "default", "400", "422"])
def test_an_error_that_is_left_open_has_the_nearest_shape(key: str) -> None:
    """The range, the default, the 400, then another one of the same operation; another operation's 404 is the last."""
    assert error_of(error_schema("message"), key=key).json() == {"message": 'No "a\\b" é.'}


@pytest.mark.parametrize(("missing", "shape"), [(0, "message"), (1, "code"), (2, "error"), (3, "title")])
def test_the_nearest_shape_of_an_error_wins(missing: int, shape: str) -> None:
    """Its own status, then the range, the default and the 400."""
    shapes = [("404", "message"), ("4XX", "code"), ("default", "error"), ("400", "title")]
    responses = {
        status: {"description": "", "content": {"application/json": {"schema": error_schema(name)}}}
        for status, name in shapes[missing:]
    }
    small = Document(document(responses))
    assert list(ResponseFactory(small).error(small.routes[0], ErrorResponse(404, "No.")).json()) == [shape]


def test_a_path_that_is_not_described_has_the_shape_of_another_operations_404() -> None:
    """Or of a problem document, if there is none."""
    shaped = {"404": {"description": "", "content": {"application/json": {"schema": error_schema("code")}}}}
    assert respond(shaped, path="/nowhere").json() == {"code": 404000}
    response = respond({"200": {"description": ""}}, path="/nowhere")
    assert response.header("Content-Type") == "application/problem+json"
    assert response.json()["title"] == "Not Found"


def test_error_descriptions_have_the_characters_of_rfc_6749() -> None:
    """Section 5.2: neither quotes nor backslashes, and ASCII only."""
    assert error_description('a "b" \\ é') == "a 'b' / ?"


PAGE = {"data": {"rows": [1, 2]}, "items": [3], "next": "n", "meta": {"next": "m", "total": 9}, "count": 4}


@pytest.mark.parametrize(
    ("extension", "declared", "asked", "gone"),
    [
        ("x-ms-pageable", {"nextLinkName": "next"}, "", {"next"}),
        ("x-ms-pageable", {"nextLinkName": None, "itemName": "items"}, "", set()),
        ("x-ms-pageable", {"nextLinkName": "meta.next"}, "", set()),
        ("x-ms-pageable", True, "", set()),
        ("x-other", {"nextLinkName": "next"}, "", set()),
        ("x-speakeasy-pagination", {"type": "url", "outputs": {"nextUrl": "$.meta.next"}}, "", {"meta.next"}),
        ("x-speakeasy-pagination", {"type": "cursor", "outputs": {"nextCursor": "$.next"}}, "", {"next"}),
        ("x-speakeasy-pagination", {"outputs": {"nextUrl": "$.none.next"}}, "", set()),
        ("x-speakeasy-pagination", {"outputs": None}, "", set()),
        ("x-fern-pagination", {"cursor": "$request.c", "next_cursor": "$response.meta.next"}, "", {"meta.next"}),
        ("x-fern-pagination", {"next_uri": "$response.next"}, "", {"next"}),
        ("x-fern-pagination", {"next_path": "$response.meta['next']"}, "", {"meta.next"}),
        # Pages that are counted: 1 is the first of them, or what the parameter has by default.
        ("x-fern-pagination", {"offset": "$request.page", "results": "$response.data.rows"}, "?page=1", set()),
        ("x-fern-pagination", {"offset": "$request.page", "results": "$response.data.rows"}, "?page=0", {"data.rows"}),
        ("x-fern-pagination", {"offset": "$request.page", "results": "$response.data.rows"}, "?page=2", {"data.rows"}),
        ("x-fern-pagination", {"offset": "$request.page", "results": "$response.data.rows"}, "", set()),
        ("x-fern-pagination", {"offset": "$request.from", "results": "$response.items"}, "?from=5", set()),
        ("x-fern-pagination", {"offset": "$request.from", "results": "$response.items"}, "?from=6", {"items"}),
        # Items that are counted: 0 is the first one.
        ("x-fern-pagination", {"offset": "$request.page", "step": "$request.size", "results": "$response.items"},
         "?page=0", set()),
        ("x-fern-pagination", {"offset": "$request.page", "step": "$request.size", "results": "$response.items"},
         "?page=1", {"items"}),
        ("x-fern-pagination", {"offset": "$request.none", "results": "$response.items"}, "?none=7", set()),
        ("x-speakeasy-pagination", {"inputs": [{"name": "page", "type": "page"}], "outputs": {"results": "$.items"}},
         "?page=1", set()),
        ("x-speakeasy-pagination", {"inputs": [{"name": "page", "type": "page"}], "outputs": {"results": "$.items"}},
         "?page=2", {"items"}),
        ("x-speakeasy-pagination", {"inputs": [{"name": "page", "type": "offset"}], "outputs": {"results": "$.items"}},
         "?page=0", set()),
        ("x-speakeasy-pagination",
         {"inputs": [7, {"name": "page", "type": "offset"}], "outputs": {"results": "$.items"}}, "?page=1", {"items"}),
        # Without a path, every list of the page counts.
        ("x-speakeasy-pagination", {"inputs": [{"name": "page", "type": "page"}]}, "?page=2", {"items"}),
    ],
)  # fmt: skip
def test_the_example_of_a_page_is_the_only_one(extension: str, declared: Any, asked: str, gone: set[str]) -> None:
    """No link leads on, and a later page is empty: otherwise reading all pages would never end."""
    content = {"application/json": {"example": PAGE}}
    root = document({"200": {"description": "", "content": content}})
    operation = root["paths"]["/a"]["get"]
    integer = {"type": "integer"}
    operation["parameters"] = [
        {"name": "page", "in": "query", "schema": integer},
        {"name": "from", "in": "query", "schema": {**integer, "default": 5}},
    ]
    operation[extension] = declared
    before = copy.deepcopy(PAGE)
    page = Mock(document=root).respond(MockRequest("GET", f"/a{asked}")).json()
    for path in gone:
        *parents, last = path.split(".")
        expected: Any = before
        for name in parents:
            expected = expected[name]
        if isinstance(expected[last], list):
            expected[last].clear()
        else:
            del expected[last]
    assert page == before


@pytest.mark.parametrize(
    ("body", "rows"), [({}, [3]), ({"from": 5}, [3]), ({"from": 6}, []), ({"from": 0}, []), ({"page": 1}, [3])]
)
def test_a_page_may_be_asked_for_in_the_body(body: Any, rows: list[int]) -> None:
    """The first one is what the property has by default, in whichever media type it is described."""
    root = document({"200": {"description": "", "content": {"application/json": {"example": PAGE}}}})
    schema = {"$ref": "#/components/schemas/Asked"}
    root["components"] = {
        "schemas": {"Asked": {"properties": {"page": True, "from": {"type": "integer", "default": 5}}}}
    }
    content = {"text/plain": {"schema": {"type": "string"}}, "application/json": {"schema": schema}}
    operation = root["paths"]["/a"]["post"] = root["paths"]["/a"].pop("get")
    operation["requestBody"] = {"content": content}
    operation["x-fern-pagination"] = {"offset": "$request.from", "results": "$response.items"}
    request = MockRequest("POST", "/a", {"Content-Type": "application/json"}, json.dumps(body).encode())
    assert Mock(document=root).respond(request).json()["items"] == rows
