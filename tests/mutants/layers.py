"""The catalogue of faults, and the layers of tests that must catch them."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

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
    "corpus": Layer(("tests/mock/test_corpus.py",), {}),
    "schemathesis": Layer(_FUZZ, {"FUZZ_STOCK": "1", "FUZZ_QUICK": "1"}),
    "oracle": Layer(_FUZZ, {"FUZZ_QUICK": "1"}),
    "tables": Layer(("tests/mock", *(f"--ignore=tests/mock/{name}" for name in _SLOW)), {}),
}


@dataclass(frozen=True)
class Fault:
    """One wrong behaviour: a text of one of the mock's modules, and what stands there instead."""

    name: str
    layer: str
    module: str
    was: str
    becomes: str

    @property
    def path(self) -> Path:
        """Return the file of the module, without importing it."""
        package = importlib.util.find_spec("comm100")
        assert package
        assert package.origin
        return Path(package.origin).parent / "testing" / self.module

    def applied(self, source: str) -> str:
        """Return the module's source with the fault in it.

        Raises:
            LookupError: The text is not there exactly once, so that the catalogue is not that of this mock.
        """
        if source.count(self.was) != 1:
            raise LookupError(f"{self.module} holds {self.was!r} {source.count(self.was)} times")
        return source.replace(self.was, self.becomes)


def _read() -> tuple[Fault, ...]:
    found = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text("utf-8"))
    return tuple(
        Fault(name, layer, module, was, becomes)
        for layer, modules in found.items()
        for module, faults in modules.items()
        for name, was, becomes in faults
    )


FAULTS = _read()
