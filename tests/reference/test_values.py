"""The values in the samples: the document's examples, completed with what a valid object cannot lack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.model import Api, Field, Model, Operation
from generator.model.types import ModelType, NullType, ScalarType, UnionType
from generator.reference.values import (
    argument_value,
    body_value,
    completed,
    excerpt,
    model_value,
    placeholder,
    response_examples,
)
from tests.generator.support import api_of, minimal

TEXT, NUMBER = {"type": "string", "description": "x"}, {"type": "integer", "description": "x"}
PET = {
    "type": "object",
    "description": "A pet.",
    "required": ["name", "owner", "state", "tags"],
    "properties": {
        "name": TEXT,
        "owner": {"$ref": "#/components/schemas/Owner"},
        "state": {"type": "string", "enum": ["calm", "wild"], "description": "x"},
        "tags": {"type": "array", "items": {"type": "string"}, "description": "x"},
        "age": {**NUMBER, "examples": [7]},
        "nick": TEXT,
    },
}
OWNER = {
    "type": "object",
    "description": "Whose it is.",
    "required": ["id"],
    "properties": {"id": NUMBER, "city": {**TEXT, "examples": ["Rome"]}, "street": TEXT},
}


def api(folder: Path, **examples: Any) -> Api:
    """Return the model of a document in which a pet has these members beside its schema."""
    document = minimal()
    document["components"]["schemas"] = {"Pet": PET | examples, "Owner": OWNER}
    return api_of(folder, document)


def pet(model: Api) -> Model:
    """Return the model of a pet."""
    return next(item for item in model.models if item.class_name == "Pet")


@pytest.mark.parametrize("length", [1, 2, 3])
def test_an_object_that_contains_itself_is_shown_once(length: int, tmp_path: Path) -> None:
    """However long the circle of required members is."""
    document = minimal()
    schemas = {
        f"A{number}": {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"$ref": f"#/components/schemas/A{after}"}},
        }
        for number, after in ((number, (number + 1) % length) for number in range(length))
    }
    document["components"]["schemas"] = {"Pet": {"$ref": "#/components/schemas/A0"}, **schemas}
    model = api_of(tmp_path, document)
    value = model_value(next(item for item in model.models if item.class_name == "A0"), model)
    assert str(value) == "{'a': " * length + "{}" + "}" * length


OWNED = {"id": 1, "city": "Rome"}
PET_REF = "#/components/schemas/Pet"


def test_without_an_example_required_members_and_examples_of_members_are_shown(tmp_path: Path) -> None:
    """The rest is left out."""
    model = api(tmp_path)
    assert model_value(pet(model), model) == {
        "name": "string",
        "owner": OWNED,
        "state": "calm",
        "tags": [],
        "age": 7,
    }


@pytest.mark.parametrize("example", [{}, {"name": "Rex"}, {"nick": "R", "x": 1}])
def test_an_example_lacks_no_required_member(example: dict[str, Any], tmp_path: Path) -> None:
    """Members that it leaves out on purpose stay out; what the schema does not have stays in."""
    whole = {"name": "string", "owner": OWNED, "state": "calm", "tags": []} | example
    model = api(tmp_path, examples=[example])
    assert model_value(pet(model), model) == whole
    model = api(tmp_path)
    assert completed(example, ModelType("Pet"), model) == whole
    assert completed(example, UnionType((ModelType("Pet"), NullType())), model) == whole


@pytest.mark.parametrize("example", ["Rex", 7, [1], None])
def test_an_example_of_another_type_stays_as_it_is(example: Any, tmp_path: Path) -> None:
    """Lint has objected to it already."""
    assert completed(example, ModelType("Pet"), api(tmp_path)) == example


RECORDS = [{"id": 1, "name": "Rex", "age": 3, "nick": "R"}, {"id": 2, "name": "Tom", "age": 5, "nick": "T"}]


@pytest.mark.parametrize(
    ("method", "identifier", "body", "shown"),
    [
        ("get", 2, None, RECORDS[1]),
        ("get", 9, None, RECORDS[0] | {"id": 9}),
        ("put", 2, {"age": 6}, RECORDS[1] | {"age": 6}),
        ("put", 2, {"age": 6, "note": "x", "id": "7"}, RECORDS[1] | {"age": 6}),
        ("put", 2, ["Rex"], RECORDS[1]),
        ("post", None, {"name": "Kim"}, {"id": 1, "name": "Kim"}),
    ],
)
def test_a_response_follows_from_its_request(
    method: str, identifier: int | None, body: Any, shown: Any, tmp_path: Path
) -> None:
    """The record that the path names, with what the body sets, and without what it could set and does not.

    An example that is not an object is not a record.
    """
    document = minimal()
    settable = {"name": TEXT, "age": NUMBER, "nick": TEXT}
    schema = {"type": "object", "required": ["id", "name"], "properties": {"id": NUMBER, **settable}}
    document["components"]["schemas"] = {
        "Pet": {**schema, "description": "A pet.", "examples": [*RECORDS, "Rex"]},
        "PetUpdate": {
            "type": "object",
            "description": "A change.",
            "properties": settable | {"note": TEXT, "id": TEXT},
        },
    }
    path = document["paths"].pop("/pets/{petId}")
    call = path.pop("get") | {"operationId": "pets.call", "parameters": []}
    call["responses"] = {"200": {"description": "x", "content": {"application/json": {"schema": {"$ref": PET_REF}}}}}
    if identifier is not None:
        parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "example": identifier}
        call["parameters"] = [parameter]
    if body is not None:
        media = {"schema": {"$ref": f"{PET_REF}Update"} if isinstance(body, dict) else {}, "example": body}
        call["requestBody"] = {"required": True, "content": {"application/json": media}}
    document["paths"] = {"/pets" if identifier is None else "/pets/{id}": {method: call}}
    model = api_of(tmp_path, document)
    (operation,) = (operation for resource in model.walk() for operation in resource.operations)
    assert [example.value for example in response_examples(operation, model)] == [shown]


def test_an_example_that_is_not_an_object_is_shown_as_it_is(tmp_path: Path) -> None:
    """Of a record that its path names."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["examples"] = ["Rex"]
    del document["paths"]["/pets/{petId}"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    model = api_of(tmp_path, document)
    (operation,) = (operation for resource in model.walk() for operation in resource.operations)
    assert [example.value for example in response_examples(operation, model)] == ["Rex"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({}, "{}"),
        ("text", '"text"'),
        ({"a": [1, {"b": "é\u2028"}]}, '{\n  "a": [\n    1,\n    {\n      "b": "é\ufffd"\n    }\n  ]\n}'),
        ({"a": {"b": [0] * 200}, "c": [{"d": {}}]}, '{\n  "a": {\n    "b": […]\n  },\n  "c": [\n    {…}\n  ]\n}'),
        ([0] * 300, "\n".join(["[", *["  0,"] * 197, "  …", "]"])),
    ],
)
def test_of_a_long_example_the_deepest_parts_are_left_out(value: Any, shown: str) -> None:
    """Nobody reads on after some hundred lines, and pages with many of them load slowly."""
    assert excerpt(value) == shown


