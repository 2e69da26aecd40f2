"""Which page has what: each object at one place, the names of files, and addresses from any page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.reference.cut import Cut, Part
from generator.reference.pages import Group, Page
from generator.reference.rows import Row, argument_rows, member_rows, response_rows
from generator.reference.samples import operation_samples
from generator.reference.site import Site
from tests.generator.support import api_of, minimal, operation

OBJECT = {"type": "object", "properties": {"id": {"type": "integer"}}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def call(name: str, response: Any = None, body: Any = None) -> dict[str, Any]:
    """Return an operation that returns one schema and takes another."""
    operation: dict[str, Any] = {"operationId": name, "security": [], "responses": {"200": answer(response or {})}}
    if body:
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return operation


def site(folder: Path, schemas: dict[str, Any], *calls: dict[str, Any]) -> Site:
    """Return the reference of a document with these schemas and operations."""
    document = minimal()
    document["components"]["schemas"] = schemas
    document["paths"] = {f"/{number}": {"post": body} for number, body in enumerate(calls)}
    return Site(api_of(folder, document))


def test_what_one_resource_uses_is_on_its_page(tmp_path: Path) -> None:
    """An object that two of its operations use has a section there; what only one uses is described in it."""
    schemas = {
        "Pet": OBJECT,
        "PetCreate": {"type": "object", "properties": {"name": {"type": "string"}}},
        "PetList": OBJECT,
    }
    pages = site(
        tmp_path,
        schemas,
        call("pets.create", ref("Pet"), ref("PetCreate")),
        call("pets.get", ref("Pet")),
        call("pets.list", ref("PetList")),
    )
    homes = {name: (pages.homes[name].kind, pages.homes[name].place) for name in schemas}
    assert homes == {
        "Pet": ("section", "object-Pet"),
        "PetCreate": ("body", "pets.create"),
        "PetList": ("response", "pets.list"),
    }
    assert pages.href("object-Pet", pages.guides[0]) == "pets.html#object-Pet"


def test_what_several_resources_use_is_on_a_page_of_its_own(tmp_path: Path) -> None:
    """The page of objects has it, wherever the operations are."""
    pages = site(tmp_path, {"Pet": OBJECT}, call("pets.get", ref("Pet")), call("owners.get", ref("Pet")))
    assert pages.href("object-Pet", pages.guides[0]) == "objects.html#object-Pet"
    assert pages.href("object-Pet", pages.resources[0]) == "objects.html#object-Pet"


def test_what_one_property_contains_is_described_in_it(tmp_path: Path) -> None:
    """However deep: all of it is below the heading of the first object."""
    schemas = {
        "Pet": {"type": "object", "properties": {"owner": ref("Owner")}},
        "Owner": {"type": "object", "properties": {"home": ref("Home")}},
        "Home": OBJECT,
    }
    pages = site(tmp_path, schemas, call("pets.get", ref("Pet")), call("pets.find", ref("Pet")))
    assert [pages.homes[name].kind for name in schemas] == ["section", "field", "field"]
    assert pages.href("object-Home", pages.guides[0], "md") == "pets.md#object-pet"


def test_objects_that_contain_each_other_have_a_place(tmp_path: Path) -> None:
    """A circle that nothing else uses does not keep its objects off the pages."""
    schemas = {
        "Chicken": {"type": "object", "properties": {"egg": ref("Egg")}},
        "Egg": {"type": "object", "properties": {"chicken": ref("Chicken")}},
        "Pet": {"type": "object", "properties": {"parent": ref("Pet"), "chicken": ref("Chicken")}},
    }
    pages = site(tmp_path, schemas, call("pets.get", ref("Pet")), call("pets.find", ref("Pet")))
    files = {pages.href(f"object-{name}", pages.guides[0]).partition(".html#")[0] for name in schemas}
    assert files <= {"pets", "objects"}


@pytest.mark.parametrize("name", ["errors", "index", "all", "objects"])
def test_a_resource_may_have_the_name_of_a_page(name: str, tmp_path: Path) -> None:
    """Its file has another name, and both are found."""
    document = minimal()
    operation(document)["operationId"] = f"{name}.get"
    pages = Site(api_of(tmp_path, document))
    files = [page.file.lower() for page in (*pages.pages, pages.whole)]
    assert len(files) == len(set(files))
    assert pages.resources[0].file == f"{name}_"
    assert pages.href(f"{name}.get", pages.guides[0]) == f"{name}_.html#{name}.get"


def test_resources_that_share_a_tag_have_titles_of_their_own(tmp_path: Path) -> None:
    """The navigation would list one name several times; the first resource is the tag's own."""
    document = minimal()
    paths = {"pets.list": "/pets", "pets.check_ups.list": "/pets/checks", "pets.owners.list": "/owners"}
    document["paths"] = {path: {"get": call(name) | {"tags": ["Pets"]}} for name, path in paths.items()}
    titles = [page.title for group in Site(api_of(tmp_path, document)).groups for page in group.pages]
    assert titles == ["Pets", "Pets › Check ups", "Pets › Owners"]


