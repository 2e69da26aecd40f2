"""Puts the mutant that ``MUTANT`` names into this process: its module is changed while it is imported.

``MUTANT`` is a JSON list: the path of the module, then the place and the operator of a generated mutant, or the name
of a fault of the catalogue.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

__all__ = ["Finder", "mutant_finder"]


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, change: Callable[[str], Any]) -> None:
        super().__init__(name, path)
        self._change = change

    def get_code(self, fullname: str) -> CodeType:
        # Neither read from nor written to the cache of compiled modules.
        tree = self._change(self.get_data(self.path).decode("utf-8"))
        return compile(tree, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Changes a module while it is imported, and each copy of it, in a vendored package for example.

    Args:
        path: The module's file.
        change: Returns the syntax tree to execute, given the source.
    """

    def __init__(self, path: str, change: Callable[[str], Any]) -> None:
        self._path, self._change = path, change
        self._name = os.path.splitext(os.path.basename(path))[0]  # noqa: PTH119, PTH122

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the module with the change in it; leave all others to the next finder."""
        if self._name not in (fullname.rpartition(".")[2], "__init__"):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None or not self._is_copy(spec.origin):
            return None
        spec.loader = _Loader(fullname, spec.origin, self._change)
        return spec

    def _is_copy(self, origin: str) -> bool:
        if origin == self._path or not origin.endswith(f"/{self._name}.py"):
            return origin == self._path
        with open(origin, "rb") as copy, open(self._path, "rb") as original:  # noqa: PTH123
            return copy.read() == original.read()


def mutant_finder(key: str) -> Finder:
    """Return the finder of a mutant.

    Args:
        key: What ``MUTANT`` holds.
    """
    import json

    path, *name = json.loads(key)

    def change(source: str) -> Any:
        from tests.mutants.layers import FAULTS
        from tests.mutants.operators import mutate

        if len(name) > 1:
            return mutate(source, *name)
        return next(fault for fault in FAULTS if fault.key == name).apply(source)

    return Finder(path, change)


if "MUTANT" in os.environ:
    sys.meta_path.insert(0, mutant_finder(os.environ["MUTANT"]))
