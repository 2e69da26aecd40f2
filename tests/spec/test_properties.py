"""The tables in properties/ are a second, reviewed description of every property and parameter, one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.spec.tables import Row, parameter_rows, property_rows

# These have instances (corpus.yaml), and the permissions a test of their own.
CORPUS = yaml.safe_load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"))
ELSEWHERE = {*CORPUS["schemas"], "AgentPermissions", "LiveChatPermissions", "AccountPermissions", "TokenRequest"}


def _listed(spec: Path) -> list[Row]:
    rows = []
    for file in sorted((spec / "properties").glob("*.tsv")):
        heading, *lines = file.read_text("utf-8").splitlines()
        assert heading == "name\ttype\tin", file.name
        for line in lines:
            if line and not line.startswith("#"):
                name, type_, owners = line.split("\t")
                rows += [Row(name, type_, owner) for owner in owners.split(" ")]
    return rows


def _has_instances(row: Row) -> bool:
    owner = row.owner.rstrip("!~*")
    return owner in ELSEWHERE or owner.startswith(("oauth.", "account.agents."))


def test_properties_and_parameters_are_the_reviewed_ones(document: dict[str, Any], spec: Path) -> None:
    """Each name, type and restriction is listed, with what is read-only (!), write-only (~) and required (*)."""
    listed = _listed(spec)
    found = [row for row in (*property_rows(document), *parameter_rows(document)) if not _has_instances(row)]
    assert len(set(listed)) == len(listed)
    assert sorted(set(found) - set(listed)) == []
    assert sorted(set(listed) - set(found)) == []


def test_every_schema_is_reviewed(document: dict[str, Any], spec: Path) -> None:
    """No schema is without instances or a table, except those that are no objects."""
    listed = {row.owner.rstrip("!~*") for row in _listed(spec)}
    objects = {name for name, schema in document["components"]["schemas"].items() if schema.get("type") == "object"}
    assert objects - listed - ELSEWHERE == set()
