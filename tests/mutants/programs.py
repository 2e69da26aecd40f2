"""The share of client, mock and generator in ``make mutants``: which wrong programs the tests notice.

Most of them are generated (see operators.py); those of the catalogue were written by hand (see layers.py).
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import io
import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import yaml

from tests.mutants import plugin
from tests.mutants.finder import mutant_finder
from tests.mutants.forking import CAUGHT, FOREIGN, SURVIVED, TIMEOUT, Coverage, Forks, processor_time
from tests.mutants.layers import FAULTS, LAYERS, Fault, Layer
from tests.mutants.live import live_caches, live_functions, replace_code, replace_values
from tests.mutants.operators import Mutant, mutants
from tests.mutants.processes import pass_on
from tests.progress import progress

__all__ = ["TARGETS", "Program", "choose_tests", "main", "programs"]

ROOT = Path(__file__).parents[2]
SCORE = 0.95
EQUIVALENT: dict[str, str] = (
    yaml.load(Path(__file__).with_name("equivalent_programs.yaml").read_text("utf-8"), yaml.CSafeLoader) or {}
)
_SECONDS = 4.0
"""How much processor time the tests of one generated mutant may take together when nothing is wrong."""

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
    score: float = SCORE

    def files(self) -> list[Path]:
        """Return the target's modules."""
        left_out = [self.folder / name for name in self.left_out]
        paths = [path for path in self.folder.rglob("*.py") if not any(map(path.is_relative_to, left_out))]
        return sorted([*paths, *(self.folder / name for name in self.kept)])


_READERS = frozenset({"tests/auth/test_value_objects.py", "tests/client/test_defaults.py"})
"""Tests that look at all signatures and fields, and run a line or two in doing so."""

_CATALOGUE = "catalogue"

