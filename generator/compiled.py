"""Keep compiled templates where Python keeps compiled modules, because compiling them takes a fifth of a rendering."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2

__all__ = ["compiled_templates"]


class _CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """A cache that is of no use once the code of the filters has changed: Jinja applies them to constants early.

    Args:
        folder: Where it is kept.
        code: The folder of that code.
    """

    def __init__(self, folder: Path, code: Path) -> None:
        super().__init__(str(folder))
        digest = hashlib.sha256()
        for path in sorted(code.rglob("*.py")):
            digest.update(path.read_bytes())
        self._code_sha256 = digest.hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return the hash of a template and of the code."""
        return super().get_source_checksum(f"{self._code_sha256}{source}")


def compiled_templates(templates: Path, code: Path) -> jinja2.BytecodeCache | None:
    """Return the cache of a folder of templates, or None if Python could not write one or was told not to.

    ``PYTHONDONTWRITEBYTECODE`` and ``PYTHONPYCACHEPREFIX`` apply as they do to modules.

    Args:
        templates: The folder.
        code: The folder of the modules that the filters come from.
    """
    if sys.dont_write_bytecode:
        return None
    folder = Path(cache_from_source(str(templates.absolute() / "templates.py"))).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _CompiledTemplates(folder, code) if os.access(folder, os.W_OK) else None
    except OSError:
        return None
