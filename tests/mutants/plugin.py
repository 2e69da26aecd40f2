"""A plugin of pytest that changes one module while it is imported.

``MUTANT`` names the change (see finder.py); with ``MUTANT_TESTS``, a JSON list of identifiers, only those tests run.
"""

from __future__ import annotations

import json
import os

import pytest

# The import makes the change.
import tests.mutants.finder  # noqa: F401
from tests.mutants.processes import pass_on


def pytest_sessionstart() -> None:
    """Have Hypothesis stop at the first failure: its smallest example is nobody's business here."""
    # Not before: pytest rewrites the assertions of Hypothesis.
    import hypothesis

    phases = [phase for phase in hypothesis.Phase if phase != hypothesis.Phase.shrink]
    hypothesis.settings.register_profile("mutants", phases=phases)
    hypothesis.settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that are wanted."""
    if "MUTANT_TESTS" in os.environ:
        wanted = set(json.loads(os.environ["MUTANT_TESTS"]))
        items[:] = [item for item in items if item.nodeid in wanted]


if "MUTANT" in os.environ:
    pass_on("MUTANT", json.loads(os.environ["MUTANT"]))
