"""A document whose pages would be too long: the pages that they are cut into, and the addresses on them."""

from __future__ import annotations

import gzip

import pytest

from tests.reference.support import Reference, headings, links, reference_of
from tests.reference.test_cut import KB, LIMIT, below, untagged
from tests.reference.test_site import answer, ref


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The reference of a document without tags, most of which two of its branches have, with many shared objects."""
    pets = [*below("/v1/pets/toys", 10), *below("/v1/pets/food", 10)]
    prose = " ".join(f"Word {number} of many." for number in range(450))
    document = untagged(["/v1/owners", *pets, "/v1/owners/{id}"], description=prose)
    names = [f"{letter}{number}" for letter in "AB" for number in range(20)]
    text = {"type": "string", "description": prose[: 4 * KB]}
    document["components"]["schemas"] = {
        name: {"type": "object", "properties": {"next": ref(name), "text": text}} for name in names
    }
    sums = {"type": "object", "properties": {name: ref(name) for name in names}}
    document["components"]["schemas"]["Sum"] = sums
    for path in ("/v1/owners", "/v1/owners/{id}", pets[0]):
        document["paths"][path]["get"]["responses"]["200"] = answer(ref("Sum"))
    return reference_of(tmp_path_factory.mktemp("long"), document)


def test_no_page_is_too_long(long: Reference) -> None:
    """For the network and for a phone; the page for printing has everything."""
    pages = {name: text.encode() for name, text in long.files.items() if name.endswith(".html")}
    assert {"default-owners.html", "default-pets-toys.html", "objects-a.html"} <= pages.keys()
    assert len(pages.pop("all.html")) > 2 * LIMIT
    assert {name: len(text) for name, text in pages.items() if len(text) > LIMIT} == {}
    assert all(len(gzip.compress(text)) < 25 * KB for text in pages.values())


def test_every_address_leads_to_what_it_names(long: Reference) -> None:
    """From any page to any other, as HTML and as Markdown; each id is there once a page."""
    ids = {name: set(page.ids) for name, page in long.pages.items()}
    for name, page in long.pages.items():
        assert page.faults == []
        assert len(page.ids) == len(ids[name]), name
        places = [(name, *link.partition("#")) for link in page.links if not link.startswith("https://")]
        assert [place for place in places if place[3] and place[3] not in ids[place[1] or name]] == []
    anchors = {name: {anchor for _, anchor in headings(text)} for name, text in long.texts.items()}
    for name, text in long.texts.items():
        places = [(name, *link.partition("#")) for link in links(text) if not link.startswith("https://")]
        assert [place for place in places if place[3] and place[3] not in anchors[place[1] or name]] == []


def test_the_first_page_keeps_the_addresses_of_what_is_on_others(long: Reference) -> None:
    """A link that was made before the page was cut leads to the entry in its list, which leads on."""
    for first, id_, file in (
        ("default.html", "default.get3", "default-pets-toys.html"),
        ("objects.html", "object-A1", "objects-a.html"),
    ):
        (attributes,) = [attributes for _, attributes in long.pages[first].tags if attributes.get("id") == id_]
        assert attributes["href"] == f"{file}#{id_}"
        assert id_ in long.pages[file].ids


def test_a_part_says_what_it_is_a_part_of_and_leads_to_the_next_one(long: Reference) -> None:
    """In the text, at its end, and in the navigation, which shows the other parts."""
    for file, before, after in (
        ("default", None, "default-owners.html"),
        ("default-owners", "default.html", "default-pets.html"),
        ("default-pets", "default-owners.html", "default-pets-toys.html"),
        ("default-pets-toys", "default-pets.html", "default-pets-food.html"),
        ("default-pets-food", "default-pets-toys.html", None),
    ):
        page = long.pages[f"{file}.html"]
        turns = {attributes["rel"]: attributes["href"] for _, attributes in page.tags if attributes.get("rel")}
        assert (turns.get("prev"), turns.get("next")) == (before, after)
    assert "A part of All operations." in page.text
    assert "default-owners.html" in page.links
    current = [attributes["href"] for _, attributes in page.tags if attributes.get("aria-current") == "page"]
    assert current == ["#page-default-pets-food"]


def test_the_start_lists_branches_without_a_heading(long: Reference) -> None:
    """Each with the number of its operations, wherever they are."""
    assert "Owners 2 operations Pets 20 operations" in long.pages["index.html"].text
