"""The help of an operation or a resource: usage, arguments in columns, and paragraphs that fit the terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from comm100.cli import operation_help
from comm100.cli.failures import UsageError
from comm100.cli.operation_help import _row, _sections, help_text
from comm100.cli.operations import NamedOperation, Operations
from tests.cli.support import argument


class Listed(Operations):
    """Operations that a test makes up."""

    def __init__(self, *operations: NamedOperation, resources: tuple[str, ...] = ()) -> None:
        self._listed = {operation.name: operation for operation in operations}
        self._methods, self._models, self._resources = dict.fromkeys(self._listed), {}, frozenset(resources)

    def get(self, name: str) -> NamedOperation:
        return self._listed[name] if name in self._listed else super().get(name)


@pytest.fixture
def documented(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The documentation of each operation, by name."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(operation_help, "_documentation", lambda operation: texts[operation.name])
    monkeypatch.setenv("COLUMNS", "60")
    return texts


DOCUMENTATION = """Return a thing.

It is a long paragraph that does not fit on one line of a narrow terminal.

Args:
    id: The identifier,
        on two lines.
    body: The rest: all of it.

Returns:
    The thing."""


def test_an_operation_is_explained(documented: dict[str, str]) -> None:
    """Required arguments stand in the usage, and all of them in a table with kind, text and members."""
    documented["things.get"] = DOCUMENTATION
    operation = NamedOperation(
        name="things.get",
        route="GET /things/{id}",
        arguments=(
            argument("id", positional=True, required=True, types=frozenset({"int"})),
            argument("kind", required=True, choices=("a", "b")),
            argument("body", types=frozenset({"Mapping"}), members=("x", "y")),
            argument("a_name_that_is_longer_than_all_others"),
        ),
        is_list=False,
    )
    assert help_text("prog", "things.get", Listed(operation)) == (
        "usage: prog call things.get id kind=... [NAME=VALUE ...]\n"
        "\n"
        "Return a thing.\n"
        "\n"
        "It is a long paragraph that does not fit on one line of a\n"
        "narrow terminal.\n"
        "\n"
        "arguments:\n"
        "  id=INTEGER                    The identifier, on two\n"
        "                                lines.\n"
        "  kind=a|b\n"
        "  body=JSON                     The rest: all of it.\n"
        "                                Members: x, y.\n"
        "  a_name_that_is_longer_than_all_others=TEXT\n"
        "\n"
        "Returns:     The thing.\n"
        "\n"
        "prog call --help lists the options."
    )


def test_an_operation_without_arguments_has_no_table(documented: dict[str, str]) -> None:
    """Its usage ends with the required ones, if it has no others; only lists that come in pages mention ``--all``."""
    documented["a.b"] = documented["a.c"] = "List things.\n\nMore."
    bare = NamedOperation(name="a.b", route="GET /b", arguments=(), is_list=True)
    whole = NamedOperation(
        name="a.c", route="GET /c", arguments=(argument("id", required=True, positional=True),), is_list=False
    )
    operations = Listed(bare, whole)
    assert help_text("prog", "a.b", operations) == (
        "usage: prog call a.b\n\nList things.\n\nMore.\n\n"
        "prog call --help lists the options. --all prints the items of all pages, one JSON line each."
    )
    assert help_text("prog", "a.c", operations).startswith("usage: prog call a.c id\n\nList")


def test_a_resource_lists_its_operations(documented: dict[str, str]) -> None:
    """With the first line of each one's documentation; an operation wins over a resource of its name."""
    documented.update({"a.b": "First.\nSecond.", "a.bcd": "", "a.b.c": "Third."})
    operations = Listed(*(NamedOperation(name=name, route="GET /", arguments=(), is_list=False) for name in documented))
    assert help_text("prog", "a", operations) == "  a.b    First.\n  a.bcd\n  a.b.c  Third."
    assert help_text("prog", "a.b", operations).startswith("usage: prog call a.b\n\nFirst.")
    with pytest.raises(UsageError, match="There is no operation 'x'"):
        help_text("prog", "x", operations)


@pytest.mark.parametrize(("columns", "width"), [(60, 60), (100, 100), (101, 100), (500, 100)])
def test_help_is_as_wide_as_the_terminal_up_to_100_columns(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    """Longer lines are hard to read."""
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((columns, 24)))
    monkeypatch.setattr(operation_help, "_documentation", lambda operation: "a " * 300)
    operation = NamedOperation(name="a.b", route="GET /b", arguments=(), is_list=False)
    lines = help_text("prog", "a.b", Listed(operation)).splitlines()
    assert width - 2 <= max(map(len, lines)) <= width


def test_the_documentation_is_that_of_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the package has it."""
    monkeypatch.setenv("COLUMNS", "100")
    text = help_text("prog", "account.agents.get", Operations())
    assert text.startswith("usage: prog call account.agents.get id\n\nGet an agent.\n\n")
    assert "\n  account.agents.get " in help_text("prog", "account", Operations())


def rows(*arguments: Any) -> Iterator[str]:
    return _row(*arguments)


@pytest.mark.parametrize(
    ("title", "text", "column", "width", "lines"),
    [
        ("a", "b c", 3, 40, ["  a    b c"]),
        ("abc", "b c", 3, 40, ["  abc  b c"]),
        ("abcd", "b c", 3, 40, ["  abcd", "       b c"]),
        ("a", "", 3, 40, ["  a"]),
        ("abcd", "", 3, 40, ["  abcd"]),
        ("a", "one two three four five", 3, 27, ["  a    one two three four", "       five"]),
        ("a", "one two three fours five", 3, 5, ["  a    one two three fours", "       five"]),
        ("a", "one two three fours f", 3, 5, ["  a    one two three fours", "       f"]),
        ("a", "one two three four f", 3, 5, ["  a    one two three four f"]),
    ],
)
def test_a_row_has_its_text_beside_the_title_or_below(
    title: str, text: str, column: int, width: int, lines: list[str]
) -> None:
    """At least 20 characters wide, however narrow the terminal is."""
    assert list(rows(title, text, column, width)) == lines


@pytest.mark.parametrize(
    ("documentation", "sections"),
    [
        ("", ([], {}, [])),
        ("One.\n\nTwo.", (["One.", "Two."], {}, [])),
        ("One.\n\nArgs:\n    a: A.\n        More.\n    b: B: b.", (["One."], {"a": "A. More.", "b": "B: b."}, [])),
        ("One.\n\nArgs:\n    a: A.\n\nRaises:\n    E: If.", (["One."], {"a": "A."}, ["Raises:\n    E: If."])),
        ("One.\n\nArgs: not a section.", (["One.", "Args: not a section."], {}, [])),
    ],
)
def test_documentation_has_paragraphs_around_its_arguments(documentation: str, sections: Any) -> None:
    """Without any, all of it is text."""
    assert _sections(documentation) == sections
