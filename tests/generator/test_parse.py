"""Types are read from schemas, each on its own, and what has none is an error with its place."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecError
from generator.model import Api, Field, Mark, Operation
from generator.model.types import AnyType, EnumType, ListType, MapType, ModelType, NullType, ScalarType, Type, UnionType
from generator.python_source import accepted, annotation, parameter_annotation
from tests.generator.support import api_of, minimal, operation


def fields(folder: Path, properties: dict[str, Any], **pet: Any) -> dict[str, Field]:
    """Return the fields of a model with these properties, by wire name."""
    document = minimal()
    document["components"]["schemas"]["Pet"] |= {"properties": properties, "required": []} | pet
    api = api_of(folder, document)
    (model,) = [model for model in api.models if model.class_name == "Pet"]
    return {field.wire_name: field for field in model.fields}


def types(folder: Path, **properties: Any) -> dict[str, Type]:
    return {name: field.type for name, field in fields(folder, properties).items()}


PET = ModelType("Pet")
STRING, INTEGER, NULL = ScalarType("string"), ScalarType("integer"), NullType()
REF = {"$ref": "#/components/schemas/Pet"}
DATETIME = {"type": "string", "format": "date-time"}
PET_ARGUMENT = "Pet | Mapping[str, Any]"


@pytest.mark.parametrize(
    ("schema", "expected", "received", "passed"),
    [
        ({"type": "string"}, STRING, "str", "str"),
        ({"type": "string", "format": "uuid"}, STRING, "str", "str"),
        ({"type": "string", "format": "password"}, STRING, "str", "str"),
        ({"type": "string", "format": "binary"}, ScalarType("bytes"), "bytes", "bytes"),
        ({"type": "integer"}, INTEGER, "int", "int"),
        ({"type": "number"}, ScalarType("number"), "float", "float"),
        ({"type": "boolean"}, ScalarType("boolean"), "bool", "bool"),
        ({}, AnyType(), "Any", "Any"),
        ({"type": "null"}, NULL, "None", "None"),
        ({"type": ["string", "null"]}, UnionType((STRING, NULL)), "str | None", "str | None"),
        (
            {"type": ["integer", "string", "null"]},
            UnionType((INTEGER, STRING, NULL)),
            "int | str | None",
            "int | str | None",
        ),
        ({"enum": ["b", "a"], "type": "string"}, EnumType(("b", "a")), *['Literal["b", "a"] | str'] * 2),
        (
            {"enum": ["b", None], "type": ["string", "null"]},
            UnionType((EnumType(("b",)), NULL)),
            *['Literal["b"] | str | None'] * 2,
        ),
        ({"enum": [10, 9], "type": "integer"}, EnumType((10, 9)), *["Literal[10, 9] | int"] * 2),
        ({"const": "x"}, EnumType(("x",)), *['Literal["x"] | str'] * 2),
        (
            {"enum": ["a", 1, 1.5]},
            UnionType((EnumType(("a",)), EnumType((1,)), ScalarType("number"))),
            *['Literal["a"] | str | Literal[1] | int | float'] * 2,
        ),
        ({"type": "array"}, ListType(AnyType()), "list[Any]", "Sequence[Any]"),
        ({"allOf": [{"type": "string"}, {"enum": ["a"]}]}, EnumType(("a",)), *['Literal["a"] | str'] * 2),
        (
            {"allOf": [{"type": "integer"}, {"enum": [1, 2, 3]}, {"enum": [2, 3, 4]}]},
            EnumType((2, 3)),
            *["Literal[2, 3] | int"] * 2,
        ),
        ({"enum": [1 << 63, 5]}, EnumType((1 << 63, 5)), *["Literal[5] | int"] * 2),
        ({"allOf": [REF, {"description": "x"}]}, PET, "Pet", PET_ARGUMENT),
        (
            {"allOf": [{"type": "array"}, {"items": REF}]},
            ListType(PET),
            "list[Pet]",
            f"Sequence[{PET_ARGUMENT}]",
        ),
        (
            {"enum": ['"]\nimport os\n["'], "type": "string"},
            EnumType(('"]\nimport os\n["',)),
            *['Literal["\\"]\\nimport os\\n[\\""] | str'] * 2,
        ),
        ({"type": "object"}, MapType(AnyType()), "dict[str, Any]", "Mapping[str, Any]"),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            MapType(INTEGER),
            "dict[str, int]",
            "Mapping[str, int]",
        ),
        (
            {"type": "object", "additionalProperties": REF},
            MapType(AnyType()),
            "dict[str, Any]",
            "Mapping[str, Any]",
        ),
        ({"type": "array", "items": {"type": "string"}}, ListType(STRING), "list[str]", "Sequence[str]"),
        (
            {"type": "array", "items": DATETIME},
            ListType(ScalarType("datetime")),
            "list[str]",
            "Sequence[datetime.datetime | str]",
        ),
        (DATETIME, ScalarType("datetime"), "datetime.datetime", "datetime.datetime | str"),
        (
            {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            UnionType((ScalarType("date"), NULL)),
            "datetime.date | None",
            "datetime.date | str | None",
        ),
        (REF, PET, "Pet", PET_ARGUMENT),
        ({"oneOf": [REF, {"type": "null"}]}, UnionType((PET, NULL)), "Pet | None", f"{PET_ARGUMENT} | None"),
        ({"oneOf": [{"type": "null"}, REF]}, UnionType((PET, NULL)), "Pet | None", f"{PET_ARGUMENT} | None"),
        ({"type": "array", "items": REF}, ListType(PET), "list[Pet]", f"Sequence[{PET_ARGUMENT}]"),
        (
            {"type": "array", "items": {"type": "array", "items": REF}},
            ListType(ListType(PET)),
            "list[list[dict[str, Any]]]",
            f"Sequence[Sequence[{PET_ARGUMENT}]]",
        ),
        (
            {"oneOf": [REF, {"type": "string"}]},
            UnionType((PET, STRING)),
            "Pet | str",
            f"{PET_ARGUMENT} | str",
        ),
    ],
)
def test_types(schema: dict[str, Any], expected: Type, received: str, passed: str, tmp_path: Path) -> None:
    """What is decoded is promised decoded, what is not is promised as JSON has it, and enums stay open."""
    found = types(tmp_path, value=schema)["value"]
    assert found == expected
    assert (annotation(found), accepted(found).written()) == (received, passed)


@pytest.mark.parametrize(
    ("type_", "decoding", "model", "models", "nullable"),
    [
        (STRING, "json", None, (), False),
        (ScalarType("datetime"), "datetime", None, (), False),
        (UnionType((ScalarType("date"), NULL)), "date", None, (), True),
        (PET, "model", "Pet", ("Pet",), False),
        (UnionType((PET, NULL)), "model", "Pet", ("Pet",), True),
        (ListType(PET), "models", "Pet", ("Pet",), False),
        (ListType(ListType(PET)), "json", None, ("Pet",), False),
        (UnionType((STRING, PET, ModelType("Bot"))), "union", None, ("Bot", "Pet"), False),
        (UnionType((STRING, INTEGER)), "json", None, (), False),
        (ListType(UnionType((STRING, PET))), "unions", None, ("Pet",), False),
        (UnionType((AnyType(), NULL)), "json", None, (), False),
    ],
)
def test_what_a_value_is_decoded_to(
    type_: Type, decoding: str, model: str | None, models: tuple[str, ...], nullable: bool
) -> None:
    """A class or the one that fits, a list of such, a moment or a day; several plain types stay JSON."""
    assert (type_.decoding, type_.model, type_.models, type_.nullable) == (decoding, model, models, nullable)


def test_an_inline_object_is_a_class_of_its_own(tmp_path: Path) -> None:
    """It is named after the property that it stands under."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"] |= {
        "home": {"type": "object", "properties": {"rooms": {"type": "array", "items": {
            "type": "object", "properties": {"floor": {"type": "integer"}}}}}},
    }  # fmt: skip
    api = api_of(tmp_path, document)
    assert [(model.class_name, model.module) for model in api.models] == [
        ("Pet", "pet"),
        ("PetHome", "pet_home"),
        ("PetHomeRoomsItem", "pet_home_rooms_item"),
    ]


