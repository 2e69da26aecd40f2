"""The clock of the mock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from comm100.testing import MockClock


def test_it_runs_with_the_machine_or_stands_still() -> None:
    """It runs if it has no start; otherwise it stands still until it is advanced."""
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


@pytest.mark.parametrize(
    "step",
    [
        {"days": 1e308},
        {"days": 1e308, "hours": -1e308},
        {"seconds": 10**30},
        {"seconds": 10**400},
        {"days": -(10**400)},
        {"seconds": float("inf")},
        {"seconds": float("nan")},
        {"hours": float("inf"), "minutes": float("-inf")},
        {"days": 2_914_694},
        {"hours": -1},
    ],
)
def test_a_step_out_of_range_raises_value_error_and_does_not_move_the_clock(step: dict[str, float]) -> None:
    """Including integers that no float can hold; the clock works on afterwards."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    clock = MockClock(start)
    with pytest.raises(ValueError, match=r"year 8999|never goes back|NaN"):
        clock.advance(**step)
    assert clock.now() == start
    clock.advance(days=1)
    assert clock.now() == datetime(2020, 1, 2, tzinfo=UTC)


def test_it_never_goes_back() -> None:
    """Nothing that has expired becomes valid again. A start needs a time zone."""
    with pytest.raises(ValueError, match="never goes back"):
        MockClock().advance(seconds=-1)
    with pytest.raises(ValueError, match="time zone"):
        MockClock(datetime(2026, 1, 1))


@pytest.mark.parametrize("days", [1e308, 10**30, 3_000_000, float("inf")])
def test_it_has_an_end(days: Any) -> None:
    """So that everything that expires later still has a date. A rejected step changes nothing."""
    clock = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="year 8999"):
        clock.advance(days=days)
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="year 8999"):
        MockClock(datetime(9000, 1, 1, tzinfo=UTC))
    last = MockClock(datetime(8999, 12, 31, 23, 59, 59, tzinfo=UTC))
    with pytest.raises(ValueError, match="year 8999"):
        last.advance(seconds=1)
    last.advance(seconds=0.5)
    assert last.now().year == 8999


@pytest.mark.parametrize("hours", [True, "1", None, [1]])
def test_it_accepts_only_numbers(hours: Any) -> None:
    """The error names the argument."""
    with pytest.raises(TypeError, match="hours must be a number"):
        MockClock().advance(hours=hours)
    with pytest.raises(ValueError, match="NaN"):
        MockClock().advance(hours=float("nan"))


def test_it_moves_forward_instead_of_sleeping() -> None:
    """By what is left of a wait, if anything is."""
    clock = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
    before = clock.wall()
    for seconds in (0.25, 0.0, -5.0):
        clock.sleep(seconds)
    assert clock.wall() - before == clock.monotonic() - before == 0.25
