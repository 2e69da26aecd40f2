"""Objects with a discriminator and all that are derived from them; in the generator, and in its copy in the mock."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from comm100.testing._openapi import inheritance as copied
from comm100.testing._schema import Compiler
from comm100.testing._styles import typed
from generator.document import inheritance
from tests.generator.support import minimal, operation

PET = "#/components/schemas/Pet"


def derived(parent: str, **members: Any) -> dict[str, Any]:
    part = {"type": "object", "required": list(members), "properties": members}
    return {"allOf": [{"$ref": f"#/components/schemas/{parent}"}, part]}


def document() -> Any:
    """Pets, of which the document names one kind, a constant another, and the components the rest."""
    result = minimal()
    result["info"]["title"] = "Kinds API"
    result["components"]["schemas"] = {
        "Pet": {
            "type": "object",
            "required": ["kind", "name"],
            "properties": {"kind": {"type": "string"}, "name": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"meow": "Cat", "gone": "#/components/schemas/Gone"}},
        },
        "Cat": derived("Pet", lives={"type": "integer"}) | {"properties": {"friend": {"$ref": PET}}},
        "Dog": derived("Pet", barks={"type": "boolean"}),
        "Puppy": derived("Dog", weeks={"type": "integer"}),
        "Fish": derived("Pet", kind={"const": "fish"}),
        "Owner": {
            "type": "object",
            "required": ["pet"],
            "properties": {
                "pet": {"$ref": PET},
                "dog": {"$ref": "#/components/schemas/Dog"},
                "puppy": {"$ref": "#/components/schemas/Puppy"},
                "pets": {"type": "array", "items": {"$ref": PET}},
                "described": {"allOf": [{"$ref": PET}], "description": "A pet."},
                "or_null": {"anyOf": [{"$ref": PET}, {"type": "null"}]},
                "any_thing": {
                    "oneOf": [{"$ref": PET}, {"$ref": "#/components/schemas/Owner"}],
                    "discriminator": {"propertyName": "kind"},
                },
            },
        },
    }
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": PET}}}}
    create = {**operation(result), "operationId": "pets.create", "requestBody": body}
    operation(result)["responses"]["200"]["content"]["application/json"] = {"schema": {"$ref": PET}}
    owner = {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Owner"}}}}
    result["paths"]["/pets/{petId}"]["post"] = create | {"responses": {"200": owner}}
    return result


@pytest.fixture(params=[inheritance, copied], ids=["generator", "mock"])
def module(request: pytest.FixtureRequest) -> ModuleType:
    imported_module: ModuleType = request.param
    return imported_module


def test_subclasses_are_found_through_all_levels(module: ModuleType) -> None:
    """A value is written out, the only one of a constant, or the name of the component."""
    known = module.hierarchies(document())
    names = {pointer.rpartition("/")[2]: hierarchy for pointer, hierarchy in known.items()}
    assert set(names) == {"Pet", "Cat", "Dog", "Puppy", "Fish"}
    mapping = {value: target.rpartition("/")[2] for value, target in names["Pet"].mapping.items()}
    assert mapping == {name: name for name in names} | {"meow": "Cat", "fish": "Fish"}
    assert next(iter(mapping)) == "meow"
    assert [name for name, hierarchy in names.items() if hierarchy.is_base] == ["Pet", "Dog"]
    assert {target.rpartition("/")[2] for target in names["Dog"].mapping.values()} == {"Dog", "Puppy"}


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": derived("B") | {"discriminator": {"propertyName": "k"}}, "B": derived("A")},
        {"A": derived("A") | {"discriminator": {"propertyName": "k"}}},
        {"A": derived("B"), "B": derived("C"), "C": derived("B"), "D": {"discriminator": {"propertyName": "k"}}},
        {"A": derived("Gone") | {"discriminator": {"propertyName": "k", "mapping": {"x": 5}}}},
    ],
)
def test_circles_and_gaps_have_an_end(module: ModuleType, schemas: Any) -> None:
    """Schemas that are derived from themselves, or from nothing."""
    assert module.hierarchies({"components": {"schemas": schemas}})


def test_too_many_subclasses_are_not_alternatives(module: ModuleType) -> None:
    """A union of hundreds of classes helps nobody, and has to be written wherever the base is referred to."""
    names = [f"S{number}" for number in range(100)]
    base = {"discriminator": {"propertyName": "k"}}
    many = module.hierarchies({"components": {"schemas": {"A": base} | {name: derived("A") for name in names}}})
    assert not many["/components/schemas/A"].is_base
    few = module.hierarchies({"components": {"schemas": {"A": base} | {name: derived("A") for name in names[1:]}}})
    assert few["/components/schemas/A"].is_base


def test_alternatives_and_other_documents_have_none(module: ModuleType) -> None:
    """The variants of a union say themselves what a value may be."""
    told = {"discriminator": {"propertyName": "k"}}
    schemas = {"A": told | {"oneOf": [{"$ref": "#/components/schemas/B"}]}, "B": derived("A"), "C": True}
    assert module.hierarchies({"components": {"schemas": schemas}}) == {}
    assert module.hierarchies({"components": []}) == module.hierarchies({}) == {}


def test_parameters_and_forms_have_the_members_of_subclasses() -> None:
    """The texts that they are sent as become what these stand for."""
    compiler = Compiler(document())
    assert compiler.properties({"$ref": PET}).keys() == {"kind", "name", "lives", "friend", "barks", "weeks"}
    assert typed(compiler, {"$ref": PET}, {"kind": "meow", "lives": "9"}) == {"kind": "meow", "lives": 9}
