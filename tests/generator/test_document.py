"""What the places of a document hold, which operations and servers it has, and what normalizing makes of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.document.examples import MISSING, schema_example, schema_examples
from generator.document.normalize import normalize
from generator.document.security import unusable_flows
from generator.document.walk import (
    Context,
    chosen_media,
    is_json,
    operations,
    responses,
    schemas,
    walk,
    walk_to,
    webhooks,
)

DOCUMENT = yaml.load(
    """
x-words: {schema: {type: 1}}
paths:
  /a:
    summary: A
    get:
      parameters: [{name: q, schema: {items: {type: string}}, examples: {one: {value: {schema: 1}}}}]
      requestBody: {content: {application/json: {schema: {allOf: [{default: {type: 1}}]}, encoding: {x: {}}}}}
      responses: {'200': {headers: {H: {}}, links: {L: {}}}}
      callbacks: {C: {x: {post: {}}}}
    x-odd: {}
components:
  schemas:
    S:
      properties: {schema: {enum: [{type: 1}], examples: [{type: 1}]}, items: {not: {}}}
      discriminator: {mapping: {a: b}}
      prefixItems: [{if: {}, then: {}, else: {}}]
      items: [7]
  securitySchemes: {K: {flows: {}}}
""",
    yaml.CSafeLoader,
)

KINDS = {
    "/x-words/schema/type": "data",
    "/paths": "named",
    "/paths/~1a": "",
    "/paths/~1a/get/parameters": "parameters",
    "/paths/~1a/get/parameters/0": "parameters",
    "/paths/~1a/get/parameters/0/schema/items": "schemas",
    "/paths/~1a/get/parameters/0/examples": "named examples",
    "/paths/~1a/get/parameters/0/examples/one": "examples",
    "/paths/~1a/get/parameters/0/examples/one/value/schema": "data",
    "/paths/~1a/get/requestBody": "requestBodies",
    "/paths/~1a/get/requestBody/content": "named",
    "/paths/~1a/get/requestBody/content/application~1json": "",
    "/paths/~1a/get/requestBody/content/application~1json/schema/allOf/0": "schemas",
    "/paths/~1a/get/requestBody/content/application~1json/schema/allOf/0/default": "data",
    "/paths/~1a/get/requestBody/content/application~1json/encoding": "named",
    "/paths/~1a/get/responses": "named responses",
    "/paths/~1a/get/responses/200/headers/H": "headers",
    "/paths/~1a/get/responses/200/links/L": "links",
    "/paths/~1a/get/callbacks/C": "callbacks",
    "/paths/~1a/get/callbacks/C/x": "",
    "/paths/~1a/x-odd": "data",
    "/components/schemas/S/properties": "named schemas",
    "/components/schemas/S/properties/schema": "schemas",
    "/components/schemas/S/properties/schema/enum/0": "data",
    "/components/schemas/S/properties/schema/examples/0": "data",
    "/components/schemas/S/properties/items/not": "schemas",
    "/components/schemas/S/discriminator/mapping": "named",
    "/components/schemas/S/prefixItems/0/then": "schemas",
    "/components/schemas/S/items/0": "schemas",
    "/components/securitySchemes/K": "securitySchemes",
}


def described(context: Context) -> str:
    words = ("data" if context.data else "", "named" if context.named else "", context.kind or "")
    return " ".join(filter(None, words))


def test_each_place_holds_what_its_key_says() -> None:
    """Names of the author's own are not keywords, and data is not OpenAPI, on every way to a place."""
    walked = list(walk(DOCUMENT))
    for pointer, kind in KINDS.items():
        *_, (reached, node, context) = walk_to(DOCUMENT, pointer)
        assert (reached, described(context)) == (pointer, kind)
        assert ((pointer, node, context) in walked) == (kind != "data")


def test_places_come_in_the_documents_order_without_data() -> None:
    places = [pointer for pointer, *_ in walk({"a": [{"b": 1}, 2], "x-c": {"d": 3}, "e": 4})]
    assert places == ["", "/a", "/a/0", "/a/0/b", "/a/1", "/e"]
    found = [pointer for pointer, _ in schemas(DOCUMENT)]
    assert "/components/schemas/S/prefixItems/0/if" in found
    assert not {"/components/schemas", "/components/schemas/S/items/0", "/x-words/schema"} & set(found)


