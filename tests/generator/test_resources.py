"""The tree of resources: where operations go, and what a resource without operations is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecError
from generator.model import Resource
from tests.generator.support import api_of, minimal, operation


def tree(folder: Path, operations: Mapping[str, str], tags: Sequence[str] = ()) -> dict[str, str]:
    """Return the title of each resource by its path, given the tag of each operationId."""
    document = minimal()
    template = operation(document)
    document["tags"] = [{"name": name, "description": f"About {name}."} for name in tags]
    document["paths"] = {
        f"/p{number}/{{petId}}": {"get": {**template, "operationId": name, "tags": [tag]}}
        for number, (name, tag) in enumerate(operations.items())
    }
    return {".".join(resource.path): resource.title for resource in _walk(api_of(folder, document).resources)}


def _walk(resources: Sequence[Resource]) -> Iterator[Resource]:
    for resource in resources:
        yield resource
        yield from _walk(resource.children)


@pytest.mark.parametrize(
    ("operations", "tags", "titles"),
    [
        # Its own tag, whatever the names.
        ({"pets.get": "Animals"}, [], {"pets": "Animals"}),
        # The tag of that name.
        ({"live_chat.pets.get": "Pets"}, ["Pets", "Live Chat"], {"live_chat": "Live Chat", "live_chat.pets": "Pets"}),
        # What the tags below it begin with, as far as the path is long.
        (
            {"a.b.c.get": "Shop › Old pets › Cats", "a.b.d.get": "Shop › Old pets › Dogs"},
            [],
            {
                "a": "Shop",
                "a.b": "Shop › Old pets",
                "a.b.c": "Shop › Old pets › Cats",
                "a.b.d": "Shop › Old pets › Dogs",
            },
        ),
        (
            {"a.b.get": "Shop › Cats", "a.c.get": "Store › Dogs"},
            [],
            {"a": "A", "a.b": "Shop › Cats", "a.c": "Store › Dogs"},
        ),
        ({"a.b.get": "Shop › Cats", "a.c.get": "Dogs"}, [], {"a": "Shop", "a.b": "Shop › Cats", "a.c": "Dogs"}),
        # Its name.
        ({"live_chat.pets.get": "Pets"}, [], {"live_chat": "Live chat", "live_chat.pets": "Pets"}),
    ],
)
def test_a_resource_has_a_title(
    tmp_path: Path, operations: Mapping[str, str], tags: Sequence[str], titles: Mapping[str, str]
) -> None:
    """Its tag, one of the same name, what the tags below it share, or its name."""
    assert tree(tmp_path, operations, tags) == titles


def test_the_tag_describes_the_resource(tmp_path: Path) -> None:
    """In the words of the document, if it has a tag."""
    document = minimal()
    assert [item.description for item in _walk(api_of(tmp_path, document).resources)] == ["Animals."]
    del document["tags"]
    assert [item.description for item in _walk(api_of(tmp_path, document).resources)] == [""]


def test_a_tag_without_a_name_describes_nothing(tmp_path: Path) -> None:
    """It belongs to no resource."""
    document = minimal()
    document["tags"] = [{"description": "Nothing."}, "name", *document["tags"]]
    assert [item.description for item in _walk(api_of(tmp_path, document).resources)] == ["Animals."]


@pytest.mark.parametrize(
    ("docs", "named"),
    [
        ({"url": "https://a.example", "description": "Guide"}, ("https://a.example", "Guide")),
        ({"url": "http://a.example"}, ("http://a.example", "http://a.example")),
        ({"url": "javascript:alert(1)", "description": "Guide"}, ("", "")),
        ("https://a.example", ("", "")),
    ],
)
def test_further_documentation_is_a_web_page(tmp_path: Path, docs: Any, named: tuple[str, str]) -> None:
    """With the title that the document gives, or else its address."""
    assert api_of(tmp_path, {**minimal(), "externalDocs": docs}).documentation == named


def test_what_is_wrong_with_all_paths_is_said_at_once(tmp_path: Path) -> None:
    """Of operations that would become one method, the first keeps it; folders are not deeper than ten."""
    ids = ["pets.get", "Pets.Get", "a.b.c.d.e.f.g.h.i.j", "a.b.c.d.e.f.g.h.i.j.k", "pets.GET"]
    with pytest.raises(SpecError) as caught:
        tree(tmp_path, dict.fromkeys(ids, "Pets"))
    same = "becomes the same method as 'pets.get': pets.get"
    assert [(finding.rule, finding.pointer, finding.message) for finding in caught.value.findings] == [
        ("operation-id", "/paths/~1p1~1{petId}/get/operationId", f"operationId 'Pets.Get' {same}"),
        ("operation-id", "/paths/~1p3~1{petId}/get/operationId", "operationId has more than 10 parts"),
        ("operation-id", "/paths/~1p4~1{petId}/get/operationId", f"operationId 'pets.GET' {same}"),
    ]


@pytest.mark.parametrize(
    ("ids", "methods"),
    [
        (["pets.get", "pets.list"], {"pets": ["get", "list"]}),
        # A method must not hide a resource of the same name.
        (["pets.toys", "pets.toys.get"], {"pets": ["toys_"], "pets.toys": ["get"]}),
        (["pets.a", "pets.a.b.get"], {"pets": ["a_"], "pets.a": [], "pets.a.b": ["get"]}),
    ],
)
def test_a_method_is_at_its_path(tmp_path: Path, ids: Sequence[str], methods: Mapping[str, Any]) -> None:
    """In the order of the document."""
    document = minimal()
    template = operation(document)
    document["paths"] = {
        f"/p{number}/{{petId}}": {"get": {**template, "operationId": name}} for number, name in enumerate(ids)
    }
    found = _walk(api_of(tmp_path, document).resources)
    assert {".".join(item.path): [one.name for one in item.operations] for item in found} == methods


def extended(extension: Any, schema: Any = None) -> Any:
    document = minimal()
    operation(document)["x-pagination"] = extension
    if schema is not None:
        document["components"]["schemas"]["Pet"] = schema
    return document


PAGED = {"items": "pets", "next": "next", "page": "page"}
LIST = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("extension", "schema", "message"),
    [
        (["items"], None, "x-pagination needs 'items', the name of a key"),
        ({**PAGED, "items": 1}, None, "x-pagination needs 'items', the name of a key"),
        ({"items": "pets", "page": "page"}, None, "x-pagination needs 'next', the name of a key"),
        ({"items": "pets", "next": "next"}, None, "x-pagination needs 'page', the name of a key"),
        (PAGED, None, "the response has no list 'pets'"),
        (PAGED, {"type": "object", "properties": {"pets": {"type": "string"}}}, "the response has no list 'pets'"),
        (PAGED, {"type": "array", "items": {"type": "string"}}, "the response has no list 'pets'"),
    ],
)
def test_pages_that_do_not_fit_the_response_are_refused(
    tmp_path: Path, extension: Any, schema: Any, message: str
) -> None:
    """With the place of the extension."""
    with pytest.raises(SpecError) as caught:
        api_of(tmp_path, extended(extension, schema))
    (finding,) = caught.value.findings
    pointer = "/paths/~1pets~1{petId}/get/x-pagination"
    assert (finding.pointer, finding.message, finding.rule) == (pointer, message, "extension")


def test_pages_have_the_keys_that_the_extension_names(tmp_path: Path) -> None:
    """Those for the previous page and the total are optional."""
    schema = {"type": "object", "properties": {"pets": LIST}}
    for further in ({}, {"previous": "back", "total": "count"}):
        (resource,) = api_of(tmp_path, extended(PAGED | further, schema)).resources
        pagination = resource.operations[0].pagination
        assert pagination is not None
        assert (pagination.items, pagination.next, pagination.page) == ("pets", "next", "page")
        assert (pagination.previous, pagination.total) == (further.get("previous"), further.get("total"))
    (resource,) = api_of(tmp_path, minimal()).resources
    assert resource.operations[0].pagination is None


ONE = {"type": "object", "x-shape-for": {"petId": ["a", "b"]}, "properties": {"one": {"type": "string"}}}
TWO = {"type": "object", "x-shape-for": {"petId": ["c"]}, "properties": {"two": {"type": "string"}}}


def shaped(schema: Any) -> Any:
    document = minimal()
    document["components"]["schemas"] = {"Pet": schema, "One": ONE, "Two": TWO}
    operation(document)["responses"]["200"]["content"]["application/json"].pop("example")
    return document


ONE_OF = {"oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}]}


@pytest.mark.parametrize("is_list", [False, True])
def test_a_parameter_decides_the_form_of_a_response(tmp_path: Path, is_list: bool) -> None:
    """Each form with the values that it is for; lists have items of one form."""
    (resource,) = api_of(tmp_path, shaped({"type": "array", "items": ONE_OF} if is_list else ONE_OF)).resources
    found = resource.operations[0]
    assert found.shaped_by is not None
    assert found.shaped_by.wire_name == "petId"
    assert [(shape.values, sorted(shape.type.models)) for shape in found.shapes] == [
        (("a", "b"), ["One"]),
        (("c",), ["Two"]),
    ]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (
            {"oneOf": [{**ONE, "x-shape-for": {"by": ["a"]}}, TWO]},
            "x-shape-for names the parameter 'by', which does not exist",
        ),
        ({"oneOf": [ONE_OF["oneOf"][0]] * 2}, "x-shape-for needs a oneOf of different objects"),
    ],
)
def test_forms_that_nobody_can_ask_for_are_refused(tmp_path: Path, schema: Any, message: str) -> None:
    """With the place of the operation."""
    with pytest.raises(SpecError) as caught:
        api_of(tmp_path, shaped(schema))
    (finding,) = caught.value.findings
    assert (finding.pointer, finding.message) == ("/paths/~1pets~1{petId}/get", message)


def test_a_response_with_forms_that_nobody_chose_has_none(tmp_path: Path) -> None:
    """Where one of them has no values, the type is that of all."""
    plain = {key: value for key, value in TWO.items() if key != "x-shape-for"}
    (resource,) = api_of(tmp_path, shaped({"oneOf": [ONE, plain]})).resources
    assert (resource.operations[0].shapes, resource.operations[0].shaped_by) == ((), None)


@pytest.mark.parametrize(
    ("statuses", "successes", "errors"),
    [
        (["404", "204", "200"], ["200", "204"], ["404"]),
        (["default", "302"], ["302"], ["default"]),
        (["302", "200", "default"], ["200"], ["default"]),
        (["500", "default"], ["default"], ["500", "default"]),
        (["2XX", "4XX"], ["2XX"], ["4XX"]),
        (["500", "404"], ["200"], ["500", "404"]),
        (["100", "301"], ["301"], []),
    ],
)
def test_responses_are_returned_or_raised(
    statuses: list[str], successes: list[str], errors: list[str], tmp_path: Path
) -> None:
    """Successes by their status, else redirects, else what holds for all statuses (OpenAPI 3.1, section 4.8.16)."""
    document = minimal()
    operation(document)["responses"] = {status: {"description": status} for status in statuses}
    (resource,) = api_of(tmp_path, document).resources
    (method,) = resource.operations
    assert [response.status for response in method.successes] == successes
    assert [response.status for response in method.errors] == errors


@pytest.mark.parametrize(("statuses", "is_paged"), [(["200"], True), (["200", "404"], True), (["200", "202"], False)])
def test_pages_are_those_of_the_only_success(statuses: list[str], is_paged: bool, tmp_path: Path) -> None:
    """Which of two responses would have them is not known before one is there."""
    document = minimal()
    page = {"type": "object", "properties": {"pets": {"type": "array", "items": {"type": "string"}}}}
    content = {"content": {"application/json": {"schema": page}}}
    operation(document)["responses"] = {status: {"description": "", **content} for status in statuses}
    operation(document)["x-pagination"] = {"items": "pets", "next": "next", "page": "page"}
    (resource,) = api_of(tmp_path, document).resources
    assert (resource.operations[0].pagination is not None) is is_paged
