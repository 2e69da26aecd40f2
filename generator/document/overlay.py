"""Apply an OpenAPI Overlay to a document (Overlay Specification 1.0 and 1.1).

An action whose target selects nothing is an error here, while the specification lets it succeed: it is a typing error,
or the document has changed.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import SpecError
from .load import LoadedDocument, document_sha256, file_sha256
from .pointers import join, lookup, split
from .source import Node, read

__all__ = ["apply_overlay"]

_VERSIONS = ("1.0.", "1.1.")


def apply_overlay(loaded: LoadedDocument, path: Path) -> LoadedDocument:
    """Return a document with the actions of an overlay applied, in their order, each to the result of the one before.

    Args:
        loaded: The document, bundled.
        path: The overlay's file.

    Raises:
        SpecError: The file is not an overlay, or an action selects nothing or does not fit what it selects.
    """
    overlay = read(path, str(path))
    actions = _actions(overlay, path)
    document = copy.deepcopy(loaded.document)
    for action in actions:
        document = _Action(document, action, path).apply()
    sources = {**loaded.sources, path.name: file_sha256(path.read_bytes())}
    return replace(loaded, document=document, sha256=document_sha256(document), sources=sources)


def _actions(overlay: Node, path: Path) -> Sequence[Node]:
    members = overlay.value if isinstance(overlay.value, dict) else {}
    version = members["overlay"].plain() if "overlay" in members else None
    if not isinstance(version, str) or not version.startswith(_VERSIONS):
        raise _error(path, overlay, f"overlay: {version!r} is not 1.0 or 1.1")
    actions = members["actions"].value if "actions" in members else None
    if not isinstance(actions, list) or not actions:
        raise _error(path, overlay, "the overlay has no actions")
    return actions


class _Action:
    """One action (Overlay 1.1, section "Action Object").

    Args:
        document: The document, which is changed.
        node: The action.
        path: The overlay's file.
    """

    def __init__(self, document: Any, node: Node, path: Path) -> None:
        self._document = document
        self._node = node
        self._path = path
        plain = node.plain()
        self._fields: Mapping[str, Any] = plain if isinstance(plain, dict) else {}

    def apply(self) -> Any:
        """Return the changed document."""
        pointers = self._select("target")
        if self._fields.get("remove") is True:
            # From the end, so that the indices of lists stay right.
            for pointer in sorted(pointers, key=_order, reverse=True):
                self._remove(pointer)
            return self._document
        if "copy" in self._fields and "update" not in self._fields:
            sources = self._select("copy")
            if len(sources) != 1:
                raise self._error(f"copy selects {len(sources)} places; it has to be one")
            value = lookup(self._document, sources[0])
        elif "update" in self._fields:
            value = self._fields["update"]
        else:
            raise self._error("the action has neither update nor remove nor copy")
        if len({_shape(lookup(self._document, pointer)) for pointer in pointers}) > 1:
            raise self._error("the target selects objects, lists and other values at once")
        for pointer in pointers:
            self._update(pointer, copy.deepcopy(value))
        return self._document

    def _select(self, field: str) -> list[str]:
        """Return the places that a JSONPath query selects (RFC 9535)."""
        # Only those who have overlays need the library.
        from jsonpath_rfc9535 import JSONPathError, find

        query = self._fields.get(field)
        if not isinstance(query, str):
            raise self._error(f"the action has no {field}")
        try:
            nodes = find(query, self._document)
        except JSONPathError as error:
            raise self._error(f"{field} {query!r} is not a JSONPath query: {error}") from None
        pointers = list(dict.fromkeys(join("", *node.location) for node in nodes))
        if not pointers:
            raise self._error(f"{field} {query!r} selects nothing in the document")
        return pointers

    def _remove(self, pointer: str) -> None:
        *parents, last = split(pointer)
        if not pointer:
            raise self._error("the whole document cannot be removed")
        container = lookup(self._document, join("", *parents))
        del container[int(last) if isinstance(container, list) else last]

    def _update(self, pointer: str, value: Any) -> None:
        merged = self._merged(lookup(self._document, pointer), value, is_target=True)
        if not pointer:
            self._document = merged
            return
        *parents, last = split(pointer)
        container = lookup(self._document, join("", *parents))
        container[int(last) if isinstance(container, list) else last] = merged

    def _merged(self, old: Any, new: Any, *, is_target: bool) -> Any:
        """Return two values merged; a list that is itself the target may also get one more item."""
        if isinstance(old, dict) and isinstance(new, dict):
            added = {
                key: self._merged(old[key], value, is_target=False) if key in old else value
                for key, value in new.items()
            }
            return {**old, **added}
        if isinstance(old, list) and (isinstance(new, list) or is_target):
            return [*old, *(new if isinstance(new, list) else [new])]
        if _shape(old) != _shape(new):
            raise self._error(f"the update has {_shape(new)} where the document has {_shape(old)}")
        return new

    def _error(self, message: str) -> SpecError:
        return _error(self._path, self._node, message)


def _error(path: Path, node: Node, message: str) -> SpecError:
    return SpecError("", message, location=f"{path}:{node.line}", rule="overlay")


def _shape(value: Any) -> str:
    return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a plain value"


def _order(pointer: str) -> list[tuple[int, str]]:
    """Return what sorts pointers so that the tenth item of a list comes after the second."""
    return [(len(step), step) for step in split(pointer)]
