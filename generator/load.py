"""From a path to one document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bundle import Bundler
from .pointers import join, split

__all__ = ["LoadedDocument", "load_document"]


@dataclass(frozen=True, kw_only=True)
class LoadedDocument:
    """A bundled document that remembers where each of its parts came from.

    Attributes:
        document: The document; all references are local.
        sha256: The hash of the document as canonical JSON: sorted keys, no spaces, UTF-8.
        positions: ``file:line`` of each pointer.
    """

    document: dict[str, Any]
    sha256: str
    positions: Mapping[str, str]

    def locate(self, pointer: str) -> str:
        """Return ``file:line`` of what stands at ``pointer``, or of the nearest thing around it."""
        segments = split(pointer)
        for length in range(len(segments), -1, -1):
            if (position := self.positions.get(join("", *segments[:length]))) is not None:
                return position
        return ""


def load_document(path: Path) -> LoadedDocument:
    """Read the document whose contents page is ``path``, with every file that it refers to.

    Raises:
        SpecError: A file is missing, unreadable or no YAML, or references lead nowhere or out of the folder.
    """
    bundler = Bundler(path)
    document = bundler.bundle()
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return LoadedDocument(document=document, sha256=digest, positions=bundler.positions)
