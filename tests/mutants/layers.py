"""The catalogue of faults, and the layers of tests that must catch them."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.mutants.patches import Patch

__all__ = ["FAULTS", "LAYERS", "Fault", "Layer"]


@dataclass(frozen=True)
class Layer:
    """Some tests, and the environment that they run in."""

    paths: tuple[str, ...]
    environment: Mapping[str, str]


_SLOW = ("test_serve.py", "test_speed.py", "test_schema.py")
_FUZZ = ("tests/fuzz/test_operations.py", "tests/fuzz/test_links.py", "-k", "not socket")

LAYERS: Mapping[str, Layer] = {
    "machine": Layer(("tests/fuzz/test_machine.py",), {"FUZZ_QUICK": "1", "MACHINE_EXAMPLES": "300"}),
    "corpus": Layer(("tests/mock/test_corpus.py", "tests/mock/test_schema.py"), {}),
    "schemathesis": Layer(_FUZZ, {"FUZZ_STOCK": "1", "FUZZ_QUICK": "1"}),
    "oracle": Layer(_FUZZ, {"FUZZ_QUICK": "1"}),
    "tables": Layer(("tests/mock", *(f"--ignore=tests/mock/{name}" for name in _SLOW)), {}),
}


@dataclass(frozen=True)
class Fault:
    """One wrong behaviour of the mock, and the layer that must notice it."""

    name: str
    layer: str
    patch: Patch

    @property
    def path(self) -> Path:
        """Return the file of the module that the fault changes.

        Raises:
            StalePatchError: The catalogue is not that of this mock.
        """
        return self.patch.locate(_mock())

    def apply(self, source: str) -> ast.Module:
        """Return the syntax tree of the module with the fault in it.

        Raises:
            StalePatchError: The catalogue is not that of this mock.
        """
        return self.patch.apply(source)


def _mock() -> Path:
    """Return the folder of the mock, without importing it."""
    package = importlib.util.find_spec("comm100")
    assert package
    assert package.origin
    return Path(package.origin).parent / "testing"


def _read() -> tuple[Fault, ...]:
    catalogue = yaml.load(Path(__file__).with_name("faults.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return tuple(
        Fault(name, layer, Patch(anchor, was, becomes))
        for layer, anchors in catalogue.items()
        for anchor, faults in anchors.items()
        for name, was, becomes in faults
    )


FAULTS = _read()
