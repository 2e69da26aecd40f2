"""JSON pointers and references; in the generator, and in its copy in the mock."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from comm100.testing._openapi import pointers as copied
from generator.document import pointers

DOCUMENT: Any = {
    "a/b": {"~c": [10, {"d": 11}]},
    "Pet": {"type": "object", "required": ["name", 1], "properties": {"name": {"const": 1}, "age": {"const": 2}}},
    "Dog": {
        "$ref": "#/Pet",
        "allOf": [{"properties": {"age": {"const": 3}}}, {"$ref": "#/Dog"}, True],
        "properties": {"tail": {"const": 4}},
        "required": ["tail"],
        "description": "A dog.",
    },
    "Loop": {"$ref": "#/Pool"},
    "Pool": {"$ref": "#/Loop"},
    "Yes": True,
    "Alias": {"$ref": "#/Pet", "summary": "An alias."},
    "Space a": 5,
}


@pytest.fixture(params=[pointers, copied], ids=["generator", "mock"])
def module(request: pytest.FixtureRequest) -> ModuleType:
    found: ModuleType = request.param
    return found


@pytest.mark.parametrize(
    ("segments", "pointer"),
    [((), ""), (("a", 0), "/a/0"), (("a/b", "~c", "~1"), "/a~1b/~0c/~01"), (("",), "/")],
)
def test_segments_are_escaped(module: ModuleType, segments: tuple[str | int, ...], pointer: str) -> None:
    """And back again (RFC 6901 section 3)."""
    assert module.join("", *segments) == pointer
    assert module.join("/x", *segments) == "/x" + pointer
    assert module.split(pointer) == [str(segment) for segment in segments]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("", DOCUMENT), ("/a~1b/~0c/0", 10), ("/a~1b/~0c/1/d", 11), ("/Space a", 5)],
)
def test_a_value_is_looked_up(module: ModuleType, pointer: str, value: Any) -> None:
    """In objects and in lists."""
    assert module.lookup(DOCUMENT, pointer) == value


@pytest.mark.parametrize("pointer", ["/x", "/a~1b/~0c/2", "/a~1b/~0c/-1", "/a~1b/~0c/d", "/Yes/a", "/a~1b/~0c/0/a"])
def test_a_pointer_that_leads_nowhere_is_refused(module: ModuleType, pointer: str) -> None:
    """Whatever is missing: a member, an item, or a container."""
    with pytest.raises(KeyError):
        module.lookup(DOCUMENT, pointer)


@pytest.mark.parametrize(
    ("node", "target"),
    [
        ({"$ref": "#/Space%20a"}, "/Space a"),
        ({"$ref": "#"}, ""),
        ({"$ref": "other.yaml#/a"}, None),
        ({"$ref": 1}, None),
        ({"ref": "#/a"}, None),
        ("#/a", None),
    ],
)
def test_a_local_reference_has_a_target(module: ModuleType, node: Any, target: str | None) -> None:
    """A percent-encoded pointer."""
    assert module.target_of(node) == target


def test_references_are_followed(module: ModuleType) -> None:
    """To their end; in a circle there is none."""
    assert module.resolve(DOCUMENT, {"$ref": "#/Alias"}, "/x") == (DOCUMENT["Pet"], "/Pet")
    assert module.resolve(DOCUMENT, {"a": 1}, "/x") == ({"a": 1}, "/x")
    assert module.resolve(DOCUMENT, {"a": 1}) == ({"a": 1}, "")
    with pytest.raises(KeyError, match="/Pool"):
        module.resolve(DOCUMENT, {"$ref": "#/Pool"})


def test_what_stands_beside_a_reference_counts(module: ModuleType) -> None:
    """All of it beside one of a schema, and the words beside another one."""
    beside = {"$ref": "#/Pet", "type": "x", "summary": "a", "description": "b"}
    words = {"summary": "a", "description": "b"}
    assert module.resolve_schema(DOCUMENT, beside) == DOCUMENT["Pet"] | {"type": "x"} | words
    assert module.resolve_ref(DOCUMENT, beside) == DOCUMENT["Pet"] | words
    assert module.resolve_schema(DOCUMENT, {"$ref": "#/Yes", "type": "x"}) == {}
    assert module.resolve_schema(DOCUMENT, True) == {}


def test_properties_are_collected_from_all_parts(module: ModuleType) -> None:
    """In the order of the document; the last declaration counts, and required is what any part requires."""
    found = module.properties(DOCUMENT, DOCUMENT["Dog"], "/Dog")
    assert list(found.items()) == [
        ("name", ({"const": 1}, "/Pet/properties/name", True)),
        ("age", ({"const": 3}, "/Dog/allOf/0/properties/age", False)),
        ("tail", ({"const": 4}, "/Dog/properties/tail", True)),
    ]
    assert module.properties(DOCUMENT, {"$ref": "#/Dog"}).keys() == found.keys()
    assert module.properties(DOCUMENT, {"properties": {"a": 1}}) == {"a": (1, "/properties/a", False)}
    assert module.properties(DOCUMENT, {"properties": None, "required": None, "allOf": None}) == {}
    assert module.properties(DOCUMENT, True) == {}


def test_two_unknown_places_are_not_a_circle(module: ModuleType) -> None:
    """A schema that the caller has composed has no pointer."""
    inner = {"properties": {"b": 1}}
    assert list(module.properties(DOCUMENT, {"allOf": [inner], "properties": {"a": 2}}, "")) == ["b", "a"]
