"""Whole programs: which operation they call, what they handle, and how several credentials are joined."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.model import Api
from generator.reference.programs import (
    first_operation,
    python_errors,
    python_program,
    sample_operation,
    webhook_program,
)
from generator.reference.python import dotted, python_call
from generator.reference.queries import calls
from tests.generator.support import api_of, minimal
from tests.reference.test_site import call

BODY = {"requestBody": {"content": {"application/json": {"schema": {"type": "string"}}}}}
WITH_EXAMPLE = {"requestBody": {"content": {"application/json": {"schema": {"type": "string"}, "example": "x"}}}}
NOT_FOUND = {"responses": {status: {"description": ""} for status in ("200", "400", "404")}}


def query(*examples: str | None, required: bool = True) -> dict[str, Any]:
    """Return an operation's parameters, one for each example; None stands for one without."""
    parameters = [
        {"name": f"q{number}", "in": "query", "required": required, "schema": {"type": "string"}}
        | ({} if example is None else {"example": example})
        for number, example in enumerate(examples)
    ]
    return {"parameters": parameters}


def shop(folder: Path, *operations: tuple[str, dict[str, Any]]) -> Api:
    """Return the model of a document with operations a, b and so on, each of a method and with these members."""
    document = minimal()
    document["components"] = {}
    document["paths"] = {
        f"/{name}": {method: call(f"x.{name}") | members}
        for name, (method, members) in zip("abcdef", operations, strict=False)
    }
    return api_of(folder, document)


@pytest.mark.parametrize(
    ("other", "simpler"),
    [
        (("post", {}), ("get", {})),
        (("put", WITH_EXAMPLE), ("post", BODY)),
        (("patch", {}), ("put", {})),
        (("delete", {}), ("patch", query("x", "y"))),
        (("get", query(None)), ("get", query("x", "y"))),
        (("post", BODY), ("post", WITH_EXAMPLE | query("x"))),
        (("post", WITH_EXAMPLE | query(None)), ("post", WITH_EXAMPLE | query("x", "y"))),
        (("get", query("x", required=False)), ("get", BODY)),
        (("get", query("x", "y")), ("get", query("x"))),
        (("get", query("x", required=False)), ("get", {})),
    ],
)
def test_a_first_call_is_simple(other: Any, simpler: Any, tmp_path: Path) -> None:
    """It changes nothing if it can, needs no value that the document does not have, and few at all."""
    for operations, name in (((other, simpler), "b"), ((simpler, other), "a")):
        operation, _ = first_operation(shop(tmp_path, *operations)) or pytest.fail("there is none")
        assert operation.name == name


def test_the_first_of_equal_operations_is_called(tmp_path: Path) -> None:
    """In the order of the document; a document may have none at all."""
    operation, _ = first_operation(shop(tmp_path, ("get", {}), ("get", {}))) or pytest.fail("there is none")
    assert operation.name == "a"
    assert first_operation(replace(shop(tmp_path), resources=())) is None
    assert python_errors(replace(shop(tmp_path), resources=())) is None


@pytest.mark.parametrize(
    ("operations", "called", "is_special"),
    [
        ([("get", {}), ("get", {})], "a", False),
        ([("get", {}), ("get", NOT_FOUND)], "b", True),
        ([("get", {"responses": {"400": {"description": ""}}}), ("get", NOT_FOUND)], "b", True),
        ([("get", {"responses": {"400": {"description": ""}}}), ("get", {})], "a", False),
    ],
)
def test_errors_are_shown_with_what_can_be_missing(
    operations: Any, called: str, is_special: bool, tmp_path: Path
) -> None:
    """An operation whose 404 is documented, if there is one."""
    program = python_errors(shop(tmp_path, *operations)) or ""
    assert f"client.x.{called}(" in program
    assert ("except NotFoundError:" in program) is is_special
    assert ("import APIConnectionError, APIStatusError, NotFoundError, OAuthError" in program) is is_special


