"""What ``provenance.json`` says about this package, and how a copy differs from it."""

from __future__ import annotations

import importlib.resources
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, get_args

from .fingerprints import ast_sha256, bytes_sha256, json_sha256, value_sha256

__all__ = [
    "PROVENANCE",
    "Condition",
    "Differences",
    "Record",
    "RecordError",
    "compare",
    "list_files",
    "own_folder",
    "own_name",
    "parent_namespaces",
    "parse_record",
    "read_files",
    "read_own_files",
]

PROVENANCE: Final = "provenance.json"

_FORMAT: Final = 2
# What Python itself writes beside modules.
_IGNORED_FOLDER: Final = "__pycache__"
_IGNORED_SUFFIXES: Final = (".pyc", ".pyo")

Condition = Literal["modified", "missing", "extra", "reformatted"]
"""How a file differs from the one that was rendered, the gravest first."""


class RecordError(Exception):
    """There is no usable ``provenance.json``. The message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a package was rendered from, and its files.

    Attributes:
        package: The name that the package was rendered with.
        title: The document's title.
        version: The document's version.
        sha256: The hash of the bundled document.
        root: The name of the document's root file.
        sources: The hash of each of the document's files, by its path from the root file's folder.
        templates: The hash of the templates.
        generator: The version of the generator.
        files: The hashes of each file by its path: of its bytes (``sha256``), and of what it says (``ast``, ``json``).
        value: All of it, decoded.
    """

    package: str
    title: str
    version: str
    sha256: str
    root: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    templates: str
    generator: str
    files: Mapping[str, Mapping[str, str]]
    value: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The document and its version, for people, with the digits of ``__version__`` that tell renderings apart."""
        made_of = "\0".join((self.sha256, self.templates, self.generator))
        return f"{self.title} {self.version}+{bytes_sha256(made_of.encode())[:12]}"

    def without(self, folders: Iterable[str]) -> Record:
        """Return the record of a copy that leaves some folders out."""
        left_out = tuple(f"{folder}/" for folder in folders)
        files = {name: hashes for name, hashes in self.files.items() if not name.startswith(left_out)}
        return _record({**self.value, "files": files})

    def to_bytes(self) -> bytes:
        """Return the content of ``provenance.json``."""
        value = {name: member for name, member in self.value.items() if name != "sha256"}
        return (json.dumps({**value, "sha256": value_sha256(value)}, indent=2, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, kw_only=True)
class Differences:
    """How a copy differs from its record: the names of files by their condition, sorted."""

    modified: Sequence[str] = ()
    missing: Sequence[str] = ()
    extra: Sequence[str] = ()
    reformatted: Sequence[str] = ()

    def items(self) -> Iterator[tuple[Condition, Sequence[str]]]:
        """Yield each condition with its files, the gravest first."""
        for condition in get_args(Condition):
            yield condition, getattr(self, condition)


def parse_record(data: bytes, shown: str) -> Record:
    """Return what a ``provenance.json`` says.

    Args:
        data: The file.
        shown: Its name, for messages.

    Raises:
        RecordError: It is not such a file, was edited, or is from a newer version.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise RecordError(
            f"{shown} is not JSON. Restore it, or remove the folder and copy the package again."
        ) from None
    number = value.get("format", 1) if isinstance(value, dict) else None
    if isinstance(number, int) and number > _FORMAT:
        raise RecordError(
            f"{shown} has format {number}, and this version of the package knows formats up to {_FORMAT}. "
            "Use the version that wrote it, or a newer one."
        )
    if number == _FORMAT and value.get("sha256") != _own_sha256(value):
        raise RecordError(
            f"{shown} was edited: its own hash does not match. "
            "Restore it, or remove the folder and copy the package again."
        )
    try:
        return _record(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise RecordError(f"{shown} is not the provenance of a rendered package.") from None


def compare(files: Mapping[str, bytes], record: Record, namespaces: Sequence[str] = ()) -> Differences:
    """Return how the files of a copy differ from its record.

    Args:
        files: The copy's files by their paths, without ``provenance.json``.
        record: What they should be.
        namespaces: Packages below which a tool may have moved what the files import, such as ``acme._vendor``.
    """
    names: dict[str, list[str]] = {condition: [] for condition in get_args(Condition)}
    for name, hashes in record.files.items():
        if name not in files:
            names["missing"].append(name)
        elif bytes_sha256(files[name]) != hashes["sha256"]:
            names["reformatted" if _says_the_same(files[name], hashes, namespaces) else "modified"].append(name)
        elif b"\r\n" in files[name]:
            names["reformatted"].append(name)
    names["extra"] = [name for name in files if name not in record.files and name != PROVENANCE]
    return Differences(**{condition: tuple(sorted(found)) for condition, found in names.items()})


def read_own_files() -> dict[str, bytes]:
    """Return all files of this package by their paths, wherever it was imported from: a folder or an archive."""
    return dict(_read(importlib.resources.files(own_name()), ""))


def own_folder() -> Path | None:
    """Return the folder of this package, links resolved; None if it was imported from an archive."""
    root = importlib.resources.files(own_name())
    return root.resolve() if isinstance(root, Path) else None


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths.

    Raises:
        OSError: One cannot be read.
    """
    return {name: (folder / name).read_bytes() for name in list_files(folder) if (folder / name).is_file()}


def list_files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, sorted; links to folders count as files.

    Raises:
        OSError: A folder cannot be read.
    """
    names: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = [name for name in folders if name not in links and name != _IGNORED_FOLDER]
        names += [
            Path(parent, name).relative_to(folder).as_posix() for name in (*files, *links) if not _is_ignored(name)
        ]
    return sorted(names)


def parent_namespaces(folder: Path | None = None) -> tuple[str, ...]:
    """Return the packages that a copy may be part of, the longest name first.

    Args:
        folder: The folder of the copy; None for this package, which knows its own name.
    """
    if folder is None:
        return tuple(filter(None, (own_name().rpartition(".")[0],)))
    parts: list[str] = []
    for part in reversed(folder.resolve().parts[:-1]):
        if not part.isidentifier():
            break
        parts.insert(0, part)
    return tuple(".".join(parts[start:]) for start in range(len(parts)))


def own_name() -> str:
    """Return the name under which this package was imported, such as ``acme._vendor.name``."""
    return (__package__ or "").rpartition(".")[0]


def _read(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != _IGNORED_FOLDER:
                yield from _read(entry, f"{prefix}{entry.name}/")
        elif not _is_ignored(entry.name):
            yield prefix + entry.name, entry.read_bytes()


def _is_ignored(name: str) -> bool:
    return name.endswith(_IGNORED_SUFFIXES)


def _raise(error: OSError) -> None:
    raise error


def _own_sha256(value: Mapping[str, Any]) -> str:
    return value_sha256({name: member for name, member in value.items() if name != "sha256"})


def _record(value: Mapping[str, Any]) -> Record:
    files = {
        # Before format 2 there was one hash for each file.
        _path(name): {"sha256": hashes} if isinstance(hashes, str) else dict(hashes)
        for name, hashes in value["files"].items()
    }
    if not files or not all(isinstance(hashes["sha256"], str) for hashes in files.values()):
        raise ValueError
    spec = value["spec"]
    return Record(
        package=str(value.get("package", "")),
        title=str(spec["title"]),
        version=str(spec["version"]),
        sha256=str(spec["sha256"]),
        root=str(spec.get("root", "")),
        sources={_path(name): str(digest) for name, digest in spec.get("sources", {}).items()},
        templates=str(value["templates"]),
        generator=str(value["generator"]),
        files=files,
        value=value,
    )


def _path(name: str) -> str:
    """Return a path of the record, if it cannot lead out of a folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.as_posix() != name:
        raise ValueError
    return name


def _says_the_same(data: bytes, hashes: Mapping[str, str], namespaces: Sequence[str]) -> bool:
    try:
        if "ast" in hashes:
            return ast_sha256(data, namespaces) == hashes["ast"]
        return "json" in hashes and json_sha256(data) == hashes["json"]
    except ValueError:
        return False
