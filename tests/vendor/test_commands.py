"""The commands in this process: exit codes, and every line that they print."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comm100._vendoring import commands
from comm100._vendoring.against import AgainstError
from comm100._vendoring.commands import _say, add_commands, run
from comm100._vendoring.copying import CopyError
from comm100._vendoring.record import RecordError, parse_record
from tests.vendor.copies import Files, contents, small


def run_command(*arguments: object) -> tuple[int, list[str], list[str]]:
    """Return the exit code of a command, and the lines of both streams."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(dest="command", required=True))
    stdout, stderr = io.StringIO(), io.StringIO()
    code = run(parser.parse_args([*map(str, arguments)]), stdout, stderr)
    return code, stdout.getvalue().splitlines(), stderr.getvalue().splitlines()


def test_a_copy_is_made_updated_and_left_alone(rendered: Files, tmp_path: Path) -> None:
    """Each line says what happened to the folder or to one file of it."""
    copy = tmp_path / "comm100"
    small(rendered)
    first = parse_record(rendered["provenance.json"], "").name
    assert run_command("vendor", tmp_path) == (0, [f"{copy}: copied {first}, 3 files"], [])
    assert run_command("vendor", tmp_path) == (0, [f"{copy}: up to date with {first}"], [])
    (copy / "ours.txt").write_text("ours")
    (copy / "__init__.py").write_text("edited")
    small(rendered, "2", {"new.py": b""})
    del rendered["testing/mock.py"]
    code, lines, errors = run_command("vendor", tmp_path, "--force", "--no-changes")
    assert (code, errors[0]) == (1, "This package is not as it was rendered, so it is not copied: testing/mock.py.")
    small(rendered, "2", {"new.py": b""})
    second = parse_record(rendered["provenance.json"], "").name
    code, lines, errors = run_command("vendor", copy, "--without", "testing", "--force", "--no-changes")
    assert (code, errors) == (0, [])
    assert lines == [
        f"{copy / '__init__.py'}: overwritten, with its local edits",
        f"{copy / 'testing/mock.py'}: deleted",
        f"{copy / 'ours.txt'}: kept, not part of the package",
        f"{copy}: updated from {first} to {second}, 3 files",
    ]
    assert sorted(contents(copy)) == ["__init__.py", "new.py", "ours.txt", "provenance.json"]
    assert list(tmp_path.glob(".comm100.*")) == []
    code, lines, _ = run_command("vendor", copy, "--without", "testing")
    assert lines == [f"{copy / 'ours.txt'}: kept, not part of the package", f"{copy}: up to date with {second}"]


def manifest(**sections: Any) -> bytes:
    return json.dumps(sections).encode()


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (manifest(methods={"a": 1}), manifest(methods={"a": 1}, other=2), ["Nothing changed in the API."]),
        (
            manifest(methods={"a": 1, "b": 1}, models={"M": 1}, client={"C": 1}),
            manifest(methods={"b": 2, "c": 1}, errors={"E": 1}, credentials={"K": 1}, resources={"r": 1}),
            [
                "  removed  method a",
                "  removed  model M",
                "  removed  arguments of C",
                "  changed  method b",
                "  added    resource r",
                "  added    method c",
                "  added    exception E",
                "  added    credentials K",
            ],
        ),
        (b"{", manifest(), ["What changed in the API is unknown: the copy that was there had no surface.json."]),
        (None, manifest(), ["What changed in the API is unknown: the copy that was there had no surface.json."]),
    ],
)
def test_an_update_lists_what_changed_in_the_api(
    rendered: Files, tmp_path: Path, before: Any, after: Any, lines: list[str]
) -> None:
    """By kind and name: what was removed, then what changed, then what was added."""
    small(rendered, "1", {} if before is None else {"surface.json": before})
    run_command("vendor", tmp_path)
    small(rendered, "2", {"surface.json": after})
    assert run_command("vendor", tmp_path)[1][1:] == lines


@pytest.mark.parametrize(
    ("change", "code", "lines"),
    [
        (lambda files: None, 0, ["comm100: intact"]),
        (lambda files: files.pop("__init__.py"), 5, ["missing     __init__.py", "comm100: missing"]),
        (lambda files: files.update({"a b": b""}), 6, ["extra       a b", "comm100: extra"]),
        (
            lambda files: files.update({"__init__.py": b"x", "z": b""}),
            4,
            ["modified    __init__.py", "extra       z", "comm100: modified, extra"],
        ),
        (
            lambda files: files.update({"crlf.py": b"x\r\n"}) or files.pop("testing/mock.py"),
            5,
            ["missing     testing/mock.py", "reformatted crlf.py", "comm100: missing, reformatted"],
        ),
        (lambda files: files.update({"crlf.py": b"x\r\n"}), 3, ["reformatted crlf.py", "comm100: reformatted"]),
    ],
)
def test_what_happened_to_a_copy_is_listed(
    rendered: Files, change: Callable[[Any], None], code: int, lines: list[str]
) -> None:
    """The gravest first, and the states of all of it in the last line; JSON says the same."""
    small(rendered, added={"crlf.py": b"x\n"})
    name = parse_record(rendered["provenance.json"], "").name
    change(rendered)
    lines = [*lines[:-1], f"{lines[-1]} ({name}, 3 files)"]
    assert run_command("verify") == (code, lines, [])
    exit_code, printed, _ = run_command("verify", "--json")
    report = json.loads("\n".join(printed))
    states = lines[-1].partition(": ")[2].partition(" (")[0].split(", ")
    assert (exit_code, report["exit_code"], report["state"], report["stale"]) == (code, code, states[0], [])
    assert printed[1] == f'  "state": "{states[0]}",'
    assert (report["package"], report["title"], report["version"]) == ("comm100", "Shop", "1")
    assert [f"{condition:<11} {name}" for condition, names in report["files"].items() for name in names] == lines[:-1]


