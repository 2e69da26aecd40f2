"""The rows of tables: what is nested in them, and what several forms of a response share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.build.api import build_api
from generator.document.load import LoadedDocument
from generator.model import Field
from generator.model.types import ScalarType
from generator.reference.rows import field_rows, member_rows, response_rows, shape_rows
from generator.reference.site import Site
from tests.generator.support import api_of, minimal
from tests.reference.test_site import OBJECT, answer, call, outline, ref, site


def report(folder: Path, forms: dict[str, Any], *others: dict[str, Any]) -> Site:
    """Return the reference of a document with a report that has one of these forms, and with other operations."""
    document = minimal()
    shapes = {name: {"type": "object", "x-shape-for": {"group": [name]}, **form} for name, form in forms.items()}
    document["components"]["schemas"] = shapes | {"Thing": OBJECT}
    rows = {"type": "array", "items": {"oneOf": [ref(name) for name in forms]}}
    group = {"name": "group", "in": "query", "schema": {"type": "string", "enum": list(forms)}}
    document["paths"] = {
        "/report": {"get": call("reports.get", rows) | {"parameters": [group]}},
        **{f"/{number}": {"post": body} for number, body in enumerate(others)},
    }
    return Site(api_of(folder, document))


SALES = {"type": "number", "description": "How many."}
FORMS = {
    "ByDay": {"properties": {"day": {"type": "string"}, "sales": {**SALES, "examples": [1]}}},
    "ByStore": {"properties": {"store": {"type": "string"}, "sales": {**SALES, "examples": [2]}}},
    "ByTotal": {"properties": {"sales": SALES, "total": {"type": "number"}}},
}


def tables(pages: Site) -> list[Any]:
    """Return the tables of the first operation: the objects that each is of, and their rows with all their ids."""
    resource = pages.resources[0].resource
    assert resource
    shapes = shape_rows(resource.operations[0], resource, pages)
    return [(owners, [(row.id, *row.other_ids) for row in rows]) for owners, rows in shapes]


def test_what_forms_of_a_response_share_is_one_table(tmp_path: Path) -> None:
    """After what each has alone; that they have other examples makes no difference."""
    assert tables(report(tmp_path, FORMS)) == [
        (("ByDay",), [("object-ByDay.day",)]),
        (("ByStore",), [("object-ByStore.store",)]),
        (("ByTotal",), [("object-ByTotal.total",)]),
        (("ByDay", "ByStore", "ByTotal"), [("object-ByDay.sales", "object-ByStore.sales", "object-ByTotal.sales")]),
    ]


def test_what_means_something_else_is_not_shared(tmp_path: Path) -> None:
    """Though it has the same name."""
    other = {"properties": {"sales": {**SALES, "description": "How much."}}}
    assert tables(report(tmp_path, {"A": FORMS["ByDay"], "B": other})) == [
        (("A",), [("object-A.day",), ("object-A.sales",)]),
        (("B",), [("object-B.sales",)]),
    ]


def test_a_form_that_others_use_is_described_elsewhere(tmp_path: Path) -> None:
    """In a section of its own."""
    pages = report(tmp_path, FORMS, call("reports.day", ref("ByDay")))
    homes = {name: pages.homes[name].kind for name in FORMS}
    assert homes == {"ByDay": "section", "ByStore": "shape", "ByTotal": "shape"}
    assert [owners for owners, _ in tables(pages)] == [("ByStore",), ("ByTotal",), ("ByStore", "ByTotal")]


def test_a_response_without_an_object_has_no_rows(tmp_path: Path) -> None:
    """A text, and none at all."""
    empty = call("pets.b") | {"responses": {"204": {"description": ""}}}
    pages = site(tmp_path, {"Pet": OBJECT}, call("pets.a", {"type": "string"}), empty, call("pets.c", ref("Pet")))
    (page,) = pages.resources
    assert [outline(response_rows(operation, pages)) for operation in page.operations] == [[], [], ["id"]]


def test_a_row_leads_to_what_it_is_about(tmp_path: Path) -> None:
    """By the object and its name in Python, below the names on the wire of what it is in."""
    pet = {"type": "object", "properties": {"petTag": {"type": "array", "items": ref("Tag")}}}
    document = minimal()
    document["components"]["schemas"] = {"Pet": pet, "Tag": {"type": "object", "properties": {"isNew": OBJECT}}}
    document["paths"] = {
        "/a": {"get": call("x.a", ref("Pet"))},
        "/b": {"get": {**call("x.b"), "responses": {"200": answer(ref("Pet"))}}},
    }
    pages = Site(api_of(tmp_path, document))
    (row,) = member_rows(pages.model("Pet"), pages)
    (inner,) = row.rows
    assert [(row.id, row.path, row.model), (inner.id, inner.path)] == [
        ("object-Pet.pet_tag", "petTag", "Tag"),
        ("object-Tag.is_new", "petTag[].isNew"),
    ]


def test_a_property_of_a_request_describes_no_object() -> None:
    """It has neither rows of its own nor other places."""
    field = Field(name="user_id", wire_name="userId", type=ScalarType("string"), required=True, description="")
    (row,) = field_rows([field], "x")
    assert (row.id, row.path, row.is_home, row.rows, row.other_ids) == ("x.user-id", "userId", False, (), ())


def with_widths() -> Site:
    """Return the reference of a document with objects of so many properties, and one with properties of these."""
    document = minimal()
    text = {"type": "string"}
    wide = {
        f"W{size}": {"type": "object", "properties": dict.fromkeys(map("p{}".format, range(size)), text)}
        for size in (1, 40, 41, 120, 121)
    }
    uses = {name: ref(name) for name in wide} | {f"again{number}": ref("W1") for number in range(3)}
    document["components"]["schemas"] = {**wide, "All": {"type": "object", "properties": uses}}
    document["paths"] = {f"/{name}": {"get": call(f"x.{name.lower()}", ref(name))} for name in (*wide, "All")}
    return Site(build_api(LoadedDocument(document=document, sha256="", positions={})))


# Made once, because both tests only look at it.
WIDTHS = with_widths()


def test_a_property_names_the_members_of_short_objects_a_few_times() -> None:
    """Forty at most, and those of one object three times in a table."""
    shown = {row.path: len(row.rows) for row in member_rows(WIDTHS.model("All"), WIDTHS)}
    again = {"again0": 1, "again1": 1, "again2": 0}
    assert shown == {"W1": 1, "W40": 40, "W41": 0, "W120": 0, "W121": 0, **again}


def test_an_operation_names_the_members_of_its_response() -> None:
    """A hundred and twenty at most."""
    (page,) = WIDTHS.resources
    shown = {operation.name: len(response_rows(operation, WIDTHS)) for operation in page.operations}
    assert (shown["w120"], shown["w121"]) == (120, 0)
