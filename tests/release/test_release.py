"""What `make release` decides and writes, and that its archives hold what they must."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.release.archives import checksums
from tests.release.version import Bump, ReleaseError, dated, next_version

ROOT = Path(__file__).parents[2]
SPEC = "info:\n  title: Acme\n  version: 1.2.3\nx-changes:\n  - version: 1.3.0\n    description: More.\n"


@pytest.mark.parametrize(
    ("last", "bump", "version"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "none", "1.2.4"),
        ("0.2.3", "major", "0.3.0"),
        ("0.2.3", "minor", "0.2.4"),
        ("0.2.3", "patch", "0.2.4"),
    ],
)
def test_the_version_follows_from_what_callers_notice(last: str, bump: Bump, version: str) -> None:
    assert next_version(last, bump) == version


@pytest.mark.parametrize("last", ["1.2", "1.2.3rc1", "latest"])
def test_a_tag_of_another_form_is_refused(last: str) -> None:
    with pytest.raises(ReleaseError, match=f"v{last}"):
        next_version(last, "minor")


def project(folder: Path, **changed: str) -> Path:
    """Write a small project, with some files changed."""
    files = {
        "CHANGELOG.md": "# Changelog\n\n## 1.3.0 (unreleased)\n\n- More.\n\n## 1.2.3 (2026-01-01)\n",
        "pyproject.toml": '[project]\nname = "acme"\nversion = "1.2.3"\n\n[tool.other]\nversion = "7"\n',
        "spec/openapi.yaml": SPEC,
    }
    for name, text in {**files, **changed}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_every_text_gets_the_version_and_its_date(tmp_path: Path) -> None:
    """Each in one place, and nothing else changes."""
    texts = {path.name: text for path, text in dated(project(tmp_path), "1.3.0", date(2026, 11, 29)).items()}
    assert texts["CHANGELOG.md"].splitlines()[2] == "## 1.3.0 (2026-11-29)"
    assert tomllib.loads(texts["pyproject.toml"])["project"]["version"] == "1.3.0"
    assert 'version = "7"' in texts["pyproject.toml"]
    changed = SPEC.replace("1.2.3", "1.3.0").replace("    desc", "    date: 2026-11-29\n    desc")
    assert texts["openapi.yaml"] == changed


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("CHANGELOG.md", "# Changelog\n\n## 1.2.3 (2026-01-01)\n", "no heading"),
        ("pyproject.toml", "[project]\n", "no line such as 'version"),
        ("spec/openapi.yaml", SPEC.replace("1.3.0", "1.2.3"), "under x-changes what version 1.3.0"),
    ],
)
def test_a_text_without_its_place_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        dated(project(tmp_path, **{name: text}), "1.3.0", date(2026, 11, 29))


def test_the_texts_of_this_project_have_their_places(tmp_path: Path) -> None:
    """So that the next release does not stop at them; while one is made, they have its date already."""
    names = ("CHANGELOG.md", "pyproject.toml", "spec/openapi.yaml")
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    texts["CHANGELOG.md"] = re.sub(
        r"^(## \S+) \([^)]*\)$", r"\1 (unreleased)", texts["CHANGELOG.md"], flags=re.MULTILINE
    )
    version = tomllib.loads(texts["pyproject.toml"])["project"]["version"]
    assert len(dated(project(tmp_path, **texts), version, date(2026, 11, 29))) == 3


def test_checksums_are_what_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"a")
    checksums(tmp_path)
    sums = checksums(tmp_path)
    assert sums.read_text() == f"{hashlib.sha256(b'a').hexdigest()}  a.whl\n"
    subprocess.run(["sha256sum", "--check", sums.name], cwd=tmp_path, check=True, capture_output=True)


def test_both_archives_bring_their_licences() -> None:
    """The licence and the notices of other people's work are named where the build backend looks for them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        metadata: dict[str, Any] = tomllib.load(file)["project"]
    assert metadata["license-files"] == ["LICENSE", "THIRD_PARTY_NOTICES.md"]
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text()
    declared = [
        *metadata["dependencies"],
        *(one for extra in metadata["optional-dependencies"].values() for one in extra),
    ]
    for requirement in declared:
        assert f"| {requirement.partition('>')[0]} |" in notices
