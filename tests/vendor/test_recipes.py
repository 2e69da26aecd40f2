"""The README's commands for a copy work as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vendor.recipes import ROOT, commands, run


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A checkout beside a project."""
    kit = tmp_path / "comm100-api"
    kit.mkdir()
    for name in (".venv", "Makefile", "README.md", "generated", "generator", "pyproject.toml", "spec"):
        (kit / name).symlink_to(ROOT / name)
    (tmp_path / "acme/src").mkdir(parents=True)
    return kit


def test_each_way_to_call_the_command_makes_the_same_copy(kit: Path, tmp_path: Path) -> None:
    """With make, with the generator, and with the package; the copy is intact, and of the present description."""
    first, *others = commands("or from an installed package:")
    assert "/acme/src/acme/_vendor/comm100: copied Comm100 API " in run(first, kit)
    for command in others:
        # Both packages are where an installation would put them.
        assert ": up to date with Comm100 API " in run(f"PYTHONPATH=generated {command}", kit)
    for command in commands("offline, with the standard library alone:"):
        assert "acme._vendor.comm100: intact " in run(f"PYTHONPATH=src {command}", tmp_path / "acme")
