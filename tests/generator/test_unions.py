"""Values of several types: decoded by their discriminator, else as the model that they fit, else as they came."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from generator.model import Api
from generator.python_source import field_annotation, result_annotation
from generator.render import render
from tests.generator.support import ROOT, api_of, minimal, operation

CAT = {
    "type": "object",
    "required": ["lives"],
    "properties": {"lives": {"type": "integer"}, "name": {"type": "string"}},
}
DOG = {
    "type": "object",
    "required": ["barks"],
    "properties": {"barks": {"type": "boolean"}, "name": {"type": "string"}},
}
EITHER = {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
CATS = {"type": "array", "items": {"$ref": "#/components/schemas/Cat"}}
BY_KIND = {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat", "woof": "Dog"}}


def document() -> Any:
    result = minimal()
    result["info"]["title"] = "Union API"
    result["components"]["schemas"] |= {
        "Cat": CAT,
        "Dog": DOG,
        "Circle": {"type": "object", "properties": {"type": {"const": "circle"}, "size": {"type": "integer"}}},
        "Square": {"type": "object", "properties": {"type": {"const": "square"}, "size": {"type": "integer"}}},
        "Pet": {
            "type": "object",
            "properties": {
                "either": EITHER,
                "by_kind": EITHER | {"discriminator": BY_KIND},
                "or_null": {"anyOf": [EITHER | {"discriminator": BY_KIND}, {"type": "null"}]},
                "by_name": EITHER | {"discriminator": {"propertyName": "kind"}},
                "many": {"type": "array", "items": EITHER},
                "or_text": {"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "string"}, {"type": "null"}]},
                "or_list": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, CATS]},
                "shape": {"oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Square"}]},
            },
        },
    }  # fmt: skip
    content = operation(result)["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Dog"}]}
    return result


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return api_of(tmp_path_factory.mktemp("union"), document())


@pytest.fixture(scope="module")
def pet(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The model with the unions, of a package that has been rendered."""
    folder = tmp_path_factory.mktemp("package")
    for name, text in render(api, ROOT / "templates").items():
        if name.startswith("union/"):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield importlib.import_module("union.models").Pet


def kind_of(value: Any) -> str:
    return type(value).__name__


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        ("either", {"lives": 9}, "Cat"),
        ("either", {"barks": True}, "Dog"),
        ("either", {"lives": 9, "barks": True}, "Cat"),
        ("either", {"lives": 9, "barks": True, "name": "x"}, "Cat"),
        ("either", {"name": "x"}, "dict"),
        ("either", "text", "str"),
        ("either", None, "NoneType"),
        ("by_kind", {"kind": "woof", "lives": 9}, "Dog"),
        ("by_kind", {"kind": "meow"}, "Cat"),
        ("by_kind", {"kind": "new", "barks": False}, "Dog"),
        ("by_kind", {"kind": 5, "barks": False}, "Dog"),
        ("or_null", {"kind": "woof", "lives": 9}, "Dog"),
        ("or_null", None, "NoneType"),
        ("by_name", {"kind": "Dog"}, "Dog"),
        ("or_text", {"lives": 9}, "Cat"),
        ("or_text", "text", "str"),
        ("shape", {"type": "square", "size": 1}, "Square"),
        ("shape", {"type": "circle", "size": 1}, "Circle"),
        ("shape", {"type": "star", "size": 1}, "dict"),
    ],
)
def test_a_value_becomes_what_it_fits(pet: Any, member: str, value: Any, expected: str) -> None:
    """Two models that fit, or none, raise nothing."""
    assert kind_of(getattr(pet.from_dict({member: value}), member)) == expected


def test_lists_are_decoded_item_by_item(pet: Any) -> None:
    """Each item on its own, and a list that is one of the alternatives."""
    read = pet.from_dict({"many": [{"lives": 9}, {"barks": True}, 5], "or_list": [{"lives": 1}]})
    assert [kind_of(item) for item in read.many] == ["Cat", "Dog", "int"]
    assert [kind_of(item) for item in read.or_list] == ["Cat"]


def test_annotations_promise_what_is_decoded(api: Api) -> None:
    """The models, and whatever else is documented."""
    fields = {field.name: field_annotation(field) for model in api.models for field in model.fields}
    assert fields["either"] == fields["by_kind"] == "Cat | Dog | None"
    assert fields["many"] == "list[Cat | Dog] | None"
    assert fields["or_text"] == "Cat | str | None"
    assert fields["or_list"] == "Cat | list[Cat] | None"
    (method,) = api.resources[0].operations
    assert result_annotation(method) == "Pet | Dog"
