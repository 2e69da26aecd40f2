"""Small documents and templates for the tests of the generator, and ways to run it."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from generator.build.api import build_api
from generator.commands import main
from generator.document.load import LoadedDocument, load_document
from generator.model import Api
from generator.render import render

__all__ = [
    "DOCUMENTS",
    "ROOT",
    "api_of",
    "command",
    "generator",
    "imported",
    "load",
    "minimal",
    "operation",
    "write_templates",
    "write_yaml",
]

ROOT = Path(__file__).parents[2]
DOCUMENTS = Path(__file__).with_name("documents")

MINIMAL = """\
openapi: 3.1.0
info: {title: Tiny API, version: "1"}
servers: [{url: https://tiny.example}]
tags: [{name: Pets, description: Animals.}]
paths:
  /pets/{petId}:
    get:
      operationId: pets.get
      tags: [Pets]
      summary: Show a pet
      description: One pet.
      security: []
      parameters:
        - {name: petId, in: path, required: true, description: Its number., schema: {type: integer}, example: 1}
      responses:
        '200':
          description: The pet
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              example: {name: Rex}
components:
  schemas:
    Pet:
      type: object
      description: A pet.
      required: [name]
      properties:
        name: {type: string, description: Its name.}
"""


def minimal() -> Any:
    """Return the smallest document that no house rule objects to, as a tree to change."""
    return yaml.load(MINIMAL, yaml.CSafeLoader)


def operation(document: Any) -> Any:
    """Return the one operation of :func:`minimal`."""
    return document["paths"]["/pets/{petId}"]["get"]


def write_yaml(folder: Path, document: Any, name: str = "openapi.yaml") -> Path:
    """Write a document, a tree or a text, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (
        document
        if isinstance(document, str)
        else yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    )
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, document: Any) -> LoadedDocument:
    """Write a document and load it."""
    return load_document(write_yaml(folder, document))


def api_of(folder: Path, document: Any) -> Api:
    """Write a document and return its model."""
    return build_api(load(folder, document))


def write_templates(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a template tree and return its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def imported(folder: Path, api: Api) -> ModuleType:
    """Render a document's package into a folder, and import it.

    Args:
        folder: Where it is written; a test removes it from ``sys.path``.
        api: The model of the document.
    """
    for name, text in render(api, ROOT / "templates").items():
        if name.startswith(f"{api.package}/"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        return importlib.import_module(api.package)
    finally:
        sys.path.remove(str(folder))


def command(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as :func:`generator` does, but in this process, which saves the second that a new one needs."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def generator(
    *arguments: str | Path, cwd: Path, python: Sequence[str] = (sys.executable,), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m generator`` as a user would, in another folder."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "PYTHONHASHSEED"}}
    path = os.pathsep.join([str(ROOT / "tests" / "without_trio"), str(ROOT)])
    return subprocess.run(
        [*python, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=inherited | {"PYTHONPATH": path} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
