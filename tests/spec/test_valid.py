"""The document is OpenAPI 3.1, as it stands in its files and in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.document.pointers import lookup
from generator.document.walk import walk
from tests.spec.files import content

FILES = sorted((Path(__file__).parents[2] / "spec").rglob("*.yaml"))


def _references(file: Path) -> Iterator[str]:
    for _, node, _ in walk(content(file)):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            yield node["$ref"]
        if isinstance(node, dict) and "discriminator" in node:
            yield from node["discriminator"]["mapping"].values()


def test_the_files_are_valid_where_they_stand(spec: Path) -> None:
    """A tool that follows references finds valid OpenAPI 3.1 in the many files."""
    page = spec / "openapi.yaml"
    validator = OpenAPIV31SpecValidator(content(page), base_uri=page.as_uri())
    assert [error.message for error in validator.iter_errors()] == []


def test_the_bundle_is_valid(document: dict[str, Any]) -> None:
    """The document in one piece is valid OpenAPI 3.1 as well."""
    assert document["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_references_resolve_from_the_file_they_stand_in(file: Path) -> None:
    """Each ``$ref`` and each mapping of a discriminator is relative and leads to something."""
    for reference in _references(file):
        name, _, pointer = reference.partition("#")
        assert not re.match(r"\w+:|/", name), reference
        target = content((file.parent / name).resolve())
        assert lookup(target, pointer) is not None, reference


def test_no_file_lies_unused(spec: Path) -> None:
    """Each file is reached from the contents page."""
    reached: set[Path] = set()
    waiting = [spec / "openapi.yaml"]
    while waiting:
        file = waiting.pop().resolve()
        if file not in reached:
            reached.add(file)
            waiting += [file.parent / name for name in (r.partition("#")[0] for r in _references(file)) if name]
    assert reached == {file.resolve() for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_read_well(file: Path) -> None:
    """Files have at most 220 lines, except the table of contents; lines 120 characters, unless one value is longer."""
    lines = file.read_text("utf-8").splitlines()
    # The table of contents has a line for each path and a few for each tag.
    assert len(lines) <= (450 if file.name == "openapi.yaml" else 220)
    assert [line for line in lines if len(line) > 120 and not re.match(r" *value: https://\S+$", line)] == []


def test_names_of_components_are_those_of_their_files(spec: Path, document: dict[str, Any]) -> None:
    """A bundle gives each file of components/ its own name, so no two share one."""
    for folder in (spec / "components").iterdir():
        assert {file.stem for file in folder.iterdir()} == set(document["components"][folder.name])
