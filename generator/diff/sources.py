"""Find what a user wants to compare: a document, a rendered package, or a revision of the repository."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ..build.api import build_api
from ..document.load import LoadedDocument, load_document
from ..errors import GeneratorError, SpecError
from ..lint import require_renderable, require_structure
from .compare import Version
from .surface import Surface, surface_of

__all__ = ["RevisionError", "load_version"]

_DOCUMENT: Final = "openapi.json"
_MANIFEST: Final = "surface.json"
_PROVENANCE: Final = "provenance.json"
_ROOTS: Final = ("openapi.yaml", "openapi.yml", "openapi.json")


class RevisionError(GeneratorError):
    """There is no such file, folder or revision, or no repository."""


def load_version(name: str, spec: Path, out: Path) -> Version:
    """Return what a user names: a file or folder if there is one of this name, else a git revision.

    Args:
        name: A document, a folder with one, a rendered package or the folder around it, or a git revision.
        spec: The document of the working tree, which a revision has at the same place.
        out: The output folder of the working tree; a revision's package is in its own.

    Raises:
        GeneratorError: It cannot be compared.
    """
    path = Path(name)
    if path.is_dir():
        return _of_folder(name, path)
    if path.exists():
        return _of_document(name, load_document(path))
    return _of_revision(name, spec, out)


def _of_document(name: str, loaded: LoadedDocument) -> Version:
    require_renderable(loaded)
    try:
        surface = surface_of(build_api(loaded))
    except SpecError as error:
        raise error.located(loaded.locate) from None
    return Version(name=name, document=loaded.document, surface=surface, locate=loaded.locate)


def _of_folder(name: str, folder: Path) -> Version:
    packages = [
        path.parent for path in (folder / _PROVENANCE, *sorted(folder.glob(f"*/{_PROVENANCE}"))) if path.is_file()
    ]
    if packages:
        return _of_package(name, packages[0])
    root = next((folder / candidate for candidate in _ROOTS if (folder / candidate).is_file()), None)
    if root is None:
        raise GeneratorError(f"{folder}: contains neither a rendered package nor one of {', '.join(_ROOTS)}")
    return _of_document(name, load_document(root))


def _of_package(name: str, package: Path) -> Version:
    loaded = load_document(package / _DOCUMENT)
    manifest = package / _MANIFEST
    if not manifest.is_file():
        # It was rendered before there were manifests.
        return _of_document(name, loaded)
    require_structure(loaded)
    return Version(
        name=name,
        document=loaded.document,
        surface=Surface.from_json(_text(manifest), str(manifest)),
        locate=loaded.locate,
        templates=str(_provenance(_text(package / _PROVENANCE)).get("templates", "")),
    )


def _of_revision(name: str, spec: Path, out: Path) -> Version:
    """Return the document of a revision, with the package that is committed beside it if that was made of it."""
    if not spec.parent.is_dir():
        reason = f"a revision is looked for in the repository of {spec.parent}, which does not exist"
        raise RevisionError(f"{name}: no such file or folder, and {reason}")
    root = Path(_git("rev-parse", "--show-toplevel", cwd=spec.parent, problem=name).decode().strip())
    _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", cwd=root, problem=name)
    try:
        inside, rendered = (path.resolve().relative_to(root.resolve()) for path in (spec, out))
    except ValueError:
        raise GeneratorError(f"{name}: {spec} or {out} is not in the repository {root}") from None
    folder = inside.parent.as_posix()
    files = _archive(root, name, folder)
    contents = {_virtual(name, file).absolute(): content for file, content in files.items()}
    loaded = load_document(_virtual(name, inside.as_posix()), contents)
    packages = _archive(root, name, f":(glob){rendered.as_posix()}/*/*.json")
    for file, content in packages.items():
        package, _, last = file.rpartition("/")
        manifest = packages.get(f"{package}/{_MANIFEST}")
        if last == _PROVENANCE and manifest is not None and _is_made_of(content, loaded):
            require_structure(loaded)
            surface = Surface.from_json(manifest.decode("utf-8", "replace"), f"{name}:{package}/{_MANIFEST}")
            return Version(name=name, document=loaded.document, surface=surface, locate=loaded.locate)
    return _of_document(name, loaded)


def _virtual(revision: str, file: str) -> Path:
    """Return the name of a revision's file, as git writes it."""
    return Path(f"{revision}:{file}")


def _is_made_of(provenance: bytes, loaded: LoadedDocument) -> bool:
    spec = _provenance(provenance.decode("utf-8", "replace")).get("spec")
    return isinstance(spec, Mapping) and spec.get("sha256") == loaded.sha256


def _provenance(text: str) -> Mapping[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, Mapping) else {}


def _archive(root: Path, revision: str, pathspec: str) -> dict[str, bytes]:
    """Return the files of a revision by their names; empty if the revision does not have them."""
    packed = _git("archive", "--format=tar", revision, "--", pathspec, cwd=root, problem="")
    if not packed:
        return {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        members = [(member.name, archive.extractfile(member)) for member in archive if member.isfile()]
        return {file: content.read() for file, content in members if content is not None}


def _git(*arguments: str, cwd: Path, problem: str) -> bytes:
    """Run git and return what it prints; nothing if it fails and ``problem`` is empty.

    Raises:
        RevisionError: It fails, so that ``problem`` is not a revision.
    """
    try:
        result = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except OSError as error:
        raise RevisionError(f"{problem}: no such file or folder, and git cannot be run: {error.strerror}") from None
    if result.returncode and problem:
        raise RevisionError(f"{problem}: no such file or folder, and not a revision of a git repository here")
    return b"" if result.returncode else result.stdout


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GeneratorError(f"{path}: {error}") from None