@pytest.mark.parametrize(("size", "shown"), [(30, 30), (40, 40), (41, 0)])
def test_a_property_shows_only_objects_that_are_short(size: int, shown: int, tmp_path: Path) -> None:
    """A long object is where its type links to, so that pages do not grow with each use of it."""
    wide = {"type": "object", "properties": {f"p{number}": {"type": "string"} for number in range(size)}}
    schemas = {"Wide": wide, "Pet": {"type": "object", "properties": {"wide": ref("Wide")}}}
    pages = site(tmp_path, schemas, call("pets.get", ref("Pet")), call("pets.wide", ref("Wide")))
    (row,) = member_rows(pages.model("Pet"), pages)
    assert (row.is_home, len(row.rows)) == (False, shown)


@pytest.mark.parametrize(
    ("size", "inner", "shown", "nested"), [(30, 10, 30, 10), (30, 11, 30, 0), (40, 1, 40, 0), (41, 1, 0, 0)]
)
def test_what_is_in_such_an_object_is_shown_if_there_is_room(
    size: int, inner: int, shown: int, nested: int, tmp_path: Path
) -> None:
    """Forty properties, those of the object and of all objects in it."""
    text = {"type": "string"}
    few = {"type": "object", "properties": {f"p{number}": text for number in range(inner)}}
    wide = {"type": "object", "properties": {"few": ref("Few"), **{f"p{number}": text for number in range(size - 1)}}}
    schemas = {"Few": few, "Wide": wide, "Pet": {"type": "object", "properties": {"wide": ref("Wide")}}}
    uses = (ref("Pet"), ref("Wide"), ref("Few"))
    pages = site(tmp_path, schemas, *(call(f"pets.x{number}", use) for number, use in enumerate(uses)))
    (row,) = member_rows(pages.model("Pet"), pages)
    assert len(row.rows) == shown
    assert sum(len(below.rows) for below in row.rows) == nested


def test_a_table_shows_an_object_in_three_of_its_rows_at_most(tmp_path: Path) -> None:
    """A table of hundreds of properties of one type would otherwise consist of repetitions."""
    fields = {f"p{number}": ref("Other") for number in range(5)}
    schemas = {"Other": OBJECT, "Pet": {"type": "object", "properties": fields}}
    pages = site(tmp_path, schemas, call("pets.get", ref("Pet")), call("pets.other", ref("Other")))
    assert [len(row.rows) for row in member_rows(pages.model("Pet"), pages)] == [1, 1, 1, 0, 0]


def test_addresses_are_relative_to_the_page_that_they_are_on(tmp_path: Path) -> None:
    """The page of all has everything but the list from A to Z, and a page needs no name for what is on it."""
    pages = site(tmp_path, {"Pet": OBJECT}, call("pets.get", ref("Pet")), call("owners.get"))
    (resource,) = [page for page in pages.pages if page.file == "pets"]
    for id_, page, address in (
        ("pets.get", pages.whole, "#pets.get"),
        ("index", pages.whole, "a-z.html"),
        ("pets.get", resource, "#pets.get"),
        ("pets.get", pages.guides[0], "pets.html#pets.get"),
        ("owners.get", resource, "owners.html#owners.get"),
    ):
        assert pages.href(id_, page) == address
    assert pages.href("owners.get", resource, "md").startswith("owners.md#")


def outline(rows: Iterable[Row]) -> list[Any]:
    """Return the paths of rows, each with those of the rows in it, and a mark where an object is described."""
    return [(f"{row.path}{'!' if row.is_home else ''}", outline(row.rows)) if row.rows else row.path for row in rows]