def test_errors_are_shown_without_pages_if_possible(tmp_path: Path) -> None:
    """A loop would hide what the program is about."""
    document = minimal()
    members = {"items": {"type": "array", "items": {"type": "string"}}, "next": {"type": "string"}}
    paged = call("x.a", {"type": "object", "properties": members})
    paged |= {"x-pagination": {"items": "items", "next": "next", "page": "page"}}
    paged |= {"parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}]}
    document["paths"] = {"/a": {"get": paged}, "/b": {"get": call("x.b")}}
    api = api_of(tmp_path, document)
    assert [operation.pagination is not None for operation, _ in calls(api)] == [True, False]
    assert "client.x.b(" in (python_errors(api) or "")
    operation, _ = first_operation(api) or pytest.fail("there is none")
    assert operation.name == "b"
    del document["paths"]["/b"]
    assert "client.x.a(" in (python_errors(api_of(tmp_path, document)) or "")


def test_credentials_that_are_sent_together_are_joined(tmp_path: Path) -> None:
    """Short ones where they are used, and those that take a line under numbered names."""
    document = minimal()
    keys = ("k", "first", "second")
    scheme = {"type": "apiKey", "in": "header", "name": "k"}
    document["components"]["securitySchemes"] = dict.fromkeys(keys, scheme)
    document["paths"]["/pets/{petId}"]["get"]["security"] = [{key: [] for key in keys}]
    api = api_of(tmp_path, document)
    (pair,) = calls(api)
    assert (
        python_program(*pair, api, keys).partition("\n\n")[2]
        == """\
from tiny import Client, First, K, Second

credentials_2 = First(api_key=os.environ["TINY_FIRST_API_KEY"])
credentials_3 = Second(api_key=os.environ["TINY_SECOND_API_KEY"])
with Client(K(api_key=os.environ["TINY_K_API_KEY"]) & credentials_2 & credentials_3) as client:
    pet = client.pets.get(1)
    print(pet)"""
    )


@pytest.mark.parametrize(("kind", "called"), [("clientCredentials", "x.b"), ("password", "x.a"), (None, "x.a")])
def test_a_program_by_itself_has_no_record_of_its_own(kind: str | None, called: str, tmp_path: Path) -> None:
    """What returns the caller's own record is for methods that a person or an account is behind."""
    document = minimal()
    flows = {kind: {"tokenUrl": "/token", "scopes": {}} for kind in ("clientCredentials", "password")}
    document["components"] = {"securitySchemes": {"k": {"type": "oauth2", "flows": flows}}}
    own = call("x.a") | {"x-store": {"collection": "people", "action": "get", "principal": True}}
    other = call("x.b") | query("x")
    document["paths"] = {
        f"/{name}": {"get": item | {"security": [{"k": []}]}} for name, item in (("a", own), ("b", other))
    }
    api = api_of(tmp_path, document)
    (scheme,) = api.schemes
    method = next((flow for flow in scheme.flows if flow.kind == kind), None)
    operation, resource = sample_operation(scheme, api, method) or pytest.fail("there is none")
    assert dotted(operation, resource) == called


def test_a_webhook_is_handled_by_the_class_of_its_payload(tmp_path: Path) -> None:
    """That of the first one that is an object."""
    document = minimal()
    pet = {"$ref": "#/components/schemas/Pet"}
    document["webhooks"] = {
        "many": {"post": call("many", body={"type": "array", "items": pet})},
        "born": {"post": call("born", body=pet)},
    }
    assert "if isinstance(payload, Pet):" in webhook_program(api_of(tmp_path, document))
    del document["webhooks"]["born"]
    assert "isinstance" not in webhook_program(api_of(tmp_path, document))


@pytest.mark.parametrize(
    ("name", "variable"),
    [("Pet", "pet"), ("Class", "class_"), ("Token", "token_"), ("App", "app_"), ("Print", "print_")],
)
def test_a_result_has_a_name_that_is_free(name: str, variable: str, tmp_path: Path) -> None:
    """That of its class, unless Python or the program uses it."""
    document = minimal()
    document["components"]["schemas"] = {name: {"type": "object", "properties": {"a": {"type": "string"}}}}
    document["paths"] = {"/x": {"get": call("x.get", {"$ref": f"#/components/schemas/{name}"})}}
    api = api_of(tmp_path, document)
    assert python_call(*calls(api)[0], api) == f"{variable} = client.x.get()\nprint({variable})"
