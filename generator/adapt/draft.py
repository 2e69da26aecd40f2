"""A document that is being adapted: what is changed in it, and what is said about each change."""

from __future__ import annotations

from typing import Any

from ..document.load import LoadedDocument
from ..document.normalize import copied
from ..document.pointers import join, lookup, split
from ..errors import Finding, Grade

__all__ = ["Draft"]

_GONE = object()


class Draft:
    """A copy of a document, to be changed in rounds.

    Pointers stay valid within a round: what is dropped from a list leaves a gap, which :meth:`close` removes.

    Args:
        loaded: The document.

    Attributes:
        document: The copy.
        findings: What was changed, with the places in the original document.
    """

    def __init__(self, loaded: LoadedDocument) -> None:
        self._loaded = loaded
        self.document: dict[str, Any] = copied(loaded.document)
        self.findings: list[Finding] = []
        # Why each place is gone, and the original index of each item of the lists that have lost some, by the lists'
        # original places.
        self._dropped: dict[str, Finding] = {}
        self._indices: dict[str, list[int]] = {}
        self._gaps: set[str] = set()

    def say(self, grade: Grade, rule: str, pointer: str, message: str) -> Finding:
        """Record what was done at a place, and return the finding."""
        original = self._original(pointer)
        finding = Finding.graded(grade, rule, original, message, self._loaded.locate(original))
        self.findings.append(finding)
        return finding

    def find(self, pointer: str) -> Any:
        """Return the value at a place.

        Raises:
            KeyError: There is none, or not any more.
        """
        value = lookup(self.document, pointer)
        if value is _GONE:
            raise KeyError(pointer)
        return value

    def drop(self, pointer: str, because: Finding) -> None:
        """Remove the value at a place."""
        *parents, last = split(pointer)
        around = join("", *parents)
        container = self.find(around)
        if isinstance(container, list):
            container[int(last)] = _GONE
            self._gaps.add(around)
        else:
            del container[last]
        self._dropped[pointer] = because

    def replace(self, pointer: str, value: Any) -> None:
        """Put another value in a place."""
        *parents, last = split(pointer)
        container = self.find(join("", *parents))
        container[int(last) if isinstance(container, list) else last] = value

    def cause(self, pointer: str) -> Finding | None:
        """Return why there is nothing at a place any more, or None if nothing was dropped there."""
        segments = split(pointer)
        around = (join("", *segments[:length]) for length in range(len(segments), 0, -1))
        return next((self._dropped[place] for place in around if place in self._dropped), None)

    def close(self) -> None:
        """End a round: close the gaps in lists. Pointers into these lists change."""
        gaps, self._gaps = self._gaps, set()
        # Inner lists first: closing an outer one moves them.
        for pointer in sorted(gaps, key=len, reverse=True):
            try:
                items = self.find(pointer)
            except KeyError:
                continue
            original = self._original(pointer)
            before = self._indices.get(original, list(range(len(items))))
            self._indices[original] = [index for index, item in zip(before, items, strict=True) if item is not _GONE]
            items[:] = [item for item in items if item is not _GONE]

    def loaded(self) -> LoadedDocument:
        """Return the adapted document, which knows where its parts came from."""
        origin = self._loaded
        return LoadedDocument(
            document=self.document, sha256=origin.sha256, positions=origin.positions, sources=origin.sources
        )

    def _original(self, pointer: str) -> str:
        """Return where a place was before anything was dropped from the lists around it."""
        original = ""
        for segment in split(pointer):
            indices = self._indices.get(original, [])
            in_list = segment.isdecimal() and int(segment) < len(indices)
            original = join(original, indices[int(segment)] if in_list else segment)
        return original
