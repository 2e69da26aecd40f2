"""References of two vendors' documents: everything that holds for one has to hold for the other."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from tests.reference.support import ORDERS, SPEC, Reference, reference

cached = functools.cache(reference)


@pytest.fixture(params=[SPEC, ORDERS], ids=["spec", "orders"])
def any_reference(request: pytest.FixtureRequest) -> Reference:
    """The reference of each document in turn."""
    path: Path = request.param
    return cached(path)


@pytest.fixture
def spec_reference() -> Reference:
    """The reference of the project's own document."""
    return cached(SPEC)
