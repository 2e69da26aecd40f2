"""The wrong programs: small changes of the client, the mock and the generator, and which tests each part has.

Most of them are generated (see operators.py); those of the catalogue were written by hand (see layers.py).
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.mutants.forking import TIMEOUT
from tests.mutants.layers import FAULTS, LAYERS, Fault, Layer
from tests.mutants.operators import Mutant, mutants

__all__ = ["EQUIVALENT", "NOT_ASKED", "ROOT", "TARGETS", "Program", "Target", "module_name", "programs", "source_of"]

ROOT = Path(__file__).parents[2]

EQUIVALENT: Mapping[str, str] = (
    yaml.load(Path(__file__).with_name("equivalent_programs.yaml").read_text("utf-8"), yaml.CSafeLoader) or {}
)
"""The mutants that no test can notice, with the reason."""

_SCORE = 0.95

_LAYER_TIMEOUT = 300.0
"""Seconds that a whole layer of tests may take."""


def _package() -> Path:
    spec = importlib.util.find_spec("comm100")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


@dataclass(frozen=True)
class Target:
    """A part of the project whose tests are measured.

    Attributes:
        folder: Where its modules are.
        tests: The folders and files below ``tests/`` whose tests may notice a wrong program.
        left_out: Folders of other modules.
        kept: Modules of those that stand for all.
        score: The share of its mutants that must be caught.
    """

    folder: Path
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    score: float = _SCORE

    def files(self) -> list[Path]:
        """Return the target's modules."""
        left_out = [self.folder / name for name in self.left_out]
        paths = [path for path in self.folder.rglob("*.py") if not any(map(path.is_relative_to, left_out))]
        return sorted([*paths, *(self.folder / name for name in self.kept)])


_CATALOGUE = "catalogue"

TARGETS: Mapping[str, Target] = {
    _CATALOGUE: Target(
        _package() / "testing",
        ("mock", "fuzz/test_links.py", "fuzz/test_machine.py", "fuzz/test_operations.py"),
        score=1.0,
    ),
    "mock": Target(_package() / "testing", ("mock", "client", "generator", "test_readme.py")),
    # All models and all resources are rendered from one template each, and one of them stands for all.
    "client": Target(
        _package(),
        (
            *("client", "auth", "stores", "cli", "mock", "generator", "test_readme.py"),
            *(
                f"vendor/test_{name}.py"
                for name in ("against", "commands", "copying", "fingerprints", "record", "verify")
            ),
        ),
        ("testing", "models", "resources"),
        ("models/agent.py", "resources/account/agents.py"),
    ),
    "generator": Target(ROOT / "generator", ("generator", "diff", "reference", "spec", "vendor/test_fingerprints.py")),
}


NOT_ASKED = (
    # What measures time tells nothing about a mutant.
    "mock/test_speed.py",
    # Each of their tests takes seconds, so that it would be asked about few mutants, and to trace it takes minutes.
    *("cli/test_hostile.py", "cli/test_kept_sign_ins.py", "cli/test_other_documents.py"),
    *("generator/test_any_document.py", "generator/test_determinism.py", "generator/test_mutations.py"),
    *("mock/test_load.py", "reference/test_curl.py", "reference/test_downloaded_documents.py"),
    *("reference/test_html_pages.py", "reference/test_run.py", "reference/test_shown_samples.py"),
    *("spec/test_lint.py", "spec/test_mutants.py", "stores/test_exit.py", "stores/test_fleet.py"),
)
"""Files of tests that no mutant is shown to."""


@dataclass(frozen=True)
class Program:
    """A mutant of one module.

    Attributes:
        target: Whose module it is.
        path: The module.
        mutant: The change.
        name: What tells it from all others, whatever else changes in the module.
    """

    target: str
    path: Path
    mutant: Mutant | Fault
    name: str

    @property
    def key(self) -> list[object]:
        """What finds it again in another process."""
        return [str(self.path), *self.mutant.key]

    @property
    def layer(self) -> Layer | None:
        """The tests that must notice it, if it is one of the catalogue."""
        return LAYERS[self.mutant.layer] if isinstance(self.mutant, Fault) else None

    @property
    def limit(self) -> float:
        """Seconds after which its tests hang."""
        return TIMEOUT if self.layer is None else _LAYER_TIMEOUT


def programs(target: str) -> Iterator[Program]:
    """Yield all mutants of a target's modules, or all of the catalogue."""
    if target == _CATALOGUE:
        yield from (Program(target, fault.path, fault, f"{fault.layer}: {fault.name}") for fault in FAULTS)
        return
    folder = TARGETS[target].folder
    for path in TARGETS[target].files():
        seen: Counter[str] = Counter()
        for mutant in mutants(source_of(path)):
            place = ":".join(filter(None, (str(path.relative_to(folder.parent)), mutant.scope)))
            name = f"{place}: {mutant.was} -> {mutant.becomes}"
            seen[name] += 1
            yield Program(target, path, mutant, name if seen[name] == 1 else f"{name} ({seen[name]})")


def module_name(path: Path) -> str:
    """Return the name that a module is imported under."""
    root = next(folder for folder in (_package().parent, ROOT) if path.is_relative_to(folder))
    names = path.relative_to(root).with_suffix("").parts
    return ".".join(names).removesuffix(".__init__")


@cache
def source_of(path: Path) -> str:
    """Return the text of a module."""
    return path.read_text("utf-8")
