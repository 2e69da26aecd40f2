"""Runs tests in forks of one pytest process that has collected them all: a mutant costs what its tests cost.

Starting pytest and importing what the tests need takes seconds, a fork milliseconds. In a fork, the functions of a
module are given the code of the mutant, and its names the values (see live.py). What cannot be changed like that runs
in a process of its own (see fresh.py).
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Mapping, MutableSequence, Sequence, Set
from itertools import zip_longest
from multiprocessing.sharedctypes import RawArray, RawValue
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants.fresh import CAUGHT, SURVIVED
from tests.mutants.processes import pass_on, traced_lines
from tests.mutants.traces import Coverage, KeptCoverage
from tests.progress import Progress

__all__ = ["CAUGHT", "FOREIGN", "SURVIVED", "TIMEOUT", "Forks", "processor_time"]

FOREIGN = 4
"""How a fork ends if the mutant is not in code that a function can be given."""

TIMEOUT = 120.0
"""Seconds after which a fork is killed whose tests have no end, each in its own time; it counts as caught."""

_PATIENCE = 5.0
"""How many times as long as the slowest test of its file without a mutant a test may take before it fails, and how many
seconds beyond that it may wait."""

_COMPUTING = 0.4
"""How many of these seconds may be processor time, which the other forks need, too."""

_UNKNOWN = 5.0
"""How many seconds more a test may take that ran nothing when it was measured: others had made what it looks at."""

_MEMORY = 8 << 30

_MOST = 6
"""How many forks there are at most for each one that computes: the others wait, mostly for what never comes."""


class Forks:
    """Forks of this process, so many at a time that the processors have something to do.

    Args:
        session: The session, with all tests collected.
        jobs: How many forks compute at a time. While some of them wait, there are more.

    Attributes:
        folder: Where what the tests write is, in a folder ``fork-<process>`` of each fork.
        taken: For each test, the processor time that it has taken in forks, 0 if none is known: after others of its
            file, and as the first of them.
    """

    def __init__(self, session: pytest.Session, jobs: int) -> None:
        self._session, self._jobs = session, jobs
        self._running: dict[int, tuple[Callable[[int | None], None], float]] = {}
        self.folder: Path = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        self.taken: Sequence[MutableSequence[float]] = [RawArray("d", len(session.items)) for _ in range(2)]
        self._slowest: tuple[Mapping[str, float], Mapping[str, float]] = {}, {}
        self._readers: Set[int] = frozenset()
        self._reports = _Reports()
        session.config.pluginmanager.register(self._reports)
        # It compares what an assertion compares a second time, to describe it.
        session.config.pluginmanager.unregister(name="assertion")

    def run(
        self,
        tests: Sequence[int],
        prepare: Callable[[], bool],
        ended: Callable[[int | None, int | None], None],
        limit: float = TIMEOUT,
        most: float = float("inf"),
    ) -> None:
        """Run tests in a fork until one fails.

        Args:
            tests: The numbers of the tests.
            prepare: Changes the fork; returns False if it cannot be changed as it should.
            ended: Called later, with how the fork has ended, None if it hung, and the test that ran last, if any.
            limit: Seconds after which it is killed; a test may take as many times longer as this is more than usual.
            most: Seconds of processor time after which no further test is run.
        """
        running = RawValue("q", -1)

        def act() -> int:
            if not prepare():
                return FOREIGN
            return CAUGHT if self._fails(tests, _PATIENCE * limit / TIMEOUT, most, running) else SURVIVED

        self.call(act, lambda status: ended(status, running.value if running.value >= 0 else None), limit)

    def call(self, act: Callable[[], int], ended: Callable[[int | None], None], limit: float = TIMEOUT) -> None:
        """Call a function in a fork, which ends with what it returns.

        Args:
            act: The function.
            ended: Called later, with how the fork has ended; None if it hung.
            limit: Seconds after which it is killed.
        """
        self._fork(act, ended, limit)

    def measure(self, files: Sequence[Path], kept: KeptCoverage) -> Coverage:
        """Run the tests in forks, each with its share of them, and return which lines they run.

        Args:
            files: The files whose lines are of interest. Those of a copy that a test makes count as well.
            kept: What is known of some tests, which are not run; what is measured is added to it.
        """
        measured = kept.load([item.nodeid for item in self._session.items])
        unknown = [number for number in range(len(measured.names)) if number not in measured.seconds]
        # Neighbours share their fixtures: each fork takes a stretch.
        size = -(-len(unknown) // (16 * self._jobs)) or 1
        stretches = [unknown[start : start + size] for start in range(0, len(unknown), size)]
        progress = Progress(len(stretches))
        for stretch in stretches:
            path = self.folder / f"coverage-{stretch[0]}.json"

            def ended(_: int | None, path: Path = path) -> None:
                measured.add(json.loads(path.read_text("utf-8")))
                progress.advance()

            self._fork(lambda stretch=stretch, path=path: self._trace(stretch, files, path), ended, float("inf"))  # type: ignore[misc]  # mypy does not type the defaults of a lambda
        self.wait()
        kept.save(measured)
        self._slowest = measured.slowest(measured.seconds), measured.slowest(measured.elapsed)
        self._readers = measured.readers
        return measured

    def wait(self) -> None:
        """Wait until no fork runs."""
        self._wait(lambda: not self._running)

    def kill(self) -> None:
        """End all forks at once."""
        for pid in self._running:
            self._clean(pid)
            os.waitpid(pid, 0)
        self._running.clear()

    def _wait(self, is_over: Callable[[], bool]) -> None:
        while not is_over():
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid:
                ended, _ = self._running.pop(pid)
                self._clean(pid)
                ended(os.waitstatus_to_exitcode(status))
                continue
            for late in [pid for pid, (_, limit) in self._running.items() if time.monotonic() > limit]:
                ended, _ = self._running.pop(late)
                self._clean(late)
                os.waitpid(late, 0)
                ended(None)
            time.sleep(0.005)

    def _has_room(self) -> bool:
        count = len(self._running)
        return count < self._jobs or (count < _MOST * self._jobs and _computing() < self._jobs)

    def _fork(self, act: Callable[[], int], ended: Callable[[int | None], None], limit: float) -> None:
        self._wait(self._has_room)
        pid = os.fork()
        if pid:
            self._running[pid] = ended, time.monotonic() + limit * _delay()
            return
        status = CAUGHT
        try:
            self._become_child()
            status = act()
        except BaseException:  # a mutant may raise anything, SystemExit and KeyboardInterrupt included
            status = CAUGHT
        finally:
            os._exit(status)

    def _become_child(self) -> None:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        folder = self.folder / f"fork-{os.getpid()}"
        folder.mkdir()
        self._session.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]

    def _clean(self, pid: int) -> None:
        # What the tests began in the fork ends with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        shutil.rmtree(self.folder / f"fork-{pid}", ignore_errors=True)

    def _fails(self, tests: Sequence[int], patience: float, most: float, running: Any) -> bool:
        files = set[str]()
        for number, following in zip_longest(tests, tests[1:]):
            running.value = number
            item = self._session.items[number]
            file, begun = item.nodeid.partition("::")[0], processor_time()
            # The first test of a file makes what it shares with the others, which may take as long as the slowest.
            seconds, elapsed = (slowest.get(file, 0.0) for slowest in self._slowest)
            seconds = max(seconds, self.taken[file not in files][number])
            elapsed = max(elapsed, seconds)
            if number in self._readers:
                seconds, elapsed = seconds + _UNKNOWN, elapsed + _UNKNOWN
            # What computes for ever ends by the first, and what waits for ever by the second.
            signal.setitimer(signal.ITIMER_PROF, patience * (_COMPUTING + seconds))
            faulthandler.dump_traceback_later(patience * (1 + elapsed) * _delay(), exit=True)
            next_item = None if following is None else self._session.items[following]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=next_item)
            if self._reports.failed:
                return True
            taken, spent = self.taken[file not in files], processor_time() - begun
            # A mutant may slow a test down, but hardly the next one, too.
            taken[number] = (taken[number] + spent) / 2 if taken[number] else spent
            files.add(file)
            if processor_time() > most:
                break
        return False

    def _trace(self, tests: Sequence[int], files: Sequence[Path], path: Path) -> int:
        originals = {(file.name, file.read_bytes()): str(file) for file in files}
        patterns = [*map(str, files), f"{self.folder}/*"]
        traced = coverage.Coverage(data_file=None, config_file=False, include=patterns)
        # Some tests run none of the files.
        traced.set_option("run:disable_warnings", ["no-data-collected"])
        part: dict[str, Any] = {"lines": {}, "seconds": {}, "setups": {}, "elapsed": {}, "failed": []}
        processes = path.with_suffix(".d")
        processes.mkdir()
        pass_on("MUTANTS_TRACE", [str(processes), patterns])
        measured: dict[str, dict[int, list[int]]] = {}
        traced.start()
        for number, following in zip_longest(tests, tests[1:]):
            item = self._session.items[number]
            next_item = None if following is None else self._session.items[following]
            traced.switch_context(str(number))
            started, begun = processor_time(), time.monotonic()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=next_item)
            if self._reports.failed:
                part["failed"].append(item.nodeid)
                self._reports.failed = False
            else:
                part["seconds"][number] = processor_time() - started
                part["setups"][number] = self._reports.set_up - started
                part["elapsed"][number] = time.monotonic() - begun
            for file, run in traced_lines(processes).items():
                for line in run:
                    measured.setdefault(file, {}).setdefault(line, []).append(number)
        traced.stop()
        data = traced.get_data()
        for file in data.measured_files():
            for line, contexts in data.contexts_by_lineno(file).items():
                measured.setdefault(file, {}).setdefault(line, []).extend(int(number) for number in contexts if number)
        for file, covered in measured.items():
            is_copy = Path(file) not in files and Path(file).exists()
            original = originals.get((Path(file).name, Path(file).read_bytes()), file) if is_copy else file
            known = part["lines"].setdefault(original, {})
            for line, numbers in covered.items():
                known[line] = known.get(line, []) + numbers
        path.write_text(json.dumps(part), "utf-8")
        return SURVIVED


def processor_time() -> float:
    """Return the seconds of this process and its children: unlike the clock's, the same on a busy machine."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _delay() -> float:
    """Return how many times as long everything takes while others use the processors too."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _computing() -> float:
    """Return how many threads of the machine use a processor or wait for one, this one aside; infinity if unknown."""
    try:
        return int(Path("/proc/loadavg").read_text("ascii").split()[3].partition("/")[0]) - 1
    except OSError:
        return float("inf")


class _Reports:
    """Notes whether a test has failed, and spares the time to describe how, which often exceeds the test's own."""

    failed = False
    set_up = 0.0
    """The processor time when the last test was set up."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "setup":
            self.set_up = processor_time()
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
        if call.excinfo is None or isinstance(call.excinfo.value, pytest.skip.Exception):
            return None
        return pytest.TestReport(item.nodeid, item.location, {}, "failed", None, call.when)  # type: ignore[arg-type]
