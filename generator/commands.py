"""The commands, their messages and their exit codes: 0 fine, 1 something to mend, 2 wrong arguments."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .api import build_api
from .errors import GeneratorError, SpecError
from .load import LoadedDocument, load_document
from .model import Api
from .render import render, templates_sha256
from .tidy import tidy
from .write import differences, provenance, replace_tree

__all__ = ["generate", "main"]

_QUICK = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SpecError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
    except GeneratorError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 130
    return 1


def _render(options: argparse.Namespace) -> int:
    files = generate(options.spec, options.templates)
    replace_tree(files, options.out)
    print(f"{len(files)} files in {options.out}")
    return 0


def generate(spec: Path, templates: Path) -> dict[str, str]:
    """Return every file of the output, formatted, by its path.

    Raises:
        SpecError: The document cannot be rendered.
        RenderError: The templates are missing or broken.
    """
    loaded = load_document(spec)
    try:
        api = build_api(loaded)
    except SpecError as error:
        raise error.located(loaded.locate) from None
    return provenance(api, tidy(render(api, templates)), templates_sha256(templates))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description="From an OpenAPI document to a client.")
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser("render")
    command.set_defaults(run=_render)
    command.add_argument("--spec", type=Path, default=Path("spec/openapi.yaml"))
    command.add_argument("--templates", type=Path, default=Path("templates"))
    command.add_argument("--out", type=Path, default=Path("generated"))
    return parser
