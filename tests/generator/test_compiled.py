"""The cache of compiled templates: where it is, and what it depends on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.compiled import compiled_templates


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))


def checksum(folder: Path, source: str) -> str:
    """Return what a template's compiled form is found by, as a new process would."""
    cache = compiled_templates(folder / "templates", folder / "code")
    assert cache
    return cache.get_source_checksum(source)


def test_what_is_compiled_depends_on_the_template_and_on_the_code(tmp_path: Path) -> None:
    """On each module, in whatever folder."""
    inner = tmp_path / "code" / "inner"
    inner.mkdir(parents=True)
    modules = (inner.parent / "a.py", inner / "b.py")
    for path in modules:
        path.write_text("x = 1\n")
    before = checksum(tmp_path, "A")
    assert checksum(tmp_path, "A") == before != checksum(tmp_path, "B")
    (inner / "notes.txt").write_text("not code")
    assert checksum(tmp_path, "A") == before
    for path in modules:
        path.write_text("x = 2\n")
        assert checksum(tmp_path, "A") != before
        path.write_text("x = 1\n")


def test_python_decides_where_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it keeps compiled modules; nowhere if it was told to write none, or cannot."""
    templates, code = tmp_path / "templates", tmp_path / "code"
    assert compiled_templates(templates, code)
    (folder,) = (path for path in (tmp_path / "cache").rglob("templates") if path.is_dir())
    assert folder.is_relative_to(tmp_path / "cache")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled_templates(templates, code) is None
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    assert compiled_templates(templates, code) is None
