"""Find the part of a document that a bug of the generator needs to show itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Final

from ..document.pointers import as_mapping, join
from ..document.walk import operations

__all__ = ["culprits"]

# So many operations fail only if the bug does not depend on what they are.
_MAX_ATTEMPTS: Final = 60


class _Search:
    """Tries parts of a document."""

    def __init__(self, document: dict[str, Any], fails: Callable[[dict[str, Any]], bool]) -> None:
        self._document = document
        self._fails = fails
        self.attempts = 0

    def fails_with(self, kept: Sequence[str], of: Sequence[str], without: Sequence[str] = ()) -> bool:
        """Tell whether the document still fails if it has only some of its places.

        Raises:
            _TooManyAttemptsError: Enough has been tried.
        """
        self.attempts += 1
        if self.attempts > _MAX_ATTEMPTS:
            raise _TooManyAttemptsError
        return self._fails(_without(self._document, {*without, *of}.difference(kept)))

    def among(self, places: Sequence[str], without: Sequence[str] = ()) -> list[str]:
        """Return those of some places that the document fails with; it does so with all of them."""

        def halved(part: Sequence[str]) -> list[str]:
            if len(part) == 1:
                return list(part)
            middle = len(part) // 2
            failing = [half for half in (part[:middle], part[middle:]) if self.fails_with(half, places, without)]
            if failing:
                return [place for half in failing for place in halved(half)]
            # It takes two of them: the last one of the shortest failing beginning can be left out.
            sizes = range(1, len(part))
            size = bisect_left(sizes, True, key=lambda size: self.fails_with(part[:size], places, without))
            return [part[size]]

        return halved(places)


class _TooManyAttemptsError(Exception):
    """The search has taken too long."""


def culprits(document: dict[str, Any], fails: Callable[[dict[str, Any]], bool]) -> list[str]:
    """Return the places of the operations, or else of the schemas, without which the generator does not fail.

    Args:
        document: A document that it fails at.
        fails: Tells whether it fails at another document.

    Returns:
        The places; none if the failure has nothing to do with either, or with nearly all of them.
    """
    search = _Search(document, fails)
    every = [ref.pointer for ref in operations(document)]
    schemas = [
        join("/components/schemas", name) for name in as_mapping(as_mapping(document.get("components")).get("schemas"))
    ]
    try:
        if not search.fails_with([], every):
            return search.among(every)
        if not search.fails_with([], schemas, every):
            return search.among(schemas, every)
    except _TooManyAttemptsError:
        pass
    return []


def _without(document: dict[str, Any], places: set[str]) -> dict[str, Any]:
    """Return a document without some of its operations, and with nothing in some of its schemas."""
    result = dict(document)
    result["paths"] = {
        path: {key: value for key, value in item.items() if join("/paths", path, key) not in places}
        if isinstance(item, dict)
        else item
        for path, item in document["paths"].items()
    }
    components = document.get("components")
    if isinstance(components, dict) and isinstance(schemas := components.get("schemas"), dict):
        kept = {name: {} if join("/components/schemas", name) in places else node for name, node in schemas.items()}
        result["components"] = {**components, "schemas": kept}
    return result
