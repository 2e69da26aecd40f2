"""The same document makes the same bytes, wherever, whenever and by whichever Python it is rendered."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.generator.support import DOCUMENTS, ROOT, command, generator

pytestmark = pytest.mark.timeout(180)

HOSTILE_PYPROJECT = """\
[tool.ruff]
line-length = 20
exclude = ["*"]
[tool.ruff.format]
quote-style = "single"
indent-style = "tab"
"""
TOOLS = ("openapi-python-client", "jinja2", "markdown-it-py", "ruff")


def render(folder: Path, spec: Path, templates: Path, python: str = sys.executable, **environment: str) -> str:
    """Render into ``folder`` in a process of its own, and return one hash over all names and bytes."""
    result = generator(*arguments(folder, spec, templates), cwd=folder, python=[python], **environment)
    assert result.returncode == 0, result.stderr
    return hash_of(folder / "out")


def arguments(folder: Path, spec: Path, templates: Path) -> list[str]:
    return ["render", *map(str, ["--spec", spec, "--templates", templates, "--out", folder / "out"])]


def hash_of(out: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.parent.name != "__pycache__"):
        digest.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@pytest.fixture(scope="module", params=[ROOT / "spec/openapi.yaml", DOCUMENTS / "orders.yaml"], ids=["house", "orders"])
def spec(request: pytest.FixtureRequest) -> Path:
    """Both documents: the house's and one of another shape."""
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the templates, so that saving one while the tests run makes no difference."""
    folder = tmp_path_factory.mktemp("copy") / "templates"
    shutil.copytree(ROOT / "templates", folder)
    return folder


@pytest.fixture(scope="module")
def expected(spec: Path, templates: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of a plain rendering: the house's is committed, the other's is made here, in a warm process."""
    if spec.is_relative_to(ROOT / "spec"):
        return hash_of(ROOT / "generated")
    folder = tmp_path_factory.mktemp("plain")
    result = command(*arguments(folder, spec, templates), cwd=folder)
    assert result.returncode == 0, result.stderr
    return hash_of(folder / "out")


def test_configuration_that_lies_around_changes_nothing(
    spec: Path, templates: Path, expected: str, tmp_path: Path
) -> None:
    """Neither pyproject.toml nor ruff.toml nor .gitignore nor ruff's variables, here or above, and no other seed."""
    inner = tmp_path / "inner"
    inner.mkdir()
    for folder in (tmp_path, inner):
        (folder / "pyproject.toml").write_text(HOSTILE_PYPROJECT)
        (folder / "ruff.toml").write_text('line-length = 20\n[format]\nquote-style = "single"\n')
        (folder / ".gitignore").write_text("*\n")
    variables = {"RUFF_CONFIG": str(tmp_path / "ruff.toml"), "RUFF_OUTPUT_FORMAT": "json", "TMPDIR": str(inner)}
    assert render(inner, spec, templates, PYTHONHASHSEED="2", **variables) == expected
    assert not list(tmp_path.rglob(".ruff_cache"))


def pythons(minor: int) -> Iterator[str]:
    """Yield the interpreters of one version that this machine may have."""
    yield from os.environ.get("GENERATOR_PYTHONS", "").split(os.pathsep)
    yield shutil.which(f"python3.{minor}") or ""
    yield from map(str, Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python"))


def usable(python: str, minor: int) -> bool:
    """Tell whether an interpreter is of this version and has the tools in the versions that are pinned."""
    if not python:
        return False
    question = (
        f"import sys; from importlib.metadata import version; print(sys.version_info[1], *map(version, {TOOLS!r}))"
    )
    answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(minor), *map(version, TOOLS)]


@pytest.mark.parametrize("minor", [minor for minor in (11, 12, 13) if minor != sys.version_info[1]])
def test_every_python_makes_the_same(
    minor: int, spec: Path, templates: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Sets, hashes, the standard library's words and its parsers differ between versions; the output does not."""
    python = next((python for python in pythons(minor) if usable(python, minor)), None)
    if python is None:
        pytest.skip(f"no Python 3.{minor} here with the generator's packages; name one in GENERATOR_PYTHONS")
    # Not an argument: it would be rendered even where there is nothing to compare with it.
    expected: str = request.getfixturevalue("expected")
    assert render(tmp_path, spec, templates, python, PYTHONHASHSEED="3") == expected
