"""A plugin of pytest that changes one module while it is imported.

``MOCK_FAULT=name`` puts a fault of the catalogue into the mock. ``MUTANT`` makes a generated change (see finder.py);
with ``MUTANT_TESTS``, a JSON list of identifiers, only those tests run.
"""

from __future__ import annotations

import json
import os
import sys

import pytest

from tests.mutants.finder import Finder
from tests.mutants.layers import FAULTS
from tests.mutants.processes import pass_on


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that are wanted."""
    if "MUTANT_TESTS" in os.environ:
        wanted = set(json.loads(os.environ["MUTANT_TESTS"]))
        items[:] = [item for item in items if item.nodeid in wanted]


if "MOCK_FAULT" in os.environ:
    fault = next(fault for fault in FAULTS if fault.name == os.environ["MOCK_FAULT"])
    sys.meta_path.insert(0, Finder(str(fault.path), fault.apply))
if "MUTANT" in os.environ:
    pass_on("MUTANT", json.loads(os.environ["MUTANT"]))