def test_rows_show_what_is_described_elsewhere_one_level_deep(tmp_path: Path) -> None:
    """The properties of an object, and of those in it, but no further; where it is described, all of them."""
    schemas = {
        "Pet": {"type": "object", "properties": {"name": {"type": "string"}, "owner": ref("Owner")}},
        "Owner": {"type": "object", "properties": {"homes": {"type": "array", "items": ref("Home")}}},
        "Home": {"type": "object", "properties": {"door": ref("Door")}},
        "Door": {"type": "object", "properties": {"lock": OBJECT}},
    }
    body = {"type": "object", "properties": {"pet": ref("Pet"), "pets": {"type": "array", "items": ref("Pet")}}}
    pages = site(tmp_path, schemas, call("pets.get", ref("Pet")), call("pets.find", ref("Owner"), body))
    resource = pages.resources[0].resource
    assert resource
    get, find = resource.operations
    assert outline(response_rows(get, pages)) == ["name", ("owner", ["owner.homes"])]
    assert outline(response_rows(find, pages)) == [("homes", ["homes[].door"])]
    assert outline(argument_rows(find, resource, pages)) == [
        ("pet", ["pet.name", ("pet.owner", ["pet.owner.homes"])]),
        ("pets", ["pets[].name", ("pets[].owner", ["pets[].owner.homes"])]),
    ]


PARTS = (
    Part(key="", title="", ids=("x.a", "x.b")),
    Part(key="2", title="(2)", ids=("x.c",)),
    Part(key="pets", title="Pets", ids=("x.d",), branch="pets"),
    Part(key="pets-toys", title="Toys", ids=("x.e",), branch="pets"),
    Part(key="petshops", title="Shops", ids=("x.f",), branch="petshops"),
    Part(key="petshops-2", title="Shops (2)", ids=("x.g",), branch="petshops"),
)


def parted(folder: Path, resource: str) -> tuple[Site, dict[str, Page]]:
    """Return a reference of which one resource is cut, and its pages and those of another resource by their files."""
    calls = (call(f"{'' if resource == 'default' else 'x.'}{letter}") for letter in "abcdefg")
    pages = site(folder, {}, call("owners.get"), *calls)
    parts = tuple(replace(part, ids=tuple(id_.replace("x.", f"{resource}.") for id_ in part.ids)) for part in PARTS)
    pages = pages.cut(Cut(resources={(resource,): parts}))
    return pages, {page.file.replace(resource, "x", 1): page for page in pages.resources}


@pytest.mark.parametrize(
    ("file", "operations"),
    [
        ("x", "abcdefg"),
        ("x-2", "c"),
        ("x-pets", "de"),
        ("x-pets-toys", "e"),
        ("x-petshops", "fg"),
        ("x-petshops-2", "g"),
    ],
)
def test_a_page_lists_the_operations_of_those_that_it_was_cut_into(file: str, operations: str, tmp_path: Path) -> None:
    """The first page those of all; a branch its own, but not those of one whose name only begins like its name."""
    pages, by_file = parted(tmp_path, "x")
    assert "".join(operation.name for operation in pages.operations_below(by_file[file])) == operations
    assert [operation.name for operation in pages.operations_below(by_file["owners"])] == ["get"]
    assert pages.operations_below(pages.guides[0]) == ()


BRANCHES = ["x-2", "x-pets", "x-petshops"]


@pytest.mark.parametrize(
    ("resource", "file", "listed"),
    [
        ("x", "owners", []),
        ("x", "x", BRANCHES),
        ("x", "x-2", BRANCHES),
        ("x", "x-pets", ["x-2", "x-pets", "x-pets-toys", "x-petshops"]),
        ("x", "x-petshops-2", [*BRANCHES, "x-petshops-2"]),
        ("default", "owners", BRANCHES),
    ],
)
def test_the_navigation_lists_branches_and_what_is_below_the_own_one(
    resource: str, file: str, listed: list[str], tmp_path: Path
) -> None:
    """Below a resource only on its own pages; what has no tag is listed by its branches everywhere."""
    pages, by_file = parted(tmp_path, resource)
    shown = pages.listed(by_file["x"], by_file[file])
    assert [page.file.replace(resource, "x", 1) for page in shown] == listed
    assert pages.listed(by_file["owners"], by_file["x"]) == []


