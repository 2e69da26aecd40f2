"""What operations say about the mock's records is held against the document, word by word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.lint import lint
from tests.generator.support import load

TEXT = {"type": "string"}
PET = {"type": "object", "properties": {"id": {"type": "integer"}, "name": TEXT, "weight": {"type": "integer"}}}
PET_REF, OWNER_REF = ({"$ref": f"#/components/schemas/{name}"} for name in ("Pet", "Owner"))
OWNER = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "name": TEXT,
        "born": {"type": "string", "format": "date-time"},
        "address": {"type": "object", "properties": {"city": TEXT}},
        "phones": {"type": "array", "items": {"type": "object", "properties": {"number": TEXT}}},
        "pets": {"type": "array", "items": PET_REF},
    },
}
FILTER = {
    "name": {"contains": ["name", "address.city", "phones.number"]},
    "since": {"since": "born"},
    "until": {"until": "born"},
    "pet": {"equals": "id", "of": "pets.name"},
}
SECRETS = {"type": "object", "properties": {"password": TEXT, "current": TEXT, "new": TEXT, "ids": {"type": "array"}}}


def operation(action: str, collection: str, schema: Any = None, **store: Any) -> dict[str, Any]:
    """Return an operation that says what it does."""
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    return {
        "x-store": {"collection": collection, "action": action, **store},
        "requestBody": {"content": {"application/json": {"schema": SECRETS}}},
        "responses": {"404": {"description": "None"}, "200": {"description": "Fine", **content}},
    }


def document() -> Any:
    """Return a document in which everything that can be said is said, and is right."""
    listed = operation("list", "owners", {"type": "array", "items": OWNER_REF}, filter=FILTER)
    listed["parameters"] = [{"name": name, "in": "query", "schema": TEXT} for name in FILTER]
    pets = {"type": "object", "properties": {"pets": {"type": "array", "items": PET_REF}}}
    paths: dict[str, Any] = {
        "/owners": {
            "get": listed,
            "post": operation("create", "owners", OWNER_REF, defaults={"born": "$now", "name": "x"}),
        },
        "/owners/{ownerId}": {
            "get": operation("get", "owners", OWNER_REF, embed={"pets": "pets"}),
            "put": operation("update", "owners", OWNER_REF),
            "delete": operation("delete", "owners"),
        },
        "/owners/{ownerId}/rename": {"put": operation("touch", "owners", OWNER_REF, set={"name": "y"})},
        "/owners/{ownerId}/password": {"post": operation("secret", "owners", field="password")},
        "/me": {"get": operation("get", "owners", OWNER_REF, principal=True)},
        "/me/password": {
            "put": operation("change-secret", "owners", principal=True, current="current", new="new"),
        },
        "/owners/{ownerId}/pets": {
            "get": operation("list", "pets", pets, parent="owners", items="pets"),
            "post": operation("create", "pets", PET_REF, parent="owners"),
            "delete": operation("delete-many", "pets", parent="owners", ids="ids"),
        },
        "/owners/{ownerId}/pets/{petId}": {"get": operation("get", "pets", PET_REF, parent="owners")},
    }
    for path, item in paths.items():
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        item["parameters"] = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in names]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example"}],
        "paths": paths,
        "components": {"schemas": {"Owner": OWNER, "Pet": PET}},
    }


def said(folder: Path, changed: Any) -> list[tuple[str, str]]:
    """Return the place and the words of what lint says about records."""
    return [(finding.pointer, finding.message) for finding in lint(load(folder, changed)) if finding.rule == "store"]


def test_what_is_right_is_not_mentioned(tmp_path: Path) -> None:
    """Nor is an operation that does nothing to the records."""
    good = document()
    assert said(tmp_path, good) == []
    good["paths"]["/version"] = {"get": {**operation("get", "x"), "x-store": "none"}}
    assert said(tmp_path, good) == []


ONE, PETS, LIST = "/owners/{ownerId}", "/owners/{ownerId}/pets", "/owners"


@pytest.mark.parametrize(
    ("path", "method", "store", "words"),
    [
        (ONE, "delete", {"collection": "cats"}, ["no operation gets, lists or creates the records of 'cats'"]),
        (PETS, "post", {"parent": "people"}, ["no operation stores the parent 'people'"]),
        (ONE, "get", {"embed": {"cats": "pets"}}, ["embed: a record has no property 'cats'"]),
        (ONE, "get", {"embed": {"pets": "cats"}}, ["embed: there is no collection 'cats'"]),
        (
            ONE,
            "get",
            {"embed": {"pets": "dogs", "name": "cats"}},
            ["embed: there is no collection 'cats'", "embed: there is no collection 'dogs'"],
        ),
        (LIST, "post", {"defaults": {"age": 1}}, ["defaults: a record has no property 'age'"]),
        (LIST, "post", {"defaults": {"name": 1}}, ['defaults: name: 1 is not of type "string"']),
        (LIST, "post", {"defaults": {"id": "$now"}}, []),
        ("/owners/{ownerId}/rename", "put", {"set": {"age": 1}}, ["set: a record has no property 'age'"]),
        ("/owners/{ownerId}/rename", "put", {"set": {"id": "a"}}, ['set: id: "a" is not of type "integer"']),
        (LIST, "get", {"where": {"age": [1]}}, ["where: a record has no property 'age'"]),
        (LIST, "get", {"where": {"name": ["x", 1]}}, ['where: name: 1 is not of type "string"']),
        (PETS, "delete", {"ids": "keys"}, ["the request has no property 'keys'"]),
        ("/owners/{ownerId}/password", "post", {"field": "pin"}, ["the request has no property 'pin'"]),
        (
            "/me/password",
            "put",
            {"current": "a", "new": "b"},
            ["the request has no property 'a'", "the request has no property 'b'"],
        ),
        (LIST, "get", {"filter": {**FILTER, "age": {"equals": "id"}}}, ["filter: there is no parameter 'age'"]),
        (LIST, "get", {"filter": {"name": {"equals": "age"}}}, ["filter: a record has no 'age'"]),
        (
            LIST,
            "get",
            {"filter": {"name": {"contains": ["name", "address.zip"]}}},
            ["filter: a record has no 'address.zip'"],
        ),
        (LIST, "get", {"filter": {"since": {"since": "phones.since"}}}, ["filter: a record has no 'phones.since'"]),
        (LIST, "get", {"filter": {"until": {"until": "died"}}}, ["filter: a record has no 'died'"]),
        (LIST, "get", {"filter": {"until": {"before": "died"}}}, ["filter: a record has no 'died'"]),
        (LIST, "get", {"filter": {"pet": {"equals": "id", "of": "cats.name"}}}, ["filter: there is no 'cats.name'"]),
        (LIST, "get", {"filter": {"pet": {"equals": "id", "of": "pets.age"}}}, ["filter: there is no 'pets.age'"]),
        (
            PETS,
            "get",
            {"items": "dogs"},
            ["list: the response is not an array; name the property that is with x-pagination or items"],
        ),
    ],
)
def test_what_the_document_does_not_have_is_named(
    path: str, method: str, store: dict[str, Any], words: list[str], tmp_path: Path
) -> None:
    """Once, at the operation's x-store."""
    changed = document()
    changed["paths"][path][method]["x-store"] |= store
    pointer = f"/paths/{path.replace('/', '~1')}/{method}/x-store"
    assert said(tmp_path, changed) == [(pointer, text) for text in words]


