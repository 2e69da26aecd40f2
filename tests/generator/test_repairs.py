"""What has one meaning, or a likely one, is mended in place, and what was guessed is said."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.adapt.draft import Draft
from generator.adapt.references import settle_references
from generator.adapt.repairs import repair
from generator.document.load import LoadedDocument

CASES = yaml.load(Path(__file__).with_name("repairs.yaml").read_text("utf-8"), yaml.CSafeLoader)

DOCUMENT = """\
openapi: 3.1.0
info: {title: Tiny, version: '1'}
paths: {}
components:
  parameters: {Q: {name: q, in: query, schema: {}}}
  schemas: {Pet: {}}
"""


def repaired(kind: str, before: Any) -> tuple[Any, list[str]]:
    """Return what becomes of a component, an operation or a document, and what is said about it."""
    document = yaml.load(DOCUMENT, yaml.CSafeLoader)
    if kind == "documents":
        document |= before
    elif kind == "operations":
        document["paths"]["/pets"] = {"get": before}
    else:
        document["components"].setdefault(kind, {})["X"] = before
    draft = Draft(LoadedDocument(document=document, sha256="", positions={}))
    settle_references(draft)
    assert repair(draft) == []
    said = [str(finding).partition(": ") for finding in draft.findings]
    lines = [f"{message} ({pointer})" for pointer, _, message in said]
    if kind == "documents":
        return {key: value for key, value in draft.document.items() if key in before}, lines
    if kind == "operations":
        return draft.document["paths"]["/pets"]["get"], lines
    return draft.document["components"][kind]["X"], lines


@pytest.mark.parametrize(
    ("kind", "case"),
    [pytest.param(kind, case, id=name) for kind, cases in CASES.items() for name, case in cases.items()],
)
def test_what_has_one_meaning_is_mended(kind: str, case: dict[str, Any]) -> None:
    """Each kind of object, with what it becomes and each word about it; what is good stays as it is."""
    before = case["before"]
    after, said = repaired(kind, copy.deepcopy(before))
    # True is not 1, and names keep their order.
    assert json.dumps(after, indent=1) == json.dumps(case.get("after", before), indent=1)
    assert said == case.get("said", [])


def test_components_made_of_paths_have_names_of_a_bounded_length() -> None:
    """The end of a long path tells more than its beginning."""
    path = f"/{'a' * 50}/{'b' * 22}"
    schema = {"type": "string"}
    item = {"get": {"parameters": [{"name": "q", "in": "query", "schema": schema}], "responses": {"200": {}}}}
    reference = {"$ref": f"#/paths/{path.replace('/', '~1')}/get/parameters/0/schema"}
    after, _ = repaired("documents", {"components": {"schemas": {"A": reference}}, "paths": {path: item}})
    name = f"{'a' * 12}-1{'b' * 22}-get-parameters-0-schema"
    assert after["components"]["schemas"] == {"A": {"$ref": f"#/components/schemas/{name}"}, name: schema}
    assert len(name) == 60


def test_credentials_of_the_same_places_have_a_bounded_number_of_alternatives() -> None:
    """Of five headers with two keys each, sixteen of the thirty-two combinations."""
    schemes = {
        f"{kind}{number}": {"type": "apiKey", "in": "header", "name": f"X{number}"}
        for number in range(5)
        for kind in "ab"
    }
    security: list[dict[str, list[str]]] = [{key: [] for key in schemes}]
    after, _ = repaired("documents", {"components": {"securitySchemes": schemes}, "security": security})
    assert len(after["security"]) == 16
    assert [" ".join(after["security"][index]) for index in (0, 15)] == ["a0 a1 a2 a3 a4", "a0 b1 b2 b3 b4"]


def test_references_into_paths_lead_to_components_at_last() -> None:
    """What one of them leads to may refer to another place; both become components."""
    first, second = (f"#/paths/~1{name}/get/parameters/0/schema" for name in "ab")
    paths = {
        f"/{name}": {"get": {"parameters": [{"name": "q", "in": "query", "schema": schema}], "responses": {"200": {}}}}
        for name, schema in (("0", {"$ref": first}), ("a", {"items": {"$ref": second}}), ("b", {"type": "string"}))
    }
    after, _ = repaired("documents", {"components": {"schemas": {}}, "paths": paths})
    names = [f"paths-1{name}-get-parameters-0-schema" for name in "ab"]
    assert after["components"]["schemas"] == {
        names[0]: {"items": {"$ref": f"#/components/schemas/{names[1]}"}},
        names[1]: {"type": "string"},
    }
