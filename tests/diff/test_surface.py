"""What callers of a package can use, as its manifest lists it: made of a document that has one thing of each kind."""

from __future__ import annotations

import functools
import json
from typing import Any

import yaml

from generator.build.api import build_api
from generator.diff.surface import Surface, surface_of
from generator.document.load import LoadedDocument

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop API, version: '1'}
servers: [{url: 'https://{region}.shop.example', variables: {region: {default: eu}}}]
paths:
  /items:
    get:
      operationId: items.list
      x-pagination: {items: items, next: next, page: page}
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
      responses:
        '200': {description: Items, content: {application/json: {schema: {$ref: '#/components/schemas/Items'}}}}
        '404': {description: None}
  /items/{id}:
    put:
      operationId: items.set
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/NewItem'}}
          text/csv: {schema: {type: string}}
      responses: {'204': {description: Done}}
    post:
      operationId: items.note
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Piece'}}}}
      responses: {'204': {description: Done}}
webhooks:
  sold:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sold'}}}}
      responses: {'200': {description: Received}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    app: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}
  schemas:
    Items:
      type: object
      properties: {items: {type: array, items: {$ref: '#/components/schemas/Item'}}, next: {type: string}}
    Item:
      type: object
      required: [id, name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        parts: {type: array, items: {$ref: '#/components/schemas/Piece'}}
    Piece: {type: object, properties: {of: {$ref: '#/components/schemas/Piece'}, made: {type: string, format: date}}}
    NewItem:
      type: object
      required: [name]
      properties: {name: {type: string}, part: {$ref: '#/components/schemas/Piece'}}
    Sold: {type: object, properties: {item: {type: integer}}}
"""


@functools.cache
def surface() -> Surface:
    document = yaml.load(DOCUMENT, yaml.CSafeLoader)
    return surface_of(build_api(LoadedDocument(document=document, sha256="", positions={})))


def record() -> Any:
    return json.loads(surface().to_json())


def test_methods_have_all_arguments_in_their_order() -> None:
    """The path, the query, header fields, the body as a whole and in parts, and its media type."""
    methods = record()["methods"]
    assert {name: method["operation"] for name, method in methods.items()} == {
        "items.list": "GET /items",
        "items.set": "PUT /items/{id}",
        "items.note": "POST /items/{id}",
    }
    assert methods["items.list"]["arguments"] == [
        ["page", "query", "page", "keyword", ["int", "Omit"], "OMIT"],
        ["x_trace", "header", "X-Trace", "keyword", ["str"], None],
    ]
    assert methods["items.set"]["arguments"] == [
        ["id", "path", "id", "positional", ["int"], None],
        ["body", "body", "", "positional", methods["items.set"]["arguments"][1][4], "OMIT"],
        ["name", "body", "name", "keyword", ["str", "Omit"], "OMIT"],
        ["part", "body", "part", "keyword", methods["items.set"]["arguments"][3][4], "OMIT"],
        [
            *("content_type", "header", "Content-Type", "keyword"),
            [["Literal", "application/json", "text/csv"], "Omit"],
            "OMIT",
        ],
    ]
    assert [argument[0] for argument in methods["items.note"]["arguments"]] == ["id", "of", "made"]
    assert [method["result"] for method in methods.values()] == [[["Page", ["Item"]]], ["None"], ["None"]]


def test_models_are_sent_or_read_as_methods_and_webhooks_do() -> None:
    """With all that they hold; of a page only the items. What only the server sets is not for the constructor."""
    models = record()["models"]
    assert {name: (model["sent"], model["read"]) for name, model in models.items()} == {
        "Item": (False, True),
        "Items": (False, False),
        "NewItem": (False, False),
        "Piece": (True, True),
        "Sold": (False, True),
    }
    assert models["Item"]["pointer"] == "/components/schemas/Item"
    assert [(field[0], *field[3:]) for field in models["Item"]["fields"]] == [
        ("id", False, False),
        ("name", True, True),
        ("parts", False, True),
    ]


def test_errors_credentials_and_servers_are_listed() -> None:
    """Two exceptions are in every package, whatever the document says."""
    whole = record()
    assert whole["errors"] == {
        "NotFoundError": ["APIStatusError", 404],
        "RateLimitError": ["APIStatusError", 429],
        "ServiceUnavailableError": ["APIStatusError", 503],
    }
    assert {name: item["scheme"] for name, item in whole["credentials"].items()} == {
        "Key": "key",
        "AppClientCredentials": "app",
    }
    assert whole["credentials"]["Key"]["arguments"][0][3] == "either"
    assert {argument[3] for argument in whole["credentials"]["AppClientCredentials"]["arguments"]} == {"keyword"}
    assert whole["client"] == {"region": ["region", "", "region", "keyword", ["str", "None"], "None"]}
    assert (whole["package"], whole["resources"]) == ("shop", {"items": "ItemsResource"})


def test_a_manifest_is_read_as_it_was_written() -> None:
    """One of the generator's own surfaces, whole."""
    assert Surface.from_json(surface().to_json(), "surface.json") == surface()