def test_the_branch_of_another_resource_opens_none(tmp_path: Path) -> None:
    """Though it has the same name."""
    pages = site(tmp_path, {}, *(call(f"{start}{letter}") for letter in "abcdefg" for start in ("x.", "")))
    cut: dict[tuple[str, ...], tuple[Part, ...]] = {
        (name,): tuple(replace(part, ids=tuple(id_.replace("x.", f"{name}.") for id_ in part.ids)) for part in PARTS)
        for name in ("x", "default")
    }
    pages = pages.cut(Cut(resources=cut))
    by_file = {page.file: page for page in pages.resources}
    shown = pages.listed(by_file["default"], by_file["x-pets"])
    assert [page.file for page in shown] == ["default-2", "default-pets", "default-petshops"]


def test_pages_belong_together_if_one_was_cut_into_them(tmp_path: Path) -> None:
    """In their order; one that is whole belongs to none."""
    pages, by_file = parted(tmp_path, "x")
    owners = by_file.pop("owners")
    assert all(pages.family(page) == tuple(by_file.values()) for page in by_file.values())
    assert pages.family(owners) == ()
    pair = site(tmp_path, {}, call("x.a"), call("x.b")).cut(
        Cut(resources={("x",): (Part(key="", title="", ids=("x.a",)), Part(key="2", title="(2)", ids=("x.b",)))})
    )
    assert pair.family(pair.resources[1]) == pair.resources


def test_a_page_has_a_title_without_that_of_its_area(tmp_path: Path) -> None:
    """Unless nothing would be left; a page of no area keeps its own."""
    document = minimal()
    tags = {"shop.stores.list": "Shop › Stores", "shop.shelves.list": "Shop › Shelves", "pets.list": "Pets"}
    document["tags"] = [{"name": name, "description": "x"} for name in tags.values()]
    document["paths"] = {f"/{name}": {"get": call(name) | {"tags": [tag]}} for name, tag in tags.items()}
    pages = Site(api_of(tmp_path, document))
    shown = {
        page.title: (group.title if (group := pages.group_of(page)) else None, pages.short_title(page))
        for page in pages.pages[:-2]
    }
    guide_titles = ("Get started", "Authentication", "Errors", "Conventions")
    assert shown == {title: (None, title) for title in guide_titles} | {
        "Shop › Stores": ("Shop", "Stores"),
        "Shop › Shelves": ("Shop", "Shelves"),
        "Pets": ("Pets", "Pets"),
    }


def test_objects_and_names_can_have_several_pages(tmp_path: Path) -> None:
    """Each is found on its own; the first page is called as if it were the only one."""
    uses = [call(f"{resource}.{name}", ref(name)) for name in ("Ape", "Bee") for resource in ("pets", "owners")]
    parts = (
        Part(key="", title="", ids=()),
        Part(key="a", title="A", ids=("Ape",)),
        Part(key="b", title="B", ids=("Bee",)),
    )
    pages = site(tmp_path, {"Ape": OBJECT, "Bee": OBJECT}, *uses).cut(Cut(objects=parts, index=parts))
    titles = {page.file: page.title for page in pages.lists if page.part}
    assert titles == {
        **{"objects": "Objects", "objects-a": "Objects: A", "objects-b": "Objects: B"},
        **{"a-z": "Index", "a-z-a": "Index: A", "a-z-b": "Index: B"},
    }
    assert [pages.href(f"object-{name}", pages.whole) for name in ("Ape", "Bee")] == ["#object-Ape", "#object-Bee"]
    start = pages.guides[0]
    assert pages.href("object-Ape", start) == "objects-a.html#object-Ape"
    assert pages.href("object-Bee", start) == "objects-b.html#object-Bee"
    assert [pages.href(page.anchor, start) for page in pages.lists[:3]] == [
        "objects.html",
        "objects-a.html",
        "objects-b.html",
    ]
    assert [[model.class_name for model in pages.objects_on(page)] for page in pages.lists[:3]] == [
        [],
        ["Ape"],
        ["Bee"],
    ]
    assert [model.class_name for model in pages.named_objects] == ["Ape", "Bee"]


def test_what_several_files_show_is_made_once(tmp_path: Path) -> None:
    """Samples and examples, each of its own operation."""
    pages = site(tmp_path, {"Pet": OBJECT}, call("pets.a", ref("Pet")), call("pets.b", {"type": "string"}))
    resource = pages.resources[0].resource
    assert resource
    first, second = resource.operations
    assert pages.samples(first, resource) == operation_samples(first, resource, pages.api)
    assert pages.samples(first, resource) is pages.samples(first, resource)
    assert pages.samples(second, resource) == operation_samples(second, resource, pages.api)
    assert [text for _, text in pages.responses(first, resource)] == ["{}"]
    assert [text for _, text in pages.responses(second, resource)] == ['"string"']
    assert pages.responses(first, resource) is pages.responses(first, resource)


