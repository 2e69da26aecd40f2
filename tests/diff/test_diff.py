"""The comparisons of ``generator/diff``, one by one: exactly what they say about small changes, in both directions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diff.changes import Change, Changes, Pair
from generator.diff.compare import Call, Comparison, Difference, Version, _order, compare
from generator.diff.normal import Part
from generator.diff.operations import compare_operations, success
from generator.diff.python import compare_surfaces
from generator.diff.report import write_report
from generator.diff.rules import RULES, Python, Wire
from generator.diff.schemas import SchemaComparison
from generator.diff.security import compare_schemes
from generator.diff.servers import compare_servers
from generator.diff.suppressions import read_suppressions, suppress
from generator.diff.surface import Surface
from generator.diff.texts import compare_texts
from generator.document.semantics import METHODS
from generator.document.walk import operations as listed
from generator.errors import GeneratorError, SpecError
from tests.generator.support import write_yaml

FINDINGS: Mapping[str, Any] = yaml.load(Path(__file__).with_name("findings.yaml").read_text("utf-8"), yaml.CSafeLoader)
IT = "/components/schemas/It"
SHORT = re.compile("^/(paths|components/(schemas|securitySchemes))/")
MANIFEST = {"format": 1, "package": "shop", "resources": {}, "methods": {}, "models": {}, "errors": {}} | {
    "credentials": {},
    "client": {},
}


def schemas(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about a schema that callers send and read."""
    documents = [{"components": {"schemas": {"It": schema, **case.get("with", {})}}} for schema in (old, new)]
    changes = Changes()
    comparison = SchemaComparison(documents[0], documents[1], changes)
    for direction in ("request", "response"):
        comparison.compare((Part(old, IT),), (Part(new, IT),), direction, Pair(IT, IT))
    return written(changes)


