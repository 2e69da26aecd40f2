"""The package copies itself: whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import comm100
from generator.commands import main as generator
from tests.generator.support import ROOT, minimal, operation, write_yaml
from tests.vendor.copies import PACKAGE, contents, run_copy, vendor

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
    """A file, the package itself, a folder of something else, another package: one line each, nothing is changed."""
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
        (PACKAGE / "inside", "is this package itself, inside it, or around it"),
        (PACKAGE.parent, "is this package itself, inside it, or around it"),
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