@pytest.mark.parametrize(
    ("example", "sent"),
    [
        ("not an object", {"size-limit": 5}),
        ({"name": 7}, {"name": 7, "size-limit": 5}),
        ({"size-limit": 6}, {"size-limit": 6}),
    ],
)
def test_a_sample_has_all_arguments_that_are_required(example: Any, sent: dict[str, Any], tmp_path: Path) -> None:
    """Whatever example the document has of a body without a name; the values that are made satisfy the schema."""
    document = minimal()
    members = {"name": TEXT, "size-limit": {"type": "integer", "minimum": 5}}
    schema = {"type": "object", "required": ["size-limit"], "properties": members, "example": example}
    call = document["paths"]["/pets/{petId}"]["get"]
    document["paths"] = {
        "/pets": {
            "post": call | {"parameters": [], "requestBody": {"content": {"application/json": {"schema": schema}}}}
        }
    }
    model = api_of(tmp_path, document)
    (operation,) = (operation for resource in model.walk() for operation in resource.operations)
    assert operation.body
    assert body_value(operation.body, model) == sent


FILE = {"type": "string", "format": "binary"}
PNG = {"a": {"contentType": "image/png, text/plain"}}


def called(folder: Path, **members: Any) -> tuple[Operation, Api]:
    """Return an operation with these members, and its model."""
    document = minimal()
    call = document["paths"].pop("/pets/{petId}")["get"] | {"parameters": []} | members
    names = "".join(f"/{{{parameter['name']}}}" for parameter in call["parameters"])
    document["paths"] = {f"/pets{names}": {"post": call}}
    document["components"]["schemas"] |= FORMS
    model = api_of(folder, document)
    (operation,) = (operation for resource in model.walk() for operation in resource.operations)
    return operation, model


