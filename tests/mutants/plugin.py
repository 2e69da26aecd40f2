"""A plugin of pytest that puts one fault into the mock while it is imported: ``MOCK_FAULT=name``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

from tests.mutants.layers import FAULTS, Fault


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, fault: Fault) -> None:
        super().__init__(name, path)
        self._fault = fault

    def get_code(self, fullname: str) -> CodeType:
        # Neither read from nor written to the cache of compiled modules.
        tree = self._fault.apply(self.get_data(self.path).decode("utf-8"))
        return compile(tree, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, fault: Fault) -> None:
        self._fault, self._path = fault, str(fault.path)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith("comm100.testing."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin != self._path:
            return None
        spec.loader = _Loader(fullname, self._path, self._fault)
        return spec


if "MOCK_FAULT" in os.environ:
    sys.meta_path.insert(0, _Finder(next(fault for fault in FAULTS if fault.name == os.environ["MOCK_FAULT"])))
