"""What is known of a test is used again until its file changes, or anything else that it may depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.traces import Coverage, KeptCoverage

NAMES = ["tests/test_a.py::a", "tests/test_a.py::b", "tests/test_b.py::a"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose tests have been measured: the second one failed."""
    for name in ("tests/test_a.py", "tests/test_b.py", "tests/test_c.py", "tests/support.py", "generator/shop.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    lines = {"/shop/price.py": {3: {0, 1, 2}, 4: {2}}, "/shop/stock.py": {1: {0}}}
    coverage = Coverage(NAMES, lines, {0: 0.5, 2: 1.5}, {0: 0.25, 2: 1.0}, {0: 0.75, 2: 2.5}, [NAMES[1]])
    KeptCoverage(tmp_path / "kept", tmp_path).save(coverage)
    return tmp_path


def known(root: Path, names: list[str]) -> Coverage:
    return KeptCoverage(root / "kept", root).load(names)


def test_what_is_known_goes_by_the_names_of_tests(root: Path) -> None:
    """Others may have been added or left out, so that they have other numbers; a failure is not kept."""
    coverage = known(root, ["tests/test_c.py::a", NAMES[2], NAMES[1], NAMES[0]])
    assert coverage.lines == {"/shop/price.py": {3: {1, 3}, 4: {1}}, "/shop/stock.py": {1: {3}}}
    assert (coverage.seconds, coverage.setups, coverage.elapsed) == (
        {1: 1.5, 3: 0.5},
        {1: 1.0, 3: 0.25},
        {1: 2.5, 3: 0.75},
    )
    assert coverage.failed == []


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [("tests/test_a.py", {2}), ("tests/test_b.py", {0}), ("tests/support.py", set()), ("generator/shop.py", set())],
)
def test_what_has_changed_is_measured_again(root: Path, changed: str, numbers: set[int]) -> None:
    """All tests if it is not a file of tests: their lines may have moved."""
    (root / changed).write_text("pass")
    coverage = known(root, NAMES)
    assert coverage.seconds.keys() == numbers
    assert len(list((root / "kept").iterdir())) == bool(numbers)


def test_what_a_part_of_the_tests_adds_is_added(root: Path) -> None:
    """Whoever runs a few of them does not lose what is known of the others."""
    kept = KeptCoverage(root / "kept", root)
    kept.save(Coverage(["tests/test_c.py::a"], {}, {0: 1.0}, {0: 0.0}, {0: 1.0}))
    assert known(root, [*NAMES, "tests/test_c.py::a"]).seconds.keys() == {0, 2, 3}