@pytest.mark.parametrize(("count", "more"), [(1, None), (10, None), (11, "and 1 more files"), (12, "and 2 more files")])
def test_reasons_to_be_stale_are_listed_up_to_ten(
    rendered: Files, monkeypatch: pytest.MonkeyPatch, count: int, more: str | None
) -> None:
    """Code that only looks different is a smaller finding than that."""
    small(rendered, added={"a.py": b"x\n"})
    rendered["a.py"] = b"x\r\n"
    reasons = [f"reason {number}" for number in range(count)]
    monkeypatch.setattr(commands, "stale_reasons", lambda record, given: reasons if given == "spec" else [])
    code, lines, _ = run_command("verify", "--against", "spec")
    expected = [f"stale       {reason}" for reason in [*reasons[:10], *([more] if more else [])]]
    assert (code, lines[1:-1]) == (7, expected)
    assert lines[-1].startswith("comm100: stale, reformatted (Shop 1+")
    report = json.loads("\n".join(run_command("verify", "--against", "spec", "--json")[1]))
    assert (report["state"], report["exit_code"], report["stale"]) == ("stale", 7, reasons)
    assert run_command("verify", "--against", "")[0] == 3


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (AgainstError("no spec"), "no spec"),
        (CopyError("no copy"), "no copy"),
        (RecordError("no record"), "no record"),
        (OSError(13, "Permission denied", "/a"), "/a: Permission denied"),
        (OSError("odd"), "comm100: odd"),
        (BrokenPipeError(32, "Broken pipe"), ""),
    ],
)
def test_a_failure_is_one_line_and_exit_code_1(
    rendered: Files, monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str
) -> None:
    """On standard error; nobody reads it if the reader of the output is gone."""

    def fail(*arguments: Any) -> Any:
        raise failure

    monkeypatch.setattr(commands, "stale_reasons", fail)
    assert run_command("verify", "--against", "x") == (1, [], words.splitlines())


def test_a_package_without_provenance_is_neither_verified_nor_copied(rendered: Files, tmp_path: Path) -> None:
    """The message says what to do."""
    del rendered["provenance.json"]
    words = "comm100 has no provenance.json, so it cannot be verified. Copy a complete package."
    assert run_command("verify") == (1, [], [words])
    words = "This package has no provenance.json, so it cannot be copied; copy a complete one."
    assert run_command("vendor", tmp_path) == (1, [], [words])
    rendered["provenance.json"] = b"{"
    assert run_command("vendor", tmp_path)[2][0].startswith("this package's provenance.json is not JSON")
    assert list(tmp_path.iterdir()) == []


def test_what_a_terminal_would_act_on_is_replaced() -> None:
    """Also what it cannot show; a line end stays one."""
    stream = io.TextIOWrapper(io.BytesIO(), "ascii", newline="")
    _say(stream, "a\x1b[2J\u202eb\r\né")
    assert stream.buffer.getvalue() == b"a\\ufffd[2J\\ufffdb\\ufffd\n\\xe9\n"
    plain = io.StringIO()
    _say(plain, "é")
    assert plain.getvalue() == "é\n"


@pytest.mark.parametrize(
    ("failure", "code", "said"), [(KeyboardInterrupt(), 130, "Cancelled.\n"), (None, 0, ""), (None, 7, "")]
)
def test_a_copy_that_cannot_be_imported_has_the_commands_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: Any, code: int, said: str
) -> None:
    """With their own exit codes, and one for Ctrl-C; without a command there is nothing to do."""

    def run(arguments: argparse.Namespace, stdout: Any, stderr: Any) -> int:
        if failure is not None:
            raise failure
        assert (arguments.command, arguments.json) == ("verify", True)
        return code

    monkeypatch.setattr(commands, "run", run)
    assert commands.main(["verify", "--json"]) == code
    assert capsys.readouterr().err == said
    for words in ([], ["nothing"], ["vendor", "x", "--without", "auth"], ["verify", "--js"], ["vendor", "x", "--forc"]):
        with pytest.raises(SystemExit, match="2"):
            commands.main(words)
