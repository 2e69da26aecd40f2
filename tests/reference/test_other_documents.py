"""Documents that say little: what they leave out is left out, or made up as small as it may be."""

from __future__ import annotations

import ast
import copy
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from generator.reference.site import Site
from tests.generator.support import minimal, operation
from tests.reference.support import ORDERS, SHAPES, Reference, fences, reference, reference_of


def bare() -> Any:
    """Return a document without OAuth, examples and descriptions, with a key in a header."""
    document = minimal()
    document.pop("tags")
    shown = operation(document)
    shown |= {"security": [{"key": []}], "description": "", "summary": ""}
    shown["parameters"] = [{"name": "petId", "in": "path", "required": True, "schema": {"type": "string"}}]
    shown["responses"]["200"]["content"]["application/json"].pop("example")
    document["paths"]["/pets"] = {
        "post": {
            "operationId": "pets.create",
            "security": [],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
            },
            "responses": {"201": {"description": ""}},
        }
    }
    document["components"] = {
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["name", "born", "kind"],
                "properties": {
                    "name": {"type": "string"},
                    "born": {"type": "string", "format": "date"},
                    "kind": {"type": "string", "enum": ["cat", "dog"]},
                    "parent": {"$ref": "#/components/schemas/Pet"},
                },
            }
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    }
    return document


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The reference of the bare document."""
    return reference_of(tmp_path_factory.mktemp("bare"), bare())


def test_a_document_without_oauth_does_not_speak_of_it(small: Reference) -> None:
    """No scheme, no flow, no token endpoint, no section that would be empty."""
    for word in ("OAuth 2", "refresh", "access token", "Pagination", "invalid_grant"):
        assert word not in small.markdown
    assert "X-Key" in small.markdown


def test_missing_examples_are_made_of_the_types(small: Reference) -> None:
    """A body gets its required properties, each with the smallest value that its type allows."""
    shown = [json.loads(fence.text) for fence in fences(small.markdown) if fence.language == "json"]
    assert all({"name", "born", "kind"} <= value.keys() for value in shown)
    call = ast.parse(
        next(fence.text for fence in fences(small.markdown) if "pets.create(" in fence.text and "try" not in fence.text)
    )
    given = {
        keyword.arg: keyword.value for node in ast.walk(call) if isinstance(node, ast.Call) for keyword in node.keywords
    }
    assert {ast.literal_eval(given[name]) for name in ("name", "kind", "born")} == {"string", "cat", "2030-01-31"}
    command = "curl 'https://tiny.example/pets/string' \\\n  --config - <<EOF\nheader = \"X-Key: $TINY_API_KEY\"\nEOF"
    assert command in small.markdown


def test_the_page_of_a_bare_document_is_whole(small: Reference) -> None:
    """Nothing that is left out leaves a hole: the page nests, links resolve, headings have words."""
    page = small.page
    assert page.faults == []
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert "None" not in page.text.replace("reads as None", "").replace("-> None", "").replace("argument of None", "")
    assert "pets.get" in page.text


def test_a_document_without_anything_renders(tmp_path: Path) -> None:
    """No operation, no scheme, no object: a page all the same."""
    empty = {
        "openapi": "3.1.0",
        "info": {"title": "Void", "version": "1"},
        "servers": [{"url": "https://void.example"}],
    }
    rendered = reference_of(tmp_path, {**empty, "paths": {}})
    assert rendered.page.faults == []
    assert "declares no security schemes" in rendered.page.text
    assert "## Objects" not in rendered.markdown


def test_an_undescribed_token_endpoint_gets_the_standard_parameters() -> None:
    """Where the document is silent, the requests are those of RFC 6749, and the reference says so."""
    rendered = reference(ORDERS)
    assert "The document does not describe the endpoints of this flow." in rendered.markdown
    assert (
        "curl 'https://login.acme.example/oauth2/token' \\\n"
        "  --data-urlencode 'grant_type=client_credentials' \\\n" in rendered.markdown
    )
    assert 'user = "YOUR_CLIENT_ID:$ACME_ORDERS_CLIENT_SECRET"\nEOF' in rendered.markdown
    assert "#### Credentials: `PersonAuthorizationCode`" in rendered.markdown


def test_keys_go_where_the_document_says(tmp_path: Path) -> None:
    """A key in the query or in a cookie is sent there, and a bearer token in its header."""
    wanted = {
        'cookie = "sid=$TINY_API_KEY"': {"type": "apiKey", "in": "cookie", "name": "sid"},
        'url-query = "key=$TINY_API_KEY"': {"type": "apiKey", "in": "query", "name": "key"},
        'header = "Authorization: Bearer $TINY_TOKEN"': {"type": "http", "scheme": "bearer"},
        'user = "YOUR_USERNAME:$TINY_PASSWORD"': {"type": "http", "scheme": "basic"},
    }
    for text, scheme in wanted.items():
        document = minimal()
        operation(document)["security"] = [{"way": []}]
        document["components"]["securitySchemes"] = {"way": scheme}
        assert text in reference_of(tmp_path, document).markdown


def test_error_examples_are_listed_once(tmp_path: Path) -> None:
    """The same body for two operations is shown once; letters stay as the document has them."""
    document = minimal()
    problem = {"application/json": {"schema": {"type": "object"}, "example": {"why": "größer"}}}
    operation(document)["responses"] |= {
        "409": {"description": "Conflict", "content": problem},
        "400": {"description": "Bad", "content": problem},
    }
    other = copy.deepcopy(document["paths"]["/pets/{petId}"])
    other["get"]["operationId"] = "dogs.get"
    document["paths"]["/dogs/{petId}"] = other
    rendered = reference_of(tmp_path, document)
    shown = [(status, example.value) for status, example in Site(rendered.api).error_examples()]
    assert shown == [("400", {"why": "größer"}), ("409", {"why": "größer"})]
    assert rendered.markdown.count('"why": "größer"') == 2
    for page in ("pets.html", "dogs.html"):
        assert [text for _, text in rendered.pages[page].blocks].count('{\n  "why": "größer"\n}') == 2
        assert {"#error-400", "#error-409"} <= set(rendered.pages[page].links)


def test_an_error_of_one_operation_stands_beside_it(tmp_path: Path) -> None:
    """An example that no other operation has is folded up next to the samples, and nowhere else."""
    document = minimal()
    problem = {"application/json": {"schema": {"type": "object"}, "example": {"why": "sold"}}}
    operation(document)["responses"]["409"] = {"description": "Conflict", "content": problem}
    rendered = reference_of(tmp_path, document)
    beside = rendered.files["pets.html"].partition('<div class="aside">')[2].partition("</section>")[0]
    assert "<summary>Error 409</summary>" in beside
    assert "sold" in beside
    assert "sold" not in rendered.files["errors.html"]


def test_each_form_of_a_response_names_what_asks_for_it() -> None:
    """Where a parameter decides the form, the page and the text list the values beside each form."""
    shown = reference(SHAPES)
    for values, name in (("day, week", "SalesByTime"), ("store", "SalesByStore")):
        assert f"- Body for group {values}: array of [{name}](#reportssales). " in shown.markdown
        assert f'Body for group {values}</dt><dd><span id="object-{name}"></span>\narray of <a href' in shown.html


def test_equal_properties_of_several_forms_stand_once() -> None:
    """What all forms have follows what only one of them has; every property keeps its address."""
    shown = reference(SHAPES)
    tables = shown.markdown.partition("In `SalesByTime`:")[2].partition("\n#")[0]
    assert re.findall(r"^\| `([\w.]+)` +\|", tables, re.MULTILINE) == ["time", "time.from", "storeId", "sales"]
    assert "In `SalesByTime` and `SalesByStore`:" in tables
    assert {"object-SalesByTime.sales", "object-SalesByStore.sales"} <= set(shown.page.ids)


def test_a_hundred_operations_take_less_than_a_second(tmp_path: Path) -> None:
    """All files of the package and of the reference, without the time that the templates take to compile."""
    document = minimal()
    path = document["paths"].pop("/pets/{petId}")
    for number in range(100):
        item = copy.deepcopy(path)
        item["get"]["operationId"] = f"area_{number // 10}.get_{number}"
        document["paths"][f"/pets/{number}/{{petId}}"] = item
    assert reference_of(tmp_path, minimal()).files
    model = reference_of(tmp_path, document)
    start = time.process_time()
    assert len(model.files) > 40
    assert time.process_time() - start < 1
