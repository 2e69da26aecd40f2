"""The client of a document with derived objects: what a value becomes, and what the mock demands of it."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest

from generator.model import Api
from generator.python_source import annotation, field_annotation, result_annotation
from tests.generator.support import api_of, imported
from tests.generator.test_inheritance import document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return api_of(tmp_path_factory.mktemp("kinds"), document())


@pytest.fixture(scope="module")
def package(api: Api, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return imported(tmp_path_factory.mktemp("package"), api)


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        ("pet", {"kind": "meow"}, "Cat"),
        ("pet", {"kind": "Puppy"}, "Puppy"),
        ("pet", {"kind": "fish"}, "Fish"),
        ("pet", {"kind": "Pet", "lives": 9}, "Pet"),
        ("pet", {"kind": "new", "name": "x", "lives": 9}, "Pet"),
        ("pet", {"name": "x"}, "dict"),
        ("pet", "text", "str"),
        ("dog", {"kind": "Puppy"}, "Puppy"),
        ("dog", {"kind": "meow"}, "Dog"),
        ("puppy", {"kind": "meow"}, "Puppy"),
        ("described", {"kind": "Dog"}, "Dog"),
        ("or_null", {"kind": "Dog"}, "Dog"),
        ("any_thing", {"pet": {}}, "Owner"),
        ("any_thing", {"kind": "Owner", "name": "x"}, "Owner"),
    ],
)
def test_a_value_is_what_its_discriminator_names(package: Any, member: str, value: Any, expected: str) -> None:
    """Of an unknown name it is the base that the reference leads to."""
    owner = package.models.Owner.from_dict({member: value, "pets": [value]})
    assert type(getattr(owner, member)).__name__ == expected
    if member == "pet":
        assert type(owner.pets[0]).__name__ == expected


def test_annotations_name_the_base_and_all_derived_from_it(api: Api) -> None:
    """Results, fields and arguments, also those of the derived objects themselves."""
    fields = {(model.class_name, field.name): field for model in api.models for field in model.fields}
    everything = "Pet | Cat | Dog | Fish | Puppy"
    assert field_annotation(fields["Owner", "pet"]) == everything
    assert field_annotation(fields["Owner", "dog"]) == "Dog | Puppy | None"
    assert field_annotation(fields["Owner", "pets"]) == f"list[{everything}] | None"
    assert field_annotation(fields["Cat", "friend"]) == f"{everything} | None"
    methods = {method.name: method for method in api.resources[0].operations}
    assert result_annotation(methods["get"]) == everything
    assert methods["create"].body is not None
    assert annotation(methods["create"].body.type) == everything


def test_the_mock_validates_what_the_discriminator_names(package: Any) -> None:
    """Its examples are complete, and an unknown name has to be what the base demands."""
    testing, errors = (importlib.import_module(f"kinds.{name}") for name in ("testing", "errors"))
    with testing.Mock().client() as client:
        assert client.pets.get(1) == package.models.Cat(kind="meow", name="", lives=0)
        pet = client.pets.create(1, {"kind": "other", "name": "x"}).pet
        assert pet == package.models.Cat(kind="meow", name="", lives=0)
        for body, missing in (
            ({"kind": "meow", "name": "x"}, "'lives'"),
            ({"kind": "Puppy", "name": "x", "barks": True}, "'weeks'"),
            ({"kind": "meow", "name": "x", "lives": 1, "friend": {"kind": "Dog", "name": "x"}}, "'friend/barks'"),
            ({"kind": "other"}, "'name'"),
        ):
            with pytest.raises(errors.APIStatusError, match=missing):
                client.pets.create(1, body)
