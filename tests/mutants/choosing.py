"""Which tests are asked about a mutant, and in which order: what is likely to notice it, and quick, comes first."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache
from pathlib import Path

from tests.mutants.targets import TARGETS, Program, source_of
from tests.mutants.traces import Coverage

__all__ = ["Chooser"]

_SECONDS = 1.25
"""How much processor time the tests of one generated mutant may take together when nothing is wrong."""

_READERS = frozenset({"tests/auth/test_value_objects.py", "tests/client/test_defaults.py"})
"""Tests that look at all signatures and fields of the client, and run a line or two in doing so."""

_KILLERS = 3
"""How many tests that caught mutants of a function are asked first about its other mutants."""


_RARE = 300
"""How many tests run a line of a special case."""

_QUICK = 0.25
"""How many seconds a test may take that is asked only because it is a special case."""

_NAMESAKES = 3
"""How many functions may have a name that tells which one is called."""


class Chooser:
    """Chooses the tests that may notice a mutant, and learns from those that did.

    Args:
        coverage: Which tests run which lines.
        taken: What tests have taken in forks (see Forks.taken).
    """

    def __init__(self, coverage: Coverage, taken: Sequence[Sequence[float]] = ()) -> None:
        self._coverage, self._files, self._taken = coverage, coverage.files, taken
        # In a fork, the first test of a file also makes what it shares with the others.
        setups = coverage.slowest(coverage.setups)
        self._costs = {
            test: duration + setups.get(self._files[test], 0.0) - coverage.setups.get(test, 0.0)
            for test, duration in coverage.seconds.items()
        }
        self._killers: defaultdict[tuple[Path, str], list[int]] = defaultdict(list)

    def tests(self, program: Program) -> list[int]:
        """Return the tests of a mutant: those of its module first, then quick ones, of each file in turn.

        Tests that have caught another mutant of the function come before all others. Tests that only look at signatures
        and texts come early where the mutant is not in a function. A fault of the catalogue is left to all tests of its
        layer, however long they take.

        Args:
            program: The mutant.
        """
        chosen, seconds = list[int](), 0.0
        for test in self._ordered(program):
            is_first = all(self._files[test] != self._files[other] for other in chosen)
            duration = self._cost(test, is_first)
            if not chosen or program.layer or seconds + duration <= _SECONDS:
                chosen.append(test)
                seconds += duration
        killers = [test for test in self._killers[program.path, program.mutant.scope] if test in chosen]
        return [*killers, *(test for test in chosen if test not in killers)]

    def learn(self, program: Program, test: int) -> None:
        """Remember that a test has caught a mutant.

        Args:
            program: The mutant.
            test: The test.
        """
        killers = self._killers[program.path, program.mutant.scope]
        killers[:] = [test, *(other for other in killers if other != test)][:_KILLERS]

    def _ordered(self, program: Program) -> list[int]:
        candidates = self._candidates(program)
        spread = self._spread(program, candidates) if program.mutant.in_function else set()
        again = self._coverage.tests(program.path, program.mutant.lines)
        ranks = Counter[str]()
        # Where each test takes long, what runs most of the function is asked first: it knows the most about it.
        are_slow = sum(map(self._cost, candidates)) > _QUICK * len(candidates)
        run = self._lines_run(program) if program.layer and are_slow else Counter[int]()
        order: list[tuple[int, bool, bool, bool, int, int, float, int]] = []
        for test in sorted(candidates, key=self._coverage.seconds.__getitem__):
            file, cost = self._files[test], self._cost(test)
            ranks[file] += 1
            # Some import a module anew, and so run what is not in a function.
            knows = test in again or test in self._coverage.readers
            is_own = self._is_own(program, test)
            is_first = is_own or (not program.mutant.in_function and knows)
            if not program.mutant.in_function and program.target == "client" and file in _READERS:
                spread.add(test)
            # A process of its own imports a few files only, and of many that use a constant one tests it.
            is_later = not program.mutant.in_function and not is_own
            is_common = test not in spread
            order.append((-run[test], is_later, is_common, not is_first, math.frexp(cost)[1], ranks[file], cost, test))
        return [test for *_, test in sorted(order)]

    def _lines_run(self, program: Program) -> Counter[int]:
        """Return how many of the mutant's lines each test runs."""
        return Counter(test for line in program.mutant.lines for test in self._coverage.tests(program.path, [line]))

    def _spread(self, program: Program, candidates: Set[int]) -> set[int]:
        """Return quick ones of the candidates that together run all lines that few tests run: those of special cases.

        These lines are in what the mutant's line calls, and in its module.
        """
        module = self._coverage.lines.get(str(program.path), {})
        called = [
            self._coverage.lines.get(str(path), {}).get(line, set())
            for path, lines in _called(program)
            for line in lines
        ]
        quick = {test for test in candidates if self._cost(test) <= _QUICK}
        spread = set[int]()
        for lines in (called, module.values()):
            rare = (tests & quick for tests in lines if len(tests) <= _RARE)
            for tests in sorted(filter(None, rare), key=len):
                if not tests & spread:
                    spread.add(min(tests, key=lambda test: (not self._is_own(program, test), self._cost(test))))
        return spread

    def _cost(self, test: int, is_first: bool = True) -> float:
        measured = self._costs[test] if is_first else self._coverage.seconds[test]
        # What several files of tests share was made in one of them only when they were measured.
        return max(measured, self._taken[is_first][test] if self._taken else 0.0)

    def _readers(self, program: Program) -> set[int]:
        """Return the tests of the mutant's target that only look at what is there."""
        target = TARGETS.get(program.target)
        names = tuple(f"tests/{name}" for name in target.tests) if target else ("",)
        return {test for test in self._coverage.readers if self._files[test].startswith(names)}

    def _is_own(self, program: Program, test: int) -> bool:
        return _is_own(program.path, self._files[test])

    def _candidates(self, program: Program) -> set[int]:
        coverage, path, lines = self._coverage, program.path, program.mutant.lines
        if program.mutant.in_function:
            tests = coverage.tests(path, lines[:1]) or coverage.tests(path, lines)
            # A process that a test forks and ends leaves no trace of its lines.
            tests = tests or coverage.tests(path)
        else:
            # A module of constants runs no line in a test: who imports them makes use of them.
            tests = self._readers(program).union(*map(coverage.tests, [path, *_importers(program)]))
            readers = _READERS if program.target == "client" else set()
            own = {file for file in set(self._files) if file in readers or _is_own(path, file)}
            tests |= {test for test in coverage.seconds if self._files[test] in own}
        if program.layer is not None:
            layer = {test for test in coverage.seconds if coverage.names[test] in program.layer}
            # What runs while a module of tests is imported runs in none of them.
            tests = tests & layer or layer
        return tests


