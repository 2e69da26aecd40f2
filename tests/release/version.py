"""Which version a release has, and the texts that name it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

__all__ = ["Bump", "ReleaseError", "dated", "next_version"]

Bump = Literal["none", "patch", "minor", "major"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_HEADING = re.compile(r"^## (\S+) \(unreleased\)$", re.MULTILINE)


class ReleaseError(Exception):
    """The release cannot be made; the message says why, and what to do."""


def next_version(last: str, bump: Bump) -> str:
    """Return the version after a release, by Semantic Versioning 2.0.0.

    Before 1.0.0 (section 4 leaves it open) what breaks callers is a new minor version, and all else a new patch.

    Args:
        last: The version of the last release.
        bump: What callers notice of the changes since.

    Raises:
        ReleaseError: The last version is not one of three numbers.
    """
    match = _VERSION.fullmatch(last)
    if match is None:
        raise ReleaseError(f"The last release has the tag v{last}, which is not a version of three numbers.")
    major, minor, patch = map(int, match.groups())
    if major == 0:
        return f"0.{minor + 1}.0" if bump == "major" else f"0.{minor}.{patch + 1}"
    if bump == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if bump == "minor" else f"{major}.{minor}.{patch + 1}"


def dated(root: Path, version: str, day: date) -> dict[Path, str]:
    """Return the files that name the version, with this one and its date in them.

    Args:
        root: The project's folder.
        version: The version.
        day: Its date.

    Raises:
        ReleaseError: A file does not have the place where the version belongs.
    """
    changelog, project, spec = root / "CHANGELOG.md", root / "pyproject.toml", root / "spec/openapi.yaml"
    notes = changelog.read_text(encoding="utf-8")
    if _HEADING.search(notes) is None:
        raise ReleaseError(f"{changelog} has no heading '## {version} (unreleased)' that says what the release brings.")
    document = spec.read_text(encoding="utf-8")
    return {
        changelog: _HEADING.sub(f"## {version} ({day})", notes, count=1),
        project: _replaced(
            project, project.read_text(encoding="utf-8"), r'^version = "[^"]+"$', f'version = "{version}"'
        ),
        spec: _with_change(spec, _replaced(spec, document, r"^  version: \S+$", f"  version: {version}"), version, day),
    }


def _with_change(spec: Path, text: str, version: str, day: date) -> str:
    """Return the document with the date of its newest change, which must be that of the version."""
    first = re.search(r"^x-changes:\n  - version: (\S+)\n(?:    date: .*\n)?", text, re.MULTILINE)
    if first is None or first[1] != version:
        raise ReleaseError(f"{spec} does not say under x-changes what version {version} changes.")
    return f"{text[: first.start()]}x-changes:\n  - version: {version}\n    date: {day}\n{text[first.end() :]}"


def _replaced(file: Path, text: str, pattern: str, line: str) -> str:
    result, count = re.subn(pattern, line, text, count=1, flags=re.MULTILINE)
    if not count:
        raise ReleaseError(f"{file} has no line such as {line!r}.")
    return result
