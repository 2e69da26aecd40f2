"""The clock of the mock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comm100.testing import MockClock


def test_it_runs_with_the_machine_s_own_clock_or_stands_still() -> None:
    """Without a start it runs; with one it waits to be advanced."""
    still = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
    assert still.now() == datetime(2026, 1, 1, tzinfo=UTC)
    still.advance(days=1, hours=1, minutes=1, seconds=1)
    still.sleep(1)
    assert still.now() == datetime(2026, 1, 2, 1, 1, 2, tzinfo=UTC)
    running = MockClock()
    assert abs((running.now() - datetime.now(UTC)).total_seconds()) < 60
    before = running.monotonic()
    running.advance(hours=1)
    assert running.monotonic() - before >= 3600


def test_it_never_goes_back() -> None:
    """Nothing that has expired lives again; and a moment without a zone is no moment."""
    with pytest.raises(ValueError, match="never goes back"):
        MockClock().advance(seconds=-1)
    with pytest.raises(ValueError, match="time zone"):
        MockClock(datetime(2026, 1, 1))
