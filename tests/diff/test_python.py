"""What is said about Python is what a type checker says about code that was written for the old package."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.build.api import build_api
from generator.diff.python import Key, PythonChange, accepts, compare_surfaces
from generator.diff.rules import RULES, Python
from generator.diff.surface import Surface, surface_of
from generator.document.load import LoadedDocument
from generator.errors import GeneratorError
from generator.model import Api
from generator.python_source import Annotation, Term
from generator.render import render
from tests.diff.catalogue import BREAKS, shop
from tests.diff.consumer import consumer, uses
from tests.generator.support import ROOT

# Breaks that one document can have at once; a change of names comes after those that use them.
TOGETHER = [
    *("operation removed", "operationId changed", "paging removed", "required parameter added"),
    *("parameter became required", "member of an object parameter became required", "body removed"),
    *("required property of a request added", "property cannot be sent anymore", "null not taken anymore"),
    *("response without a body", "exception of a status removed", "exception of a meaning removed"),
    *("property of a response removed", "property of a response became optional", "type changed"),
    *("object became one of two", "values of a map changed", "items changed", "flow removed", "host removed"),
    *("values of a form changed", "component renamed"),
]


INTS, FLOATS = (Annotation((Term(name),)) for name in ("int", "float"))


def api_of(document: Any) -> Api:
    return build_api(LoadedDocument(document=document, sha256="", positions={}))


def broken(old: Surface, new: Surface) -> dict[Key, PythonChange]:
    """Return what the comparison says is broken, by what of the old package it is about."""
    operations = {method.operation: method.operation for method in new.methods.values()}
    found: dict[Key, PythonChange] = {}
    changes = list(compare_surfaces(old, new, operations))
    names = {change.new[1]: change.old[1] for change in changes if change.new and change.old and len(change.old) > 1}
    for change in changes:
        if RULES[change.rule].python >= Python.TYPES:
            key = change.old or change.new or ()
            if change.rule.endswith("-required"):
                # What has to be given is missing from all calls of a method, or of a constructor.
                key = ({"argument": "method", "field": "model"}[key[0]], names.get(key[1], key[1]))
            found[key] = change
    return found


def type_check(folder: Path) -> dict[int, str]:
    """Return the errors in ``consumer.py`` by their lines."""
    options = (
        "--strict",
        "--follow-imports=silent",
        "--no-site-packages",
        "--cache-dir",
        "cache",
        "--no-error-summary",
    )
    result = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "consumer.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = re.findall(r"^consumer\.py:(\d+): error: (.*)$", result.stdout, flags=re.MULTILINE)
    return {int(line): message for line, message in found}


def write_package(api: Api, folder: Path) -> None:
    for name, text in render(api, ROOT / "templates").items():
        if name.startswith(f"{api.package}/") and not re.search(r"/(testing|cli|stores)/", name):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def test_a_type_checker_agrees_with_every_verdict(tmp_path: Path) -> None:
    """Code for the old package is checked against the new one: what is said to break does, and nothing else."""
    document = shop()
    cases = {case.name: case for case in BREAKS}
    for name in TOGETHER:
        cases[name].change(document)
    new = api_of(document)
    old = surface_of(api_of(shop()))
    write_package(new, tmp_path)
    found = uses(old)
    text, header = consumer(old, found)
    (tmp_path / "consumer.py").write_text(text)
    errors = type_check(tmp_path)
    expected = broken(old, surface_of(new))
    failing = {number: found[line - header - 1] for number, (line, _) in enumerate(errors.items())}
    # Each error is about something that is said to be broken ...
    assert [use.source for use in failing.values() if not use.keys & expected.keys()] == []
    # ... and whatever is said to be broken is an error somewhere.
    seen = {key for use in failing.values() for key in use.keys}
    assert {key: change.rule for key, change in expected.items() if key not in seen} == {}
    assert len(expected) >= 20


def test_a_manifest_says_all_of_a_surface() -> None:
    """It is read as it was written; anything else is refused in one line."""
    surface = surface_of(api_of(shop()))
    text = surface.to_json()
    assert Surface.from_json(text, "surface.json") == surface
    assert sum(line.startswith('"pets.') for line in text.splitlines()) == 5
    for broken_text in ("", "[]", "{}", text.replace('"client"', '"Client"'), text.replace("null", "[1]", 1)[:-40]):
        with pytest.raises(GeneratorError, match=r"^surface\.json: is not the manifest of a package"):
            Surface.from_json(broken_text, "surface.json")


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("float", "int", True),
        ("int", "float", False),
        ("datetime.date", "datetime.datetime", True),
        ("str", Term("Literal", values=("a",)), True),
        (Term("Literal", values=("a", "b")), Term("Literal", values=("a",)), True),
        (Term("Literal", values=("a",)), "str", False),
        (Term("Literal", values=(1,)), Term("Literal", values=(True,)), False),
        (Term("Sequence", (FLOATS,)), Term("list", (INTS,)), True),
        (Term("list", (FLOATS,)), Term("list", (INTS,)), False),
        ("Any", "Pet", True),
        ("Pet", "Toy", False),
    ],
)
def test_assignment_is_judged_as_type_checkers_do(target: str | Term, source: str | Term, expected: bool) -> None:
    """Numbers and dates are promoted, views are covariant, and lists are not."""
    target, source = (Term(term) if isinstance(term, str) else term for term in (target, source))
    assert accepts(Annotation((target,)), Annotation((source,))) is expected