def test_names_of_one_object_never_collide(tmp_path: Path) -> None:
    """What the parser would give up on has a name of its own here."""
    named = fields(
        tmp_path, {name: {"type": "string"} for name in ("siteId", "site_id", "site-id", "+1", "-1", "list")}
    )
    assert [field.name for field in named.values()] == [
        "site_id",
        "site_id_2",
        "site_id_3",
        "value_1",
        "value_1_2",
        "list_",
    ]


def test_what_the_document_says_of_a_property_is_kept(tmp_path: Path) -> None:
    """Descriptions, flags and examples stand beside the type; a reference's own words come first."""
    document = minimal()
    document["components"]["schemas"] |= {
        "Friend": {"type": "string", "description": "The other one."},
        "Pet": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "integer", "readOnly": True, "examples": [7], "description": "Its\nnumber. "},
                "pin": {"type": "string", "format": "password", "writeOnly": True, "x-observed": "seen"},
                "friend": {"$ref": "#/components/schemas/Friend", "description": "Own words."},
                "enemy": {"$ref": "#/components/schemas/Friend"},
                "age": {"type": ["integer", "null"]},
                "access_token": {"type": "string"},
            },
        },
    }
    named = {field.wire_name: field for field in api_of(tmp_path, document).models[0].fields}
    assert (named["id"].required, named["id"].read_only, named["id"].example) == (True, True, 7)
    assert named["id"].description == "Its\nnumber."
    assert (named["pin"].secret, named["pin"].write_only) == (True, True)
    assert named["pin"].marks == (Mark("observed", "seen"),)
    assert named["friend"].description == "Own words."
    assert named["enemy"].description == "The other one."
    assert [name for name, field in named.items() if field.nullable] == ["age"]
    assert named["access_token"].secret