def operations(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about the operations of two documents."""
    changes = Changes()
    compare_operations(_complete(old), _complete(new), changes)
    return written(changes)


def _complete(document: Any) -> Any:
    """Return a document whose operations have what each operation has."""
    paths = {
        path: {
            key: {"operationId": f"{key} {path}", "responses": {}, **member} if key in METHODS else member
            for key, member in item.items()
        }
        for path, item in document["paths"].items()
    }
    return {**document, "paths": paths}


def schemes(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about the security schemes of two documents."""
    changes = Changes()
    documents = [{"servers": case.get("servers"), "components": {"securitySchemes": each}} for each in (old, new)]
    compare_schemes(documents[0], documents[1], changes)
    return written(changes)


def servers(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about the servers of two documents, and with what the paths of each begin."""
    changes = Changes()
    documents = [{"servers": each} for each in (old, new)]
    compare_servers(documents[0], documents[1], changes)
    return written(changes)


def texts(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about the texts of two documents."""
    changes = Changes()
    compare_texts(old, new, changes)
    return written(changes)


def packages(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about two packages, given by parts of their manifests."""
    surfaces = [Surface.from_json(json.dumps(MANIFEST | record), "surface.json") for record in (old, new)]
    routes = {method.operation: method.operation for method in surfaces[0].methods.values()}
    routes |= {} if old is new else case.get("moved", {})
    kept = {before: after for before, after in routes.items() if after in _routes(surfaces[1])}
    return [
        f"{change.rule} {change.title}: {change.before or '-'} -> {change.after or '-'}"
        f" @ {_shown([':'.join(key) if key else None for key in (change.old, change.new)])}"
        for change in compare_surfaces(surfaces[0], surfaces[1], kept)
    ]


def _routes(surface: Surface) -> set[str]:
    return {method.operation for method in surface.methods.values()}


def versions(case: Mapping[str, Any], old: Any, new: Any) -> list[str]:
    """Return what is said about two versions: documents, each with parts of the manifest of its package."""
    found = compare(*(_version(name, each) for name, each in (("old", old), ("new", new))))
    return [line for item in found.differences for line in _finding(item)]


def _version(name: str, parts: Any) -> Version:
    surface = Surface.from_json(json.dumps(MANIFEST | parts.get("package", {})), "surface.json")
    document = _complete({"paths": {}} | parts.get("document", {}))
    return Version(name=name, document=document, surface=surface, locate=lambda pointer: f"{name}{pointer}:7")


def _finding(item: Difference) -> Iterator[str]:
    line = f"{item.rule} {item.title} {item.text}: {item.before or '-'} -> {item.after or '-'}"
    yield f"{line} ({item.wire.label}, {item.python.label}, {item.bump}, {' and '.join(item.directions) or '-'})"
    place = f"in {item.group} at {item.old_location} > {item.new_location}"
    yield f"... {place} affects {', '.join(item.operations) or '-'}"
    yield from (f"... {call.title}: {call.before or '-'} -> {call.after or '-'}" for call in item.calls)


def written(changes: Iterable[Change]) -> list[str]:
    """Return changes of the wire as lines."""
    return [_line(change) for change in changes]


def _line(change: Change) -> str:
    line = f"{change.rule} {change.title}"
    if change.before or change.after:
        line += f": {change.before or '-'} -> {change.after or '-'}"
    if len(change.directions) == 1:
        line += f" ({'sent' if change.directions == {'request'} else 'read'})"
    if change.operations:
        line += f" of {', '.join(map(_shown, change.operations))}"
    if change.subject != change.place:
        return f"{line} @ {_shown(change.subject)} in {_shown(change.place)}"
    return line if change.place == (IT, IT) else f"{line} @ {_shown(change.place)}"


def _shown(pair: Iterable[str | None]) -> str:
    return " > ".join(dict.fromkeys("-" if text is None else SHORT.sub("", text) for text in pair))


COMPARISONS = {
    "schemas": schemas,
    "operations": operations,
    "schemes": schemes,
    "servers": servers,
    "texts": texts,
    "packages": packages,
    "versions": versions,
}
CASES = [
    pytest.param(kind, case, id=f"{kind}-{number}")
    for kind in COMPARISONS
    for number, case in enumerate(FINDINGS[kind])
]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_change_is_described(kind: str, case: Mapping[str, Any]) -> None:
    """The rule, what changed, both values, who is concerned, and both places."""
    said = COMPARISONS[kind]
    assert said(case, case["old"], case["new"]) == case.get("then", [])
    assert said(case, case["new"], case["old"]) == case.get("back", [])
    assert said(case, case["old"], case["old"]) == said(case, case["new"], case["new"]) == []


REPORTED = [
    Difference(
        rule="property-removed",
        title="Pet.`name`",
        text="was removed",
        wire=Wire.BREAKING,
        python=Python.RUNTIME,
        directions=("request", "response"),
        old_location="a.yaml:3",
        new_location="b.yaml:7",
        group="pets_1",
        operations=tuple(f"client.pets.get{number}" for number in range(6)),
        calls=tuple(Call(title="", before=f"old{number}\x1b", after="new" if number else "") for number in range(8)),
    ),
    Difference(
        rule="bound-loosened", title="a", text="is", wire=Wire.COMPATIBLE, python=Python.NONE, group="a", before="1"
    ),
    Difference(rule="python-x", title="b", text="is", wire=Wire.NONE, python=Python.TYPES, group="b", after="``2"),
    Difference(
        rule="x",
        title="c",
        text="is",
        wire=Wire.BREAKING,
        python=Python.NONE,
        group="pets_1",
        before="3",
        after="4",
        old_location="a.yaml:1",
        new_location="a.yaml:1",
        operations=tuple(f"client.{name}" for name in "abcde"),
        calls=tuple(Call(title="é", before="", after=f"new{number}") for number in range(6)),
        reason="It was\nnever *sent*.",
    ),
    Difference(rule="text-changed", title="d", text="is", wire=Wire.TEXT, python=Python.NONE),
    Difference(rule="x", title="e", text="is", wire=Wire.NONE, python=Python.NONE),
]
"""One finding of each kind, and one with more operations and calls than are listed."""


def _report(form: str, *, items: Iterable[Difference] = REPORTED, **options: bool) -> str:
    parts = {"document": {"info": {"version": "1.2"}}}
    old, new = (replace(_version(name, parts), templates=name, name=f"{name}.yaml") for name in ("old", "new"))
    comparison = Comparison(old=old, new=new, differences=tuple(items))
    return write_report(comparison, form, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_report_is_written_like_this(form: str) -> None:
    """Each finding with its verdicts, places and calls, and the version that it needs; texts are counted."""
    assert _report(form, items=REPORTED[3:5] if form == "json" else REPORTED) == FINDINGS["reports"][form]


@pytest.mark.parametrize(
    ("items", "summary", "bump"),
    [
        ([], "no differences", "nothing has to change"),
        (REPORTED[:1], "1 breaking", "major: callers have to change something"),
        (REPORTED[1:2], "1 compatible", "minor: nothing breaks at run time"),
        (REPORTED[2:3], "1 breaking type checkers only", "minor: nothing breaks at run time"),
        (REPORTED[3:4], "1 suppressed", "nothing has to change"),
        (REPORTED[4:5], "1 in texts or the mock only", "patch: only texts differ"),
        (REPORTED[5:6], "1 in texts or the mock only", "nothing has to change"),
    ],
)
def test_the_worst_finding_decides(items: list[Difference], summary: str, bump: str) -> None:
    """What is suppressed does not count; --all lists what is in texts only."""
    lines = _report("text", items=items, with_texts=True).splitlines()
    assert [line for line in lines if "->" in line or "bump" in line][-2:] == [
        f"old.yaml -> new.yaml: {summary}",
        f"version bump: {bump}",
    ]
    assert not any(line.startswith("not shown") for line in lines)


def test_findings_are_in_the_order_of_lines_and_groups_are_whole() -> None:
    """What breaks comes first; a group has one heading, even if only some of its findings break."""
    places = ["b.yaml:9", "b.yaml:10", "a.yaml:100", "b.yaml", "b.yaml:2"]
    items = [replace(REPORTED[0], new_location=place, title=place) for place in places]
    items += [replace(REPORTED[1], group=group, title=group) for group in ("pets_1", "a", "pets_1")]
    # What breaks type checkers alone comes after what breaks on the wire alone.
    levels = [(Wire.BREAKING, Python.NONE), (Wire.NONE, Python.TYPES), (Wire.COMPATIBLE, Python.NONE)]
    by_level = [replace(REPORTED[0], wire=wire, python=python) for wire, python in levels]
    assert [*map(_order, by_level)] == sorted(map(_order, by_level))
    assert [item.title for item in sorted(items, key=_order)] == [
        *("b.yaml", "a.yaml:100", "b.yaml:2", "b.yaml:9", "b.yaml:10", "a", "pets_1", "pets_1")
    ]
    report = _report("markdown", items=sorted(items, key=_order))
    assert re.findall("^### (.*)$", report, re.MULTILINE) == ["pets\\_1", "a"]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [(["201", "200", "404"], "200"), (["404", "302", "204"], "204"), (["404", "default"], None), (["301"], "301")],
)
def test_a_method_returns_the_success_with_the_lowest_status(statuses: list[str], expected: str | None) -> None:
    """Whatever comes first in the document."""
    body = {"responses": {status: {"description": status} for status in statuses}}
    document = {"paths": {"/a": {"get": body}}}
    (ref,) = listed(document)
    response = success(document, ref)
    assert (response and response.schema["description"]) == expected


def test_packages_of_the_same_templates_are_compared_whole() -> None:
    """A revision or a document is rendered by this generator, so that its templates are not known."""
    old, new = _version("old", {}), _version("new", {})
    for templates, expected in ((("a", "b"), True), (("a", "a"), False), (("", "b"), False), (("a", ""), False)):
        versions = replace(old, templates=templates[0]), replace(new, templates=templates[1])
        assert Comparison(old=versions[0], new=versions[1], differences=()).is_other_rendering is expected


def test_rules_have_a_text_and_levels() -> None:
    """On the wire if a document is compared, in Python if a package is."""
    for name, rule in RULES.items():
        assert isinstance(rule.text, str)
        levels = [level.label for level in (rule.request, rule.response, rule.python)]
        assert (levels[:2] == ["same", "same"]) == name.startswith(("python-", "operation-renamed"))
        assert (levels[2] == "same") != name.startswith("python-")


SUPPRESSION = {"rule": "property-removed", "fingerprint": "8f07d168d234", "reason": "It was never sent."}


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ({}, 1, "is not a list of suppressions"),
        (["a"], 1, "a suppression needs a rule"),
        ([{**SUPPRESSION, "rule": "none"}], 1, "there is no rule 'none'"),
        ([SUPPRESSION, {**SUPPRESSION, "reason": " "}], 4, "a suppression needs a reason"),
        ([{**SUPPRESSION, "reason": ["a"]}], 1, "a suppression needs a reason"),
        ([{**SUPPRESSION, "fingerprint": None}], 1, "a suppression needs a fingerprint"),
        ([{**SUPPRESSION, "fingerprint": 123456789012}], 2, "a fingerprint is text: put it in quotes"),
    ],
)
def test_a_suppression_that_says_too_little_is_refused(tmp_path: Path, content: Any, line: int, message: str) -> None:
    """With its place."""
    path = write_yaml(tmp_path, content, "accepted.yaml")
    with pytest.raises(SpecError) as caught:
        read_suppressions(path)
    (finding,) = caught.value.findings
    assert (finding.location, finding.rule, finding.message) == (f"{path}:{line}", "suppression", message)


def test_what_is_suppressed_has_the_reason(tmp_path: Path) -> None:
    """One that matches nothing is returned, with its place; so is a number as a reason, which is text, too."""
    first = REPORTED[0]
    accepted = {"rule": first.rule, "fingerprint": first.fingerprint, "reason": 2026}
    suppressions = read_suppressions(write_yaml(tmp_path, [SUPPRESSION, accepted], "accepted.yaml"))
    version = _version("old", {})
    comparison = Comparison(old=version, new=version, differences=tuple(REPORTED[:2]))
    marked, unused = suppress(comparison, suppressions)
    assert [item.reason for item in marked.differences] == ["2026", None]
    assert [(item.fingerprint, item.location) for item in unused] == [
        ("8f07d168d234", f"{tmp_path / 'accepted.yaml'}:1")
    ]


def test_a_manifest_is_written_and_read() -> None:
    """One line for each method and class, whose types are data."""
    text = FINDINGS["manifest"]
    surface = Surface.from_json(text, "surface.json")
    assert surface.to_json() == text
    assert surface.methods["pets.list"].result.written() == 'Literal["a", "b"] | dict[str, list[Pet]] | None'
    assert Surface.from_json(Surface(package="x").to_json(), "surface.json") == Surface(package="x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"format": 2}', "surface.json: has format 2; this generator reads format 1"),
        ("{}", "surface.json: is not the manifest of a package; render the package anew"),
        ("[]", "surface.json: is not the manifest of a package; render the package anew"),
        ("{", "surface.json: is not the manifest of a package; render the package anew"),
    ],
)
def test_what_is_not_a_manifest_is_refused(text: str, message: str) -> None:
    """By the name of the file."""
    with pytest.raises(GeneratorError, match=f"^{re.escape(message)}$"):
        Surface.from_json(text, "surface.json")
