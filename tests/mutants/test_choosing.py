"""Which mutants there are, and which tests are asked about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.choosing import Chooser
from tests.mutants.forking import TIMEOUT
from tests.mutants.layers import Fault
from tests.mutants.operators import mutants
from tests.mutants.patches import Patch
from tests.mutants.targets import EQUIVALENT, TARGETS, Program, Target, programs
from tests.mutants.traces import Coverage

SOURCE = """
LIMIT = 3

def price(a):
    return a == LIMIT
"""
PATH = Path("/shop/price.py")
CONSTANT, COMPARISON = (Program("shop", PATH, mutant, mutant.was) for mutant in mutants(SOURCE))
FILES = ["test_a.py", "test_a.py", "test_b.py", "test_c.py", "test_c.py", "test_d.py"]


def coverage(**seconds: float) -> Coverage:
    lines = {str(PATH): {4: {3}, 5: {0, 1, 2}}, "/shop/other.py": {5: {4}}}
    durations = {0: 0.13, 1: 0.14, 2: 0.15, 3: 0.16, 4: 0.17, 5: 0.18} | {
        int(name[1:]): value for name, value in seconds.items()
    }
    return Coverage(FILES, lines, durations)


def choose_tests(program: Program, measured: Coverage, names: Sequence[str]) -> list[int]:
    """Return the tests of a mutant, in their order."""
    return Chooser(replace(measured, names=names)).tests(program)


def test_the_tests_that_run_the_line_are_asked_one_of_each_file_first() -> None:
    """The quickest of each file, then the next one of each; but first those that are much quicker than others."""
    assert choose_tests(COMPARISON, coverage(), FILES) == [0, 2, 1]
    assert choose_tests(COMPARISON, coverage(_2=0.6), FILES) == [0, 1, 2]


def test_the_first_test_of_a_file_makes_what_the_others_share() -> None:
    """Whichever it is, it takes that time too, and comes after quicker ones of other files."""
    measured = coverage(_0=0.4)
    measured.setups = {0: 0.3, 1: 0.0}
    assert choose_tests(COMPARISON, measured, FILES) == [2, 1, 0]
    assert choose_tests(COMPARISON, coverage(_0=0.4), FILES) == [1, 2, 0]


def test_what_a_test_took_in_a_fork_counts() -> None:
    """Several files of tests may share what took long: it was made in one of them only when they were measured."""
    for taken, chosen in (
        ({}, [0, 2, 1]),
        ({(0, 1): 9.0}, [0, 2]),
        ({(1, 1): 9.0}, [0, 2, 1]),
        ({(1, 0): 9.0}, [1, 2, 0]),
    ):
        forks = [[taken.get((position, test), 0.0) for test in range(len(FILES))] for position in range(2)]
        assert Chooser(coverage(), forks).tests(COMPARISON) == chosen, taken


def test_the_tests_of_the_module_itself_are_asked_first() -> None:
    """They are in test_<module>.py, and all of them come before the quickest of the others."""
    for name in ("price", "prices"):
        files = [f"tests/test_{file}.py" for file in ("a", name, name, "c", "c", "d")]
        assert choose_tests(COMPARISON, coverage(), files) == [1, 2, 0]
    entry = replace(COMPARISON, path=Path("/shop/entry.py"))
    measured = Coverage(FILES, {"/shop/entry.py": {5: {0, 1}}}, coverage().seconds)
    assert choose_tests(entry, measured, ["test_a.py", "test_entries.py", *FILES[2:]]) == [1, 0]


def test_the_tests_of_the_folder_are_asked_about_what_runs_once() -> None:
    """A module of constants runs no line afterwards that would tell who uses them."""
    files = [f"tests/test_{name}.py" for name in ("shop", "shop", "b", "c", "d", "d")]
    measured = Coverage(FILES, {"/shop/other.py": {1: {0, 1, 2, 3, 4, 5}}}, coverage().seconds)
    assert choose_tests(CONSTANT, measured, files) == [0, 1]


def test_special_cases_are_asked_before_quicker_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that few tests run, in the module or in what the mutant's line calls, is that of a special case."""
    shop = "def price(a):\n    return tax(a) + 1\n\n\ndef rebate(a):\n    return 0\n"
    (tmp_path / "shop.py").write_text(shop)
    (tmp_path / "taxes.py").write_text("def tax(a):\n    if a < 0:\n        return 0\n    return a\n")
    monkeypatch.setattr("tests.mutants.choosing.TARGETS", {"taxed": Target(tmp_path, ())})
    mutant = next(mutant for mutant in mutants(shop) if mutant.operator == "arithmetic")
    program = Program("taxed", tmp_path / "shop.py", mutant, "sum")
    measured = coverage()
    paths = [str(tmp_path / name) for name in ("shop.py", "taxes.py")]
    measured.lines = {paths[0]: {2: {0, 1, 2, 3}, 6: {3}}, paths[1]: {2: {0, 1, 2, 3}, 3: {2}, 4: {0, 1, 3}}}
    assert choose_tests(program, measured, ["test_a.py"] * 6) == [0, 2, 3, 1]


def test_what_runs_once_is_a_matter_of_all_tests_of_the_module() -> None:
    """Nobody knows which of them a constant matters to; those that only read what is there are asked before them.

    First are those of the module's own file: a process of its own does not import many.
    """
    assert choose_tests(CONSTANT, coverage(), FILES) == [5, 0, 2, 3, 1]
    own = [*FILES[:2], "tests/test_price.py", *FILES[3:]]
    assert choose_tests(CONSTANT, coverage(), own) == [2, 5, 0, 3, 1]


