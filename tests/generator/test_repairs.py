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
