"""What would be too long for a page is cut: where paths branch, by letters, else one page after the other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.reference.cut import cut_letters, cut_resource
from generator.reference.python import dotted
from generator.reference.site import Site
from tests.generator.support import api_of, minimal

KB = 1024
LIMIT = 150 * KB


def untagged(paths: Iterable[str], **rest: Any) -> dict[str, Any]:
    """Return a document with an operation at each path, of which nothing says what it belongs to."""
    document: dict[str, Any] = minimal()
    document["paths"] = {
        path: {
            "get": {
                "operationId": f"get{number}",
                "security": [],
                "parameters": [
                    {
                        "name": name,
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                        "description": "Which.",
                    }
                    for name in [part[1:-1] for part in path.split("/") if part.startswith("{")]
                ],
                "responses": {"200": {"description": "Fine."}},
            }
            | rest
        }
        for number, path in enumerate(paths)
    }
    return document


def cut(folder: Path, paths: Iterable[str], *, tag: str = "", each: int = 20 * KB) -> dict[str, list[str]]:
    """Return the paths on each page of a resource, each of whose operations takes so many bytes."""
    document = untagged(paths, **({"tags": [tag]} if tag else {}))
    (resource,) = api_of(folder, document).resources
    parts = cut_resource(resource, lambda ids: each * len(set(ids)), is_untagged=not tag)
    places = {dotted(operation, resource): operation.path for operation in resource.operations}
    return {f"{part.key}|{part.title}": [places[id_] for id_ in part.ids] for part in parts}


def below(prefix: str, count: int) -> list[str]:
    return [f"{prefix}/{'/'.join(f'{{p{n}}}' for n in range(number + 1))}" for number in range(count)]


def test_operations_without_a_tag_have_a_page_for_each_branch_of_the_paths(tmp_path: Path) -> None:
    """However short they are: the first segment that says something is what they are about."""
    pages = cut(tmp_path, ["/v1/payment_intents", "/v1/payment_intents/{id}", "/v1/pets", "/v1/pets/{id}"])
    assert pages == {
        "|": [],
        "payment-intents|Payment intents": ["/v1/payment_intents", "/v1/payment_intents/{id}"],
        "pets|Pets": ["/v1/pets", "/v1/pets/{id}"],
    }


def test_operations_without_a_tag_stay_together_if_each_has_a_path_of_its_own(tmp_path: Path) -> None:
    """A page for each of them would be no help."""
    assert cut(tmp_path, ["/add", "/remove", "/list"]) == {}


def test_a_long_resource_is_cut_where_its_paths_branch(tmp_path: Path) -> None:
    """As deep as needed; its own name says nothing, and what is little stays on its first page."""
    paths = ["/repos/{r}", "/repos/{r}/forks", *below("/repos/{r}/keys", 4), *below("/repos/{r}/hooks", 6)]
    paths += below("/repos/{r}/hooks/{h}/deliveries", 4)
    assert {key: len(ids) for key, ids in cut(tmp_path, paths, tag="repos").items()} == {
        "|": 2,
        "keys|Keys": 4,
        "hooks|Hooks": 6,
        "hooks-deliveries|Hooks › Deliveries": 4,
    }


def test_parts_of_a_branch_know_it(tmp_path: Path) -> None:
    """The navigation shows them below it; what only continues the first page is below nothing."""
    paths = [*below("/x/{r}", 3), *below("/x/{r}/hooks", 6), *below("/x/{r}/hooks/{h}/deliveries", 4)]
    (resource,) = api_of(tmp_path, untagged(paths, tags=["x"])).resources
    parts = cut_resource(resource, lambda ids: 60 * KB * len(set(ids)))
    assert {part.key: part.branch for part in parts} == {
        "": "",
        "2": "",
        "hooks": "hooks",
        "hooks-2": "hooks",
        "hooks-3": "hooks",
        "hooks-deliveries": "hooks",
        "hooks-deliveries-2": "hooks",
    }


def test_what_has_no_branches_may_be_twice_as_long(tmp_path: Path) -> None:
    """Its first page has as many as there is room for beside the list of all, and the others are numbered."""
    assert cut(tmp_path, [f"/reports/{number}" for number in range(12)], tag="reports") == {}
    pages = cut(tmp_path, [f"/reports/{number}" for number in range(20)], tag="reports")
    assert [(key, len(ids)) for key, ids in pages.items()] == [("|", 6), ("2|(2)", 7), ("3|(3)", 7)]


def test_branches_that_are_spelled_alike_have_addresses_of_their_own(tmp_path: Path) -> None:
    """Paths tell capitals apart, and names of files do not."""
    pages = cut(tmp_path, [*below("/pets", 5), *below("/Pets", 5)], tag="animals")
    assert [key.partition("|")[0] for key in pages] == ["", "pets", "pets_2"]


@pytest.mark.parametrize(
    ("sizes", "pages"),
    [
        ({"Ape": KB, "Bee": KB}, []),
        ({"Ape": 100 * KB, "bee": 100 * KB, "Bug": KB, "9": KB, "é": KB}, ["", "a", "b", "0-9"]),
        ({"Ape": 100 * KB, "Ass": 100 * KB}, ["", "a", "a-2"]),
    ],
)
def test_names_are_cut_by_their_first_letter(sizes: dict[str, int], pages: list[str]) -> None:
    """A letter that is too long itself has several pages."""
    parts = cut_letters(sizes)
    assert [part.key for part in parts] == pages
    assert [id_ for part in parts for id_ in part.ids] == (list(sizes) if pages else [])


ROOM = LIMIT - 3_000
NAMES = 27 * 100


@pytest.mark.parametrize(
    ("sizes", "options", "pages"),
    [
        ({"A": ROOM}, {}, []),
        ({"A": ROOM + 1}, {}, ["", "a"]),
        ({"A": ROOM - 8}, {"frame": 5, "head": 3}, []),
        ({"A": ROOM - 8}, {"frame": 5, "head": 4}, ["", "a"]),
        ({"A1": ROOM, "B1": 1, "B2": ROOM - NAMES - 1}, {}, ["", "a", "b"]),
        ({"A1": ROOM, "B1": 1, "B2": ROOM - NAMES}, {}, ["", "a", "b", "b-2"]),
        ({"A1": ROOM, "B1": 1, "B2": ROOM - NAMES - 1}, {"frame": 1}, ["", "a", "b", "b-2"]),
    ],
)
def test_names_are_cut_when_a_page_is_full(sizes: dict[str, int], options: dict[str, int], pages: list[str]) -> None:
    """Not a byte earlier; the navigation, the head of the list, and the names of other pages take room, too."""
    assert [part.key for part in cut_letters(sizes, **options)] == pages


ENTRY = 480
BRANCHED = ["/x/a", "/x/b/1", "/x/b/2", "/x/b/3"]


@pytest.mark.parametrize(
    ("paths", "size", "options", "pages"),
    [
        (BRANCHED, ROOM, {}, {"": 4}),
        (BRANCHED, ROOM + 4, {}, {"": 1, "b": 3}),
        (BRANCHED, ROOM - 4, {"frame": 4}, {"": 4}),
        (BRANCHED, ROOM - 4, {"frame": 5}, {"": 1, "b": 3}),
        # Two operations are too few for a page, unless they take half of one.
        (["/x/a", "/x/c", "/x/d", "/x/b/1", "/x/b/2"], ROOM + 5, {}, {"": 5}),
        (["/x/a", "/x/c", "/x/d", "/x/b/1", "/x/b/2"], 5 * (ROOM - 400) // 4, {}, {"": 5}),
        (["/x/a", "/x/b/1", "/x/b/2"], ROOM + 3, {}, {"": 1, "b": 2}),
        (
            [f"/x/{letter}/{number}" for letter in "abc" for number in "123"],
            ROOM + 9,
            {},
            {"": 0, "a": 3, "b": 3, "c": 3},
        ),
        # One that is too long has a page of its own.
        (["/x/a", "/x/b"], 2 * (ROOM + 2), {}, {"": 0, "a": 1, "b": 1}),
        # Without branches twice the room is enough, less the name of a page.
        (below("/x", 4), 2 * (ROOM - 100), {}, {"": 4}),
        (below("/x", 4), 2 * (ROOM - 100), {"is_untagged": True}, {"": 4}),
        (below("/x", 4), 2 * (ROOM - 100) + 4, {}, {"": 1, "2": 1, "3": 1, "4": 1}),
    ],
)
def test_a_resource_is_cut_when_its_page_is_full(
    paths: list[str], size: int, options: dict[str, Any], pages: dict[str, int], tmp_path: Path
) -> None:
    """Each operation takes a quarter of the size, its entry in the list included, if there are four."""
    (resource,) = api_of(tmp_path, untagged(paths, tags=["x"])).resources
    each = size // len(paths) - ENTRY
    parts = cut_resource(resource, lambda ids: each * len(set(ids)), **options)
    assert {part.key: len(part.ids) for part in parts} == (pages if len(pages) > 1 else {})


def test_the_start_lists_areas_of_one_resource_without_a_heading(tmp_path: Path) -> None:
    """The name of an area that is its only resource would stand there twice."""
    document = untagged(["/a"], tags=["Ants"]) | {"tags": [{"name": "Ants", "description": "Animals."}]}
    document["paths"]["/b"] = {"get": document["paths"]["/a"]["get"] | {"operationId": "bees.queens.get", "tags": []}}
    site = Site(api_of(tmp_path, document))
    assert [(title, [(page.title, count) for page, count in pages]) for title, pages in site.map] == [
        ("", [("Ants", 1)]),
        ("Bees", [("Queens", 1)]),
    ]
