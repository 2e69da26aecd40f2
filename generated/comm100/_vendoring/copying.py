"""Copy this package into a source tree, and update a copy.

The new tree is built next to the old one and renamed into place, so that the old one survives any failure. What a user
added to the folder is carried over; what a user changed is overwritten only on request.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .record import (
    PROVENANCE,
    Differences,
    Record,
    RecordError,
    compare,
    list_files,
    own_folder,
    parent_namespaces,
    parse_record,
    read_files,
    read_own_files,
)

__all__ = ["OPTIONAL", "CopyError", "Outcome", "copy_package"]

OPTIONAL: Final = ("testing",)
"""The folders that a copy can do without."""

# How long another run may take, in seconds, where a process cannot be looked up by its number.
_LONGEST_RUN: Final = 3600.0
# More files than this are counted.
_MOST_NAMES: Final = 10


class CopyError(Exception):
    """The package cannot be copied, and nothing was changed. The message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a copy did.

    Attributes:
        folder: The folder of the copy.
        record: What the copy was made of.
        old: What the copy that was there before was made of; None if there was none.
        old_files: The files of that copy.
        files: The files of the new one.
        changed: False if the copy was up to date, so that nothing was written.
        kept: The files that are not part of the package and were left where they are.
        overwritten: The files with local edits that were overwritten.
    """

    folder: Path
    record: Record
    old: Record | None
    old_files: Mapping[str, bytes]
    files: Mapping[str, bytes]
    changed: bool
    kept: Sequence[str]
    overwritten: Sequence[str]

    @property
    def deleted(self) -> list[str]:
        """The files that the old copy had and the new one does not."""
        return sorted(name for name in (self.old.files if self.old else ()) if name not in self.record.files)


def copy_package(destination: Path, *, without: Iterable[str] = (), force: bool = False) -> Outcome:
    """Copy this package, or update a copy of it.

    Args:
        destination: The folder that the package's own folder is put into, or an existing copy.
        without: Folders to leave out, of :data:`OPTIONAL`.
        force: Whether local edits are overwritten.

    Raises:
        CopyError: The destination cannot be written, holds something else, or was edited.
    """
    files, record = _own(without)
    try:
        folder = _folder(destination, record.package)
        with _new_parents(folder.parent):
            _recover(folder)
            return _update(folder, files, record, force=force)
    except RecordError as error:
        raise CopyError(str(error)) from None
    except (OSError, RuntimeError, ValueError) as error:
        name = getattr(error, "filename", None) or destination
        raise CopyError(f"{name}: {getattr(error, 'strerror', None) or error}") from None


def _own(without: Iterable[str]) -> tuple[dict[str, bytes], Record]:
    """Return the files to copy, among them ``provenance.json``, and what they are."""
    files = read_own_files()
    if PROVENANCE not in files:
        raise CopyError(f"This package has no {PROVENANCE}, so it cannot be copied; copy a complete one.")
    try:
        record = parse_record(files[PROVENANCE], f"this package's {PROVENANCE}")
    except RecordError as error:
        raise CopyError(str(error)) from None
    damaged = compare(files, record, parent_namespaces())
    if names := (*damaged.modified, *damaged.missing):
        raise CopyError(f"This package is not as it was rendered, so it is not copied: {_listed(names)}.")
    chosen = record.without(without)
    kept = {name: files[name] for name in chosen.files}
    return {**kept, PROVENANCE: chosen.to_bytes()}, chosen


def _folder(destination: Path, package: str) -> Path:
    """Return the folder of the copy, links resolved."""
    resolved = destination.resolve()
    is_copy = resolved.name == package or (resolved / PROVENANCE).is_file()
    folder = resolved if is_copy else (resolved / package).resolve()
    for parent in (folder, *folder.parents):
        if parent.exists() and not parent.is_dir():
            raise CopyError(f"{parent}: is a file, not a folder")
    if (own := own_folder()) is not None and (folder.is_relative_to(own) or own.is_relative_to(folder)):
        raise CopyError(f"{folder}: is this package itself, inside it, or around it; name another folder")
    return folder


def _update(folder: Path, files: Mapping[str, bytes], record: Record, *, force: bool) -> Outcome:
    old = _old_record(folder, record)
    old_files = read_files(folder) if old is not None else {}
    found = compare(old_files, old, parent_namespaces(folder)) if old is not None else Differences()
    kept = [name for name in list_files(folder) if name not in _written(old)] if old is not None else []
    edits = [*found.modified, *(name for name in kept if name in files)]
    if edits and not force:
        raise CopyError(
            f"{folder}: has local edits, so nothing was changed: {_listed(sorted(edits))}. "
            "Save them elsewhere, or overwrite them with --force."
        )
    kept = [name for name in kept if name not in files]
    # A file that is gone changes provenance.json, too.
    changed = old is None or any(old_files.get(name) != data for name, data in files.items())
    if changed:
        _replace(folder, files, kept)
    return Outcome(
        folder=folder,
        record=record,
        old=old,
        old_files=old_files,
        files=files,
        changed=changed,
        kept=kept,
        overwritten=sorted(edits),
    )


def _written(old: Record | None) -> set[str]:
    return set() if old is None else {*old.files, PROVENANCE}


def _old_record(folder: Path, record: Record) -> Record | None:
    """Return what a folder was made of; None if there is nothing in it."""
    if not folder.exists() or not any(folder.iterdir()):
        return None
    try:
        data = (folder / PROVENANCE).read_bytes()
    except FileNotFoundError:
        raise CopyError(
            f"{folder}: has no {PROVENANCE}, so it may hold something else; remove it yourself, or name another folder"
        ) from None
    old = parse_record(data, str(folder / PROVENANCE))
    if old.title != record.title:
        raise CopyError(f"{folder}: is a package of {old.title}, not of {record.title}; name another folder")
    return old


def _replace(folder: Path, files: Mapping[str, bytes], kept: Iterable[str]) -> None:
    new = folder.with_name(f".{folder.name}.new-{os.getpid()}-{secrets.token_hex(4)}")
    old = new.with_name(new.name.replace(".new-", ".old-"))
    try:
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for name in kept:
            _carry_over(folder / name, new / name)
        if folder.exists():
            shutil.copymode(folder, new)
            folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _carry_over(source: Path, target: Path) -> None:
    """Put a user's own file into the new tree as well: the file itself, not another one that reads the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


@contextmanager
def _new_parents(folder: Path) -> Iterator[None]:
    """Make a folder, and remove it again if the copy fails."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise


def _recover(folder: Path) -> None:
    """Clean up after killed runs: put the old copy back if there is none, and remove everything else."""
    pattern = re.compile(rf"\.{re.escape(folder.name)}\.(new|old)-(\d+)-[0-9a-f]+")
    for path in sorted(folder.parent.iterdir()):
        if not (match := pattern.fullmatch(path.name)) or _is_in_use(path, int(match[2])):
            continue
        if match[1] == "old" and not folder.exists():
            path.rename(folder)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_in_use(path: Path, process: int) -> bool:
    """Return whether the run that made a folder may still be going on."""
    if os.name == "nt":
        # A signal, even 0, may end a process there.
        return time.time() - path.stat().st_mtime < _LONGEST_RUN
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _listed(names: Sequence[str]) -> str:
    more = f", and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
