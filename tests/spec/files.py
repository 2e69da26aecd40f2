"""The content of the document's files, read once: many tests ask for it, and a YAML parser in Python is slow."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

__all__ = ["content"]


@functools.cache
def content(file: Path) -> Any:
    """Return the content of a YAML file, which nobody may change."""
    return yaml.safe_load(file.read_text("utf-8"))
