"""A bug of the generator costs what shows it, is told with its place, and ends in no traceback."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import commands
from generator.adapt import repairs
from generator.adapt.adapt import Adaptation, adapt
from generator.adapt.culprits import culprits
from generator.build import api as build
from generator.build import objects, operations
from generator.commands import main
from generator.document.load import load_document
from generator.document.walk import Document
from generator.errors import Finding, RenderError, SpecError
from generator.model import Api
from generator.parser import parse, reader
from tests.generator.support import minimal, operation, write_yaml

When = Callable[..., bool]

MARKED = "/paths/~1pets4~1{petId}/get"
OWNER = "/components/schemas/Owner"


def zoo() -> Any:
    """Return a document of nine operations, of which the fourth has an error and an example of its own."""
    document = minimal()
    body = operation(document)
    document["paths"] = {}
    for number in range(1, 10):
        parameter = {**body["parameters"][0], "example": number}
        copy = {**body, "operationId": f"pets.get{number}", "parameters": [parameter]}
        document["paths"][f"/pets{number}/{{petId}}"] = {"get": {**copy, "responses": {**body["responses"]}}}
    document["paths"]["/pets4/{petId}"]["get"]["responses"]["404"] = {"description": "Gone"}
    schemas = document["components"]["schemas"]
    schemas["Owner"] = {"title": "Owner", "type": "object", "properties": {"name": {"type": "string"}}}
    schemas["Pet"]["properties"]["owner"] = {"$ref": "#/components/schemas/Owner"}
    return document


def adapted(folder: Path, rendering: Callable[[Api], dict[str, str]] = lambda api: {}) -> Adaptation:
    return adapt(load_document(write_yaml(folder, zoo()), tolerant=True), rendering=rendering)


def bugs(adaptation: Adaptation) -> list[tuple[str | None, str]]:
    return [(finding.grade, finding.pointer) for finding in adaptation.findings if finding.rule == "internal"]


def failing(original: Callable[..., Any], when: When) -> Callable[..., Any]:
    """Return a function that fails at some arguments, as code with a bug does."""

    def function(*arguments: Any, **options: Any) -> Any:
        if when(*arguments):
            raise KeyError("schema")
        return original(*arguments, **options)

    return function


def is_marked(*arguments: Any) -> bool:
    return "pets.get4" in str(arguments[-1])


@pytest.mark.parametrize(
    ("module", "name", "when", "grade", "pointer"),
    [
        (repairs, "_is_text", lambda value: value == "pets.get4", "skipped", MARKED),
        (parse, "responses", is_marked, "skipped", MARKED),
        (reader, "properties", lambda document, schema, pointer: pointer == OWNER, "degraded", OWNER),
        (objects, "schema_example", lambda document, schema: schema.get("title") == "Owner", "degraded", OWNER),
        (operations, "parameter_example", lambda document, node: node.get("example") == 4, "skipped", MARKED),
        (operations, "store_of", is_marked, "skipped", MARKED),
        (operations, "marks", lambda node: node.get("description") == "Gone", "degraded", f"{MARKED}/responses/404"),
        (build, "paths", lambda refs: "pets.get4" in str(refs), "skipped", MARKED),
    ],
)
def test_a_bug_costs_the_smallest_part_that_shows_it(
    module: Any, name: str, when: When, grade: str, pointer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the generator fails while it reads one operation or schema, the others are rendered."""
    monkeypatch.setattr(module, name, failing(getattr(module, name), when))
    adaptation = adapted(tmp_path)
    assert bugs(adaptation) == [(grade, pointer)]
    assert adaptation.rendered == 9 - (grade == "skipped")


