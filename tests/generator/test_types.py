"""What the model makes of the types that the parser has read, and what it knows about its own."""

from __future__ import annotations

from typing import Any

import pytest

from generator.build.types import TypeBuilder, form_type
from generator.model.types import (
    AnyType,
    DurationType,
    EnumType,
    FileType,
    ListType,
    MapType,
    ModelType,
    NullType,
    ScalarType,
    Type,
    UnionType,
    plain_value,
)
from generator.parser.schema_types import ObjectTypes, SchemaType

ANY, NONE, TEXT, NUMBER = (SchemaType(kind=kind) for kind in ("any", "none", "string", "number"))
PET, DOG, MAP = (SchemaType(kind="object", pointer=pointer) for pointer in ("/Pet", "/Dog", "/Map"))
CLASSES = {"/Pet": "Pet", "/Dog": "Dog"}


def union(*parts: SchemaType, **told: Any) -> SchemaType:
    return SchemaType(kind="union", parts=parts, **told)


BY_KIND = union(PET, DOG, discriminator="kind", mapping=(("dog", "/Dog"), ("map", "/Map")), pointer="/Pet")


@pytest.mark.parametrize(
    ("schema_type", "expected"),
    [
        (ANY, AnyType()),
        (NONE, NullType()),
        (NUMBER, ScalarType("number")),
        (SchemaType(kind="enum", values=("a", 1)), EnumType(("a", 1))),
        (SchemaType(kind="list", parts=(PET,)), ListType(ModelType("Pet"))),
        (PET, ModelType("Pet")),
        (union(NONE, TEXT, union(NUMBER, TEXT)), UnionType((ScalarType("string"), ScalarType("number"), NullType()))),
        (union(TEXT, TEXT), ScalarType("string")),
        (BY_KIND, UnionType((ModelType("Pet"), ModelType("Dog")), "kind", (("dog", "Dog"),), "Pet")),
        (
            union(NONE, BY_KIND),
            UnionType((ModelType("Pet"), ModelType("Dog"), NullType()), "kind", (("dog", "Dog"),), "Pet"),
        ),
        (
            union(BY_KIND, union(PET, TEXT, discriminator="type", mapping=(("pet", "/Pet"),))),
            UnionType((ModelType("Pet"), ModelType("Dog"), ScalarType("string"))),
        ),
        (
            union(PET, TEXT, discriminator="kind", mapping=(("map", "/Map"),), pointer="/Pet"),
            UnionType((ModelType("Pet"), ScalarType("string"))),
        ),
    ],
)
def test_a_type_of_the_parser_becomes_one_of_the_model(schema_type: SchemaType, expected: Type) -> None:
    """Unions are flat, null comes last, and what tells variants apart has the classes that there are."""
    assert TypeBuilder({}, CLASSES).type(schema_type) == expected


@pytest.mark.parametrize(
    ("additional", "value"),
    [
        (None, AnyType()),
        (ANY, AnyType()),
        (NONE, NullType()),
        (NUMBER, ScalarType("number")),
        (PET, AnyType()),
        (SchemaType(kind="enum", values=("a",)), AnyType()),
    ],
)
def test_an_object_without_a_class_is_a_map(additional: SchemaType | None, value: Type) -> None:
    """Of its values, if these are scalars."""
    objects = {"/Map": ObjectTypes(properties={}, additional=additional)}
    assert TypeBuilder(objects, CLASSES).type(MAP) == MapType(value)
    assert TypeBuilder({}, CLASSES).type(MAP) == MapType(AnyType())


@pytest.mark.parametrize(
    ("schema_type", "item"),
    [
        (TEXT, None),
        (SchemaType(kind="list", parts=(NUMBER,)), ScalarType("number")),
        (union(NONE, union(TEXT, SchemaType(kind="list", parts=(PET,)))), ModelType("Pet")),
    ],
)
def test_the_items_of_a_list_are_found_in_a_union(schema_type: SchemaType, item: Type | None) -> None:
    assert TypeBuilder({}, CLASSES).item(schema_type) == item


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, ScalarType("string")),
        ({"type": "array"}, ScalarType("string")),
        ({"type": ["null", "integer"]}, ScalarType("integer")),
        ({"type": "boolean"}, ScalarType("boolean")),
        ({"type": "number", "format": "date"}, ScalarType("number")),
        ({"type": "string", "format": "date-time"}, ScalarType("string")),
        ({"enum": ["a", "b"], "const": "c"}, EnumType(("a", "b"))),
        ({"enum": [], "const": "c"}, EnumType(("c",))),
        ({"enum": ["a", 1]}, ScalarType("string")),
        ({"const": 1, "type": "integer"}, ScalarType("integer")),
    ],
)
def test_a_parameter_of_a_form_is_text_unless_it_is_a_scalar(schema: Any, expected: Type) -> None:
    """The known texts are kept, because the client offers them."""
    assert form_type(schema) == expected


PETS, EITHER = ListType(ModelType("Pet")), UnionType((ModelType("Pet"), ModelType("Dog")))


@pytest.mark.parametrize(
    ("type_", "decoding", "model", "models"),
    [
        (AnyType(), "json", None, ()),
        (NullType(), "json", None, ()),
        (ScalarType("string"), "json", None, ()),
        (ScalarType("datetime"), "datetime", None, ()),
        (ScalarType("date"), "date", None, ()),
        (DurationType("seconds", "integer"), "duration", None, ()),
        (ModelType("Pet"), "model", "Pet", ("Pet",)),
        (PETS, "models", "Pet", ("Pet",)),
        (ListType(PETS), "json", None, ("Pet",)),
        (ListType(EITHER), "unions", None, ("Dog", "Pet")),
        (EITHER, "union", None, ("Dog", "Pet")),
        (UnionType((ModelType("Pet"), NullType())), "model", "Pet", ("Pet",)),
        (UnionType((ScalarType("date"), NullType())), "date", None, ()),
        (UnionType((PETS, ScalarType("string"))), "union", None, ("Pet",)),
        (UnionType((ModelType("Pet"), AnyType())), "json", None, ("Pet",)),
        (UnionType((ScalarType("date"), ScalarType("string"))), "json", None, ()),
        (UnionType((ListType(ScalarType("string")), ScalarType("string"))), "json", None, ()),
    ],
)
def test_what_a_value_is_decoded_as(type_: Type, decoding: str, model: str | None, models: tuple[str, ...]) -> None:
    """Null beside a type changes nothing; of other unions, only those with models are decoded."""
    assert (type_.decoding, type_.model, type_.models) == (decoding, model, models)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (ScalarType("integer"), 1),
        (DurationType("seconds", "number"), 1.5),
        (EnumType(("b", "a")), "b"),
        (ListType(ScalarType("integer")), None),
        (FileType(), None),
        (AnyType(), None),
    ],
)
def test_a_type_without_parts_has_a_plain_value(type_: Type, value: Any) -> None:
    assert plain_value(type_) == value