TARGETS: Mapping[str, Target] = {
    _CATALOGUE: Target(_package() / "testing", ("mock", "fuzz"), score=1.0),
    "mock": Target(_package() / "testing", ("mock", "client", "interop", "fuzz", "generator", "test_readme.py")),
    # All models and all resources are rendered from one template each, and one of them stands for all.
    "client": Target(
        _package(),
        (
            *("client", "auth", "stores", "cli", "mock", "interop", "fuzz", "generator", "test_readme.py"),
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
        for mutant in mutants(_source(path)):
            place = ":".join(filter(None, (str(path.relative_to(folder.parent)), mutant.scope)))
            name = f"{place}: {mutant.was} -> {mutant.becomes}"
            seen[name] += 1
            yield Program(target, path, mutant, name if seen[name] == 1 else f"{name} ({seen[name]})")


def _module(path: Path) -> str:
    """Return the name that a module is imported under."""
    root = next(folder for folder in (_package().parent, ROOT) if path.is_relative_to(folder))
    names = path.relative_to(root).with_suffix("").parts
    return ".".join(names).removesuffix(".__init__")


@cache
def _source(path: Path) -> str:
    return path.read_text("utf-8")


def choose_tests(program: Program, coverage: Coverage, names: Sequence[str]) -> list[int]:
    """Return the tests that may notice a mutant: those of its module first, then quick ones, of each file in turn.

    Tests that only look at signatures and texts come first, too, where the mutant is not in a function. A fault of the
    catalogue is left to all tests of its layer, however long they take.

    Args:
        program: The mutant.
        coverage: Which tests run which lines.
        names: For each test, its identifier.
    """
    files = [name.partition("::")[0] for name in names]
    lines = program.mutant.lines
    if program.mutant.in_function:
        tests = coverage.tests(program.path, lines[:1]) or coverage.tests(program.path, lines)
        # A process that a test forks and ends leaves no trace of its lines.
        tests = tests or coverage.tests(program.path)
    else:
        # A module of constants runs no line in a test: who imports them makes use of them.
        tests = coverage.readers.union(*map(coverage.tests, [program.path, *_importers(program)]))
        tests |= {test for test in coverage.seconds if _is_own(program, files[test]) or files[test] in _READERS}
    if program.layer is not None:
        layer = {test for test in coverage.seconds if names[test] in program.layer}
        # What runs while a module of tests is imported runs in none of them.
        tests = tests & layer or layer
    slowest: dict[str, float] = {}
    for test, duration in coverage.seconds.items():
        slowest[files[test]] = max(slowest.get(files[test], 0.0), duration)
    sizes, ranks = Counter(files), Counter[str]()
    again = coverage.tests(program.path, lines)
    order: list[tuple[bool, int, int, float, int]] = []
    for test in sorted(tests, key=coverage.seconds.__getitem__):
        file = files[test]
        ranks[file] += 1
        # In a fork the first test of a file also makes what it shares with the others, which took one of them long.
        cost = max(coverage.seconds[test], slowest[file] / sizes[file])
        # Some import a module anew, and so run what is not in a function.
        knows = test in again or test in coverage.readers or file in _READERS
        is_first = _is_own(program, file) or (not program.mutant.in_function and knows)
        order.append((not is_first, math.frexp(cost)[1], ranks[file], cost, test))
    chosen, seconds = list[int](), 0.0
    for *_, test in sorted(order):
        duration = coverage.seconds[test]
        if not chosen or program.layer or seconds + duration <= _SECONDS:
            chosen.append(test)
            seconds += duration
    return chosen


def _importers(program: Program) -> list[Path]:
    """Return the modules of a mutant's target that import from its module."""
    target = TARGETS.get(program.target)
    return [path for path in target.files() if f"{program.path.stem} import " in _source(path)] if target else []


def _is_own(program: Program, file: str) -> bool:
    """Return whether a file of tests is named after a mutant's module, or after one of the folders that it is in."""
    names = (program.path.stem.strip("_"), *program.path.parent.parts)
    # The tests of _retry.py are in test_retries.py.
    plurals = (f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s" for name in names)
    return Path(file).name in {f"test_{name}.py" for name in (*names, *plurals)}


class Measurement:
    """A plugin of pytest that runs the mutants where pytest would run the tests.

    Args:
        chosen: The mutants.
        jobs: How many run at a time.
    """

    def __init__(self, chosen: Sequence[Program], jobs: int) -> None:
        self._chosen, self._jobs = chosen, jobs
        self._functions: dict[str, list[FunctionType]] = {}
        self._caches: dict[FunctionType, list[Any]] = {}
        self.coverage = Coverage()
        self.seconds = 0.0
        """The processor time that it takes to see which tests run which lines."""
        self.left: dict[Program, str] = {}
        """The mutants that were not caught, with the reason."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        folders = [target.folder for target in TARGETS.values()]
        # What a test imports in a fork would come without the mutant.
        for name in {_module(path) for target in TARGETS.values() for path in target.files()}:
            importlib.import_module(name)
        self._functions, self._caches = live_functions(folders), live_caches()
        # Forks share the memory of what they do not touch, and collecting garbage would touch everything.
        gc.freeze()
        forks = Forks(session, self._jobs)
        names = [item.nodeid for item in session.items]
        try:
            print("Looking which tests run which lines ...", file=sys.stderr)
            begun = processor_time()
            self.coverage = forks.measure([path for target in TARGETS.values() for path in target.files()])
            self.seconds = processor_time() - begun
            self._run(session, forks, names)
        finally:
            forks.kill()
            gc.unfreeze()
        return True

    def _run(self, session: pytest.Session, forks: Forks, names: Sequence[str]) -> None:
        alone: list[tuple[Program, list[int]]] = []
        again: set[Program] = set()
        done = 0

        def ended(program: Program, tests: list[int], status: int | None) -> None:
            nonlocal done
            # What was computed before the fork, from a constant for example, is not changed in it.
            is_sure = program in again or (program.mutant.in_function and program.layer is None)
            if status == FOREIGN or (status == SURVIVED and not is_sure):
                again.add(program)
                alone.append((program, tests))
                return
            done += 1
            progress(done, len(self._chosen), log=True)
            if status == SURVIVED:
                self.left[program] = f"SURVIVED {len(tests)} tests"

        for program in self._chosen:
            tests = choose_tests(program, self.coverage, names)
            if not tests:
                done += 1
                self.left[program] = "NO TEST runs it"
            else:
                forks.run(
                    tests,
                    lambda program=program: self._replace(program),  # type: ignore[misc]
                    lambda status, program=program, tests=tests: ended(program, tests, status),  # type: ignore[misc]
                    program.limit,
                )
        forks.wait()
        for program, tests in alone:
            asked = [names[test] for test in tests]
            nodes = asked if program.layer is None else [name for name in names if name in program.layer]
            forks.call(
                lambda program=program, nodes=nodes: _run_alone(program, nodes),  # type: ignore[misc]
                lambda status, program=program, tests=tests: ended(program, tests, status),  # type: ignore[misc]
                program.limit,
            )
        forks.wait()

    def _replace(self, program: Program) -> bool:
        if program.layer is not None:
            os.environ.update(program.layer.environment)
        pass_on("MUTANT", program.key)
        sys.meta_path.insert(0, mutant_finder(json.dumps(program.key)))
        source, path = _source(program.path), str(program.path)
        old = compile(source, path, "exec", dont_inherit=True)
        new = compile(program.mutant.apply(source), path, "exec", dont_inherit=True)
        if program.mutant.in_function:
            return replace_code(self._functions.get(path, ()), old, new, self._caches)
        module = next(imported for imported in sys.modules.values() if getattr(imported, "__file__", None) == path)
        return replace_values(module, new)


def _run_alone(program: Program, tests: Sequence[str]) -> int:
    """Run tests in a process that has the mutant from the moment when its module is imported."""
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.mutants.plugin",
        *files,
    ]
    environment = {
        **os.environ,
        **(program.layer.environment if program.layer else {}),
        "MUTANT": json.dumps(program.key),
        "MUTANT_TESTS": json.dumps(tests),
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return CAUGHT if done.returncode else SURVIVED


def measure(chosen: Sequence[Program], tests: Sequence[str], jobs: int) -> Measurement:
    """Run mutants, and return what became of them.

    Args:
        chosen: The mutants.
        tests: The folders and files of the tests.
        jobs: How many run at a time.
    """
    measurement = Measurement(chosen, jobs)
    # The forks have process groups of their own: they end only if this process is left in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # Tracing makes a test several times slower, and a busy machine even more: its time is not a failure then, and what
    # measures time tells nothing about a mutant.
    slow = ["--timeout=0", f"--ignore={ROOT / 'tests/mock/test_speed.py'}"]
    options = ["-q", "-s", "-p", "no:cacheprovider", "--no-header", *slow]
    with contextlib.redirect_stdout(io.StringIO()) as told:
        status = pytest.main([*options, *(f"tests/{name}" for name in tests)], plugins=[measurement, plugin])
    if status != pytest.ExitCode.OK:
        raise SystemExit(f"the tests could not be collected:\n{told.getvalue()}")
    return measurement


def main(arguments: Sequence[str]) -> int:
    """Run the mutants of some targets or all, and print the scores and the survivors.

    Args:
        arguments: See ``--help``.

    Returns:
        1 if a score is too low; 2 if tests fail without a mutant; otherwise 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants programs", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)} (default: all)")
    parser.add_argument(
        "--sample", type=int, default=int(os.environ.get("MUTANTS_SAMPLE", "0")), help="so many of each"
    )
    parser.add_argument("--seed", type=int, default=int(os.environ.get("MUTANTS_SEED", "0")), help="of the sample")
    parser.add_argument("--tests", nargs="*", help="folders and files below tests/ (default: those of the targets)")
    parser.add_argument(
        "--match", nargs="*", default=[], metavar="TEXT", help="mutants whose name contains one of these"
    )
    options = parser.parse_args(arguments)
    chosen, names = [], options.targets or list(TARGETS)
    for target in names:
        every = [program for program in programs(target) if program.name not in EQUIVALENT]
        if options.match:
            every = [program for program in every if any(text in program.name for text in options.match)]
        size = min(options.sample or len(every), len(every))
        chosen += random.Random(options.seed).sample(every, size)
    tests = options.tests or [*dict.fromkeys(name for target in names for name in TARGETS[target].tests)]
    started = time.monotonic()
    measurement = measure(chosen, tests, int(os.environ.get("MUTANTS_JOBS", str(os.cpu_count() or 1))))
    for program, reason in sorted(measurement.left.items(), key=lambda item: item[0].name):
        print(f"{program.name}  {reason}")
    print(f"\n{len(measurement.coverage.failed)} tests fail without a mutant", *measurement.coverage.failed, sep="\n  ")
    is_enough = True
    for target in names:
        whole = sum(program.target == target for program in chosen)
        left = sum(program.target == target for program in measurement.left)
        score = 1 - left / max(whole, 1)
        is_enough &= score >= TARGETS[target].score
        print(f"{target:<10} {whole - left} of {whole} wrong programs caught ({score:.1%})")
    spent = f"{processor_time():.0f} s of processor time, {measurement.seconds:.0f} s of them for the tests as they are"
    print(f"in {time.monotonic() - started:.0f} s; {spent}")
    if measurement.coverage.failed:
        return 2
    return 0 if is_enough else 1
