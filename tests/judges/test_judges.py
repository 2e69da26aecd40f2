"""The table of the judges; what they say about the description is asserted nowhere in the suite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.judges.__main__ import main
from tests.judges.judges import JUDGES, Judge, RefusedError, complete
from tests.judges.tools import AbsentError


def failing(error: Exception) -> Callable[[], str]:
    """Return a judge that raises."""

    def run() -> str:
        raise error

    return run


ACCEPTS = Judge("Kind", "1.0", lambda: "all of it")
ABSENT = Judge("Away", "2.0", failing(AbsentError("there is no Node")))
REFUSES = Judge("Strict", "3.0", failing(RefusedError("exit code 1: line 7")))


@pytest.mark.parametrize(
    ("judges", "code", "rows"),
    [
        ([ACCEPTS], 0, [["Kind", "1.0", "accepted", "all of it"]]),
        ([ABSENT, ACCEPTS], 0, [["Away", "2.0", "skipped", "there is no Node"], ["Kind", "1.0", "accepted"]]),
        ([REFUSES, ACCEPTS], 1, [["Strict", "3.0", "REFUSED", "exit code 1: line 7"], ["Kind", "1.0", "accepted"]]),
    ],
)
def test_a_row_for_each(
    judges: list[Judge], code: int, rows: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a refusal fails; a judge that cannot be installed is named with the reason."""
    assert main([], judges) == code
    _, *lines = capsys.readouterr().out.splitlines()
    assert all(all(cell in line for cell in row) for row, line in zip(rows, lines, strict=True))


def test_one_judge_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """By a part of its name; a name that none has is answered with those that there are."""
    assert main(["kind"], [REFUSES, ACCEPTS]) == 0
    assert main(["nobody"]) == 1
    said = capsys.readouterr().err
    assert all(judge.name in said for judge in JUDGES)


def test_what_a_judge_drops_is_a_refusal() -> None:
    """A tool that leaves an operation out with exit code 0 does not accept the description."""
    assert complete("operations", ["a", "b"], ["b", "a", "c"]) == "all 2 operations"
    with pytest.raises(RefusedError, match="1 of 2 operations are dropped: a"):
        complete("operations", ["a", "b"], ["b"])


def test_every_version_is_pinned() -> None:
    """In the lock files, where the installed version comes from."""
    assert all(judge.version for judge in JUDGES)
