"""Tell whether a copy is older than a description: a document, its folder, another copy, or a URL of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from .fingerprints import bytes_sha256, json_sha256
from .record import PROVENANCE, Record, RecordError, parse_record

__all__ = ["AgainstError", "stale_reasons"]

_DOCUMENT: Final = "openapi.json"
_TIMEOUT: Final = 30.0
_MOST_BYTES: Final = 64 * 1024 * 1024


class AgainstError(Exception):
    """There is nothing to compare the copy with. The message says what was asked for and what was found."""


def stale_reasons(record: Record, against: str) -> list[str]:
    """Return why a copy is stale, in words; nothing if it was rendered from this very description.

    Args:
        record: What the copy was rendered from.
        against: A document, a folder with one, a rendered package or the folder around it, or the URL of an
            ``openapi.json`` or a ``provenance.json``.

    Raises:
        AgainstError: It cannot be read, or is none of these.
    """
    if against.startswith(("http://", "https://")):
        return list(_compare_json(record, _fetch(against), against))
    path = Path(against)
    try:
        if path.is_dir():
            return list(_compare_folder(record, path))
        data = path.read_bytes()
        if data.lstrip()[:1] == b"{":
            return list(_compare_json(record, data, against))
        return list(_compare_sources(record, path, path.parent))
    except (OSError, ValueError) as error:
        raise AgainstError(f"{against}: {getattr(error, 'strerror', None) or error}") from None


def _compare_folder(record: Record, folder: Path) -> Iterator[str]:
    for candidate in (folder / PROVENANCE, *sorted(folder.glob(f"*/{PROVENANCE}"))):
        if candidate.is_file():
            yield from _compare_json(record, candidate.read_bytes(), str(candidate))
            return
    if record.root and (folder / record.root).is_file():
        yield from _compare_sources(record, folder / record.root, folder)
    elif (folder / _DOCUMENT).is_file():
        yield from _compare_json(record, (folder / _DOCUMENT).read_bytes(), str(folder / _DOCUMENT))
    else:
        wanted = f"{record.root}, " if record.root and record.root != _DOCUMENT else ""
        raise AgainstError(f"{folder}: has neither {wanted}{_DOCUMENT} nor {PROVENANCE}, here or in a folder below")


def _compare_sources(record: Record, root: Path, folder: Path) -> Iterator[str]:
    """Compare the files that the document was read from, without reading what they say: that takes a YAML parser."""
    if not record.sources:
        raise AgainstError(f"{root}: {PROVENANCE} does not list the document's files; name its {_DOCUMENT} instead")
    for name, digest in record.sources.items():
        path = root if name == record.root else folder / name
        if not path.is_file():
            yield f"{path} is missing"
        elif bytes_sha256(path.read_bytes()) != digest:
            yield f"{path} differs"


def _compare_json(record: Record, data: bytes, shown: str) -> Iterator[str]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise AgainstError(f"{shown}: is not JSON") from None
    if not isinstance(value, dict):
        raise AgainstError(f"{shown}: is neither a document nor the provenance of a package")
    if "files" in value:
        yield from _compare_records(record, data, shown)
        return
    if "openapi" not in value:
        raise AgainstError(f"{shown}: is neither a document nor the provenance of a package")
    # The document as it was bundled, or as it stands in the package.
    if json_sha256(data) not in (record.sha256, record.files.get(_DOCUMENT, {}).get("json")):
        yield f"{shown} differs: version {record.version} -> {_version(value)}"


def _compare_records(record: Record, data: bytes, shown: str) -> Iterator[str]:
    try:
        other = parse_record(data, shown)
    except RecordError as error:
        raise AgainstError(str(error)) from None
    if other.title != record.title:
        raise AgainstError(f"{shown}: is a package of {other.title}, not of {record.title}")
    if other.sha256 != record.sha256:
        yield f"the document differs: version {record.version} -> {other.version}"
    if other.templates != record.templates:
        yield f"the templates differ: {record.templates[:12]} -> {other.templates[:12]}"
    if other.generator != record.generator:
        yield f"the generator differs: {record.generator} -> {other.generator}"


def _version(document: Mapping[str, Any]) -> str:
    info = document.get("info")
    return str(info.get("version", "unknown")) if isinstance(info, Mapping) else "unknown"


def _fetch(url: str) -> bytes:
    # Imported here because it takes longer than all the rest.
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT) as response:
            data: bytes = response.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise AgainstError(f"{url}: the server returned {error.code}") from None
    except (OSError, ValueError) as error:
        raise AgainstError(f"{url}: {getattr(error, 'reason', None) or error}") from None
    if len(data) > _MOST_BYTES:
        raise AgainstError(f"{url}: is larger than 64 MiB")
    return data
