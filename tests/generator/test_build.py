"""What the model says about documents that have every variant of a part, word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build.api import build_api
from generator.build.pagination import names_a_page
from generator.errors import Finding, SpecError
from generator.model import Body, Content, ContentKind, Example, Field, Response
from generator.model.types import ScalarType, Type
from tests.generator.support import api_of, load, minimal, operation

CASES = sorted(Path(__file__).with_name("build").glob("*.yaml"))
# What the classes of the model conclude from their attributes.
CONCLUDED = (
    *("is_known", "default_url", "known_urls", "accept", "has_one_json_success", "can_be_streamed", "models"),
    *("file_types", "has_parts", "is_passed_whole", "has_default_style", "accepts"),
)


def described(value: Any, shown: Mapping[str, Sequence[str]]) -> Any:
    """Return a part of the model as data, without what is empty or false.

    Args:
        value: The part.
        shown: The attributes to show of a class; all, if it is not there.
    """
    if isinstance(value, Type):
        return str(value)
    if is_dataclass(value):
        attributes = [*(field.name for field in fields(value)), *(name for name in CONCLUDED if hasattr(value, name))]
        members = {name: described(getattr(value, name), shown) for name in attributes}
        names = shown.get(type(value).__name__, members)
        return {name: members[name] for name in names if name in members and not _is_empty(members[name])}
    if isinstance(value, Mapping):
        return {key: described(member, shown) for key, member in value.items()}
    return [described(item, shown) for item in value] if isinstance(value, tuple) else value


def _is_empty(value: Any) -> bool:
    # A limit or a number of 0 says something.
    return value is None or value is False or (isinstance(value, str | Sequence | Mapping) and not value)


def model_of(case: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return those attributes of a document's model that a case shows."""
    api = api_of(folder, case["document"])
    return {name: described(getattr(api, name), case.get("shown", {})) for name in case["model"]}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in CASES])
def test_nothing_of_a_document_is_lost_or_invented(path: Path, tmp_path: Path) -> None:
    """Each attribute that is not empty; :mod:`tests.generator.expected` writes it again."""
    case = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    assert model_of(case, tmp_path) == case["model"]


