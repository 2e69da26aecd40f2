"""Find what only reads differently, and what changes in the mock alone: texts, examples, sources, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..document.pointers import join, target_of
from ..document.walk import Context, Document
from .changes import Changes, Pair, shown, title

__all__ = ["compare_texts"]

_TEXTS: Final = (
    *("title", "summary", "description", "example", "examples", "externalDocs", "tags", "contact", "license"),
    *("termsOfService", "x-source", "x-permission", "x-observed", "x-inferred", "x-chosen"),
)
_MOCK: Final = ("x-store", "x-lenient", "x-lifetimes", "x-path-aliases", "x-administrator")


def compare_texts(old: Document, new: Document, changes: Changes) -> None:
    """Compare texts, wherever both documents have something at the same place.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.
    """
    for pointer, before, after in _common(old, new, "", Context()):
        for keys, rule in ((_TEXTS, "text-changed"), (_MOCK, "mock-changed")):
            changed = [key for key in keys if before.get(key) != after.get(key)]
            if changed:
                texts = [", ".join(f"{key}: {shown(node.get(key))}" for key in changed) for node in (before, after)]
                name = title(new, pointer)
                changes.add(rule, name, Pair(pointer, pointer), (pointer, pointer), before=texts[0], after=texts[1])


def _common(
    old: Any, new: Any, pointer: str, context: Context
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each pair of objects that stand at the same pointer, except in the author's own data."""
    if old == new or context.data:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        # The members of a map of properties may be called "description".
        if not context.named and target_of(old) == target_of(new):
            yield pointer, old, new
        for key in old:
            if key in new:
                yield from _common(old[key], new[key], join(pointer, key), context.member(key, old[key]))
    elif isinstance(old, list) and isinstance(new, list):
        for index, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _common(one, other, join(pointer, index), context.item())
