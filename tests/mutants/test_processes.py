"""What a test starts holds the mutant too, and the lines that it runs are the test's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.operators import mutants
from tests.mutants.processes import pass_on, traced_lines

SOURCE = "def price(a):\n    if a > 3:\n        return a\n    return 0\n"
COMMAND = "from generator import price\nprint(price.price(3))"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with one module, and a way to start processes that a test may change."""
    monkeypatch.setattr(subprocess.Popen, "__init__", subprocess.Popen.__init__)
    folder = tmp_path / "program" / "generator"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "price.py").write_text(SOURCE)
    return folder


def run(program: Path) -> str:
    """Run the program as a user would, with an environment of its own."""
    command = [sys.executable, "-c", COMMAND]
    return subprocess.check_output(command, cwd=program.parent, env={}, text=True).strip()


def test_a_process_has_the_mutant(program: Path) -> None:
    """From the moment when it imports the module."""
    assert run(program) == "0"
    (mutant,) = [mutant for mutant in mutants(SOURCE) if mutant.operator == "comparison"]
    pass_on("MUTANT", [str(program / "price.py"), *mutant.key])
    assert run(program) == "3"


def test_a_copy_has_the_mutant_too(program: Path, tmp_path: Path) -> None:
    """A package that is vendored or rendered anew is the same program; a module that differs is another one."""
    (mutant,) = [mutant for mutant in mutants(SOURCE) if mutant.operator == "comparison"]
    original = tmp_path / "price.py"
    original.write_text(SOURCE)
    pass_on("MUTANT", [str(original), *mutant.key])
    assert run(program) == "3"
    original.write_text(SOURCE + "# changed\n")
    assert run(program) == "0"


def test_a_process_notes_its_lines(program: Path, tmp_path: Path) -> None:
    """Each line once, whichever of the processes ran it."""
    pass_on("MUTANTS_TRACE", [str(tmp_path), [f"{program}/*"]])
    assert run(program) == "0"
    noted = next(tmp_path.glob("*.json"))
    assert str(program / "price.py") in json.loads(noted.read_text("utf-8"))
    assert traced_lines(tmp_path)[str(program / "price.py")] == {1, 2, 4}
    assert traced_lines(tmp_path) == {}