def test_all_of_is_one_object(tmp_path: Path) -> None:
    """Inherited fields come first, as the document has them, and are as required as any part says."""
    document = minimal()
    document["components"]["schemas"] |= {
        "Base": {"type": "object", "properties": {"id": {"type": "integer"}}},
        "Pet": {
            "allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"type": "object", "required": ["id", "name"], "properties": {"name": {"type": "string"}}},
            ]
        },
    }
    (pet,) = [model for model in api_of(tmp_path, document).models if model.class_name == "Pet"]
    assert [(field.name, annotation(field.type), field.required) for field in pet.fields] == [
        ("id", "int", True),
        ("name", "str", True),
    ]


def test_a_name_for_another_schema_is_that_schema(tmp_path: Path) -> None:
    """An alias makes no second class."""
    document = minimal()
    document["components"]["schemas"]["Animal"] = {"$ref": "#/components/schemas/Pet"}
    content = operation(document)["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"type": "array", "items": {"$ref": "#/components/schemas/Animal"}}
    api = api_of(tmp_path, document)
    assert [model.class_name for model in api.models] == ["Pet"]
    assert only(api).success.type == ListType(PET)


def only(api: Api) -> Operation:
    """Return the one operation of an API."""
    ((found,),) = [resource.operations for resource in api.walk() if resource.operations]
    return found


def with_body(schema: Any, **request: Any) -> Any:
    document = minimal()
    operation(document)["requestBody"] = {"content": {"application/json": {"schema": schema}}} | request
    return document


def test_the_fields_of_a_body_are_arguments(tmp_path: Path) -> None:
    """What the server sets is none; what a path parameter is called as, a field is not."""
    schema = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string"},
            "petId": {"type": "string"},
            "timeout": {"type": "number"},
        },
    }
    body = only(api_of(tmp_path, with_body(schema, required=True))).body
    assert body is not None
    assert body.required
    assert [(field.name, field.wire_name, field.required) for field in body.fields] == [
        ("name", "name", True),
        ("pet_id_2", "petId", False),
        ("timeout_", "timeout", False),
    ]
    assert annotation(body.type) == "PetsGetBody"


def test_a_list_is_passed_whole(tmp_path: Path) -> None:
    """A body that is no object has no fields."""
    body = only(api_of(tmp_path, with_body({"type": "array", "items": {"type": "integer"}}))).body
    assert body is not None
    assert (body.fields, accepted(body.type).written(), body.required) == ((), "Sequence[int]", False)


def test_parameters_of_one_name_in_two_places(tmp_path: Path) -> None:
    """The later one says where it goes."""
    document = minimal()
    for place in ("query", "header"):
        operation(document)["parameters"].append({"name": "petId", "in": place, "schema": {"type": "string"}})
    found = only(api_of(tmp_path, document)).parameters
    assert [parameter.name for parameter in found] == ["pet_id", "query_pet_id", "header_pet_id"]
    assert [annotation(parameter.type) for parameter in found] == ["int", "str", "str"]


def test_path_parameters_come_in_the_order_of_the_path(tmp_path: Path) -> None:
    """They are positional, so a document that lists them otherwise does not change a call."""
    document = minimal()
    item = document["paths"].pop("/pets/{petId}")
    document["paths"]["/owners/{ownerId}/pets/{petId}"] = item
    operation_ = item["get"]
    operation_["parameters"].append({"name": "ownerId", "in": "path", "required": True, "schema": {"type": "string"}})
    assert [parameter.name for parameter in only(api_of(tmp_path, document)).parameters] == ["owner_id", "pet_id"]


