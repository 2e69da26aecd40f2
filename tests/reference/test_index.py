"""The names from A to Z: which of them there are, and where each leads."""

from __future__ import annotations

from pathlib import Path

from generator.reference.index import Place, few_places, index_entries, index_sizes, search_data
from generator.reference.site import Page, Site
from tests.reference.test_site import call, ref, site

INDEX = Page(kind="index", file="", title="")


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


def test_the_size_of_a_name_is_that_of_all_that_it_names(tmp_path: Path) -> None:
    """A page, an object and a property may share one, whose entries are on the same page of the index."""
    pages = pets(tmp_path)
    assert [kind for kind, _ in places(pages, "Pets")] == ["page", "object", "field"]
    sizes = index_sizes(pages)
    names = [entry.name for _, of_letter in index_entries(pages, INDEX) for entry in of_letter]
    assert list(sizes) == list(dict.fromkeys(names))
    assert min(sizes.values()) > len("size") + len("pets.html#pets.create.size")
    assert sizes["Pets"] > 3 * (len("Pets") + len("pets.html#object-Pets"))


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
