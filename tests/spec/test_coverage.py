"""coverage.tsv, the reviewed list of every operation that a text of version 2 names, agrees with the document."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from generator.document.pointers import resolve
from generator.document.walk import OperationRef, operations

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rows(spec: Path) -> list[dict[str, str]]:
    """The rows of the table; blank lines and headings between them are skipped."""
    lines = (spec / "coverage.tsv").read_text("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def _schemas(owner: dict[str, Any]) -> str:
    """Return the schemas of a body, media type by media type: a component's name, or a type."""
    names = []
    for media in owner.get("content", {}).values():
        schema = media["schema"]
        many = "[]" if schema.get("type") == "array" else ""
        schema = schema["items"] if many else schema
        names.append(schema.get("$ref", schema.get("type", "")).rpartition("/")[2] + many)
    return ", ".join(names) or "-"


def _row(document: dict[str, Any], operation: OperationRef) -> tuple[str, ...]:
    body = operation.body
    successes = [resolve(document, node)[0] for status, node in body["responses"].items() if status < "400"]
    return (
        operation.method.upper(),
        operation.path,
        body["operationId"],
        body.get("x-permission", "-"),
        _schemas(body.get("requestBody", {})),
        " | ".join(map(_schemas, successes)),
        body["x-source"],
    )


def test_the_document_has_what_the_table_describes(document: dict[str, Any], rows: list[dict[str, str]]) -> None:
    """Every described row is an operation with this name, permission, bodies and source, and there are no others."""
    columns = ("method", "path", "operationId", "permission", "request", "response", "source")
    listed = {tuple(row[column] for column in columns) for row in rows if row["status"] == "described"}
    described = {_row(document, operation) for operation in operations(document)}
    assert sorted(described - listed) == []
    assert sorted(listed - described) == []


def test_the_table_is_complete(rows: list[dict[str, str]]) -> None:
    """It has the 165 documented operations, each once, and gives a reason for each one that is left out."""
    kept = [row for row in rows if row["status"] in ("described", "planned")]
    left_out = [row for row in rows if row["status"] == "left out"]
    assert len(kept) == 165
    assert len(kept) + len(left_out) == len(rows)
    assert len({row["operationId"] for row in kept}) == 165
    assert len({(row["method"], row["path"]) for row in rows}) == len(rows)
    assert all(row["reason"] for row in left_out)


def test_the_readme_states_the_coverage(rows: list[dict[str, str]]) -> None:
    """README.md names every area whose operations are all described, and no other."""
    sentence = (ROOT / "README.md").read_text("utf-8").partition("It covers ")[2].partition("[`spec/coverage.tsv`]")[0]
    areas = {"account": "Account", "livechat": "Live Chat", "reports": "Reports", "partner": "Partner"}
    planned = {row["operationId"].partition(".")[0] for row in rows if row["status"] == "planned"}
    assert {area: title in sentence for area, title in areas.items()} == {area: area not in planned for area in areas}