@pytest.mark.parametrize(
    ("extension", "declared", "is_lost"),
    [
        ("x-ms-pageable", {"nextLinkName": "next"}, True),
        ("x-ms-pageable", {"nextLinkName": None}, False),
        ("x-ms-pageable", {"nextLinkName": "next", "itemName": "tags"}, False),
        ("x-speakeasy-pagination", {"type": "cursor"}, True),
        ("x-fern-pagination", [], True),
        ("x-other-pagination", {}, False),
    ],
)
def test_pages_that_do_not_fit_are_reported(extension: str, declared: Any, is_lost: bool, tmp_path: Path) -> None:
    """Unless the list has one page only."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"] = {
        "next": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
    }
    operation(document)[extension] = declared
    losses: list[Finding] = []
    build_api(load(tmp_path, document), losses)
    message = f"{extension} does not fit the operation: its pages are not followed"
    place = f"/paths/~1pets~1{{petId}}/get/{extension}"
    assert losses == ([Finding.graded("degraded", "pagination", place, message, "")] if is_lost else [])


@pytest.mark.parametrize(("in_query", "in_body"), [(True, True), (True, False), (False, True)])
def test_a_cursor_is_looked_for_in_the_query_first(in_query: bool, in_body: bool, tmp_path: Path) -> None:
    """The expressions of Fern do not tell the query from the body."""
    document, text = minimal(), {"type": "string"}
    names = {"type": "array", "items": text}
    document["components"]["schemas"]["Pet"]["properties"] = {"next": text, "tags": names}
    pages = {"cursor": "$request.after", "next_cursor": "$response.next", "results": "$response.tags"}
    operation(document)["x-fern-pagination"] = pages
    if in_query:
        operation(document)["parameters"].append({"name": "after", "in": "query", "schema": text})
    if in_body:
        body = {"type": "object", "properties": {"after": text}}
        operation(document)["requestBody"] = {"content": {"application/json": {"schema": body}}}
    (method,) = (item for resource in api_of(tmp_path, document).walk() for item in resource.operations)
    assert method.pagination
    assert (method.pagination.page, method.pagination.in_body) == ("after", not in_query)


@pytest.mark.parametrize(
    ("own", "url"),
    [
        (["https://other.example"], "https://other.example"),
        (["https://other.example", "https://tiny.example"], None),
        (["https://tiny.example", "https://other.example"], None),
        (["https://other.example", "https://third.example"], "https://other.example"),
    ],
)
def test_an_operation_that_lists_the_usual_server_is_sent_there(
    own: list[str], url: str | None, tmp_path: Path
) -> None:
    """Whatever else it lists; else to its first one."""
    document = minimal()
    operation(document)["servers"] = [{"url": each} for each in own]
    (method,) = (item for resource in api_of(tmp_path, document).walk() for item in resource.operations)
    assert (method.server and method.server.url) == url


@pytest.mark.parametrize(
    ("declared", "expected"),
    [({}, True), ({"nextLinkName": ""}, True), ({"nextLinkName": None}, False), (None, True), ("next", True)],
)
def test_a_list_may_have_one_page_only(declared: Any, expected: bool) -> None:
    """With a link whose name is null (``x-ms-pageable``)."""
    assert names_a_page(declared) == expected


def test_classes_that_differ_in_case_have_modules_of_their_own(tmp_path: Path) -> None:
    """Files would replace each other otherwise."""
    document = minimal()
    members = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("PET", "PeT")}
    known = document["components"]["schemas"]
    known |= {name: {"properties": {"name": {"type": "string"}}} for name in members}
    known["Pet"]["properties"] |= members
    modules = {model.class_name: model.module for model in api_of(tmp_path, document).models}
    assert modules == {"PET": "pet", "PeT": "pe_t", "Pet": "pet_2"}


def test_objects_in_components_are_the_first_to_choose_a_name(tmp_path: Path) -> None:
    """However deep they are; the body of an operation gets a number."""
    document = minimal()
    text = {"type": "string"}
    inner = {"properties": {"get": {"properties": {"kind": {"properties": {"body": {"properties": {"a": text}}}}}}}}
    document["components"]["schemas"]["Pet"]["properties"]["pets"] = inner
    body = {"content": {"application/json": {"schema": {"properties": {"b": text}}}}}
    operation(document).update(operationId="pet.pets.get.kind", requestBody=body)
    fields = {model.class_name: [field.name for field in model.fields] for model in api_of(tmp_path, document).models}
    assert fields["PetPetsGetKindBody"] == ["a"]
    assert fields["PetPetsGetKindBody_2"] == ["b"]


def test_a_pattern_of_a_kind_of_error_has_to_be_one(tmp_path: Path) -> None:
    """The client compiles it, so that a mistake would only show there."""
    document = minimal()
    operation(document)["responses"]["404"] = {"description": "", "x-kinds": [{"name": "gone", "pattern": "("}]}
    with pytest.raises(SpecError) as caught:
        api_of(tmp_path, document)
    (finding,) = caught.value.findings
    assert (finding.pointer, finding.rule) == ("/paths/~1pets~1{petId}/get", "extension")
    assert finding.message.startswith("x-kinds has the pattern '(', which is not a regular expression: ")


def test_the_first_media_type_counts_unless_the_caller_chooses() -> None:
    """With its type and its examples; a response without a body has none."""
    types: dict[str, ContentKind] = {"text/csv": "text", "application/json": "json"}
    contents = tuple(
        Content(
            media_type=media_type,
            kind=kind,
            type=ScalarType("string"),
            examples=(Example(name=kind, summary="", value=kind),),
        )
        for media_type, kind in types.items()
    )
    body = Body(required=True, contents=contents, fields=(), type=ScalarType("string"), has_choice=True)
    assert (body.media_type, body.examples[0].name) == ("text/csv", "text")
    text, json = (Response(status="200", description="", contents=order) for order in (contents, contents[::-1]))
    assert (text.media_type, text.is_json, text.type, text.examples[0].name) == (
        *("text/csv", False, ScalarType("string"), "text"),
    )
    assert (json.media_type, json.is_json, json.examples[0].name) == ("application/json", True, "json")
    nothing = Response(status="204", description="")
    assert (nothing.media_type, nothing.is_json, nothing.type, nothing.examples) == (None, False, None, ())


def test_a_credential_may_have_a_setting_of_its_own() -> None:
    """Otherwise the variable in the environment has the name of the credential."""
    field = Field(name="key_", wire_name="key", type=ScalarType("string"), required=True, description="")
    assert (field.variable, replace(field, setting="other_key").variable) == ("KEY", "OTHER_KEY")