def test_responses(tmp_path: Path) -> None:
    """The first success is what a method returns; errors keep their descriptions and examples."""
    document = minimal()
    responses = operation(document)["responses"]
    responses |= {
        "204": {"description": "Gone"},
        "404": {"description": "None", "content": {"application/json": {"schema": {}, "example": {"code": 1}}}},
        "5XX": {"description": "Broken"},
    }
    api = api_of(tmp_path, document)
    found = only(api)
    assert found.success.status == "200"
    assert [(error.status, error.description) for error in found.errors] == [("404", "None"), ("5XX", "Broken")]
    ((status, class_name, example),) = [(one.status, one.class_name, one.example) for one in api.error_statuses]
    assert (status, class_name, example) == (404, "NotFoundError", {"code": 1})


def test_a_schema_in_a_shared_response_is_one_class(tmp_path: Path) -> None:
    """Two operations that answer with the same response object share its class."""
    document = minimal()
    document["components"]["responses"] = {
        "Problem": {
            "description": "Problem",
            "content": {"application/json": {"schema": {"type": "object", "properties": {"why": {"type": "string"}}}}},
        }
    }
    operation(document)["responses"]["400"] = {"$ref": "#/components/responses/Problem"}
    document["paths"]["/dogs/{petId}"] = copy.deepcopy(document["paths"]["/pets/{petId}"])
    document["paths"]["/dogs/{petId}"]["get"]["operationId"] = "dogs.get"
    assert [model.class_name for model in api_of(tmp_path, document).models] == ["Pet", "Problem"]


def test_pages(tmp_path: Path) -> None:
    """x-pagination says what a page's items are; their type is that of the response's list."""
    document = minimal()
    operation(document)["x-pagination"] = {"items": "pets", "next": "nextPage", "page": "pageIndex", "total": "total"}
    content = operation(document)["responses"]["200"]["content"]["application/json"]
    content["schema"] = {
        "type": "object",
        "properties": {"pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}},
    }
    pages = only(api_of(tmp_path, document)).pagination
    assert pages is not None
    assert (pages.items, pages.next, pages.page, pages.total, pages.previous) == (
        "pets",
        "nextPage",
        "pageIndex",
        "total",
        None,
    )
    assert pages.item_type.model == "Pet"


def test_the_tree_of_resources(tmp_path: Path) -> None:
    """A resource may have methods and children, titles come from tags, and a method hides no child."""
    document = minimal()
    template = document["paths"].pop("/pets/{petId}")
    document["tags"].append({"name": "Zoo", "description": "All of it."})
    for number, operation_id in enumerate(("zoo.pets.get", "zoo.pets.food.list", "zoo.pets", "zoo.token")):
        item = copy.deepcopy(template)
        item["get"] |= {"operationId": operation_id}
        document["paths"][f"/{number}/{{petId}}"] = item
    api = api_of(tmp_path, document)
    shown = [
        (".".join(one.path), one.class_name, one.title, [each.name for each in one.operations]) for one in api.walk()
    ]
    assert shown == [
        ("zoo", "Zoo", "Pets", ["pets_", "token"]),
        ("zoo.pets", "Pets", "Pets", ["get"]),
        ("zoo.pets.food", "Food", "Pets", ["list"]),
    ]


def test_a_resource_is_not_called_as_a_model_is(tmp_path: Path) -> None:
    """Both names stand in one module, so the resource gives way."""
    document = minimal()
    operation(document)["operationId"] = "pet.get"
    (resource,) = api_of(tmp_path, document).resources
    assert resource.class_name == "PetResource"


def test_two_operations_of_one_name_are_refused(tmp_path: Path) -> None:
    """Different operationIds can still be the same Python."""
    document = minimal()
    document["paths"]["/dogs/{petId}"] = copy.deepcopy(document["paths"]["/pets/{petId}"])
    document["paths"]["/dogs/{petId}"]["get"]["operationId"] = "Pets.Get"
    with pytest.raises(SpecError, match=r"'Pets.Get' becomes the same method as 'pets.get': pets.get") as error:
        api_of(tmp_path, document)
    assert error.value.findings[0].pointer == "/paths/~1dogs~1{petId}/get/operationId"


NAME = "/components/schemas/Pet/properties/name"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"allOf": [{"type": "string"}, {"type": "array"}]}, "the parts of allOf have different types"),
        ({"type": "strng"}, "'strng' is not a type of JSON Schema"),
    ],
)
def test_a_schema_without_a_type_is_named(change: dict[str, Any], reason: str, tmp_path: Path) -> None:
    """Nothing becomes Any in silence."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"]["name"] = change
    with pytest.raises(SpecError) as error:
        api_of(tmp_path, document)
    (finding,) = error.value.findings
    assert (finding.pointer, finding.rule, finding.message) == (NAME, "type", reason)


def test_every_media_type_and_location_has_its_types(tmp_path: Path) -> None:
    """The parser refuses XML and lists in header fields; what it is given are schemas alone."""
    document = minimal()
    operation(document)["responses"]["404"] = {"description": "x", "content": {"application/xml": {"schema": {}}}}
    schema = {"type": "array", "items": {"type": "string", "format": "date-time"}}
    operation(document)["parameters"].append({"name": "X-A", "in": "header", "schema": schema})
    method = only(api_of(tmp_path, document))
    assert [response.media_type for response in method.errors] == ["application/xml"]
    assert parameter_annotation(method.parameters[1]) == "Sequence[datetime.datetime | str] | Omit"


def test_secrets_are_texts_that_the_document_or_the_rfcs_keep_secret(tmp_path: Path) -> None:
    """An error's code is no authorization code, and an object called password is masked field by field."""
    shown = fields(
        tmp_path,
        {
            "code": {"type": "integer"},
            "refresh_token": {"type": "string"},
            "pin": {"type": "string", "format": "password"},
            "password": {"type": "object", "properties": {"new": {"type": "string", "format": "password"}}},
        },
    )
    assert [name for name, field in shown.items() if field.secret] == ["refresh_token", "pin"]