def parts(required: list[str], **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": members}


@pytest.mark.parametrize(
    ("media_type", "media", "value"),
    [
        ("image/png", {}, "example.png"),
        ("image/*", {}, "example.png"),
        ("*/*", {}, "example.bin"),
        ("application/x-unknown", {}, "example.bin"),
        ("text/plain", {"schema": {"type": "string"}}, "text"),
        ("text/plain", {"schema": {"type": "string"}, "example": "x"}, "x"),
        ("multipart/form-data", {"schema": {}, "example": "x"}, "x"),
        ("multipart/form-data", {"schema": parts([], a=FILE, b=FILE)}, {"a": "example.bin"}),
        ("multipart/form-data", {"schema": parts(["b"], a=FILE, b=FILE)}, {"b": "example.bin"}),
        (
            "multipart/form-data",
            {"schema": parts(["a", "b"], a=FILE, b=FILE)},
            {"a": "example.bin", "b": "example.bin"},
        ),
        ("multipart/form-data", {"schema": parts([], a={"type": "array", "items": FILE})}, {"a": ["example.bin"]}),
        ("multipart/form-data", {"schema": parts([], a=FILE), "encoding": PNG}, {"a": "example.png"}),
        ("multipart/form-data", {"schema": parts(["a"], a=TEXT, b=FILE)}, {"a": "string", "b": "example.bin"}),
    ],
)
def test_what_is_sent_as_a_file_is_named_after_its_type(
    media_type: str, media: Any, value: Any, tmp_path: Path
) -> None:
    """Of a form all files that are required, or else the first one."""
    operation, model = called(tmp_path, requestBody={"required": True, "content": {media_type: media}})
    assert operation.body
    assert body_value(operation.body, model) == value


FORMS = {
    "Cat": {"type": "object", "required": ["kind", "lives"], "properties": {"kind": TEXT, "lives": NUMBER}},
    "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}},
}
CAT, DOG = ({"$ref": f"#/components/schemas/{name}"} for name in FORMS)
EITHER = {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind"}}
DOG_FIRST = {"oneOf": [DOG, CAT], "discriminator": {"propertyName": "kind"}}


@pytest.mark.parametrize(
    ("schema", "example", "shown"),
    [
        (EITHER, ..., {"kind": "Cat", "lives": 1}),
        (DOG_FIRST, ..., {"kind": "Dog"}),
        (EITHER, {"kind": "Dog"}, {"kind": "Dog"}),
        (EITHER, {"kind": "Cat"}, {"kind": "Cat", "lives": 1}),
        (EITHER, {"kind": "cow"}, {"kind": "cow"}),
        (EITHER, {"lives": 2}, {"lives": 2}),
        (EITHER, "Rex", "Rex"),
        ({"oneOf": [CAT, DOG]}, ..., {"kind": "string", "lives": 1}),
        ({"type": "array", "items": EITHER}, ..., [{"kind": "Cat", "lives": 1}]),
        ({"type": "array", "items": EITHER}, "Rex", "Rex"),
    ],
)
def test_a_value_of_several_forms_has_the_one_that_it_names(
    schema: Any, example: Any, shown: Any, tmp_path: Path
) -> None:
    """Without an example the first one, with the name that tells it from the others."""
    media = {"schema": schema} | ({} if example is ... else {"example": example})
    operation, model = called(tmp_path, requestBody={"required": True, "content": {"application/json": media}})
    assert operation.body
    assert body_value(operation.body, model) == shown


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "array", "items": {"type": "integer"}}, [1]),
        ({"type": "object", "properties": {"a": TEXT, "b": TEXT}}, {"a": "string"}),
        ({"type": "object", "additionalProperties": TEXT}, {"name": "string"}),
        ({"type": "string"}, "string"),
    ],
)
def test_a_path_has_no_empty_values(schema: Any, value: Any, tmp_path: Path) -> None:
    """Nothing would be left between two slashes; in a query nothing is missing."""
    parameter = {"name": "p", "in": "path", "required": True, "schema": schema}
    operation, model = called(tmp_path, parameters=[parameter])
    assert argument_value(operation.parameters[0], model) == value


def test_a_response_has_the_documents_examples_or_one_that_is_made(tmp_path: Path) -> None:
    """Each completed; none if it has no body."""
    for media, values in (
        ({"examples": {"a": {"value": {"name": "Rex"}}, "b": {"value": {"name": "Tom"}}}}, ["Rex", "Tom"]),
        ({}, ["string"]),
    ):
        document = minimal()
        content = document["paths"]["/pets/{petId}"]["get"]["responses"]["200"]["content"]["application/json"]
        del content["example"]
        content |= media
        model = api_of(tmp_path, document)
        (operation,) = (operation for resource in model.walk() for operation in resource.operations)
        assert [example.value for example in response_examples(operation, model)] == [{"name": name} for name in values]
    operation, model = called(tmp_path, responses={"204": {"description": ""}})
    assert response_examples(operation, model) == []


def test_a_credential_is_represented_by_a_name_to_replace() -> None:
    """Unless the document has an example of it; an address and a number have to be valid."""
    text = Field(name="user_", wire_name="user", type=ScalarType("string"), required=True, description="")
    assert placeholder(text) == "YOUR_USER"
    assert placeholder(replace(text, example="ada")) == "ada"
    assert placeholder(replace(text, type=ScalarType("integer"))) == 1
    assert placeholder(replace(text, wire_name="redirect_uri")) == "https://app.example.com/callback"
