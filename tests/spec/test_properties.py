"""The tables in properties/, and records.tsv, are a second, reviewed description of the document, in single lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.pointers import properties
from tests.spec.tables import Row, StoreRow, parameter_rows, property_rows, store_rows

# These have instances (corpus.yaml), and the permissions a test of their own.
CORPUS = yaml.load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"), yaml.CSafeLoader)
# Instances do not show what is read-only.
BOTH = {"Agent"}
ELSEWHERE = {*CORPUS["schemas"], "AgentPermissions", "LiveChatPermissions", "AccountPermissions", "TokenRequest"}


@pytest.fixture(scope="module")
def listed(spec: Path) -> list[Row]:
    """The rows of all tables, one for each owner."""
    rows = []
    for file in sorted((spec / "properties").glob("*.tsv")):
        heading, *lines = file.read_text("utf-8").splitlines()
        assert heading == "name\ttype\tin", file.name
        for line in lines:
            if line and not line.startswith("#"):
                name, type_, owners = line.split("\t")
                rows += [Row(name, type_, owner) for owner in owners.split(" ")]
    return rows


@pytest.fixture(scope="module")
def records(spec: Path) -> list[StoreRow]:
    """The rows of the table of what operations do."""
    heading, *lines = (spec / "records.tsv").read_text("utf-8").splitlines()
    assert heading == "operationId\tpart\twhat"
    return [StoreRow(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _has_instances(row: Row) -> bool:
    owner = row.owner.rstrip("!~*")
    return (owner in ELSEWHERE and owner not in BOTH) or owner.startswith(("oauth.", "account.agents."))


def test_properties_and_parameters_are_the_reviewed_ones(document: dict[str, Any], listed: list[Row]) -> None:
    """Each name, type and restriction is listed, with what is read-only (!), write-only (~) and required (*)."""
    bare = [row for row in (*property_rows(document), *parameter_rows(document)) if not _has_instances(row)]
    assert len(set(listed)) == len(listed)
    assert sorted(set(bare) - set(listed)) == []
    assert sorted(set(listed) - set(bare)) == []


def test_what_operations_do_to_records_is_reviewed(document: dict[str, Any], records: list[StoreRow]) -> None:
    """The collection and each default, filter and message of ``x-store``, which only the mock shows otherwise."""
    assert len(set(records)) == len(records)
    assert sorted(set(store_rows(document)) - set(records)) == []
    assert sorted(set(records) - set(store_rows(document))) == []


def test_every_schema_is_reviewed(document: dict[str, Any], listed: list[Row]) -> None:
    """No schema is without instances or a table, except those that are not objects."""
    owners = {row.owner.rstrip("!~*") for row in listed}
    objects = {name for name, schema in document["components"]["schemas"].items() if schema.get("type") == "object"}
    assert objects - owners - ELSEWHERE == set()


def test_objects_are_objects(document: dict[str, Any]) -> None:
    """Whatever has properties, its own or those of its parts, is an object, and never null."""
    for name, schema in document["components"]["schemas"].items():
        if properties(document, schema):
            assert schema["type"] == "object", name