def test_only_objects_with_a_section_are_named(tmp_path: Path) -> None:
    """What one request alone takes is described with it."""
    pages = site(
        tmp_path, {"Pet": OBJECT, "Cat": OBJECT}, call("pets.a", ref("Pet"), ref("Cat")), call("pets.b", ref("Pet"))
    )
    assert [model.class_name for model in pages.named_objects] == ["Pet"]


def test_the_arguments_of_a_call_describe_what_it_alone_takes(tmp_path: Path) -> None:
    """What several calls take is described in its own section, and here only named."""
    schemas = {
        "Pet": {"type": "object", "properties": {"owner": ref("Owner")}},
        "Cat": {"type": "object", "properties": {"toy": ref("Toy")}},
        "Owner": OBJECT,
        "Toy": OBJECT,
    }
    calls = (call("pets.a", body=ref("Pet")), call("pets.b", body=ref("Pet")), call("pets.c", body=ref("Cat")))
    pages = site(tmp_path, schemas, *calls)
    resource = pages.resources[0].resource
    assert resource
    rows = [outline(argument_rows(operation, resource, pages)) for operation in resource.operations]
    assert rows == [*[[("owner", ["owner.id"])]] * 2, [("toy!", ["toy.id"])]]
    assert outline(member_rows(pages.model("Pet"), pages)) == [("owner!", ["owner.id"])]


def test_the_parts_of_a_page_say_what_they_are(tmp_path: Path) -> None:
    """A number after the title, or the branch; where nothing has a tag, the branch is the title."""
    for resource, title, between in (("x", "X", "X › "), ("default", "All operations", "")):
        pages, by_file = parted(tmp_path, resource)
        titles = {file: (page.title, pages.short_title(page)) for file, page in by_file.items() if file != "owners"}
        assert titles == {
            "x": (title, title),
            "x-2": (f"{title} (2)", f"{title} (2)"),
            "x-pets": (f"{between}Pets", "Pets"),
            "x-pets-toys": (f"{between}Toys", "Toys"),
            "x-petshops": (f"{between}Shops", "Shops"),
            "x-petshops-2": (f"{between}Shops (2)", "Shops (2)"),
        }


@pytest.mark.parametrize(
    ("titles", "is_untagged", "is_single"),
    [
        (["Pets"], False, True),
        (["Pets"], True, True),
        (["Cats"], False, False),
        (["Cats"], True, True),
        (["Pets", "Cats"], False, False),
        (["Pets", "Cats"], True, False),
    ],
)
def test_an_area_of_one_resource_needs_no_title(titles: list[str], is_untagged: bool, is_single: bool) -> None:
    """If it is the resource's own, or none that the document has."""
    pages = tuple(Page(kind="resource", file=title.lower(), title=title) for title in titles)
    later = replace(pages[0], part=Part(key="2", title="(2)", ids=()))
    group = Group(title="Pets", pages=(*pages, later), is_untagged=is_untagged)
    assert group.firsts == list(pages)
    assert group.is_single is is_single


def test_the_start_counts_the_operations_of_each_subject(tmp_path: Path) -> None:
    """Resources, however many pages they have; of what has no tag its branches."""
    pages, _ = parted(tmp_path, "x")
    assert [(title, [(page.file, count) for page, count in subjects]) for title, subjects in pages.map] == [
        ("", [("owners", 1), ("x", 7)])
    ]
    pages, _ = parted(tmp_path, "default")
    assert [(title, [(page.file, count) for page, count in subjects]) for title, subjects in pages.map] == [
        ("", [("owners", 1), ("default", 3), ("default-pets", 2), ("default-petshops", 2)])
    ]


def test_a_reference_has_the_pages_that_its_document_needs(tmp_path: Path) -> None:
    """Webhooks, permissions and objects only if there are any; all but the index in Markdown, too."""
    usual = ["start", "authentication", "errors", "conventions", "resource", "index", "changes"]
    pages = site(tmp_path, {}, call("pets.get"))
    assert [page.kind for page in pages.pages] == usual
    assert [page.kind for page in pages.pages if not page.has_twin] == ["index"]
    assert [page.kind for page in pages.parts(pages.whole)] == [kind for kind in usual if kind != "index"]
    document = minimal()
    operation(document)["x-permission"] = "Manage pets"
    document["webhooks"] = {"born": {"post": call("born", body=ref("Pet"))}}
    kinds = [page.kind for page in Site(api_of(tmp_path, document)).pages]
    assert kinds == [*usual[:4], "webhook-payloads", "resource", "objects", "permissions", *usual[5:]]


