"""The catalogue of faults, and the layers of tests that must catch them."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from tests.mutants.patches import Patch

__all__ = ["FAULTS", "LAYERS", "Fault", "Layer"]


@dataclass(frozen=True)
class Layer:
    """Some tests, and the environment that they run in.

    Attributes:
        paths: How the identifiers of its tests begin.
        left_out: What the identifiers of other tests contain.
        environment: Variables that its tests heed.
    """

    paths: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, test: str) -> bool:
        return test.startswith(self.paths) and not any(part in test for part in self.left_out)


_FUZZ = ("tests/fuzz/test_operations.py", "tests/fuzz/test_links.py")

LAYERS: Mapping[str, Layer] = {
    "machine": Layer(("tests/fuzz/test_machine.py",), environment={"MACHINE_EXAMPLES": "300"}),
    "corpus": Layer(("tests/mock/test_corpus.py", "tests/mock/test_schema.py")),
    "schemathesis": Layer(_FUZZ, ("socket",), {"FUZZ_EXAMPLES": "30", "FUZZ_STOCK": "1"}),
    "oracle": Layer(_FUZZ, ("socket",), {"FUZZ_EXAMPLES": "30"}),
    "tables": Layer(("tests/mock/",), ("test_serve.py", "test_speed.py", "test_schema.py")),
}


@dataclass(frozen=True)
class Fault:
    """One wrong behaviour of the mock, and the layer that must notice it."""

    name: str
    layer: str
    patch: Patch

    @cached_property
    def path(self) -> Path:
        """The file of the module that the fault changes.

        Raises:
            StalePatchError: The catalogue is not that of this mock.
        """
        return self.patch.locate(_mock())

    @property
    def key(self) -> list[object]:
        """What finds it again in another process."""
        return [self.name]

    @property
    def scope(self) -> str:
        """The function, class or constant that it changes."""
        return self.patch.anchor

    @property
    def in_function(self) -> bool:
        """Whether it changes one function, and not what a module executes once."""
        return all(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in self._definitions)

    @property
    def lines(self) -> range:
        """The lines of the function, from its first statement, or of what else is changed."""
        first = min(_first_line(node) for node in self._definitions)
        return range(first, max(node.end_lineno or first for node in self._definitions) + 1)

    def apply(self, source: str) -> ast.Module:
        """Return the syntax tree of the module with the fault in it.

        Raises:
            StalePatchError: The catalogue is not that of this mock.
        """
        return self.patch.apply(source)

    @cached_property
    def _definitions(self) -> list[ast.stmt]:
        return self.patch.definitions(ast.parse(self.path.read_text("utf-8")))


def _first_line(node: ast.stmt) -> int:
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return node.lineno
    has_docstring = ast.get_docstring(node) is not None and len(node.body) > 1
    return node.body[1 if has_docstring else 0].lineno


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
