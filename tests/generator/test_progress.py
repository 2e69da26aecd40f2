"""What a terminal shows of a step: one line, with a bar where its parts are counted."""

from __future__ import annotations

import io
import sys

import pytest

from generator.progress import Progress


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Have somebody watch standard error."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return terminal


@pytest.mark.parametrize(
    ("counts", "shown"),
    [((), "…"), ((0, 3), f"[{'':<30}] 0%"), ((1, 3), f"[{'#' * 10:<30}] 33%"), ((3, 3), f"[{'#' * 30}] 100%")],
)
def test_a_step_shows_how_much_of_it_is_done(
    counts: tuple[int, ...], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a bar of thirty columns, if its parts are counted."""
    terminal = watched(monkeypatch)
    Progress()("writing", *counts)
    assert terminal.getvalue() == f"\r\x1b[Kwriting {shown}"


def test_the_line_is_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """And there is none where no step was taken; the same line is written once."""
    terminal = watched(monkeypatch)
    with Progress() as note:
        note("writing", 1, 3)
        note("writing", 1, 3)
    assert terminal.getvalue() == f"\r\x1b[Kwriting [{'#' * 10:<30}] 33%\r\x1b[K"
    with Progress():
        pass
    assert terminal.getvalue().count("\r") == 2


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_plain_terminal_has_a_line_for_each_step(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often its parts are counted."""
    terminal = watched(monkeypatch)
    monkeypatch.setenv(name, value)
    with Progress() as note:
        note("reading")
        note("writing", 0, 3)
        note("writing", 1, 3)
    assert terminal.getvalue() == "reading …\nwriting …\n"


def test_a_file_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reader wants what is wrong, not what was done."""
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    with Progress() as note:
        note("writing", 1, 3)
    assert log.getvalue() == ""
