"""The content of the document's files, read once, because many tests ask for it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

__all__ = ["content"]


@functools.cache
def content(file: Path) -> Any:
    """Return the content of a YAML file, which nobody may change."""
    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