def test_tests_that_only_read_are_asked_about_their_own_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pages of the reference look like tells nothing about the mock."""
    monkeypatch.setattr("tests.mutants.choosing.TARGETS", {"shop": Target(PATH.parent, ("shop",))})
    for folder, is_asked in (("shop", True), ("bank", False)):
        files = [f"tests/shop/{name}" for name in FILES[:5]] + [f"tests/{folder}/test_d.py"]
        assert (5 in choose_tests(CONSTANT, coverage(), files)) == is_asked


def test_constants_are_a_matter_of_those_who_import_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test runs a line of their own module that would tell who uses them."""
    (tmp_path / "prices.py").write_text(SOURCE)
    (tmp_path / "shop.py").write_text("from .prices import price\n")
    (tmp_path / "bank.py").write_text("price = 1\n")
    monkeypatch.setattr("tests.mutants.choosing.TARGETS", {"shop": Target(tmp_path, ())})
    constant = replace(CONSTANT, path=tmp_path / "prices.py")
    measured = coverage()
    measured.lines = {str(tmp_path / name): {1: {test}} for name, test in (("shop.py", 1), ("bank.py", 2))}
    assert 1 in choose_tests(constant, measured, FILES)
    assert 2 not in choose_tests(constant, measured, FILES)


def test_a_test_that_caught_another_mutant_of_the_function_is_asked_first() -> None:
    """The last one before the others, where they run the line; what was learned of another function is no help."""
    chooser = Chooser(coverage())
    for test in (4, 1, 2):
        chooser.learn(COMPARISON, test)
    assert chooser.tests(COMPARISON) == [2, 1, 0]
    assert chooser.tests(CONSTANT) == Chooser(coverage()).tests(CONSTANT)


def test_slow_tests_are_left_out_where_there_are_others() -> None:
    """One test at least is asked, however long it takes."""
    assert choose_tests(COMPARISON, coverage(_1=100.0), FILES) == [0, 2]
    assert choose_tests(COMPARISON, coverage(_0=100.0, _1=100.0, _2=50.0), FILES) == [2]


def test_a_fault_of_the_catalogue_is_left_to_its_layer(tmp_path: Path) -> None:
    """To those of its tests that run the function, however long they take; else to all of them."""
    (tmp_path / "price.py").write_text('def price(a):\n    """Return it."""\n    return a == 3\n')
    fault = Fault("dear", "corpus", Patch("price", "a == 3", "a == 4"))
    vars(fault)["path"] = tmp_path / "price.py"
    assert (fault.in_function, fault.lines) == (True, range(3, 4))
    program = Program("catalogue", fault.path, fault, "corpus: dear")
    names = ["tests/mock/test_corpus.py::a", "tests/mock/test_corpus.py::b", "tests/mock/test_schema.py::a", *FILES[3:]]
    measured = coverage(_0=100.0, _1=100.0)
    for line, chosen in ((3, [0, 1]), (1, [2, 0, 1])):
        measured.lines = {str(fault.path): {line: {0, 1, 3, 4} if line == 3 else {3}}}
        assert choose_tests(program, measured, names) == chosen
    assert program.limit > TIMEOUT == COMPARISON.limit
    assert program.key == [str(fault.path), "dear"]


def test_where_all_take_long_who_runs_most_of_the_function_is_asked_first(tmp_path: Path) -> None:
    """Of the operations that are fuzzed, for example, it is the one that the function is for."""
    path = tmp_path / "price.py"
    path.write_text("def price(a):\n    if a == 3:\n        return 1\n    return 0\n")
    fault = Fault("dear", "corpus", Patch("price", "a == 3", "a == 4"))
    vars(fault)["path"] = path
    names = ["tests/mock/test_corpus.py::a", "tests/mock/test_corpus.py::b"]
    measured = Coverage(names, {str(path): {2: {0, 1}, 3: {1}}}, {0: 1.0, 1: 1.5})
    assert Chooser(measured).tests(Program("catalogue", path, fault, "corpus: dear")) == [1, 0]


def test_what_no_test_is_known_to_run_is_a_matter_of_all_tests_of_the_module() -> None:
    """Some run it in a process that was forked, and ended before anybody could ask."""
    measured = coverage()
    del measured.lines[str(PATH)][5]
    assert choose_tests(COMPARISON, measured, FILES) == [3]


def test_a_test_that_fails_anyway_is_not_asked() -> None:
    """It would catch everything."""
    measured = coverage()
    del measured.seconds[0]
    assert choose_tests(COMPARISON, measured, FILES) == [1, 2]
    elsewhere = replace(COMPARISON, path=Path("/shop/unknown.py"))
    assert choose_tests(elsewhere, measured, FILES) == []


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "catalogue"])
def test_each_target_has_mutants_that_are_told_apart(target: str) -> None:
    """By names that hold no line number; each reason for a survivor belongs to one of them."""
    names = [program.name for program in programs(target)]
    assert len(set(names)) == len(names) > 1_000
    modules = {path.relative_to(TARGETS[target].folder.parent).as_posix() for path in TARGETS[target].files()}
    own = {name for name in EQUIVALENT if name.partition(":")[0] in modules}
    assert own <= set(names)
