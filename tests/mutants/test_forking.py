"""A fork says how its tests ended, and whatever a mutant does, it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.mutants.forking import FOREIGN, Forks, processor_time
from tests.mutants.fresh import CAUGHT, SURVIVED, FreshProcesses
from tests.mutants.targets import programs

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


class Session:
    """Some functions in place of tests: one that returns False fails."""

    def __init__(self, folder: Path, *acts: Callable[[], Any]) -> None:
        factory = SimpleNamespace(getbasetemp=lambda: folder)
        plugins = SimpleNamespace(register=self._plugins().append, unregister=lambda name: None)
        hook = SimpleNamespace(pytest_runtest_protocol=self._run)
        self.config = SimpleNamespace(_tmp_path_factory=factory, pluginmanager=plugins, hook=hook)
        self.items = [SimpleNamespace(nodeid=f"{act.__name__}.py::a", act=act, config=self.config) for act in acts]

    def _plugins(self) -> list[Any]:
        self._registered: list[Any] = []
        return self._registered

    def _run(self, item: Any, nextitem: Any) -> None:
        failed = item.act() is False
        self._registered[0].pytest_runtest_logreport(SimpleNamespace(failed=failed, when="call"))


def forks_of(folder: Path, *acts: Callable[[], Any]) -> Forks:
    """Return the forks of a session of some functions, one of which computes at a time."""
    return Forks(Session(folder, *acts), 1)  # type: ignore[arg-type]  # all of a session that they need


def passes() -> bool:
    return True


def fails() -> bool:
    return False


def computes_for_ever() -> None:
    while True:
        pass


def waits_for_ever() -> None:
    time.sleep(3600)


@pytest.mark.parametrize(
    ("acts", "is_caught", "last"),
    [
        ([passes, passes], False, 1),
        ([passes, fails, passes], True, 1),
        ([passes, computes_for_ever], True, 1),
        ([waits_for_ever, passes], True, 0),
        ([sys.exit], True, 0),
    ],
)
def test_a_fork_ends_with_the_first_test_that_fails(
    acts: list[Callable[[], Any]], is_caught: bool, last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What neither passes nor ends has failed, too."""
    monkeypatch.setattr("tests.mutants.forking._PATIENCE", 0.3)
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))
    ends: list[tuple[int | None, int | None]] = []
    forks = forks_of(tmp_path, *acts)
    # What passes has the time that a busy machine may need for it.
    forks._slowest = {"passes.py": 200.0}, {"passes.py": 200.0}
    forks.run(range(len(acts)), lambda: True, lambda *end: ends.append(end))
    forks.wait()
    ((status, test),) = ends
    assert (status != SURVIVED, test) == (is_caught, last)


@pytest.mark.parametrize(("load", "is_caught"), [(0.0, True), (1000.0, False)])
def test_on_a_busy_machine_a_test_may_take_longer(
    load: float, is_caught: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for a processor has not failed."""
    monkeypatch.setattr("tests.mutants.forking._PATIENCE", 0.3)
    monkeypatch.setattr("os.getloadavg", lambda: (load, load, load))
    ends: list[int | None] = []
    forks = forks_of(tmp_path, lambda: time.sleep(0.5))
    forks.run([0], lambda: True, lambda status, _: ends.append(status))
    forks.wait()
    assert (ends != [SURVIVED]) == is_caught


@pytest.mark.parametrize(("readers", "taken", "is_caught"), [((), 0.0, True), ({0}, 0.0, False), ((), 10.0, False)])
def test_what_is_made_in_one_test_only_may_take_long(
    readers: Collection[int], taken: float, is_caught: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another test may have made it when this one was measured, or it took as long in another fork."""

    def computes() -> None:
        end = processor_time() + 1
        while processor_time() < end:
            pass

    monkeypatch.setattr("tests.mutants.forking._PATIENCE", 1.0)
    forks = forks_of(tmp_path, computes)
    forks._readers, forks.taken[True][0] = frozenset(readers), taken
    ends: list[int | None] = []
    forks.run([0], lambda: True, lambda status, _: ends.append(status))
    forks.wait()
    assert (ends != [SURVIVED]) == is_caught


@pytest.mark.parametrize("computing", [0, 1])
def test_while_forks_wait_others_run(computing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are jobs compute; the first of these waits for what the second one does."""
    monkeypatch.setattr("tests.mutants.forking._PATIENCE", 0.2 if computing else 20.0)
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))
    monkeypatch.setattr("tests.mutants.forking._computing", lambda: computing)
    reader, writer = os.pipe()
    forks = forks_of(tmp_path, lambda: os.read(reader, 1), lambda: os.write(writer, b"x"))
    ends: list[int | None] = []
    for test in (0, 1):
        forks.run([test], lambda: True, lambda status, _: ends.append(status))
    forks.wait()
    assert (ends == [SURVIVED] * 2) == (computing == 0)


def test_what_tests_take_in_forks_is_known_afterwards(tmp_path: Path) -> None:
    """The first one of a file makes what it shares with others; one that fails ends earlier than usual."""
    forks = forks_of(tmp_path, passes, passes, fails)
    for tests in ([0, 1], [0, 2]):
        forks.run(tests, lambda: True, lambda *_: None)
    forks.wait()
    assert [[seconds > 0 for seconds in taken] for taken in forks.taken] == [[False, True, False], [True, False, False]]


@pytest.mark.parametrize(("most", "is_caught"), [(0.0, False), (60.0, True)])
def test_a_mutant_that_slows_its_tests_down_is_given_up(most: float, is_caught: bool, tmp_path: Path) -> None:
    """No further test is asked; the one that took so long has passed."""
    ends: list[int | None] = []
    forks = forks_of(tmp_path, passes, fails)
    forks.run([0, 1], lambda: True, lambda status, _: ends.append(status), most=most)
    forks.wait()
    assert (ends != [SURVIVED]) == is_caught


def test_a_mutant_that_no_function_can_be_given_is_foreign(tmp_path: Path) -> None:
    """No test runs then."""
    ends: list[tuple[int | None, int | None]] = []
    forks = forks_of(tmp_path, fails)
    forks.run([0], lambda: False, lambda *end: ends.append(end))
    forks.wait()
    assert ends == [(FOREIGN, None)]


def test_a_fresh_process_has_the_mutant_from_the_start(tmp_path: Path) -> None:
    """A table that is made once is another one; tests that do not look at it pass."""
    mutant = next(program for program in programs("client") if program.name == "comm100/errors.py: 403 -> 404")
    file = "tests/client/test_errors.py"
    ends: list[int | None] = []
    forks = forks_of(tmp_path)
    with FreshProcesses(tmp_path) as fresh:
        for test in ("test_each_status_has_a_class[403-ForbiddenError]", "test_errors_share_one_base"):
            forks.call(lambda test=test: fresh.run(mutant.key, [f"{file}::{test}"], {}, 60), ends.append)  # type: ignore[misc]  # mypy does not type the defaults of a lambda
        forks.wait()
    assert ends == [CAUGHT, SURVIVED]