@pytest.mark.parametrize(
    ("pointer", "reached"),
    [
        ("/paths/~1a/get/parameters/1", "/paths/~1a/get/parameters"),
        ("/paths/~1a/get/parameters/x/0", "/paths/~1a/get/parameters"),
        ("/paths/~1b/get", "/paths"),
        ("/paths/~1a/summary/0", "/paths/~1a/summary"),
        ("", ""),
    ],
)
def test_a_way_ends_where_the_document_does(pointer: str, reached: str) -> None:
    assert [place for place, *_ in walk_to(DOCUMENT, pointer)][-1] == reached


JSON_BODY: Any = {"requestBody": {"content": {"application/json": {}}}}
SENT: Any = {
    "paths": {
        "/a": {"get": {"callbacks": {"c": {"$ref": "#/components/callbacks/C"}, "d": 7}}, "put": 7, "x-post": {}},
        "x-b": {"get": {}},
    },
    "webhooks": {
        "w": {"post": JSON_BODY, "summary": "W", "x-copy": JSON_BODY, "put": 7},
        "bare": {"post": {}},
        "odd": {"post": {"requestBody": {"content": {"a/b": 7}}}},
        "lost": {"$ref": "#/nowhere"},
    },
    "components": {"callbacks": {"C": {"{$url}": {"put": JSON_BODY}}}},
}


def test_operations_are_called_and_webhooks_are_sent() -> None:
    """Each with its place, whatever else stands beside it."""
    (ref,) = operations(SENT)
    assert (ref.pointer, ref.method, ref.path, ref.id, ref.tag) == ("/paths/~1a/get", "get", "/a", "get /a", None)
    assert [(ref.pointer, ref.path, ref.method) for ref in webhooks(SENT)] == [
        ("/webhooks/w/post", "w", "post"),
        ("/components/callbacks/C/{$url}/put", "c", "put"),
    ]


def test_an_extension_is_not_a_response() -> None:
    assert responses({"responses": {"200": {}, "x-a": {}, "default": {}}}) == {"200": {}, "default": {}}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[(name, True) for name in ("application/json", "APPLICATION/JSON ; charset=x", "application/a.b+c+json")],
        *[(name, False) for name in ("text/json", "application/jsonl", "application/+json", "xapplication/json")],
    ],
)
def test_json_has_its_media_types(name: str, expected: bool) -> None:
    assert is_json(name) is expected


def test_json_is_chosen_before_what_comes_first() -> None:
    assert chosen_media({"a/b": 1, "application/x+json": 1, "application/json": 1}) == "application/x+json"
    assert chosen_media({"a/b": 1, "c/d": 1}) == "a/b"
    assert chosen_media({}) is None


OAUTH: list[tuple[Any, list[tuple[str, str, str]]]] = [
    ({"type": "openIdConnect"}, [("", "openIdConnectUrl", "is not a URL")]),
    ({"type": "openIdConnect", "openIdConnectUrl": "/x#y"}, [("", "openIdConnectUrl", "has a fragment")]),
    ({"type": "openIdConnect", "openIdConnectUrl": "/x"}, []),
    ({"type": "http", "flows": {"password": {}}}, []),
    ({"type": "oauth2", "flows": 7}, []),
    ({"type": "oauth2", "flows": {"password": {}, "device": {}}}, [("password", "", "has no URL for its requests")]),
    ({"type": "oauth2", "flows": {"password": {"tokenUrl": "/x#y", "refreshUrl": "/z"}}},
     [("password", "tokenUrl", "has a fragment")]),
    ({"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "/x", "refreshUrl": "/y#z"}}},
     [("implicit", "refreshUrl", "has a fragment")]),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "problems"), OAUTH)
def test_a_flow_without_a_usable_url_is_named(scheme: Any, problems: list[tuple[str, str, str]]) -> None:
    assert list(unusable_flows(scheme)) == problems