def test_an_object_belongs_to_what_sends_and_returns_it(tmp_path: Path) -> None:
    """An error and a webhook use it, too, but are not listed as operations that do."""
    failed = call("pets.b")
    failed["responses"]["400"] = answer(ref("Pet"))
    pages = site(tmp_path, {"Pet": OBJECT}, call("pets.a", ref("Pet")), failed, call("pets.c", body=ref("Pet")))
    assert pages.homes.operations("Pet") == ("pets.a", "pets.c")
    assert pages.homes.subjects("Pet") == {"pets.a", "pets.c", "errors"}
    document = minimal()
    document["webhooks"] = {"born": {"post": call("born", body=ref("Pet"))}}
    homes = Site(api_of(tmp_path, document)).homes
    assert homes.subjects("Pet") == {"pets.get", "webhook-payloads"}
    assert (homes["Pet"].kind, homes.operations("Pet")) == ("section", ("pets.get",))


def failing(name: str, **examples: Any) -> dict[str, Any]:
    """Return an operation with examples of the bodies of its error 400, by their names."""
    media = {"schema": {}, "examples": {key: {"value": value} for key, value in examples.items()}}
    result = call(name)
    result["responses"]["400"] = {"description": "Wrong.", "content": {"application/json": media}}
    return result


def test_an_error_that_several_operations_return_is_shown_once(tmp_path: Path) -> None:
    """On the pages of those that do; what only one returns is shown with it."""
    pages = site(
        tmp_path,
        {},
        failing("pets.a", shared=1, own={"b": 1, "a": 2}),
        failing("pets.b", shared=1),
        failing("owners.a", shared=2),
        call("cats.get"),
    )
    by_file = {page.file: page for page in pages.resources}

    def shown(page: Page | None) -> list[Any]:
        return [(status, example.name, example.value) for status, example in pages.error_examples(page)]

    assert shown(None) == shown(by_file["pets"]) == shown(pages.guides[0]) == [("400", "shared", 1)]
    assert shown(by_file["owners"]) == shown(by_file["cats"]) == []
    own = {
        operation.name: [example.value for _, example in pages.own_error_examples(operation, page.resource)]
        for page in pages.resources
        if page.resource
        for operation in page.operations
    }
    assert own == {"a": [2], "b": [], "get": []}
    assert [error.status for error in pages.errors_on(by_file["pets"])] == [400]
    assert pages.errors_on(by_file["cats"]) == []
    # A page shows the errors of its own operations itself.
    pets, cats = by_file["pets"], by_file["cats"]
    assert [pages.href("error-400", page) for page in (pets, cats)] == ["#error-400", "errors.html#error-400"]
    assert [pages.href("error-400", page, "md") for page in (pets, cats)] == ["errors.md#errors"] * 2


def test_shared_errors_are_listed_by_their_status(tmp_path: Path) -> None:
    """Whatever the order of the members of their examples is."""
    calls = [failing(f"pets.{letter}", late={"x": 1, "y": 2}) for letter in "ab"]
    late = calls[1]["responses"]["400"]["content"]["application/json"]["examples"]["late"]
    late["value"] = {"y": 2, "x": 1}
    for body in calls:
        media = {"schema": {}, "examples": {"early": {"value": 1}}}
        body["responses"] = {
            "409": {"description": "", "content": {"application/json": media}},
            **body["responses"],
        }
    shown = site(tmp_path, {}, *calls).error_examples()
    assert [(status, example.name) for status, example in shown] == [("400", "late"), ("409", "early")]


def test_permissions_have_ids_of_their_own(tmp_path: Path) -> None:
    """However alike their names are; the operations that need none are together, too."""
    needed = ["Manage Bans", "manage bans", "+", "None", ""]
    calls = [call(f"pets.x{number}") | {"x-permission": name} for number, name in enumerate(needed)]
    calls[-1].pop("x-permission")
    assert site(tmp_path, {}, *calls).permission_ids == {
        "+": "permission-section",
        "Manage Bans": "permission-manage-bans",
        "None": "permission-none",
        "manage bans": "permission-manage-bans_2",
        "": "permission-none_2",
    }
    assert site(tmp_path, {}, call("pets.get")).permission_ids == {}