def _called(program: Program) -> list[tuple[Path, range]]:
    """Return where the functions are whose names the mutant's lines contain, in its target."""
    functions = _functions(program.target)
    source = source_of(program.path).splitlines() if functions else []
    text = "\n".join(source[line - 1] for line in program.mutant.lines if line <= len(source))
    called = [functions.get(name, ()) for name in sorted(set(re.findall(r"\w+", text)))]
    # A name that many have tells nothing.
    return [place for places in called if len(places) <= _NAMESAKES for place in places]


@cache
def _functions(target: str) -> Mapping[str, Sequence[tuple[Path, range]]]:
    """Return the functions of a target by name: their files and lines."""
    functions: dict[str, list[tuple[Path, range]]] = {}
    for path in TARGETS[target].files() if target in TARGETS else ():
        for node in ast.walk(ast.parse(source_of(path))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                functions.setdefault(node.name, []).append((path, lines))
    return functions


def _importers(program: Program) -> list[Path]:
    """Return the modules of a mutant's target that import from its module."""
    target = TARGETS.get(program.target)
    return [path for path in target.files() if f"{program.path.stem} import " in source_of(path)] if target else []


def _is_own(path: Path, file: str) -> bool:
    """Return whether a file of tests is named after a module, or after one of the folders that it is in."""
    return file.rpartition("/")[2] in _own_names(path)


@cache
def _own_names(path: Path) -> frozenset[str]:
    names = (path.stem.strip("_"), *path.parent.parts)
    # The tests of _retry.py are in test_retries.py.
    plurals = (f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s" for name in names)
    return frozenset(f"test_{name}.py" for name in (*names, *plurals))
