"""A clock and an authority for each test, and a call in each style."""

from __future__ import annotations

import pytest

from tests.auth.support import STYLES, Ask, Authority, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture(params=STYLES)
def ask(request: pytest.FixtureRequest) -> Ask:
    """Sends one request with bound credentials, blocking, in asyncio and in trio: ask(authority, bound, url)."""
    return STYLES[request.param]
