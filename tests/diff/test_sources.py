"""What can be compared: documents, packages and revisions, each of them checked before anything is said about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.build.api import build_api
from generator.diff import sources
from generator.diff.sources import load_version
from generator.diff.surface import surface_of
from generator.document.load import load_document
from generator.errors import SpecError
from tests.generator.support import minimal, operation, write_yaml

Change = Callable[[Any], None]


def package(folder: Path, document: Any) -> Path:
    """Write what a comparison reads of a package, which was rendered of the smallest document."""
    rendered = load_document(write_yaml(folder, minimal()))
    files = {
        "openapi.json": json.dumps(document),
        "surface.json": surface_of(build_api(rendered)).to_json(),
        "provenance.json": json.dumps(
            {"templates": "t", "spec": {"sha256": load_document(write_yaml(folder, document, "x.yaml")).sha256}}
        ),
    }
    for name, text in files.items():
        write_yaml(folder, text, f"tiny/{name}")
    return folder / "tiny"


def in_git(monkeypatch: pytest.MonkeyPatch, folder: Path, document: Any) -> None:
    """Let a repository have the document and its package at any revision."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in package(folder, document).iterdir()}
    text = json.dumps(document).encode()

    def archive(root: Path, revision: str, pathspec: str) -> dict[str, bytes]:
        return files if "*.json" in pathspec else {"spec/openapi.yaml": text}

    monkeypatch.setattr(sources, "_git", lambda *arguments, **options: f"{folder}\n".encode())
    monkeypatch.setattr(sources, "_archive", archive)


def wrong_example(document: Any) -> None:
    document["components"]["schemas"]["Pet"]["properties"]["name"]["default"] = 7


def without_parameter(document: Any) -> None:
    operation(document)["parameters"] = []


def without_title(document: Any) -> None:
    del document["info"]["title"]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (wrong_example, []),
        (without_parameter, ["document"]),
        (without_title, ["document", "package", "revision"]),
    ],
)
def test_what_is_compared_follows_the_rules_that_count(
    change: Change, refused: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document has to be renderable; one that has been rendered, by whatever generator, has to be OpenAPI."""
    document = minimal()
    change(document)
    spec = tmp_path / "spec/openapi.yaml"
    names = {
        "document": str(write_yaml(tmp_path / "spec", document)),
        "package": str(package(tmp_path, document)),
        "revision": "HEAD",
    }
    in_git(monkeypatch, tmp_path, document)
    found = []
    for kind, name in names.items():
        try:
            version = load_version(name, spec, tmp_path / "generated")
        except SpecError:
            found.append(kind)
        else:
            assert (version.name, list(version.surface.methods)) == (name, ["pets.get"])
            assert version.templates == ("t" if kind == "package" else "")
    assert found == refused
