"""What is written is formatted in one way on every machine, and a rendered package is found and run as a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import OutputError, RenderError
from generator.output import format as formatting
from generator.output.format import format_python
from generator.output.package import older_copy, rendered_package, run_package
from generator.output.write import differences, replace_tree

UGLY = "import os\nimport abc\nfrom b import (d,\n c)\nx = [\n  1,\n  2,\n]\nprint( abc, c,d )\n"
NICE = "import abc\n\nfrom b import c, d\n\nx = [1, 2]\nprint(abc, c, d)\n"


def test_python_is_formatted_and_nothing_else_is() -> None:
    """Imports are sorted, and those that nothing uses go, from packages' own modules, too."""
    files = {"a.py": UGLY, "p/__init__.py": UGLY, "q/r/a.py": UGLY, "p/__init__.txt": UGLY, "b.json": "{ }"}
    assert format_python(files) == {**files, "a.py": NICE, "p/__init__.py": NICE, "q/r/a.py": NICE}
    assert list(format_python(files)) == list(files)


def test_nothing_that_lies_around_changes_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUFF_LINE_LENGTH", "10")
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "json")
    monkeypatch.setattr(formatting, "_AT_ONCE", 2)
    names = [f"{number}.py" for number in range(5)]
    assert format_python(dict.fromkeys(names, UGLY)) == dict.fromkeys(names, NICE)


def test_files_are_formatted_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command line cannot be of any length; each step is told before it is taken."""
    steps: list[object] = []
    monkeypatch.setattr(formatting, "_AT_ONCE", 2)
    monkeypatch.setattr(formatting, "_ruff", lambda command, names, folder: steps.append((command[0], *names)))
    format_python(dict.fromkeys(["a.py", "b.txt", "c.py", "d.py"], ""), lambda *step: steps.append(step))
    first, second = ("a.py", "c.py"), ("d.py",)
    assert steps == [
        *((0, 3), ("check", *first), ("format", *first)),
        *((2, 3), ("check", *second), ("format", *second)),
    ]


def test_python_that_is_none_is_an_error_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment tells ruff to say."""
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "json")
    with pytest.raises(RenderError, match=r"p/__init__\.py:1:5") as error:
        format_python({"a.py": "", "p/__init__.py": "x = = 1\n"})
    assert "_init_.py" not in str(error.value).replace("__init__.py", "")
    assert '"filename"' not in str(error.value)
    with pytest.raises(RenderError) as error:
        format_python({f"{number}.py": "x = = 1\n" for number in range(9)})
    # What else is wrong has the same cause, as a rule.
    assert str(error.value).count("; ") == 4


def test_a_package_is_found_by_its_provenance(tmp_path: Path) -> None:
    """There is one in an output folder; a copy is older if it was rendered from something else."""
    with pytest.raises(OutputError, match="contains no rendered package"):
        rendered_package(tmp_path)
    package, other = tmp_path / "out/tiny", tmp_path / "app/tiny"
    replace_tree({"tiny/provenance.json": "{}", "reference/a.html": ""}, tmp_path / "out")
    assert rendered_package(tmp_path / "out") == package
    assert older_copy(tmp_path / "app", package) is None
    other.mkdir(parents=True)
    (other / "provenance.json").write_text("{}")
    assert older_copy(tmp_path / "app", package) is None
    (other / "provenance.json").write_text('{"a": 1}')
    assert older_copy(tmp_path / "app", package) == other
    assert older_copy(other, package) == other
    (tmp_path / "out/second").mkdir()
    (tmp_path / "out/second/provenance.json").write_text("{}")
    with pytest.raises(OutputError):
        rendered_package(tmp_path / "out")


def test_a_package_runs_as_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """From its own folder, whatever the current one holds, with its arguments and its exit code."""
    package = tmp_path / "out/tiny"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(4)\n")
    (tmp_path / "tiny.py").write_text("")
    monkeypatch.chdir(tmp_path)
    assert run_package(Path("out/tiny"), "vendor", "--x") == 4
    assert capfd.readouterr().out == "['vendor', '--x']\n"
    assert not (package / "__pycache__").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the folder, if the error names no file."""
    (tmp_path / "a.py").write_text("")
    for error, named in ((OSError(5, "Input/output error", "x/a.py"), "x/a.py"), (OSError(5, "I/O"), str(tmp_path))):
        monkeypatch.setattr(Path, "read_bytes", lambda path, error=error: (_ for _ in ()).throw(error))
        with pytest.raises(OutputError) as caught:
            differences({}, tmp_path)
        assert str(caught.value) == f"{named}: {error.strerror}"
