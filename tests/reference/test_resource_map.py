"""The map of the resources: what refers to what, as the document's names tell, in a picture and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.reference import resource_map as map_module
from generator.reference.resource_map import connections, resource_map
from generator.reference.site import Site
from tests.generator.support import api_of, minimal


def parameters(*names: str) -> list[dict[str, Any]]:
    """Return parameters that are numbers."""
    return [{"name": name, "in": "query", "schema": {"type": "integer"}} for name in names]


def shop(folder: Path, parameter: dict[str, Any], *paths: str) -> Site:
    """Return the reference of a document whose orders have a parameter, and which has these other resources."""
    document = minimal()
    call = document["paths"].pop("/pets/{petId}")["get"] | {"parameters": []}
    called = {f"/{path}": {"get": call | {"operationId": f"{path.replace('/', '.')}.list"}} for path in paths}
    order = {"get": call | {"operationId": "orders.list", "parameters": [{"in": "query", **parameter}]}}
    document["paths"] = {"/orders": order, **called}
    return Site(api_of(folder, document))


def found(site: Site) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the connections by the names of files."""
    return [(link.source.file, link.target.file, link.names) for link in connections(site)]


@pytest.mark.parametrize(
    ("name", "schema", "target"),
    [
        ("customerId", {"type": "integer"}, "customers"),
        ("bill_to_customer_ids", {"type": "array", "items": {"type": "integer"}}, "customers"),
        ("customers", {"type": "array", "items": {"type": "string"}}, "customers"),
        ("customer", {"type": "string"}, None),
        ("id", {"type": "integer"}, None),
        ("orderId", {"type": "integer"}, None),
        ("categoryId", {"type": "integer"}, "categories"),
        ("boxId", {"type": "integer"}, "boxes"),
        ("boxes", {"type": "array", "items": {"type": "object", "properties": {"ID": {"type": "integer"}}}}, "boxes"),
        ("boxes", {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}, None),
        ("boxes", {"type": "array", "items": {"type": "boolean"}}, None),
        ("lastChatRoomId", {"type": "integer"}, "chat_rooms"),
    ],
)
def test_names_tell_what_is_referred_to(name: str, schema: Any, target: str | None, tmp_path: Path) -> None:
    """An identifier is named after its resource, whatever stands in front; nothing refers to itself."""
    site = shop(tmp_path, {"name": name, "schema": schema}, "customers", "categories", "boxes", "chat_rooms")
    assert found(site) == ([("orders", target, (name,))] if target else [])


def test_the_nearest_resource_of_a_name_is_meant(tmp_path: Path) -> None:
    """Of two resources that have the name, it is the one in the same area; else the document's first."""
    identifier = {"name": "customerId", "schema": {"type": "integer"}}
    assert found(shop(tmp_path, identifier, "archive/customers", "orders/customers"))[0][1] == "orders.customers"
    assert found(shop(tmp_path, identifier, "archive/customers", "old/customers"))[0][1] == "archive.customers"


def test_of_two_resources_that_are_as_near_the_first_is_meant(tmp_path: Path) -> None:
    """Unless another one has more words of the name."""
    document = minimal()
    call = document["paths"].pop("/pets/{petId}")["get"]
    names = {"archive.customers": [], "orders": ["customerId", "bigCustomerId"], "orders.customers": []}
    names |= {"old.big_customers": []}
    document["paths"] = {
        f"/{name}": {"get": call | {"operationId": f"{name}.list", "parameters": parameters(*own)}}
        for name, own in names.items()
    }
    assert found(Site(api_of(tmp_path, document))) == [
        ("orders", "orders.customers", ("customerId",)),
        ("orders", "old.big_customers", ("bigCustomerId",)),
    ]


@pytest.mark.parametrize("place", ["body", "response"])
def test_what_an_object_contains_refers_to_other_resources(place: str, tmp_path: Path) -> None:
    """However deep, and if it contains itself."""
    document = minimal()
    reference = "#/components/schemas/"
    document["components"]["schemas"] = {
        "Order": {"type": "object", "properties": {"line": {"$ref": f"{reference}Line"}}},
        "Line": {
            "type": "object",
            "properties": {"order": {"$ref": f"{reference}Order"}, "boxId": {"type": "integer"}},
        },
    }
    call = document["paths"].pop("/pets/{petId}")["get"] | {"parameters": []}
    content = {"content": {"application/json": {"schema": {"$ref": f"{reference}Order"}}}}
    own = {"requestBody": content} if place == "body" else {"responses": {"200": {"description": "x", **content}}}
    empty = {"responses": {"204": {"description": "x"}}}
    document["paths"] = {
        "/orders": {"post": call | empty | {"operationId": "orders.create"} | own},
        "/boxes": {"get": call | empty | {"operationId": "boxes.list"}},
    }
    assert found(Site(api_of(tmp_path, document))) == [("orders", "boxes", ("boxId",))]


def test_a_document_without_references_has_no_map(tmp_path: Path) -> None:
    """Neither the heading nor an empty drawing."""
    site = shop(tmp_path, {"name": "size", "schema": {"type": "integer"}}, "customers")
    assert connections(site) == []


DRAWING = Path(__file__).with_name("resource_map.svg").read_text("utf-8")


def drawn(folder: Path) -> Site:
    """Return the reference of a document with areas, parts, a title that is too long, and references up and down."""
    document = minimal()
    call = document["paths"].pop("/pets/{petId}")["get"]
    identifiers: dict[str, list[str]] = {
        "market.stores": ["customerId"],
        "market.stores.shelves": ["storeId", "customerId"],
        "market.stores.shelves.boxes": [],
        "customers": ["boxId"],
        "customers.contacts": [],
        "notes": [],
    }
    long = "Everything that can be said about <customers> & others"
    tags = {"market.stores": "Market", "customers": long, "notes": "N" * 44}
    tags |= {"market.stores.shelves": "Shelves", "market.stores.shelves.boxes": "Shelves › Boxes"}
    document["tags"] = [{"name": tag, "description": "x"} for tag in tags.values()]
    document["paths"] = {
        f"/{name}": {
            "get": call
            | {
                "operationId": f"{name}.list",
                "tags": [tags[name]] if name in tags else [],
                "parameters": parameters(*names),
            }
        }
        for name, names in identifiers.items()
    }
    return Site(api_of(folder, document))


def test_a_drawing_has_a_line_for_each_resource(tmp_path: Path) -> None:
    """Areas are outdented and parts indented; arrows between lines lie in each other, and long titles are cut."""
    site = drawn(tmp_path)
    assert str(resource_map(site, connections(site), "m")).replace("><", ">\n<") + "\n" == DRAWING


def test_of_many_resources_those_are_drawn_that_are_connected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others would be nothing but a list."""
    site = drawn(tmp_path)
    links = connections(site)
    for many, is_whole in ((len(site.resources), True), (len(site.resources) - 1, False)):
        monkeypatch.setattr(map_module, "_MANY", many)
        assert (f">{'N' * 44}<" in resource_map(site, links, "m")) is is_whole
