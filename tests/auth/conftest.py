"""A clock and an authority for each test."""

from __future__ import annotations

import pytest

from tests.auth.support import Authority, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def authority() -> Authority:
    return Authority()