MODERN: list[tuple[Any, Any]] = [
    ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    ({"type": "string", "nullable": False}, {"type": "string"}),
    ({"type": "string", "nullable": "yes"}, {"type": "string", "nullable": "yes"}),
    ({"type": "string", "nullable": True, "enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a", None]}),
    ({"type": ["string"], "nullable": True}, {"type": ["string"]}),
    ({"nullable": True}, {}),
    ({"nullable": True, "anyOf": [{}], "oneOf": [{}]}, {"anyOf": [{}, {"type": "null"}], "oneOf": [{}]}),
    ({"nullable": True, "oneOf": [{}]}, {"oneOf": [{}, {"type": "null"}]}),
    ({"nullable": True, "title": "T", "default": 1, "x": 2, "$ref": "#/a"},
     {"title": "T", "default": 1, "anyOf": [{"x": 2, "$ref": "#/a"}, {"type": "null"}]}),
    ({"allOf": [{"title": "T", "nullable": True}, {"type": "string", "nullable": True}]},
     {"anyOf": [{"allOf": [{"title": "T"}, {"type": ["string", "null"]}]}, {"type": "null"}]}),
    ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
    ({"maximum": 2, "exclusiveMaximum": False}, {"maximum": 2}),
    ({"exclusiveMaximum": True}, {}),
    ({"exclusiveMinimum": 3, "minimum": 1}, {"exclusiveMinimum": 3, "minimum": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MODERN)
def test_keywords_of_3_0_have_their_meaning(before: Any, after: Any) -> None:
    document = {"paths": {}, "components": {"schemas": {"S": before}}}
    assert normalize(document)["components"]["schemas"]["S"] == after


KEY, CODE = {"type": "http", "scheme": "basic"}, {"type": "odd"}
SECURITY: list[tuple[Any, Any, Any]] = [
    (..., ..., [{}, {"key": []}]),
    ([{"key": []}], ..., [{"key": []}]),
    ([{"key": []}], [], []),
    ([{"key": []}], [{"odd": [], "key": ["a"]}, {"odd": []}, {}, 7], [{"key": ["a"]}, {}]),
    (7, ..., ...),
]


@pytest.mark.parametrize(("root", "own", "settled"), SECURITY)
def test_each_operation_states_the_security_that_it_has(root: Any, own: Any, settled: Any) -> None:
    """Its own, else the root's, else that of any scheme; without schemes that are not declared."""
    document: Any = {"paths": {"/a": {"get": {}}}, "components": {"securitySchemes": {"key": KEY, "odd": CODE}}}
    document |= {} if root is ... else {"security": root}
    document["paths"]["/a"]["get"] |= {} if own is ... else {"security": own}
    result = normalize(document)
    assert result["paths"]["/a"]["get"].get("security", ...) == settled


def deep(levels: int) -> Any:
    schema: Any = {"example": 1}
    for _ in range(levels):
        schema = {"properties": {"a": schema}}
    return schema


EXAMPLES: list[tuple[Any, Any]] = [
    ({"examples": [1, 2], "example": 3}, 1),
    ({"examples": [], "example": 3}, 3),
    ({"example": None}, None),
    ({"$ref": "#/S", "example": 1}, 1),
    ({"$ref": "#/S"}, 7),
    ({"const": 1, "default": 2, "enum": [3]}, 1),
    ({"default": 2, "enum": [3]}, 2),
    ({"enum": [3, 4]}, 3),
    ({"enum": []}, MISSING),
    ({"oneOf": [{}, {"const": 1}], "anyOf": [{"const": 2}]}, 1),
    ({"anyOf": [{"const": 2}], "properties": {"a": {"const": 3}}}, 2),
    ({"items": {"const": 1}}, [1]),
    ({"items": {}}, MISSING),
    ({"allOf": [{"properties": {"a": {"const": 1}}}, {"const": {"b": 2}}, {"const": 3}]}, {"a": 1, "b": 2}),
    ({"allOf": [{"const": {"a": 1}}], "properties": {"a": {"const": 2}, "b": {}}}, {"a": 2}),
    ({"properties": {"a": {}}}, MISSING),
    (True, MISSING),
    (deep(6), {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}),
    (deep(7), {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}),
    (deep(8), MISSING),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "example"), EXAMPLES)
def test_a_schema_has_its_own_example_or_one_of_its_parts(schema: Any, example: Any) -> None:
    assert schema_example({"S": {"example": 7}}, schema, MISSING) == example
    assert schema_example({"S": {"example": 7}}, schema) == (None if example is MISSING else example)


def test_all_examples_of_a_schema_are_those_of_the_first_that_has_some() -> None:
    assert schema_examples({"S": {"examples": [1, 2]}}, {"$ref": "#/S"}) == [1, 2]
    assert schema_examples({}, {"type": "string"}) == []
