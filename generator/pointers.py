"""JSON pointers (RFC 6901) and the references of a bundled document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["join", "lookup", "resolve", "split", "target_of"]


def join(pointer: str, *segments: str | int) -> str:
    """Return ``pointer`` with ``segments`` appended, each one escaped."""
    return pointer + "".join(f"/{str(segment).replace('~', '~0').replace('/', '~1')}" for segment in segments)


def split(pointer: str) -> list[str]:
    """Return the segments of a pointer, unescaped."""
    return [segment.replace("~1", "/").replace("~0", "~") for segment in pointer.split("/")[1:]]


def lookup(document: Any, pointer: str) -> Any:
    """Return what stands at ``pointer``.

    Raises:
        KeyError: Nothing stands there.
    """
    node = document
    for segment in split(pointer):
        if isinstance(node, Mapping):
            node = node[segment]
        elif isinstance(node, list) and segment.isdecimal() and int(segment) < len(node):
            node = node[int(segment)]
        else:
            raise KeyError(segment)
    return node


def target_of(node: Any) -> str | None:
    """Return the pointer that a local reference leads to, or None where ``node`` is no reference."""
    if isinstance(node, Mapping) and isinstance(reference := node.get("$ref"), str) and reference.startswith("#"):
        return reference[1:]
    return None


def resolve(document: Any, node: Any, pointer: str = "") -> tuple[Any, str]:
    """Follow references and return the object at their end with its pointer.

    Args:
        document: The bundled document.
        node: An object or a reference to one.
        pointer: Where ``node`` stands.

    Raises:
        KeyError: The reference leads nowhere, or in a circle.
    """
    seen: set[str] = set()
    while (target := target_of(node)) is not None:
        if target in seen:
            raise KeyError(target)
        seen.add(target)
        node, pointer = lookup(document, target), target
    return node, pointer
