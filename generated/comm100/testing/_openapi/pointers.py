"""JSON pointers (RFC 6901) and the references of a bundled document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

__all__ = [
    "Property",
    "as_mapping",
    "escaped",
    "join",
    "lookup",
    "properties",
    "resolve",
    "resolve_ref",
    "resolve_schema",
    "split",
    "target_of",
]


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return a value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def join(pointer: str, *segments: str | int) -> str:
    """Return ``pointer`` with ``segments`` appended, each one escaped."""
    for segment in segments:
        pointer = f"{pointer}/{escaped(segment)}"
    return pointer


# The same keys come again and again.
@lru_cache(maxsize=16384)
def escaped(segment: str | int) -> str:
    """Return a segment as it stands in a pointer."""
    return str(segment).replace("~", "~0").replace("/", "~1")


def split(pointer: str) -> list[str]:
    """Return the segments of a pointer, unescaped."""
    return [segment.replace("~1", "/").replace("~0", "~") for segment in pointer.split("/")[1:]]


def lookup(document: Any, pointer: str) -> Any:
    """Return the value at ``pointer``.

    Raises:
        KeyError: There is no value at this pointer.
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
    """Return the pointer that a local reference leads to, or None if ``node`` is not a reference."""
    if isinstance(node, Mapping) and isinstance(reference := node.get("$ref"), str) and reference.startswith("#"):
        # A pointer in a URI fragment is percent-encoded (RFC 6901 section 6).
        return unquote(reference[1:])
    return None


def resolve(document: Any, node: Any, pointer: str = "") -> tuple[Any, str]:
    """Follow references and return the object at their end with its pointer.

    Args:
        document: The bundled document.
        node: An object or a reference to one.
        pointer: The place of ``node``.

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


def resolve_schema(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    """Return a schema with its reference followed; keywords next to the reference override those of its target."""
    resolved, _ = resolve(document, node)
    beside = {key: value for key, value in as_mapping(node).items() if key != "$ref"}
    return {**resolved, **beside} if isinstance(resolved, Mapping) else {}


def resolve_ref(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    """Return an object other than a schema with its reference followed.

    Next to a reference only ``summary`` and ``description`` count (OpenAPI 3.1, section 4.8.23).
    """
    resolved, _ = resolve(document, node)
    words = {key: node[key] for key in ("summary", "description") if key in node}
    return {**resolved, **words}


class Property(NamedTuple):
    """A property as the document declares it; of several parts of an ``allOf`` the last one counts."""

    schema: Any
    pointer: str
    required: bool


def properties(document: Mapping[str, Any], schema: Any, pointer: str = "") -> dict[str, Property]:
    """Return the properties of an object by name, those of its ``allOf`` parts included, in the document's order."""
    found: dict[str, tuple[Any, str]] = {}
    required: set[str] = set()
    _collect(document, schema, pointer, found, required, set())
    return {name: Property(*place, name in required) for name, place in found.items()}


def _collect(
    document: Mapping[str, Any],
    schema: Any,
    pointer: str,
    found: dict[str, tuple[Any, str]],
    required: set[str],
    seen: set[str],
) -> None:
    if not isinstance(schema, Mapping) or pointer in seen:
        return
    # An empty pointer stands for an unknown place, so it says nothing about circles.
    seen |= {pointer} - {""}
    if (target := target_of(schema)) is not None:
        _collect(document, lookup(document, target), target, found, required, seen)
    for index, part in enumerate(schema.get("allOf") or ()):
        _collect(document, part, join(pointer, "allOf", index), found, required, seen)
    for name, value in (schema.get("properties") or {}).items():
        found[name] = value, join(pointer, "properties", name)
    required.update(name for name in schema.get("required") or () if isinstance(name, str))
