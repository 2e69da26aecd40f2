"""Values that satisfy the constraints of texts, numbers and lists, where a document has no examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import jsonschema_rs
import pytest

from comm100.testing._openapi import values as copied
from generator.build.examples import sample_value
from generator.document import values
from generator.document.values import FORMATS
from generator.model.types import EnumType, ListType, ModelType, NullType, ScalarType, UnionType
from tests.generator.support import minimal

TEXT, INTEGER, NUMBER = ScalarType("string"), ScalarType("integer"), ScalarType("number")


@pytest.fixture(params=[values, copied], ids=["generator", "mock"])
def module(request: pytest.FixtureRequest) -> ModuleType:
    imported_module: ModuleType = request.param
    return imported_module


def compiled(schema: Mapping[str, Any]) -> Callable[[Any], bool]:
    return jsonschema_rs.validator_for(dict(schema)).is_valid


@pytest.mark.parametrize(
    ("schema", "plain", "value"),
    [
        ({}, "string", "string"),
        ({"pattern": "^[a-z]+$"}, "string", "string"),
        ({"pattern": "^[a-z]*$"}, "", ""),
        ({"pattern": "^(0|[1-9][0-9]*)$"}, "string", "1"),
        ({"pattern": "^[0-9]{9}$"}, "string", "123456789"),
        ({"pattern": "^[A-Z]{3}$"}, "string", "USD"),
        ({"pattern": r"^\d{4}-\d{2}$"}, "string", "2030-01"),
        ({"pattern": "^[0-9a-f]{24}$"}, "string", "0123456789abcdef01234567"),
        ({"pattern": "^cus_[A-Za-z0-9]+$"}, "string", "cus_example"),
        ({"pattern": r"^v1\.[a-z]+$"}, "string", "v1.example"),
        ({"pattern": "^item-$"}, "string", "item-"),
        ({"pattern": "^x{3}$"}, "string", "string"),
        ({"pattern": "((", "minLength": 2}, "string", "string"),
        ({"pattern": "^a", "minLength": 12}, "string", "aexampleeeee"),
        ({"minLength": 8}, "string", "stringst"),
        ({"minLength": 3}, "", "   "),
        ({"minLength": 6, "maxLength": 6}, "string", "string"),
        ({"maxLength": 3}, "string", "str"),
        ({"maxLength": 0}, "string", ""),
        ({"format": "uuid"}, "string", FORMATS["uuid"]),
        ({"format": "uuid", "pattern": "^[0-9]+$"}, "string", "1"),
        ({"format": "snowflake"}, "string", "string"),
        ({"minimum": 1}, 1, 1),
        ({"minimum": 3}, 1, 3),
        ({"minimum": 2.5}, 1, 3),
        ({"exclusiveMinimum": 3}, 1, 4),
        ({"maximum": -2}, 1, -2),
        ({"exclusiveMaximum": -2}, 1, -3),
        ({"minimum": 5, "multipleOf": 4}, 1, 8),
        ({"multipleOf": 4}, 1, 0),
        ({"exclusiveMinimum": 0, "maximum": 0.5, "type": "number"}, 1.5, 0.5),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 0.5, "type": ["number", "null"]}, 1.5, 0.25),
        ({"minimum": 1e300, "multipleOf": 1e-300, "type": "number"}, 1.5, 1.5),
        ({"minimum": 5, "maximum": 3}, 1, 1),
    ],
)  # fmt: skip
def test_a_value_satisfies_the_keywords_of_its_schema(
    module: ModuleType, schema: dict[str, Any], plain: Any, value: Any
) -> None:
    """The plain one if it does; and if none is found that does, one that fits as well as any."""
    found = module.constrained_value(schema, plain, compiled)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("characters", "longest"),
    [("[1-90]", 20), ("[0-9a-f]", 64), ("[0-9A-F]", 64), ("[a-z]", 26), ("[A-Z]", 26), ("[a-zA-Z0-9-]", 64)],
)
def test_codes_of_any_usual_length_have_a_value(module: ModuleType, characters: str, longest: int) -> None:
    """Digits, hexadecimal digits and letters, such as the hashes and numbers that APIs identify things by."""
    lengths = [length for length in (1, 2, 5, 11, 16, 20, 26, 32, 64) if length <= longest]
    patterns = [f"^{characters}{{{length}}}$" for length in lengths]
    # A hash is more than its first digits.
    patterns += [f"^(?=.*[a-fA-F]){pattern[1:]}" for pattern in patterns[3:] if "a-f" in characters.lower()]
    found = {pattern: module.constrained_value({"pattern": pattern}, "string", compiled) for pattern in patterns}
    assert [pattern for pattern, value in found.items() if not re.search(pattern, value)] == []


@pytest.mark.parametrize(
    ("schema", "type_", "value"),
    [
        ({"type": "string"}, TEXT, None),
        ({"type": "string", "minLength": 3}, TEXT, None),
        ({"type": "string", "minLength": 7}, TEXT, "strings"),
        ({"type": "integer", "minimum": 2}, INTEGER, 2),
        ({"type": "number", "minimum": 2}, NUMBER, 2.0),
        ({"type": ["null", "string"], "maxLength": 1}, UnionType((NullType(), TEXT)), "s"),
        ({"anyOf": [{"type": "null"}, {"type": "string", "maxLength": 1}]}, UnionType((NullType(), TEXT)), "s"),
        ({"allOf": [{"$ref": "#/components/schemas/Short"}]}, TEXT, "s"),
        ({"$ref": "#/components/schemas/Short"}, TEXT, "s"),
        ({"type": "array"}, ListType(TEXT), None),
        ({"type": "array", "minItems": 0, "items": {"type": "string"}}, ListType(TEXT), None),
        ({"type": "array", "minItems": "1", "items": {"type": "string"}}, ListType(TEXT), None),
        ({"type": "array", "minItems": 2, "items": {"type": "string"}}, ListType(TEXT), ["string", "string"]),
        ({"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 3}}, ListType(INTEGER), [3]),
        ({"type": "array", "minItems": 1, "items": {"enum": ["a", "b"]}}, ListType(EnumType(("a", "b"))), ["a"]),
        ({"type": "array", "minItems": 10**9, "items": {"type": "string"}}, ListType(TEXT), ["string"] * 20),
        ({"type": "array", "minItems": 1, "items": {"type": "object"}}, ListType(ModelType("Pet")), None),
        ({"type": "object", "minProperties": 1}, ModelType("Pet"), None),
    ],
)  # fmt: skip
def test_samples_are_made_where_not_any_value_of_the_type_will_do(schema: Any, type_: Any, value: Any) -> None:
    """None stands for any value of the type; lists are as short as they may be."""
    document = minimal()
    document["components"]["schemas"]["Short"] = {"type": "string", "maxLength": 1}
    assert sample_value(document, schema, type_) == value
