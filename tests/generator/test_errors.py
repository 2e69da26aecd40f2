"""Findings and failures as lines: what they say, and the order in which they come."""

from __future__ import annotations

import pytest

from generator.build.names import snake
from generator.errors import Finding, GeneratorError, RenderError, SpecError, describe_bug, locate_bugs
from generator.output.format import format_python

A = Finding.error("odd", "/a", "is odd")


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (A, "/a: [odd] is odd"),
        (Finding.error("odd", "", "is odd"), "/: [odd] is odd"),
        (Finding.graded("note", "odd", "/a", "is odd", "x.yaml:7"), "x.yaml:7: note [odd] is odd (/a)"),
        (Finding.graded("guessed", "odd", "", "is odd", "x.yaml:7"), "x.yaml:7: guessed [odd] is odd"),
        (Finding(pointer="/a", rule="odd", message="is\n  very\todd", location="x"), "x: [odd] is very odd (/a)"),
        (Finding.error("odd", "/a", "is \x1b[31m \u202eodd 'é'"), "/a: [odd] is \\x1b[31m \\u202eodd 'é'"),
        (Finding(pointer="/a", rule="odd", message="is odd", others=1), "/a: [odd] is odd; 1 more place has the same"),
        (
            Finding(pointer="/a", rule="odd", message="is odd", others=2),
            "/a: [odd] is odd; 2 more places have the same",
        ),
        (Finding(pointer="/a", rule="odd", message="o", affected=("b",)), "/a: [odd] o; touches 1 operation: b"),
        (
            Finding(pointer="/a", rule="odd", message="o", affected=("b", "c", "d")),
            "/a: [odd] o; touches 3 operations: b, c, d",
        ),
        (
            Finding(pointer="/a", rule="odd", message="o", others=1, affected=("b", "c", "d", "e")),
            "/a: [odd] o; 1 more place has the same; touches 4 operations: b, c, d, …",
        ),
    ],
)
def test_a_finding_is_one_line(finding: Finding, line: str) -> None:
    """With its place, its grade, what else has the same, and whom it touches."""
    assert str(finding) == line


def test_findings_have_their_severity() -> None:
    assert (A.severity, Finding.warning("odd", "/a", "is odd").severity) == ("error", "warning")
    assert Finding.graded("note", "odd", "/a", "is odd", "").severity == "warning"


def test_findings_come_in_the_order_of_lines() -> None:
    """Lines are numbers, files are names; then come rules, places and messages."""

    def at(location: str, rule: str = "odd", pointer: str = "/a", message: str = "o") -> Finding:
        return Finding(pointer=pointer, rule=rule, message=message, location=location)

    order = [at(""), at("a.yaml"), at("a.yaml:2", "odd", "/b"), at("a.yaml:10", "a"), at("a.yaml:10", "odd", "/a", "n")]
    order += [at("a.yaml:10"), at("a.yaml:10", "odd", "/b", "a"), at("b.yaml"), at("b.yaml:1")]
    error = SpecError.of([*reversed(order), *order])
    assert list(error.findings) == order
    assert at("a.yaml").sort_key() == ("a.yaml", 0, "odd", "/a", "o")
    assert at("a.yaml:10").sort_key() == ("a.yaml", 10, "odd", "/a", "o")


def test_an_error_says_the_first_of_its_findings() -> None:
    error = SpecError("/a", "is odd", location="x.yaml:1", rule="odd")
    assert str(error) == "x.yaml:1: [odd] is odd (/a)"
    assert str(SpecError.of(error.findings)) == str(error)
    assert SpecError("/a", "is odd").findings[0].rule == "parse"


def test_places_are_looked_up_where_they_are_missing() -> None:
    known = Finding(pointer="/b", rule="odd", message="o", location="x.yaml:9")
    error = SpecError.of([A, known]).located({"/a": "x.yaml:1"}.__getitem__)
    assert [finding.location for finding in error.findings] == ["x.yaml:1", "x.yaml:9"]


def test_a_bug_is_told_with_its_line() -> None:
    """That of the generator, not of a library or a test; a template names its own."""
    with pytest.raises(TypeError) as caught:
        snake(7)  # type: ignore[arg-type]  # wrong on purpose
    said, _, place = describe_bug(caught.value).rpartition(" (")
    assert said == "a bug of the generator: TypeError: 'int' object is not subscriptable"
    assert place.startswith("generator/build/names.py:")
    assert describe_bug(KeyError("x" * 999)) == f"a bug of the generator: KeyError: '{'x' * 299}"


def test_a_bug_of_a_template_is_told_with_the_line_of_the_template() -> None:
    """Its message begins with it."""
    with pytest.raises(RenderError) as caught:
        format_python({f"{'x' * 200}/a.py": "x = = 1"})
    assert describe_bug(caught.value) == f"a bug of the generator: {caught.value}"[:324]


@pytest.mark.parametrize("error", [GeneratorError("x"), MemoryError(), KeyboardInterrupt()])
def test_what_is_no_bug_is_not_taken_for_one(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, locate_bugs("/a"):
        raise error
    assert caught.value is error


def test_a_bug_is_located_in_the_document() -> None:
    with pytest.raises(SpecError) as caught, locate_bugs("/a"):
        raise KeyError("x")
    assert str(caught.value).startswith("/a: [internal] a bug of the generator: KeyError: 'x' (generator/errors.py:")
    assert isinstance(caught.value.__cause__, KeyError)
