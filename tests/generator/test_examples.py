"""Examples of schemas: their own, or composed of their parts; in the generator, and in its copy in the mock."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from comm100.testing._openapi import examples as copied
from generator.build.examples import media_examples, parameter_example
from generator.document import examples

DOCUMENT = {
    "Pet": {"type": "object", "properties": {"name": {"example": "Rex"}}},
    "Named": {"$ref": "#/Pet", "example": {"name": "Tom"}},
    "Loop": {"type": "object", "properties": {"name": {"example": "a"}, "next": {"$ref": "#/Loop"}}},
    "Box": {"properties": {"in": {"$ref": "#/Box"}, "x": {"$ref": "#/Text"}}},
    "Text": {"examples": ["text"]},
}


def nested(depth: int) -> Any:
    return {"properties": {"in": nested(depth - 1)}} if depth else {"const": 1}


@pytest.fixture(params=[examples, copied], ids=["generator", "mock"])
def module(request: pytest.FixtureRequest) -> ModuleType:
    found: ModuleType = request.param
    return found


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"examples": [1, 2]}, [1, 2]),
        ({"examples": [], "example": 3}, [3]),
        ({"examples": {"a": 1}}, []),
        ({"example": None}, [None]),
        ({"$ref": "#/Text"}, ["text"]),
        ({"$ref": "#/Named"}, [{"name": "Tom"}]),
        ({"$ref": "#/Pet"}, []),
        ({"type": "string"}, []),
        (True, []),
        (None, []),
    ],
)
def test_the_examples_of_a_whole_value(module: ModuleType, schema: Any, expected: list[Any]) -> None:
    """Those of the schema itself, else those of what it refers to."""
    assert module.schema_examples(DOCUMENT, schema) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"example": 0, "const": 1}, 0),
        ({"const": None, "default": 1}, None),
        ({"default": False, "enum": [1]}, False),
        ({"enum": ["b", "a"]}, "b"),
        ({"enum": [], "oneOf": [{"type": "string"}, {"const": 2}], "anyOf": [{"const": 3}]}, 2),
        ({"enum": "ab"}, "nothing"),
        ({"anyOf": [{"const": 3}], "items": {"const": 4}}, 3),
        ({"items": {"$ref": "#/Text"}}, ["text"]),
        ({"items": {"type": "string"}, "properties": {"a": {"const": 1}}}, "nothing"),
        ({"$ref": "#/Pet"}, {"name": "Rex"}),
        (
            {"allOf": [{"$ref": "#/Pet"}, {"const": 1}, {"type": "object"}], "properties": {"age": {"const": 5}}},
            {"name": "Rex", "age": 5},
        ),
        (
            {"properties": {"name": {"const": "b"}, "age": {"type": "integer"}}, "allOf": [{"$ref": "#/Pet"}]},
            {"name": "b"},
        ),
        ({"allOf": [{"example": {"a": 1, "b": 1}}, {"example": {"b": 2}}]}, {"a": 1, "b": 2}),
        ({"oneOf": None, "allOf": None, "properties": None}, "nothing"),
        ({"type": "string"}, "nothing"),
        (True, "nothing"),
        (nested(7), {"in": {"in": {"in": {"in": {"in": {"in": {"in": 1}}}}}}}),
        (nested(8), "nothing"),
    ],
)
def test_an_example_is_composed_of_the_parts(module: ModuleType, schema: Any, expected: Any) -> None:
    """As deep as eight levels: a schema may contain itself."""
    assert module.schema_example(DOCUMENT, schema, "nothing") == expected


@pytest.mark.parametrize(
    ("variant", "discriminator", "expected"),
    [
        ({"$ref": "#/Pet"}, {"propertyName": "kind"}, {"name": "Rex", "kind": "Pet"}),
        (
            {"$ref": "#/Pet"},
            {"propertyName": "kind", "mapping": {"no": 7, "box": "#/Box", "dog": "#/Pet", "puppy": "#/Pet"}},
            {"name": "Rex", "kind": "dog"},
        ),
        ({"$ref": "#/Pet"}, {"propertyName": "name"}, {"name": "Rex"}),
        ({"$ref": "#/Pet"}, {"propertyName": 7}, {"name": "Rex"}),
        ({"$ref": "#/Pet"}, "kind", {"name": "Rex"}),
        ({"properties": {"a": {"const": 1}}}, {"propertyName": "kind"}, {"a": 1}),
        ({"$ref": "#/Text"}, {"propertyName": "kind"}, "text"),
    ],
)
def test_an_example_of_a_variant_says_which_one_it_is(
    module: ModuleType, variant: Any, discriminator: Any, expected: Any
) -> None:
    """Otherwise a server, or the mock, would refuse it."""
    schema = {"oneOf": [{"type": "string"}, variant], "discriminator": discriminator}
    assert module.schema_example(DOCUMENT, schema) == expected


def test_a_schema_that_contains_itself_has_an_example(module: ModuleType) -> None:
    """It ends somewhere."""
    value, depth = module.schema_example(DOCUMENT, {"$ref": "#/Loop"}), 0
    while "next" in value:
        value, depth = value["next"], depth + 1
    assert (value, depth) == ({"name": "a"}, 6)
    assert module.schema_example(DOCUMENT, True) is None


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ({}, []),
        ({"examples": {"a": {"value": 1, "summary": "One", "description": "Not this"}, "b": {}}, "example": 2},
         [("a", "One", 1), ("b", "", None)]),
        ({"examples": {"a": {"$ref": "#/Example"}, "b": 7}}, [("a", "Said", 3), ("b", "", None)]),
        ({"examples": {}, "example": 2}, [("example", "", 2)]),
        ({"examples": [1], "example": None, "schema": {"example": 4}}, [("example", "", None)]),
        ({"schema": {"example": 4}}, [("example", "", 4)]),
        ({"schema": {"type": "string"}}, []),
    ],
)  # fmt: skip
def test_the_examples_of_a_media_type(media: Any, expected: list[tuple[str, str, Any]]) -> None:
    """Its named ones, or its own one, or else that of its schema."""
    document = {"Example": {"description": "Said", "value": 3}}
    made = media_examples(document, media)
    assert [(example.name, example.summary, example.value) for example in made] == expected
    assert parameter_example(document, media) == (expected[0][2] if expected else None)


@pytest.mark.parametrize(("members", "is_composed"), [(998, True), (999, False)])
def test_an_example_is_composed_of_less_than_a_thousand_parts(
    module: ModuleType, members: int, is_composed: bool
) -> None:
    """An object with more members has none, unless its author gives one."""
    example = {f"p{number}": number for number in range(members)}
    schema: Any = {"properties": {name: {"const": value} for name, value in example.items()}}
    assert module.schema_example({}, schema) == (example if is_composed else None)
    assert module.schema_example({}, {**schema, "example": {}}) == {}


def test_examples_of_objects_that_refer_to_all_others_stay_small(module: ModuleType) -> None:
    """Each level multiplies their number, so that they are composed to a lesser depth."""
    names = [f"S{number}" for number in range(30)]
    members = {name: {"$ref": f"#/components/schemas/{name}"} for name in names} | {"x": {"const": 1}}
    document = {"components": {"schemas": {name: {"properties": members} for name in names}}}
    example = module.schema_example(document, members["S0"])
    assert example == {name: {"x": 1} for name in names} | {"x": 1}
