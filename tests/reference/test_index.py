"""The names from A to Z: which of them there are, and where each leads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.reference.cut import Part
from generator.reference.index import Place, few_places, index_entries, index_sizes, search_data
from generator.reference.pages import Page
from generator.reference.site import Site
from tests.generator.support import api_of, minimal
from tests.reference.test_site import call, ref, site

INDEX = Page(kind="index", file="", title="")


def parameter(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}, "description": text}


def pets(folder: Path) -> Site:
    """Return a reference with an object that one request alone uses, and one that has a section."""
    text = {"type": "string"}
    schemas = {
        "Pet": {"type": "object", "properties": {"name": text, "Pets": text}},
        "PetCreate": {"type": "object", "properties": {"name": text, "size": text}},
        "Pets": {"type": "object", "properties": {"count": text}},
    }
    return site(
        folder,
        schemas,
        call("pets.create", ref("Pet"), ref("PetCreate")),
        call("pets.get", ref("Pet")),
        call("pets.list", ref("Pets")),
        call("pets.count", ref("Pets")),
    )


def places(pages: Site, name: str) -> list[tuple[str, list[str]]]:
    """Return the kinds of entries with a name, and the labels of the places where each leads."""
    entries = [entry for _, of_letter in index_entries(pages, INDEX) for entry in of_letter if entry.name == name]
    return [(entry.kind, [place.label for place in entry.places]) for entry in entries]


def test_a_property_is_listed_where_it_is_described(tmp_path: Path) -> None:
    """Those of an object that one request alone uses with the request, all others with their objects."""
    pages = pets(tmp_path)
    assert places(pages, "name") == [("field", ["pets.create", "Pet"])]
    assert places(pages, "size") == [("field", ["pets.create"])]
    assert places(pages, "count") == [("field", ["Pets"])]
    assert places(pages, "PetCreate") == [("object", ["object"])]


def entry(name: str, *places: tuple[str, str]) -> int:
    """Return the size of an entry with links of these addresses and labels."""
    return 20 + len(name) + sum(17 + len(href) + len(label) for href, label in places)


def test_the_size_of_a_name_is_that_of_all_that_it_names(tmp_path: Path) -> None:
    """A page, an object and a property may share one, whose entries are on the same page of the index."""
    pages = pets(tmp_path)
    assert [kind for kind, _ in places(pages, "Pets")] == ["page", "object", "field"]
    sizes = index_sizes(pages)
    names = [entry.name for _, of_letter in index_entries(pages, INDEX) for entry in of_letter]
    assert list(sizes) == list(dict.fromkeys(names))
    assert sizes["size"] == entry("size", ("pets.html#pets.create.size", "pets.create"))
    assert sizes["Pets"] == sum(
        entry("Pets", place)
        for place in (("pets.html", "page"), ("pets.html#object-Pets", "object"), ("pets.html#object-Pet.pets", "Pet"))
    )


def test_events_permissions_and_other_names_are_listed_with_what_they_mean(tmp_path: Path) -> None:
    """A text only where all that have the name say the same."""
    document = minimal()
    document["paths"] = {
        "/pets": {"get": call("pets.list") | {"x-permission": "Read", "parameters": [parameter("a-b", "One. Two.")]}},
        "/cats": {"get": call("cats.list") | {"x-permission": "Read", "parameters": [parameter("a-b", "Other.")]}},
        "/dogs": {"get": call("dogs.list") | {"x-permission": "Write", "parameters": [parameter("c", "One. Two.")]}},
        "/ants": {
            "get": {
                **call("ants.list"),
                "security": [{"key": []}],
                "responses": {"404": {"description": "None. Really."}},
            }
        },
    }
    document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}

    def payload(*kinds: str) -> Any:
        return {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": [*kinds]}}}

    document["webhooks"] = {
        "born": {
            "post": call("born", body=payload("twins", "born")) | {"summary": "Is born", "description": "A birth."}
        },
        "died": {"post": call("died", body=payload("died")) | {"description": "A death. A burial."}},
    }
    rows = {
        entry.name: (entry.kind, entry.aliases, entry.text, [place.label for place in entry.places])
        for _, of_letter in index_entries(Site(api_of(tmp_path, document)), INDEX)
        for entry in of_letter
    }
    assert rows["born"] == ("event", ("twins",), "Is born", ["event"])
    assert rows["died"] == ("event", (), "A death.", ["event"])
    assert rows["Key"] == ("method", ("Key",), "", ["Key"])
    assert rows["404"] == ("error", ("NotFoundError",), "None.", ["Not Found"])
    assert rows["Read"] == ("permission", (), "", ["2 operations"])
    assert rows["Write"] == ("permission", (), "", ["1 operation"])
    assert rows["a-b"] == ("field", ("a_b",), "", ["pets.list", "cats.list"])
    assert rows["c"] == ("field", (), "One.", ["dogs.list"])
    assert "" not in rows


def test_a_page_of_the_index_has_its_own_names(tmp_path: Path) -> None:
    """By their first letter."""
    pages = pets(tmp_path)
    part = replace(INDEX, part=Part(key="p", title="P", ids=("Pet", "PetCreate")))
    listed = [(letter, [entry.name for entry in entries]) for letter, entries in index_entries(pages, part)]
    assert listed == [("P", ["Pet", "PetCreate"])]


def test_of_several_places_on_a_page_the_first_is_shown() -> None:
    """The others are near it."""
    first, second, other = Place("a.html#x", "x"), Place("a.html#y", "y"), Place("b.html#x", "z")
    assert few_places([first, second, other]) == [first, other]


def test_the_search_finds_each_name_at_its_address(tmp_path: Path) -> None:
    """With a number for the file, and without what all addresses have."""
    data = search_data(pets(tmp_path))
    page = data["files"].index("pets")
    rows = {(data["kinds"][kind], name): places for kind, name, _, _, places in data["rows"]}
    assert rows["page", "Pets"] == [["page", page, ""]]
    assert rows["object", "Pet"] == [["object", page, "object-Pet"]]
    assert rows["field", "size"] == [["pets.create", page, "pets.create.size"]]