def test_examples_are_called_by_their_summary_or_description(tmp_path: Path) -> None:
    """The summary says more in fewer words; without either the name has to do."""
    document = minimal()
    media = operation(document)["responses"]["200"]["content"]["application/json"]
    del media["example"]
    media["examples"] = {
        "a": {"summary": "Short", "description": "Long", "value": {"name": "A"}},
        "b": {"description": "Long", "value": {"name": "B"}},
        "c": {"value": {"name": "C"}},
    }
    examples = only(api_of(tmp_path, document)).success.examples
    assert [(example.name, example.summary) for example in examples] == [("a", "Short"), ("b", "Long"), ("c", "")]


@pytest.mark.parametrize(
    ("schema", "members"),
    [
        ({"allOf": [{"$ref": "#/components/schemas/Base"}]}, None),
        ({"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"b": {"type": "string"}}}, ["a", "b"]),
        ({"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"c": {"type": "string"}}}]}, ["a", "c"]),
        ({"allOf": [{"$ref": "#/components/schemas/Base"}], "required": ["a"]}, ["a"]),
    ],
)
def test_a_composition_that_adds_something_is_its_own_class(
    schema: dict[str, Any], members: list[str] | None, tmp_path: Path
) -> None:
    """One part alone is that part; what is added to it makes another object, with all members."""
    document = minimal()
    base = {"type": "object", "properties": {"a": {"type": "string"}}}
    document["components"]["schemas"] |= {"Base": base, "Pet": {"type": "object", "properties": {"part": schema}}}
    models = {model.class_name: [field.name for field in model.fields] for model in api_of(tmp_path, document).models}
    if members is None:
        assert models == {"Base": ["a"], "Pet": ["part"]}
    else:
        assert models["PetPart"] == members


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [REF, {"nullable": True}]},
        {"allOf": [REF], "nullable": True, "description": "One."},
        {"$ref": "#/components/schemas/Pet", "nullable": True},
        {"oneOf": [REF], "nullable": True},
    ],
)
def test_nullable_beside_a_reference_means_null(schema: dict[str, Any], tmp_path: Path) -> None:
    """In OpenAPI 3.0, whose references have no siblings, authors write it in all of these ways."""
    assert types(tmp_path, value=schema)["value"] == UnionType((PET, NULL))


def test_components_are_the_first_to_choose_a_name(tmp_path: Path) -> None:
    """Those that stand deep inside of components, too."""
    deep = {"type": "object", "properties": {"x": {"type": "string"}}}
    for name in ("Response", "get", "pets"):
        deep = {"type": "object", "properties": {name: deep}}
    document = minimal()
    document["components"]["schemas"]["Zoo"] = deep
    inline = {"type": "object", "properties": {"a": {"type": "integer"}, "zoo": {"$ref": "#/components/schemas/Zoo"}}}
    operation(document)["operationId"] = "zoo.pets.get"
    operation(document)["responses"]["200"]["content"]["application/json"] = {"schema": inline}
    pointers = {model.class_name: model.pointer for model in api_of(tmp_path, document).models}
    assert pointers["ZooPetsGetResponse"].startswith("/components/schemas/Zoo/properties/pets/")
    assert pointers["ZooPetsGetResponse_2"].startswith("/paths/")
