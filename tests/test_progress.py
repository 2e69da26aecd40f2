"""What something long says meanwhile: how much is done, and how long the rest will take."""

from __future__ import annotations

import pytest

from tests.progress import Progress


def test_a_log_has_a_line_for_each_twentieth(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the time that has passed, and the time that is left if it goes on like this."""
    seconds = iter(range(0, 60 * 41, 60))
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    progress = Progress(40)
    for _ in range(40):
        progress.advance()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert lines[0] == "2 of 40, 2.0 min, about 38.0 min left"
    assert lines[-1] == "40 of 40, 40.0 min, about 0.0 min left"
