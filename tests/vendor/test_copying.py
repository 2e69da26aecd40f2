"""The package copies itself: whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import comm100
from comm100._vendoring import copying
from comm100._vendoring.copying import CopyError, _is_in_use, _listed, _recover, copy_package
from generator.commands import main as generator
from tests.generator.support import ROOT, minimal, operation, write_yaml
from tests.vendor.copies import PACKAGE, Files, contents, run_copy, small, vendor

Output = pytest.CaptureFixture[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder of a fresh copy."""
    assert vendor(tmp_path / "acme" / "_vendor") == 0
    return tmp_path / "acme" / "_vendor" / "comm100"


def test_a_copy_has_the_same_bytes(copy: Path) -> None:
    """All files of the package, and nothing beside it."""
    assert contents(copy) == contents(PACKAGE)
    assert [path.name for path in copy.parent.iterdir()] == ["comm100"]


def test_copying_again_writes_nothing(copy: Path, capsys: Output) -> None:
    """Whether the folder around the copy is named or the copy itself."""
    before = copy.stat().st_ino
    for destination in (copy.parent, copy):
        capsys.readouterr()
        assert vendor(destination) == 0
        assert capsys.readouterr().out == f"{copy}: up to date with Comm100 API {comm100.__version__}\n"
    assert copy.stat().st_ino == before


def test_local_edits_are_not_overwritten(copy: Path, capsys: Output) -> None:
    """They are named, and nothing is changed; --force overwrites them."""
    (copy / "client.py").write_text("edited = True\n")
    (copy / "_retry.py").unlink()
    before = contents(copy)
    capsys.readouterr()
    assert vendor(copy.parent) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert f"{copy}: has local edits, so nothing was changed: client.py. " in captured.err
    assert contents(copy) == before
    assert vendor(copy.parent, "--force") == 0
    assert f"{copy / 'client.py'}: overwritten, with its local edits\n" in capsys.readouterr().out
    assert contents(copy) == contents(PACKAGE)


def test_a_reformatted_copy_is_updated(copy: Path) -> None:
    """Another layout is not an edit."""
    (copy / "client.py").write_bytes((copy / "client.py").read_bytes().replace(b"\n", b"\r\n"))
    assert vendor(copy) == 0
    assert contents(copy) == contents(PACKAGE)


def test_the_mock_can_be_left_out(copy: Path, capsys: Output) -> None:
    """What an update no longer has is deleted, and what is left is a complete copy."""
    assert vendor(copy, "--without", "testing") == 0
    assert f"{copy / 'testing/mock.py'}: deleted\n" in capsys.readouterr().out
    assert not (copy / "testing").exists()
    assert run_copy(copy.parents[2], "verify").returncode == 0
    assert vendor(copy) == 0
    assert contents(copy) == contents(PACKAGE)


def test_files_of_others_stay(copy: Path, capsys: Output) -> None:
    """They are the same files afterwards, links are links, and an update says that they are there."""
    (copy / "resources" / "notes.txt").write_text("ours")
    (copy / "link").symlink_to("resources")
    before = (copy / "resources" / "notes.txt").stat().st_ino
    assert vendor(copy, "--without", "testing") == 0
    assert f"{copy / 'resources/notes.txt'}: kept, not part of the package\n" in capsys.readouterr().out
    assert (copy / "resources" / "notes.txt").stat().st_ino == before
    assert (copy / "link").readlink() == Path("resources")
    # A file that a later version of the package brings, too, is not overwritten either.
    (copy / "testing").mkdir()
    (copy / "testing" / "mock.py").write_text("ours")
    assert vendor(copy) == 1
    assert "testing/mock.py" in capsys.readouterr().err
    assert (copy / "testing" / "mock.py").read_text() == "ours"


def test_paths_with_spaces_and_links_lead_there(tmp_path: Path) -> None:
    """A link stays a link: the folder behind it is replaced."""
    (tmp_path / "the real one").mkdir()
    (tmp_path / "link").symlink_to("the real one")
    assert vendor(tmp_path / "link") == 0
    (tmp_path / "comm100").symlink_to(tmp_path / "the real one" / "comm100")
    assert vendor(tmp_path / "comm100", "--without", "testing") == 0
    assert (tmp_path / "comm100").is_symlink()
    assert not (tmp_path / "the real one" / "comm100" / "testing").exists()