@pytest.mark.parametrize("rules", ["RENDERING", "TOLERATED"])
def test_a_rule_that_fails_costs_the_operation_that_it_fails_at(
    rules: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rule(document: Document) -> Iterator[Finding]:
        if is_marked(document["paths"]):
            raise TypeError("unhashable type: 'dict'")
        yield from ()

    monkeypatch.setattr(f"generator.lint.{rules}", (rule,))
    adaptation = adapted(tmp_path)
    assert bugs(adaptation) == [("skipped", MARKED)]
    (message,) = [finding.message for finding in adaptation.findings if finding.rule == "internal"]
    assert "TypeError: unhashable type: 'dict'" in message


def test_a_page_that_fails_costs_the_operations_that_it_fails_at(tmp_path: Path) -> None:
    """Also where it takes two operations, each of which could be rendered without the other."""

    def rendering(api: Api) -> dict[str, str]:
        ids = {operation.id for node in api.walk() for operation in node.operations}
        if "pets.get2" in ids or {"pets.get5", "pets.get8"} <= ids:
            raise RenderError("templates/page.html.jinja:7: KeyError: 'owner'")
        return {"page.html": " ".join(sorted(ids))}

    adaptation = adapted(tmp_path, rendering)
    (told,) = [finding for finding in adaptation.findings if finding.rule == "internal"]
    assert (told.grade, told.pointer, told.others) == ("skipped", "/paths/~1pets2~1{petId}/get", 1)
    assert adaptation.files["page.html"].split() == [f"pets.get{number}" for number in (1, 3, 4, 5, 6, 7, 9)]


def test_a_schema_that_no_page_can_show_may_be_anything(tmp_path: Path) -> None:
    def rendering(api: Api) -> dict[str, str]:
        if "properties" in api.document["components"]["schemas"]["Owner"]:
            raise RecursionError("maximum recursion depth exceeded")
        return {}

    adaptation = adapted(tmp_path, rendering)
    assert (bugs(adaptation), adaptation.rendered) == ([("degraded", OWNER)], 9)


def test_a_part_that_others_need_is_not_to_blame(tmp_path: Path) -> None:
    """A document that contradicts itself without some of its parts shows nothing about the bug."""

    def rendering(api: Api) -> dict[str, str]:
        ids = {operation.id for node in api.walk() for operation in node.operations}
        if "pets.get4" in ids:
            raise KeyError("owner")
        if "pets.get1" not in ids:
            raise SpecError("/paths", "pets.get1 is missing")
        return {}

    assert bugs(adapted(tmp_path, rendering)) == [("skipped", MARKED)]


@pytest.mark.parametrize(
    ("kind", "count", "is_found"), [("paths", 30, True), ("paths", 31, False), ("schemas", 30, True)]
)
def test_a_bug_of_many_parts_is_not_looked_for_without_end(kind: str, count: int, is_found: bool) -> None:
    """Sixty attempts are enough to find thirty parts that fail each on its own."""
    names = [f"/{number}" for number in range(count)]
    document: dict[str, Any] = {"paths": {}, "components": {"schemas": {}}}
    for name in names:
        if kind == "paths":
            document["paths"][name] = {"get": {}}
        else:
            document["components"]["schemas"][name.strip("/")] = {"type": "string"}

    def fails(document: dict[str, Any]) -> bool:
        return any(document["paths"].values()) or any(document["components"]["schemas"].values())

    pointers = [f"/paths/~1{name[1:]}/get" if kind == "paths" else f"/components/schemas{name}" for name in names]
    assert culprits(document, fails) == (pointers if is_found else [])


def test_parts_that_only_fail_together_are_found_without_the_operations() -> None:
    """If two operations fail only together, leaving out one of them is enough."""
    document = {
        "paths": {f"/{number}": {"get": {}} for number in range(4)},
        "components": {"schemas": {name: {"type": "string"} for name in "abcdefg"}},
    }

    def fails(document: dict[str, Any]) -> bool:
        schemas = document["components"]["schemas"]
        return bool(any(document["paths"].values()) or (schemas["b"] and schemas["f"]))

    assert culprits(document, fails) == ["/components/schemas/f"]


def test_a_template_that_is_broken_for_every_document_is_no_fault_of_one(tmp_path: Path) -> None:
    def rendering(api: Api) -> dict[str, str]:
        raise RenderError("templates/page.html.jinja:7: unexpected '}'")

    with pytest.raises(RenderError, match="unexpected"):
        adapted(tmp_path, rendering)


@pytest.mark.parametrize("flags", [[], ["--strict"]])
def test_a_bug_that_no_part_is_to_blame_for_is_one_line(
    flags: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that the generator is at fault, and where."""
    monkeypatch.setattr(commands, "require_clean", lambda loaded: None)
    monkeypatch.setattr("generator.build.api.schemes", failing(list, lambda *arguments: True))
    path, out = write_yaml(tmp_path, zoo()), tmp_path / "out"
    assert main(["render", str(path), "--out", str(out), *flags]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        rf"{re.escape(str(path))}: a bug of the generator: KeyError: 'schema' \(generator/build/api.py:\d+\)"
        "; nothing was changed",
        line,
    )
    assert not out.exists()


def test_a_strict_rendering_fails_at_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "require_clean", lambda loaded: None)
    monkeypatch.setattr("generator.build.operations.store_of", failing(dict, is_marked))
    path, out = write_yaml(tmp_path, zoo()), tmp_path / "out"
    assert main(["render", str(path), "--out", str(out), "--strict"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    bug = r"\[internal\] a bug of the generator: KeyError: 'schema' \(generator/build/operations.py:"
    assert re.search(bug, line)
    assert not out.exists()


def test_a_machine_without_memory_is_no_bug_of_a_part(tmp_path: Path) -> None:
    """Nothing is looked for then, and nothing left out."""

    def rendering(api: Api) -> dict[str, str]:
        if "pets.get4" in {operation.id for node in api.walk() for operation in node.operations}:
            raise MemoryError
        return {}

    with pytest.raises(MemoryError):
        adapted(tmp_path, rendering)
