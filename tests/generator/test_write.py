"""The output folder is replaced whole or not at all, and says what it was made of."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from comm100._vendoring import record as reader
from generator.commands import main
from generator.errors import OutputError
from generator.output.write import differences, provenance, replace_tree
from tests.generator.support import ROOT, api_of, command, generator, minimal, write_templates, write_yaml

FILES = {
    "tiny/a.py": "a = 1\n",
    "tiny/deep/b.txt": "é\n",
    "tiny/provenance.json": "{}\n",
    "reference/index.html": "<p>\n",
}


def tree(folder: Path) -> dict[str, str]:
    """Return the texts of all files, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_tree_is_written(tmp_path: Path) -> None:
    """Folders are made as needed, and nothing is left beside them."""
    replace_tree(FILES, tmp_path / "far/away/out")
    assert tree(tmp_path) == {f"far/away/out/{name}": text for name, text in FILES.items()}


def test_what_is_no_longer_rendered_goes(tmp_path: Path) -> None:
    """A dropped file would be imported for ever."""
    replace_tree(FILES, tmp_path / "out")
    fewer = {name: text for name, text in FILES.items() if name != "tiny/a.py"}
    replace_tree(fewer, tmp_path / "out")
    assert tree(tmp_path) == {f"out/{name}": text for name, text in fewer.items()}


class Stop(BaseException):
    """What an interruption looks like to the code under test."""


