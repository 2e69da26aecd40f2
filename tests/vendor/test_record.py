"""What ``provenance.json`` says, and how the files of a copy may differ from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comm100._vendoring.fingerprints import ast_sha256, bytes_sha256, json_sha256, value_sha256
from comm100._vendoring.record import (
    Record,
    RecordError,
    compare,
    list_files,
    own_folder,
    own_name,
    parent_namespaces,
    parse_record,
    read_files,
    read_own_files,
)
from tests.vendor.copies import PACKAGE, contents

PROGRAM, JSON = b"import h11\nx = 1\n", b'{"a": [1, 2]}'
FILES = {
    "a.py": {"sha256": bytes_sha256(PROGRAM), "ast": ast_sha256(PROGRAM)},
    "b.json": {"sha256": bytes_sha256(JSON), "json": json_sha256(JSON)},
    "c.txt": {"sha256": bytes_sha256(b"one\n")},
    "testing/d.py": {"sha256": bytes_sha256(b"")},
}


def value_of(**changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "format": 2,
        "package": "shop",
        "spec": {"title": "Shop", "version": "1", "sha256": "s", "root": "r.yaml", "sources": {"r.yaml": "0"}},
        "templates": "t",
        "generator": "g",
        "files": FILES,
        **changes,
    }
    return {**value, "sha256": value_sha256(value), **({"sha256": changes["sha256"]} if "sha256" in changes else {})}


def record(**changes: Any) -> Record:
    return parse_record(json.dumps(value_of(**changes)).encode(), "provenance.json")


def test_every_member_is_read() -> None:
    """Also of a record of the first format, which has fewer of them."""
    full = record()
    assert (full.package, full.title, full.version, full.sha256) == ("shop", "Shop", "1", "s")
    assert (full.root, full.sources, full.templates, full.generator) == ("r.yaml", {"r.yaml": "0"}, "t", "g")
    assert full.files == FILES
    assert full.name == f"Shop 1+{bytes_sha256(b's' + bytes(1) + b't' + bytes(1) + b'g')[:12]}"
    spec = {"title": "Shop", "version": 1, "sha256": "s"}
    old = {"spec": spec, "templates": "t", "generator": "g", "files": {"a.py": "0", "b": {"sha256": "1", "ast": "2"}}}
    first = parse_record(json.dumps(old).encode(), "")
    assert (first.package, first.root, first.sources, first.version) == ("", "", {}, "1")
    assert first.files == {"a.py": {"sha256": "0"}, "b": {"sha256": "1", "ast": "2"}}


def test_a_record_is_written_as_it_is_read() -> None:
    """With a hash of its own, which is that of the rest."""
    written = record(package="sh\u00f6p").to_bytes()
    assert json.loads(written) == value_of(package="sh\u00f6p")
    assert written.startswith(b'{\n  "format": 2,\n  "package": "sh\xc3\xb6p",\n')
    assert written.endswith(b"}\n")
    assert parse_record(written, "").files == FILES


def test_folders_can_be_left_out_of_a_record() -> None:
    """Names that only begin alike stay; without any, nothing changes."""
    full = record(files={**FILES, "testing.py": {"sha256": "0"}})
    assert full.without(["nothing"]) == full
    assert full.without([]) == full
    partial = full.without(["testing"])
    assert list(partial.files) == ["a.py", "b.json", "c.txt", "testing.py"]
    assert parse_record(partial.to_bytes(), "").files == partial.files
    assert partial.name == full.name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON. Restore it, or remove the folder and copy the package again."),
        (b"[" * 100_000, "is not JSON."),
        (b"[]", "is not the provenance of a rendered package."),
        (b"{}", "is not the provenance of a rendered package."),
        (b'{"format": 3}', "has format 3, and this version of the package knows formats up to 2. Use the version"),
        (json.dumps(value_of(sha256="0")).encode(), "was edited: its own hash does not match. Restore it"),
        (json.dumps({**value_of(), "templates": "u"}).encode(), "was edited: its own hash does not match."),
        (b'{"format": 2}', "was edited"),
    ],
)
def test_what_is_not_a_record_is_refused(data: bytes, words: str) -> None:
    """In one line with its name, and what to do."""
    with pytest.raises(RecordError) as caught:
        parse_record(data, "x.json")
    assert str(caught.value).startswith(f"x.json {words}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"files": {}},
        {"files": []},
        {"files": {"a.py": 7}},
        {"files": {"a.py": {"sha256": 7}}},
        {"files": {"a.py": {"ast": "0"}}},
        {"spec": {"title": "Shop", "version": "1"}},
        {"spec": {"title": "Shop", "version": "1", "sha256": "s", "sources": {"../x": "0"}}},
        *(
            {"files": {name: {"sha256": "0"}}}
            for name in ("../a", "a/../b", "/a", "a\\b", "a//b", "./a", "a/", "..", "")
        ),
    ],
)
def test_a_record_of_another_shape_is_refused(changes: Any) -> None:
    """Also one with a path that could lead out of a folder, or is spelled in two ways."""
    with pytest.raises(RecordError, match=r"x\.json is not the provenance of a rendered package"):
        parse_record(json.dumps(value_of(**changes)).encode(), "x.json")


@pytest.mark.parametrize(
    ("changes", "condition", "names"),
    [
        ({}, "intact", ()),
        ({"provenance.json": b""}, "intact", ()),
        ({"a.py": b"import h11\nx = 2\n"}, "modified", ("a.py",)),
        ({"a.py": b"def ("}, "modified", ("a.py",)),
        ({"b.json": b'{"a": [2, 1]}'}, "modified", ("b.json",)),
        ({"b.json": b"{"}, "modified", ("b.json",)),
        ({"c.txt": b"one \n"}, "modified", ("c.txt",)),
        ({"c.txt": None, "a.py": None}, "missing", ("a.py", "c.txt")),
        ({"z.py": b"", "e.txt": b""}, "extra", ("e.txt", "z.py")),
        ({"a.py": b"import h11\n\nx = (1)"}, "reformatted", ("a.py",)),
        ({"a.py": b"from acme import h11\nx = 1\n"}, "reformatted", ("a.py",)),
        ({"a.py": b"from evil import h11\nx = 1\n"}, "modified", ("a.py",)),
        ({"b.json": b'{"a":[1,2]}'}, "reformatted", ("b.json",)),
        ({"c.txt": b"one\r\n", "a.py": PROGRAM.replace(b"\n", b"\r\n")}, "reformatted", ("a.py", "c.txt")),
    ],
)
def test_each_file_has_one_condition(changes: Any, condition: str, names: Any) -> None:
    """By what it says, and not how; its names are sorted."""
    files = {"a.py": PROGRAM, "b.json": JSON, "c.txt": b"one\n", "testing/d.py": b"", **changes}
    differences = compare({name: data for name, data in files.items() if data is not None}, record(), ("acme",))
    assert {key: found for key, found in differences.items() if found} == ({condition: names} if names else {})
    assert [key for key, _ in differences.items()] == ["modified", "missing", "extra", "reformatted"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, links and what Python writes."""
    for name in ("b.txt", "a/c.py", "a/__pycache__/c.pyc", "__pycache__/x.txt", "d.pyc", "a/e.pyo", "f.pyc/g.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "a/broken").symlink_to("nowhere")
    (tmp_path / "a/file").symlink_to("c.py")
    return tmp_path


def test_the_files_of_a_folder_are_listed(folder: Path) -> None:
    """With links, which are not followed, and without what Python itself writes."""
    assert list_files(folder) == ["a/broken", "a/c.py", "a/file", "b.txt", "f.pyc/g.txt", "link"]
    assert read_files(folder) == {
        "a/c.py": b"a/c.py",
        "a/file": b"a/c.py",
        "b.txt": b"b.txt",
        "f.pyc/g.txt": b"f.pyc/g.txt",
    }
    assert list_files(folder / "a/__pycache__") == []
    with pytest.raises(FileNotFoundError):
        list_files(folder / "nowhere")


@pytest.mark.parametrize(("name", "parents"), [("shop", ()), ("acme.shop", ("acme",)), ("a.b.shop", ("a.b",))])
def test_this_copy_knows_what_it_is_part_of(
    monkeypatch: pytest.MonkeyPatch, name: str, parents: tuple[str, ...]
) -> None:
    """By the name that it was imported under."""
    monkeypatch.setattr("comm100._vendoring.record.own_name", lambda: name)
    assert parent_namespaces() == parents


def test_a_copy_may_be_part_of_several_packages(tmp_path: Path) -> None:
    """All folders around it that could be packages, up to one that could not."""
    path = tmp_path / "not-one" / "acme" / "_vendor" / "shop"
    assert parent_namespaces(path) == ("acme._vendor", "_vendor")
    assert parent_namespaces(tmp_path / "not-one" / "shop") == ()
    assert parent_namespaces() == ()


def test_this_package_knows_its_name_its_folder_and_its_files() -> None:
    """However it was imported."""
    assert own_name() == "comm100"
    assert own_folder() == PACKAGE
    assert read_own_files() == {name: data for name, data in contents(PACKAGE).items() if "__pycache__" not in name}
