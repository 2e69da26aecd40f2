"""The benchmarks run, and their tables can be read; what they measure is asserted nowhere."""

from __future__ import annotations

import io
from functools import partial

import pytest

from tests.bench.__main__ import main
from tests.bench.measure import Variant, compare, rows
from tests.bench.table import Row, show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("section", ["calls", "models", "mock"])
def test_a_section_runs(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers go to standard output, progress to standard error."""
    main(["--only", section, "--quick"])
    shown = capsys.readouterr()
    assert "over first" in shown.out
    assert "measuring" in shown.err
    assert "measuring" not in shown.out


def test_variants_take_turns() -> None:
    """Each round begins with another one, so that none always follows the slowest; warm-up laps are dropped."""
    order: list[str] = []
    variants = [Variant[object](name, partial(order.append, name)) for name in "abc"]
    compare(variants, 3)
    assert "".join(order) == "abc" + "bca" + "cab" + "abc"
    assert [len(variant.laps) for variant in variants] == [3, 3, 3]


def test_medians_stand_beside_the_first_variant() -> None:
    """A lap that was disturbed counts no more than any other."""
    first, second = (
        Variant[object]("first", list, laps=[1.0, 1.0, 9.0]),
        Variant[object]("second", list, laps=[3, 2, 11]),
    )
    assert rows([first, second], 10) == [Row("first", 10, 0, 1), Row("second", 30, 20, 3)]


@pytest.mark.parametrize(
    ("no_color", "out", "bold"), [("", Terminal(), True), ("1", Terminal(), False), ("", io.StringIO(), False)]
)
def test_only_a_terminal_gets_bold_letters(
    no_color: str, out: io.StringIO, bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not even that where NO_COLOR is set. Every line of a table is equally long."""
    monkeypatch.setenv("NO_COLOR", no_color)
    show("title", "µs", [Row("one", 1.0, 0.0, 1.0), Row("another", 12.5, 11.5, 12.5)], out)
    text = out.getvalue()
    assert ("\x1b" in text) is bold
    plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "").strip("\n").split("\n")
    assert len({len(line) for line in plain}) == 1
