"""The share of client, mock and generator in ``make mutants``: which wrong programs the tests notice."""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import io
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutants.choosing import Chooser
from tests.mutants.finder import mutant_finder
from tests.mutants.forking import FOREIGN, SURVIVED, Forks, processor_time
from tests.mutants.fresh import FreshProcesses
from tests.mutants.live import live_caches, live_functions, replace_code, replace_values
from tests.mutants.plugin import Plugin
from tests.mutants.processes import pass_on
from tests.mutants.sampling import PLACES, environment, sample
from tests.mutants.targets import EQUIVALENT, NOT_ASKED, ROOT, TARGETS, Program, module_name, programs, source_of
from tests.mutants.traces import Coverage, KeptCoverage
from tests.progress import Progress

__all__ = ["main"]

_KEPT = ROOT / ".mutants_cache"

_MOST_SECONDS = 5.0
"""How much processor time the tests of a generated mutant may take, whatever it makes of them."""

_FILES = 4
"""How many files of tests a process of its own imports for a generated mutant: that takes longer than their tests."""


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
        for name in {module_name(path) for target in TARGETS.values() for path in target.files()}:
            importlib.import_module(name)
        self._functions, self._caches = live_functions(folders), live_caches()
        # Forks share the memory of what they do not touch, and collecting garbage would touch everything.
        gc.freeze()
        forks = Forks(session, self._jobs)
        try:
            print("Looking which tests run which lines ...", file=sys.stderr)
            begun = processor_time()
            files = [path for target in TARGETS.values() for path in target.files()]
            self.coverage = forks.measure(files, KeptCoverage(_KEPT))
            self.seconds = processor_time() - begun
            self._run(forks)
        finally:
            forks.kill()
            gc.unfreeze()
        return True

    def _run(self, forks: Forks) -> None:
        chooser, names = Chooser(self.coverage, forks.taken), self.coverage.names
        alone: list[tuple[Program, list[int]]] = []
        again: set[Program] = set()
        progress = Progress(len(self._chosen))
        print("Running the mutants ...", file=sys.stderr)

        def ended(program: Program, tests: list[int], status: int | None, last: int | None = None) -> None:
            if last is not None and status not in (SURVIVED, FOREIGN):
                chooser.learn(program, last)
            # What was computed before the fork, from a constant for example, is not changed in it.
            is_sure = program in again or (program.mutant.in_function and program.layer is None)
            if status == FOREIGN or (status == SURVIVED and not is_sure):
                again.add(program)
                alone.append((program, tests))
                return
            progress.advance()
            if status == SURVIVED:
                self.left[program] = f"SURVIVED {len(tests)} tests"

        for program in self._chosen:
            tests = chooser.tests(program)
            if not tests:
                progress.advance()
                self.left[program] = "NO TEST runs it"
                continue
            # Before the fork, so that all mutants of the module share it.
            _compiled(program.path)
            # A mutant that only takes longer is not worth more.
            most = float("inf") if program.layer else _MOST_SECONDS
            forks.run(tests, partial(self._replace, program), partial(ended, program, tests), program.limit, most)
        forks.wait()
        with FreshProcesses(forks.folder) as fresh:
            for program, tests in alone:
                layer, limit, seconds = program.layer, program.limit, program.limit
                nearest = set(list(dict.fromkeys(self.coverage.files[test] for test in tests))[:_FILES])
                numbers = [test for test in tests if self.coverage.files[test] in nearest]
                asked = [names[test] for test in numbers]
                if layer:
                    asked = [name for name in names if name in layer]
                else:
                    # Several times as long as without the mutant, as elsewhere, and the time to import everything.
                    limit, seconds = (
                        10 + 5 * sum(map(known.__getitem__, numbers))
                        for known in (self.coverage.elapsed, self.coverage.seconds)
                    )
                act = partial(fresh.run, program.key, asked, layer.environment if layer else {}, seconds)
                forks.call(act, partial(ended, program, tests), limit)
            forks.wait()

    def _replace(self, program: Program) -> bool:
        if program.layer is not None:
            os.environ.update(program.layer.environment)
        pass_on("MUTANT", program.key)
        sys.meta_path.insert(0, mutant_finder(json.dumps(program.key)))
        path = str(program.path)
        new = compile(program.mutant.apply(source_of(program.path)), path, "exec", dont_inherit=True)
        if program.mutant.in_function:
            return replace_code(self._functions.get(path, ()), _compiled(program.path), new, self._caches)
        module = next(imported for imported in sys.modules.values() if getattr(imported, "__file__", None) == path)
        return replace_values(module, new)


@cache
def _compiled(path: Path) -> CodeType:
    return compile(source_of(path), str(path), "exec", dont_inherit=True)


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
    # Tracing makes a test several times slower, and a busy machine even more: its time is not a failure then.
    options = ["-q", "-s", "-p", "no:cacheprovider", "--no-header", "--timeout=0"]
    options += [
        *(f"--ignore={ROOT / 'tests' / file}" for file in NOT_ASKED),
        "-k",
        "not over_a_socket and not less_than_a_second",
    ]
    with contextlib.redirect_stdout(io.StringIO()) as told:
        status = pytest.main([*options, *(f"tests/{name}" for name in tests)], plugins=[measurement, Plugin()])
    if status != pytest.ExitCode.OK:
        raise SystemExit(f"the tests could not be collected:\n{told.getvalue()}")
    return measurement


def _line(program: Program) -> object:
    # Each fault of the catalogue is one that somebody has thought of.
    return program if program.layer else (program.path, program.mutant.lines[0])


def main(arguments: Sequence[str]) -> int:
    """Run the mutants of some targets or all, and print the scores and the survivors.

    Args:
        arguments: See ``--help``.

    Returns:
        1 if a score is too low; 2 if tests fail without a mutant; otherwise 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants programs", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)} (default: all)")
    size, seed = environment()
    parser.add_argument("--sample", default=size, help=f"so many of each, 0 for all, {PLACES} for one of each line")
    parser.add_argument("--seed", type=int, default=seed, help="of the sample")
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
        if options.sample == PLACES:
            # They nearly always fail as soon as they run, and so tell least.
            every = [program for program in every if "swapped arguments" not in program.mutant.key]
        chosen += sample(every, options.sample, options.seed, place=_line)
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