def test_an_archive_can_be_copied_from(tmp_path: Path) -> None:
    """The source may be read-only, and need not be a folder."""
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", PACKAGE.parent, "comm100")
    command = [sys.executable, "-S", "-m", "comm100", "vendor", str(tmp_path / "acme")]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": archive}, cwd=tmp_path, check=True, capture_output=True)
    assert contents(tmp_path / "acme" / "comm100") == contents(PACKAGE)


KILLED = """
import os, pathlib, signal, sys
from comm100 import cli

method, left, *arguments = sys.argv[1:]
original = getattr(pathlib.Path, method)

def call(*given, **named):
    global left
    left = int(left) - 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*given, **named)

setattr(pathlib.Path, method, call)
sys.exit(cli.main(["vendor", *arguments]))
"""


@pytest.mark.parametrize(("method", "count"), [("write_bytes", 100), ("rename", 1), ("rename", 2)])
def test_a_killed_copy_leaves_the_old_one_whole(method: str, count: int, copy: Path) -> None:
    """At whatever moment: it is still in its place, or the next run puts it back first."""
    assert vendor(copy, "--without", "testing") == 0
    before = contents(copy)
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-c", KILLED, method, str(count), str(copy)]
    assert subprocess.run(command, env=environment, check=False).returncode == -9
    whole = copy if copy.exists() else next(copy.parent.glob(".comm100.old-*"))
    assert contents(whole) == before
    assert vendor(copy) == 0
    assert contents(copy) == contents(PACKAGE)
    assert [path.name for path in copy.parent.iterdir()] == ["comm100"]


def test_a_full_disk_changes_nothing(copy: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and neither half a copy nor a new folder is left."""
    assert vendor(copy, "--without", "testing") == 0
    before = contents(copy.parent)
    capsys.readouterr()

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    for destination in (copy, copy.parents[1] / "far" / "away"):
        assert vendor(destination) == 1
        assert capsys.readouterr().err.endswith(": No space left on device\n")
    assert contents(copy.parent) == before
    assert not (copy.parents[1] / "far").exists()


def test_unsuitable_destinations_are_refused(tmp_path: Path, capsys: Output) -> None:
    """A file, a folder of something else, another package: one line each, nothing is changed."""
    (tmp_path / "file").write_text("")
    (tmp_path / "other" / "comm100").mkdir(parents=True)
    (tmp_path / "other" / "comm100" / "thesis.txt").write_text("years of work")
    shutil.copytree(PACKAGE, tmp_path / "shop", ignore=lambda folder, names: set(names) - {"provenance.json"})
    record = json.loads((tmp_path / "shop" / "provenance.json").read_text())
    del record["format"], record["sha256"]
    record["spec"]["title"] = "Shop API"
    (tmp_path / "shop" / "provenance.json").write_text(json.dumps(record))
    before = contents(tmp_path)
    for destination, reason in (
        (tmp_path / "file", "is a file, not a folder"),
        (tmp_path / "file" / "deep", "is a file, not a folder"),
        (tmp_path / "other", "has no provenance.json, so it may hold something else"),
        (tmp_path / "shop", "is a package of Shop API, not of Comm100 API"),
        (Path("/proc/nowhere"), "No such file or directory"),
    ):
        assert vendor(destination, "--force") == 1, destination
        captured = capsys.readouterr()
        assert (captured.out, captured.err.count("\n")) == ("", 1)
        assert reason in captured.err
    assert contents(tmp_path) == before


def test_an_edited_package_is_not_copied(copy: Path, tmp_path: Path) -> None:
    """What is copied is what was rendered."""
    (copy / "_retry.py").write_text("")
    ran = run_copy(tmp_path, "vendor", "elsewhere")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "This package is not as it was rendered, so it is not copied: _retry.py.\n"
    assert not (tmp_path / "elsewhere").exists()


def test_an_update_names_what_changed_in_the_api(copy: Path, capsys: Output) -> None:
    """What was removed, changed and added since the copy that was there."""
    surface = json.loads((copy / "surface.json").read_text())
    surface["methods"]["account.agents.dismiss"] = surface["methods"].pop("account.agents.delete")
    surface["models"]["Agent"]["fields"].pop()
    (copy / "surface.json").write_text(json.dumps(surface))
    assert vendor(copy, "--force") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "  removed  method account.agents.dismiss",
        "  changed  model Agent",
        "  added    method account.agents.delete",
    ]


def test_the_generator_copies_what_it_rendered(tmp_path: Path, capfd: Output) -> None:
    """It has the package copy itself, and says what the new version breaks for callers of the copy that was there."""
    package = tmp_path / "templates" / "package"
    shutil.copytree(ROOT / "templates/package/_vendoring", package / "_vendoring")
    shutil.copy(ROOT / "templates/package/__main__.py", package)
    (package / "__init__.py").write_text("")
    document = minimal()
    options = ["--spec", str(tmp_path / "openapi.yaml"), "--out", str(tmp_path / "generated")]
    for name in ("pets.get", "pets.show"):
        operation(document)["operationId"] = name
        write_yaml(tmp_path, document)
        assert generator(["render", *options, "--templates", str(tmp_path / "templates")]) == 0
        capfd.readouterr()
        assert generator(["vendor", *options, str(tmp_path / "acme")]) == 0
    copied, *changes, bump = capfd.readouterr().out.splitlines()
    version = r"Tiny API 1\+[0-9a-f]{12}"
    assert re.fullmatch(rf"\S+/acme/tiny: updated from {version} to {version}, 11 files", copied)
    assert "[operation-renamed]" in changes[0]
    assert bump.startswith("version bump: major")
    assert contents(tmp_path / "acme/tiny") == contents(tmp_path / "generated/tiny")


def test_without_a_rendered_package_there_is_nothing_to_copy(tmp_path: Path, capfd: Output) -> None:
    """The message says how to make one."""
    assert generator(["vendor", "--out", str(tmp_path), str(tmp_path / "acme")]) == 1
    assert capfd.readouterr().err == f"{tmp_path}: contains no rendered package; run: python -m generator render\n"


@pytest.mark.parametrize(("count", "more"), [(1, ""), (10, ""), (11, ", and 1 more"), (13, ", and 3 more")])
def test_long_lists_of_files_are_cut(count: int, more: str) -> None:
    """After ten names."""
    names = [f"f{number}" for number in range(count)]
    assert _listed(names) == ", ".join(names[:10]) + more


def test_what_killed_runs_left_is_cleaned_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old copy is put back if there is none; runs that may still go on, and folders of others, are left alone."""
    folder = tmp_path / "shop"
    monkeypatch.setattr(copying, "_is_in_use", lambda path, process: process == 7)
    names = [".shop.old-1-ab", ".shop.new-1-ab", ".shop.old-7-ab", ".shop.new-7-ab", ".shop.new-x-ab", ".bank.new-1-ab"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "f").write_text(name)
    _recover(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names[2:], "shop"])
    assert (folder / "f").read_text() == ".shop.old-1-ab"
    (tmp_path / ".shop.old-2-cd").mkdir()
    _recover(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names[2:], "shop"])
    assert (folder / "f").read_text() == ".shop.old-1-ab"


