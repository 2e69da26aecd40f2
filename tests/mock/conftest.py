"""One mock a test, whose clock stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comm100.testing import Mock, MockClock
from tests.mock.support import Wire


@pytest.fixture
def mock() -> Mock:
    return Mock(clock=MockClock(datetime(2026, 1, 1, 12, tzinfo=UTC)))


@pytest.fixture
def wire(mock: Mock) -> Wire:
    return Wire(mock)
