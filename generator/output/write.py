"""Write the rendered files, or compare them with those on disk.

The output folder is replaced as a whole. The new tree is built next to the old one and renamed into place, so that the
old tree survives any failure.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from .. import __version__
from ..errors import OutputError
from ..filters import json
from ..model import Api
from .fingerprints import ast_sha256, bytes_sha256, json_sha256, value_sha256

__all__ = ["PROVENANCE", "differences", "provenance", "replace_tree"]

PROVENANCE = "provenance.json"
_FORMAT = 2
# The versions that the tests of the rendered package ran with.
_REQUIRES = {"python": ">=3.11", "httpx2": ">=2.0,<3", "httpx": ">=0.28,<1"}
_TOOLS = ("jinja2", "markdown-it-py", "openapi-python-client", "ruff")


def provenance(api: Api, files: Mapping[str, str], templates_sha256: str) -> dict[str, str]:
    """Return ``files`` plus the package's ``provenance.json``: sources, tools and the hashes of each file.

    Nothing in it depends on the time, the machine or the version of Python.
    """
    folder = f"{api.package}/"
    own = {name.removeprefix(folder): text for name, text in files.items() if name.startswith(folder)}
    others = {name: text for name, text in files.items() if not name.startswith(folder)}
    record = {
        "format": _FORMAT,
        "package": api.package,
        "files": {name: _hashes(name, own[name]) for name in sorted(own)},
        "generator": __version__,
        "reference": value_sha256(others),
        "requires": _REQUIRES,
        "spec": {
            "root": next(iter(api.sources), ""),
            "sha256": api.source_sha256,
            "sources": dict(api.sources),
            "title": api.title,
            "version": api.version,
        },
        "templates": templates_sha256,
        "tools": {tool: version(tool) for tool in _TOOLS},
    }
    record["sha256"] = value_sha256(record)
    return {**files, folder + PROVENANCE: json(record) + "\n"}


@lru_cache(maxsize=1024)
def _hashes(name: str, text: str) -> Mapping[str, str]:
    data = text.encode()
    if name.endswith(".py"):
        return {"sha256": bytes_sha256(data), "ast": ast_sha256(data)}
    if name.endswith(".json"):
        return {"sha256": bytes_sha256(data), "json": json_sha256(data)}
    return {"sha256": bytes_sha256(data)}


def differences(files: Mapping[str, str], out: Path) -> dict[str, str]:
    """Return how the folder ``out`` differs from ``files``: ``missing``, ``extra`` or ``differs``, by path.

    Raises:
        OutputError: A file of ``out`` cannot be read.
    """
    try:
        existing = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
    except OSError as error:
        raise OutputError(f"{error.filename or out}: {error.strerror}") from None
    result = {name: "missing" for name in files if name not in existing}
    result |= {name: "extra" for name in existing if name not in files}
    for name, text in files.items():
        if name in existing and existing[name].replace(b"\r\n", b"\n") != text.encode():
            result[name] = "differs"
    return dict(sorted(result.items()))


def replace_tree(files: Mapping[str, str], out: Path) -> None:
    """Replace the folder ``out`` with ``files``, completely or not at all.

    Raises:
        OutputError: ``out`` is a folder that was not rendered, or cannot be written.
    """
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _recover(out)
        _check_ours(out)
        build = out.with_name(f".{out.name}.new-{os.getpid()}-{secrets.token_hex(4)}")
        try:
            _write(files, build)
            _swap(build, out)
        finally:
            shutil.rmtree(build, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{error.filename or out}: {error.strerror or error}") from None


def _write(files: Mapping[str, str], build: Path) -> None:
    for folder in {(build / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (build / name).write_bytes(text.encode())


def _swap(build: Path, out: Path) -> None:
    old = out.with_name(build.name.replace(".new-", ".old-"))
    if out.exists():
        out.rename(old)
    try:
        build.rename(out)
    except BaseException:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_ours(out: Path) -> None:
    """Refuse to replace a folder that was not rendered: a mistyped name must not cost its contents."""
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out}: is a file, not a folder")
    if any(out.iterdir()) and not any(out.glob(f"*/{PROVENANCE}")):
        raise OutputError(f"{out}: not a rendered tree (no */{PROVENANCE}); remove it yourself or name another folder")


def _recover(out: Path) -> None:
    """Clean up after killed runs: put the old tree back if the output folder is gone, remove everything else."""
    pattern = re.compile(rf"\.{re.escape(out.name)}\.(new|old)-(\d+)-[0-9a-f]+")
    for path in sorted(out.parent.iterdir()):
        if not (match := pattern.fullmatch(path.name)) or _is_running(int(match[2])):
            continue
        if match[1] == "old" and not out.exists():
            path.rename(out)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
