"""A plugin of pytest that changes one module while it is imported.

``MOCK_FAULT=name`` puts a fault of the catalogue into the mock. ``MUTANT`` makes a generated change: the path, the
number and the operator as JSON; with ``MUTANT_TESTS``, a JSON list of identifiers, only those tests run.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutants.layers import FAULTS
from tests.mutants.operators import mutants

Change = Callable[[str], ast.Module]


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, change: Change) -> None:
        super().__init__(name, path)
        self._change = change

    def get_code(self, fullname: str) -> CodeType:
        # Neither read from nor written to the cache of compiled modules.
        tree = self._change(self.get_data(self.path).decode("utf-8"))
        return compile(tree, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, path: Path, change: Change) -> None:
        self._path, self._change = str(path), change

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(("comm100", "generator")):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin != self._path:
            return None
        spec.loader = _Loader(fullname, self._path, self._change)
        return spec


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that are wanted."""
    if "MUTANT_TESTS" in os.environ:
        wanted = set(json.loads(os.environ["MUTANT_TESTS"]))
        items[:] = [item for item in items if item.nodeid in wanted]


if "MOCK_FAULT" in os.environ:
    fault = next(fault for fault in FAULTS if fault.name == os.environ["MOCK_FAULT"])
    sys.meta_path.insert(0, _Finder(fault.path, fault.apply))
if "MUTANT" in os.environ:
    file, number, operator = json.loads(os.environ["MUTANT"])
    source = Path(file).read_text("utf-8")
    mutant = next(each for each in mutants(source) if (each.number, each.operator) == (number, operator))
    sys.meta_path.insert(0, _Finder(Path(file), mutant.apply))
