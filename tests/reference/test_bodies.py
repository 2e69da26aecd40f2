"""The texts of pages: how links and headings change with the page, and what a page weighs before it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from generator.reference import bodies
from generator.reference.bodies import Bodies, Sections, cut_pages
from generator.reference.site import Site
from tests.reference.test_site import OBJECT, call, ref, site

Weigh = Callable[[Iterable[str]], int]


def bodies_of(pages: Site, text: str) -> Bodies:
    """Return the texts of pages, each of which would be the same by itself."""

    def render(template: str, variables: Mapping[str, Any]) -> Markup:
        if "sections" not in variables:
            return Markup(text)
        resource = pages.resources[0].resource
        assert resource
        is_first = variables["page"] == pages.resources[0]
        return variables["sections"].operation(resource.operations[0], resource) if is_first else Markup("")

    return Bodies(pages, Sections(render), render)


@pytest.mark.parametrize(
    ("text", "own", "whole"),
    [
        ('<h1 id="x">x</h1><h5 class="y">', '<h1 id="x">x</h1><h5 class="y">', '<h2 id="x">x</h2><h6 class="y">'),
        ("<h6><header>", "<h6><header>", "<h6><header>"),
        ('<a href="#owners.get">', '<a href="owners.html#owners.get">', '<a href="#owners.get">'),
        ('<a class="x" href="#owners.get">', '<a class="x" href="owners.html#owners.get">', ...),
        ('<a href="#resource-owners">', '<a href="owners.html">', '<a href="#resource-owners">'),
        ('<a class="x" href="#pets.get">', ..., ...),
        ('<a class="x" href="#nothing">', ..., ...),
        ('<a href="#index">', '<a href="a-z.html">', '<a href="a-z.html">'),
        ('<a href="https://a.example/owners.html">', ..., ...),
        ('<a id="x" href="#pets.get"><p id="y">', ..., '<a href="#pets.get"><p id="y">'),
    ],
)
def test_a_section_is_adapted_to_the_page_that_it_is_on(text: str, own: Any, whole: Any, tmp_path: Path) -> None:
    """Its links lead to other pages; on the page that shows all others to places on it, and headings are deeper.

    What is the same there has dots.
    """
    pages = site(tmp_path, {}, call("pets.get"), call("owners.get"))
    texts = bodies_of(pages, text)
    assert texts.of(pages.resources[0]) == (text if own is ... else own)
    assert texts.of(pages.whole) == (text if whole is ... else whole)


def test_headings_of_markdown_are_one_level_deeper_on_the_page_of_all(tmp_path: Path) -> None:
    """Those in fenced blocks are none."""
    pages = site(tmp_path, {}, call("pets.get"))
    texts = bodies_of(pages, "# A\n```\n# b\n```\n##### C\n###### D #\n")
    assert texts.markdown(pages.guides[0]) == "# A\n```\n# b\n```\n##### C\n###### D #\n"
    count = len([page for page in pages.pages if page.kind != "index"])
    assert texts.markdown(pages.whole) == "## A\n```\n# b\n```\n###### C\n###### D #\n" * count


SIZES = {"Two": 100, "All": 1_000, "Shared": 10_000, "Body": 100_000}


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Weigh, dict[str, int]]]:
    """What decides how the resources are cut, and the lists; nothing is."""
    asked: list[tuple[Any, dict[str, int]]] = []

    def cut(resource: Any, weigh: Any = None, **options: int) -> tuple[()]:
        asked.append((weigh, options))
        return ()

    monkeypatch.setattr(bodies, "cut_resource", cut)
    monkeypatch.setattr(bodies, "cut_letters", cut)
    return asked


def shop(folder: Path, *others: str) -> Site:
    """Return a reference with three operations of pets, and as many of further resources as there are names."""
    body = {"type": "object", "properties": {"size": {"type": "integer"}}}
    pets = {"type": "object", "properties": {"all": ref("All"), "two": ref("Two"), "shared": ref("Shared")}}
    return site(
        folder,
        {**dict.fromkeys(SIZES, OBJECT), "Body": body},
        call("pets.a", pets),
        call("pets.b", pets),
        call("pets.c", ref("All"), ref("Body")),
        call("owners.get", ref("Shared")),
        *(call(f"{name}.get") for name in others),
    )


def sections() -> Sections:
    """Return sections of which those of operations have one letter."""
    return Sections(lambda template, of: Markup("x" * SIZES[of["model"].class_name] if "model" in of else "x"))


def test_operations_weigh_what_they_alone_use(tmp_path: Path, cuts: list[tuple[Weigh, dict[str, int]]]) -> None:
    """Their sections, and those of objects that no other operation needs and that are not in a section already."""
    cut_pages(shop(tmp_path), sections())
    pets = cuts[0][0]
    for ids, weight in (("a", 1), ("c", 1), ("ab", 102), ("bc", 2), ("abc", 1_103)):
        assert pets(f"pets.{id_}" for id_ in ids) == weight


def test_objects_of_several_resources_are_cut_by_their_names(
    tmp_path: Path, cuts: list[tuple[Any, dict[str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those on the page of objects."""
    sizes: list[Mapping[str, int]] = []

    def cut_letters(given: Mapping[str, int], **options: int) -> tuple[()]:
        sizes.append(given)
        return ()

    monkeypatch.setattr(bodies, "cut_letters", cut_letters)
    cut_pages(shop(tmp_path), sections())
    assert sizes[0] == {"Shared": SIZES["Shared"]}


def test_pages_have_room_for_the_names_of_all_others(tmp_path: Path, cuts: list[tuple[Weigh, dict[str, int]]]) -> None:
    """The navigation grows with the pages, and the list of objects on its first page with these."""
    frames = []
    for others in ((), ("cats", "dogs", "ants")):
        pages = shop(tmp_path, *others)
        cuts.clear()
        cut_pages(pages, sections())
        frames.append({options["frame"] / len(pages.pages) for _, options in cuts})
    assert frames[0] == frames[1]
    assert len(frames[0]) == 1
    heads = [options["head"] for _, options in cuts if "head" in options]
    assert heads[0] > 100 * len(pages.api.models)