@pytest.mark.parametrize(
    ("destination", "folder"),
    [
        ("comm100", "comm100"),
        ("renamed", "renamed"),
        ("renamed/sub", "renamed/sub/comm100"),
        ("link", "renamed"),
        ("sub", "sub/comm100"),
        ("sub/comm100", "sub/comm100"),
    ],
)
def test_a_folder_is_a_copy_by_its_name_or_by_what_is_in_it(
    rendered: Files, tmp_path: Path, destination: str, folder: str
) -> None:
    """Any other is one to put a copy into."""
    small(rendered)
    copy_package(tmp_path).folder.rename(tmp_path / "renamed")
    (tmp_path / "link").symlink_to("renamed")
    (tmp_path / "sub").mkdir()
    outcome = copy_package(tmp_path / destination)
    assert outcome.folder == tmp_path / folder
    assert outcome.changed is (folder != "renamed")
    small(rendered, added={"more.py": b""})
    assert copy_package(tmp_path / destination).changed
    small(rendered)
    outcome = copy_package(tmp_path / destination)
    assert (outcome.changed, outcome.deleted, (tmp_path / folder / "more.py").exists()) == (True, ["more.py"], False)


def test_a_copy_begins_by_cleaning_up(rendered: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be removed does not keep it from being made."""
    monkeypatch.setattr(copying, "_is_in_use", lambda path, process: False)
    (tmp_path / ".comm100.new-1-ab").mkdir()
    (tmp_path / ".comm100.new-2-ab").write_text("not a folder")
    small(rendered)
    copy_package(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".comm100.new-2-ab", "comm100"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/a/file"), "/a/file: No space left on device"),
        (OSError("odd"), "folder: odd"),
        (RuntimeError("Symlink loop"), "folder: Symlink loop"),
        (ValueError("embedded null byte"), "folder: embedded null byte"),
    ],
)
def test_what_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    """The file, or else the folder that was asked for, and what is wrong with it."""

    def fail(destination: Path, package: str) -> Path:
        raise error

    monkeypatch.setattr(copying, "_folder", fail)
    with pytest.raises(CopyError) as caught:
        copy_package(Path("folder"))
    assert str(caught.value) == said


def test_a_run_goes_on_while_its_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process cannot be looked up, for an hour."""
    assert _is_in_use(tmp_path, os.getpid())
    for error, expected in ((ProcessLookupError(), False), (PermissionError(), True)):

        def kill(process: int, signal: int, error: OSError = error) -> None:
            assert (process, signal) == (5, 0)
            raise error

        monkeypatch.setattr(os, "kill", kill)
        assert _is_in_use(tmp_path, 5) is expected
    modified = tmp_path.stat().st_mtime
    monkeypatch.setattr(os, "name", "nt")
    for age, expected in ((0, True), (3599, True), (3600, False)):
        monkeypatch.setattr(time, "time", lambda age=age: modified + age)
        assert _is_in_use(tmp_path, 5) is expected


def test_a_copy_that_fails_is_undone(rendered: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one is in its place again, with what a user has put there, and new folders are removed."""
    small(rendered)
    copy = copy_package(tmp_path).folder
    (copy / "ours").write_text("ours")
    before = contents(tmp_path)
    small(rendered, "2")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name.startswith(".comm100.new-"):
            raise OSError(28, "No space left on device", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    for destination in (tmp_path, tmp_path / "far" / "away"):
        with pytest.raises(CopyError, match="No space left on device"):
            copy_package(destination)
    assert contents(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["comm100"]


def test_a_users_files_are_carried_over(rendered: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As links to the same file, or copied with their times where the file system has no such links."""
    small(rendered, added={"a/b/c.py": b"", "a/b/d.py": b""})
    copy = copy_package(tmp_path).folder
    copy.chmod(0o750)
    (copy / "own" / "deep").mkdir(parents=True)
    (copy / "own/deep/notes.txt").write_text("ours")
    (copy / "own/link").symlink_to("deep")
    os.utime(copy / "own/deep/notes.txt", (1, 1))
    inode = (copy / "own/deep/notes.txt").stat().st_ino

    def refuse(path: Path, target: Path) -> None:
        raise OSError

    small(rendered, "2")
    outcome = copy_package(copy)
    assert (outcome.kept, outcome.changed, outcome.overwritten) == (["own/deep/notes.txt", "own/link"], True, [])
    assert (copy / "own/deep/notes.txt").stat().st_ino == inode
    assert copy.stat().st_mode & 0o777 == 0o750
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    small(rendered, "3")
    copy_package(copy)
    assert (copy / "own/deep/notes.txt").stat().st_ino != inode
    assert (copy / "own/deep/notes.txt").stat().st_mtime == 1
    assert (copy / "own/link").readlink() == Path("deep")


@pytest.mark.parametrize(
    ("own", "destination"),
    [("comm100", "comm100"), ("comm100", ""), ("comm100", "comm100/auth"), ("comm100/deep/own", "comm100")],
)
def test_the_package_does_not_overwrite_itself(
    rendered: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str, destination: str
) -> None:
    """Nor what it is in; it can be copied beside itself."""
    small(rendered)
    # Not where the package really is: there the test itself would overwrite it.
    monkeypatch.setattr(copying, "own_folder", lambda: tmp_path / own)
    (tmp_path / own).mkdir(parents=True)
    with pytest.raises(CopyError, match="is this package itself, inside it, or around it; name another folder"):
        copy_package(tmp_path / destination)
    assert list((tmp_path / own).iterdir()) == []
    assert copy_package(tmp_path / "beside").changed


def test_a_file_that_an_update_brings_is_not_taken_from_its_owner(rendered: Files, tmp_path: Path) -> None:
    """Unless that is asked for."""
    small(rendered)
    copy = copy_package(tmp_path).folder
    (copy / "new.py").write_text("ours")
    (copy / "__init__.py").write_text("edited")
    small(rendered, "2", {"new.py": b"theirs"})
    with pytest.raises(CopyError, match=r"has local edits, so nothing was changed: __init__\.py, new\.py\. Save them"):
        copy_package(tmp_path)
    outcome = copy_package(tmp_path, force=True)
    assert (outcome.overwritten, outcome.kept, outcome.deleted) == (["__init__.py", "new.py"], [], [])
    assert (copy / "new.py").read_bytes() == b"theirs"