@pytest.mark.parametrize(
    ("path", "action", "more", "expected"),
    [
        ("/owners/{ownerId}", "list", {}, "0"),
        ("/owners/{ownerId}", "create", {}, "0"),
        ("/owners/{ownerId}", "delete-many", {"ids": "ids"}, "0"),
        ("/x/{a}/{b}", "list", {"parent": "owners"}, "1"),
        ("/x", "create", {"parent": "owners"}, "1"),
        ("/x/{a}/{b}", "get", {}, "0 or 1"),
        ("/x/{a}/{b}", "update", {}, "0 or 1"),
        ("/x", "touch", {"parent": "owners", "set": {}}, "1 or 2"),
        ("/x", "delete", {}, "1"),
        ("/x/{a}", "delete", {"parent": "owners"}, "2"),
        ("/x", "secret", {"field": "password"}, "1"),
        ("/x/{a}", "get", {"principal": True}, "0"),
    ],
)
def test_a_path_has_the_parameters_that_the_action_needs(
    path: str, action: str, more: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """One for the record, and one for its parent."""
    changed = document()
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    schema = {"type": "array", "items": OWNER_REF} if action == "list" else OWNER_REF
    changed["paths"].setdefault(path, {})["patch"] = operation(action, "owners", schema, **more)
    changed["paths"][path]["parameters"] = [
        {"name": name, "in": "path", "required": True, "schema": TEXT} for name in names
    ]
    inherited = 1 if "parent" in more else 0
    text = f"{path} has {len(names)} path parameters; {action} needs {expected} (parent: {inherited})"
    assert said(tmp_path, changed) == [(f"/paths/{path.replace('/', '~1')}/patch/x-store", text)]


@pytest.mark.parametrize("key", ["x-source", "x-store"])
def test_what_one_operation_says_all_say(key: str, tmp_path: Path) -> None:
    """An operation that was forgotten is found."""
    changed = document()
    for item in changed["paths"].values():
        for method in item.keys() - {"parameters"}:
            item[method]["x-source"] = "a book, page 7"
    del changed["paths"]["/me"]["get"][key]
    found = [finding for finding in lint(load(tmp_path, changed)) if finding.rule == "extension"]
    assert [(finding.pointer, finding.message.partition(":")[0]) for finding in found] == [
        ("/paths/~1me/get", f"the operation needs {key}")
    ]


def test_a_filter_may_be_a_parameter_of_its_path(tmp_path: Path) -> None:
    """As the parameters of a path are those of its operations."""
    changed = document()
    item = changed["paths"][LIST]
    item["parameters"] += item["get"].pop("parameters")
    assert said(tmp_path, changed) == []
