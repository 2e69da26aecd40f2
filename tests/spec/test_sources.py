"""SOURCES.md and README.md keep up with the document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from generator.document.pointers import lookup
from generator.document.walk import walk
from tests.spec.files import content

RULES = Path(__file__).parents[2] / "generator/lint/rules"
POINTER = re.compile(r"`([\w./-]+\.yaml)(?:#([^`]*))?`")


@pytest.fixture(scope="module")
def sources(spec: Path) -> str:
    return (spec / "SOURCES.md").read_text("utf-8")


def _section(text: str, title: str) -> list[list[str]]:
    """Return the rows of the table below a heading, cell by cell."""
    lines = text.partition(f"## {title}\n")[2].partition("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")]
    return rows[2:]


def test_each_defect_is_answered_once(sources: str) -> None:
    """The 35 defects of the introduction stand there in their order, each with what was decided."""
    rows = _section(sources, "The defects of the introduction")
    assert [row[0] for row in rows] == [str(number) for number in range(1, 36)]
    assert all(len(row) == 4 and all(row) for row in rows)
    without_effect = [row[0] for row in rows if not POINTER.search(row[3])]
    assert without_effect == ["3", "10", "25", "27"]


def test_the_introduction_is_covered_to_its_end(sources: str) -> None:
    """The statements follow the introduction's lines, from the first sentence to the sample of an error."""
    lines = [int(row[0].partition("-")[0]) for row in _section(sources, "The introduction, statement by statement")]
    assert lines == sorted(lines)
    assert (lines[0], lines[-1]) == (3, 259)


def test_every_pointer_leads_to_something(spec: Path, sources: str) -> None:
    """Each place that is named exists."""
    named = POINTER.findall(sources)
    assert len(named) > 80
    for name, pointer in named:
        file = spec / name if (spec / name).is_file() else spec / "components" / name
        try:
            lookup(content(file), pointer)
        except (KeyError, OSError) as problem:
            pytest.fail(f"{name}#{pointer}: {problem!r}")


def _marks(spec: Path) -> set[tuple[str, str, str]]:
    """Return the kind, the file and the pointer of each mark, where it stands."""
    return {
        (kind, file.relative_to(spec).as_posix().removeprefix("components/"), pointer)
        for file in spec.rglob("*.yaml")
        for pointer, node, _ in walk(content(file))
        for kind in ("observed", "inferred", "chosen")
        if isinstance(node, dict) and f"x-{kind}" in node
    }


def test_every_mark_has_a_row_and_every_row_its_mark(spec: Path, sources: str) -> None:
    """What is observed, inferred or chosen stands in SOURCES.md; what a row infers or chooses is marked."""
    marks = _marks(spec)
    lines = [line for line in sources.splitlines() if line.startswith("|")]
    named = {(name, pointer) for line in lines for name, pointer in POINTER.findall(line)}
    unrecorded = [
        mark
        for mark in marks
        if not any(file == mark[1] and f"{pointer}/".startswith(f"{mark[2]}/") for file, pointer in named)
    ]
    assert unrecorded == []
    for line in lines:
        for kind in ("inferred", "chosen"):
            if f"| {kind} " in line or f"| {kind.capitalize()}: " in line:
                for name, pointer in POINTER.findall(line):
                    around = [mark for mark in marks if mark[:2] == (kind, name)]
                    assert any(f"{pointer}/".startswith(f"{mark[2]}/") for mark in around), line


def test_tables_are_aligned(spec: Path) -> None:
    """All lines of a table have one length, so that the plain text reads as a table."""
    for name in ("SOURCES.md", "README.md"):
        tables = re.findall(r"(?:^\|.*\n)+", (spec / name).read_text("utf-8"), re.MULTILINE)
        assert tables
        for table in tables:
            assert len({len(line) for line in table.splitlines()}) == 1, table.splitlines()[0]


def test_every_extension_is_explained(spec: Path, document: dict[str, Any]) -> None:
    """README.md has a section with an example for each extension that the linter knows, and for no other."""
    used = {
        key
        for _, node, context in walk(document)
        if isinstance(node, dict) and not context.named
        for key in node
        if key.startswith("x-")
    }
    text = (spec / "README.md").read_text("utf-8")
    sections = dict(re.findall(r"^### (x-[\w-]+)\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL))
    known = yaml.load((RULES / "extensions.yaml").read_text("utf-8"), yaml.CSafeLoader)
    assert used <= known.keys()
    assert sections.keys() == known.keys()
    for name, section in sections.items():
        (example,) = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
        blocks = re.split(r"^(?=x-)", example, flags=re.MULTILINE)[1:]
        for block in blocks:
            ((key, value),) = yaml.load(block, yaml.CSafeLoader).items()
            assert key == name
            jsonschema_rs.validate(known[name], value)
