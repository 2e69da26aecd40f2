"""Which operations a place of a document touches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from ..document.pointers import join, split, target_of
from ..document.walk import operations, walk

__all__ = ["Dependents"]


class Dependents:
    """The operations of a document, by the places that they use.

    Args:
        document: The document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def of(self, pointers: Iterable[str]) -> tuple[str, ...]:
        """Return the identifiers of the operations that contain one of the places or refer to it, in order."""
        reached: set[str] = set()
        queue = deque(filter(None, map(_unit, pointers)))
        while queue:
            unit = queue.popleft()
            if unit not in reached:
                reached.add(unit)
                queue.extend(self._users.get(unit, ()))
        return tuple(name for place, name in self._operations.items() if place in reached or _path(place) in reached)

    @cached_property
    def _operations(self) -> dict[str, str]:
        return {ref.pointer: ref.id for ref in operations(self._document)}

    @cached_property
    def _users(self) -> dict[str, set[str]]:
        """The components and operations that refer to each component."""
        users: dict[str, set[str]] = {}
        for pointer, node, context in walk(self._document):
            target = None if context.named else target_of(node)
            if target is not None and (user := _unit(pointer)) and (used := _unit(target)):
                users.setdefault(used, set()).add(user)
        return users


def _unit(pointer: str) -> str:
    """Return the component, the operation or the path around a place; empty if it is in none."""
    segments = split(pointer)
    if segments[:1] == ["components"]:
        return join("", *segments[:3])
    if segments[:1] == ["paths"]:
        is_shared = len(segments) < 3 or segments[2] == "parameters"
        return join("", *segments[: 2 if is_shared else 3])
    return ""


def _path(operation: str) -> str:
    return operation.rpartition("/")[0]