@pytest.mark.parametrize("error", [Stop, KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("moment", ["write", "first rename", "second rename"])
def test_the_old_tree_stays_when_anything_fails(
    moment: str, error: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever moment it is stopped, the old tree is in its place and nothing beside it."""
    out = tmp_path / "out"
    replace_tree(FILES, out)
    calls = 0
    rename, write_bytes = Path.rename, Path.write_bytes

    def failing_rename(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == {"first rename": 1, "second rename": 2}.get(moment):
            raise error
        return rename(self, target)

    def failing_write(self: Path, *arguments: Any, **keywords: Any) -> int:
        if self.name == "b.txt" and moment == "write":
            raise error
        return write_bytes(self, *arguments, **keywords)

    monkeypatch.setattr(Path, "rename", failing_rename)
    monkeypatch.setattr(Path, "write_bytes", failing_write)
    with pytest.raises((Stop, KeyboardInterrupt, OutputError)):
        replace_tree({**FILES, "tiny/a.py": "new\n"}, out)
    monkeypatch.undo()
    assert tree(tmp_path) == {f"out/{name}": text for name, text in FILES.items()}


def dead_process() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_run_left_is_cleaned_up(tmp_path: Path) -> None:
    """Half a new tree is removed, and an old one that had been moved aside is put back first."""
    dead = dead_process()
    (tmp_path / f".out.new-{dead}-0011aabb/tiny").mkdir(parents=True)
    replace_tree(FILES, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (tmp_path / "out").rename(tmp_path / f".out.old-{dead}-0011aabb")
    with pytest.raises(OutputError):
        replace_tree({"tiny": "", "tiny/a.py": ""}, tmp_path / "out")
    assert tree(tmp_path / "out") == FILES


def test_what_is_there_is_newer_than_what_a_killed_run_moved_aside(tmp_path: Path) -> None:
    """The run had put the new tree in place, and was about to remove the old one."""
    replace_tree(FILES, tmp_path / "out")
    old = tmp_path / f".out.old-{dead_process()}-0011aabb/tiny"
    old.mkdir(parents=True)
    (old / "a.py").write_text("old\n")
    with pytest.raises(OutputError):
        replace_tree({"tiny": "", "tiny/a.py": ""}, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert tree(tmp_path / "out") == FILES


def test_another_run_that_is_still_going_is_left_alone(tmp_path: Path) -> None:
    """Its half-built folder is its own business."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as run:
        other = tmp_path / f".out.new-{run.pid}-0011aabb"
        other.mkdir()
        replace_tree(FILES, tmp_path / "out")
        assert other.is_dir()
        run.communicate()
    # Nobody has sent it a signal.
    assert run.returncode == 0
    replace_tree(FILES, tmp_path / "out")
    assert not other.exists()


def test_what_cannot_be_removed_stays(tmp_path: Path) -> None:
    """It is in nobody's way: here something of that name that is not a folder."""
    other = tmp_path / f".out.new-{dead_process()}-0011aabb"
    other.write_text("")
    replace_tree(FILES, tmp_path / "out")
    assert other.is_file()
    assert tree(tmp_path / "out") == FILES


def test_a_folder_that_no_render_made_is_not_replaced(tmp_path: Path) -> None:
    """A mistyped --out costs nothing."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="not a rendered tree"):
        replace_tree(FILES, tmp_path)
    assert tree(tmp_path) == {"thesis.txt": "years of work"}


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Where generated/ is a link, what it leads to is replaced and the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    replace_tree(FILES, tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert tree(tmp_path / "real") == FILES


def test_an_output_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The message names the path and the reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file: (Not a directory|File exists)"):
        replace_tree(FILES, tmp_path / "file/out")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        replace_tree(FILES, tmp_path / "file")


def test_differences_are_told_apart(tmp_path: Path) -> None:
    """Missing, extra and different files; line ends and what Python leaves behind do not count."""
    replace_tree({**FILES, "tiny/old.py": "", "tiny/__pycache__/a.pyc": ""}, tmp_path / "out")
    (tmp_path / "out/tiny/deep/b.txt").write_bytes("é\r\n".encode())
    (tmp_path / "out/tiny/a.py").write_text("a = 2\n")
    (tmp_path / "out/reference/index.html").unlink()
    changed = differences(FILES, tmp_path / "out")
    assert changed == {"reference/index.html": "missing", "tiny/a.py": "differs", "tiny/old.py": "extra"}


def test_provenance_says_what_the_package_was_made_of(tmp_path: Path) -> None:
    """The document and its files, the tools, the tested libraries, the hashes of each file; and no time or place."""
    api = api_of(tmp_path, minimal())
    package = {"tiny/a.py": "a = 1\n", "tiny/b.json": "[1]\n", "tiny/LICENSE": "MIT\n"}
    others = {"reference/index.html": "", "tiny_examples/a.py": "", "tiny.md": ""}
    files = provenance(api, {**package, **others}, "0" * 64)
    record = json.loads(files["tiny/provenance.json"])
    source = hashlib.sha256((tmp_path / "openapi.yaml").read_bytes()).hexdigest()
    assert record["spec"] == {
        "root": "openapi.yaml",
        "sha256": api.source_sha256,
        "sources": {"openapi.yaml": source},
        "title": "Tiny API",
        "version": "1",
    }
    assert set(record["files"]) == {"a.py", "b.json", "LICENSE"}
    assert record["files"]["a.py"]["sha256"] == hashlib.sha256(b"a = 1\n").hexdigest()
    assert {name: set(hashes) - {"sha256"} for name, hashes in record["files"].items()} == {
        "a.py": {"ast"},
        "b.json": {"json"},
        "LICENSE": set(),
    }
    assert record["templates"] == "0" * 64
    assert record["format"] == reader._FORMAT
    assert set(record["tools"]) == {"jinja2", "markdown-it-py", "openapi-python-client", "ruff"}
    assert str(tmp_path) not in files["tiny/provenance.json"]
    other = json.loads(provenance(api, {**package, "reference/index.html": "<p>"}, "0" * 64)["tiny/provenance.json"])
    assert {name for name in record if record[name] != other[name]} == {"reference", "sha256"}


def test_provenance_names_the_libraries_that_the_project_requires(tmp_path: Path) -> None:
    """They are the ones of pyproject.toml, and httpx, which the tests run with as well."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requires = json.loads(provenance(api_of(tmp_path, minimal()), {"tiny/a.py": ""}, "")["tiny/provenance.json"])[
        "requires"
    ]
    assert requires.pop("python") == project["requires-python"]
    assert requires.pop("httpx").startswith(">=")
    assert [name + versions for name, versions in requires.items()] == project["dependencies"]


def arguments(folder: Path) -> list[str | Path]:
    spec = write_yaml(folder, minimal())
    templates = write_templates(folder / "templates", {"package/a.py.jinja": "X = {{ api.title | literal }}\n"})
    return ["--spec", spec, "--templates", templates, "--out", folder / "out"]


def test_check_compares_and_render_mends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale tree is told file by file; rendering makes it fresh."""
    options = [str(argument) for argument in arguments(tmp_path)]
    assert main(["check", *options]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert f"{tmp_path}/out/tiny/a.py: missing" in shown
    assert shown[-1].endswith("is stale in 6 files; run: python -m generator render")
    assert main(["render", *options]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/out: 6 files rendered for 1 operation\n"
    assert main(["check", *options]) == 0
    (tmp_path / "out/tiny/a.py").write_text("X = 1\n")
    assert main(["check", *options]) == 1
    assert f"{tmp_path}/out/tiny/a.py: differs\n" in capsys.readouterr().out


def test_the_command_line_says_no_more_than_it_must(tmp_path: Path) -> None:
    """In a pipe there are no steps and no colours; an output that cannot be written is one line."""
    options = arguments(tmp_path)
    result = generator("render", *options, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    (tmp_path / "file").write_text("")
    result = command("render", *options[:4], "--out", tmp_path / "file/out", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"{tmp_path}/file")


def test_a_process_of_another_user_is_still_going(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """To be refused a signal means that there is somebody to send it to."""
    folder = tmp_path / f".generated.new-{os.getpid()}-abcdef01"
    folder.mkdir()

    def refuse(process: int, signal: int) -> None:
        raise PermissionError(process, signal)

    monkeypatch.setattr(os, "kill", refuse)
    replace_tree({"tiny/provenance.json": "{}"}, tmp_path / "generated")
    assert folder.is_dir()
