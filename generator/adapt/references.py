"""Repairs of references: to anchors, to definitions that stand elsewhere, and to places that are not components."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final
from urllib.parse import quote

from ..build.names import unique
from ..document.normalize import copied
from ..document.pointers import join, lookup, split, target_of
from ..document.walk import walk, walk_to
from .draft import Draft

__all__ = ["settle_references"]

_LONGEST_NAME: Final = 60
# Where JSON Schema has the schemas that components are in OpenAPI.
_DEFINITIONS: Final = re.compile(r"/(?:\$defs|definitions)/([^/]+)")


def settle_references(draft: Draft, lost: Collection[str] = ()) -> set[str]:
    """Let all references of schemas be pointers, and lead to components; return the places of those that did not.

    Args:
        draft: The draft.
        lost: The places of references whose targets could not be read.
    """
    mended = _anchors(draft, lost)
    _components(draft)
    return mended


def _anchors(draft: Draft, lost: Collection[str]) -> set[str]:
    """Make pointers of references to anchors (JSON Schema 2020-12, section 8.2.2), and find what lies elsewhere.

    A dynamic reference is taken for one to the first anchor of its name; which one it leads to depends on the value's
    surroundings.
    """
    mended: set[str] = set()
    places: dict[str, str] = {}
    references: list[tuple[str, dict[str, Any]]] = []
    for pointer, node, context in walk(draft.document):
        if not isinstance(node, dict) or context.kind != "schemas" or context.named:
            continue
        for key in ("$anchor", "$dynamicAnchor"):
            if isinstance(name := node.get(key), str):
                places.setdefault(f"#{name}", pointer)
        if {"$ref", "$dynamicRef"} & node.keys():
            references.append((pointer, node))
    for pointer, node in references:
        dynamic = node.get("$dynamicRef")
        if isinstance(dynamic, str) and "$ref" not in node:
            node["$ref"] = node.pop("$dynamicRef")
            draft.say("guessed", "ref", pointer, f"the dynamic reference {dynamic} is read as a static one")
        if isinstance(node["$ref"], str) and node["$ref"] in places:
            node["$ref"] = f"#{places[node['$ref']]}"
        target = target_of(node)
        if target is None or (not target and pointer in lost):
            continue
        if (found := _elsewhere(draft, target, pointer)) is not None:
            node["$ref"] = "#" + quote(found, safe="/$~")
            mended.add(pointer)
            draft.say("guessed", "ref", pointer, f"the reference leads nowhere: #{target}; it is read as #{found}")
    return mended


def _elsewhere(draft: Draft, target: str, pointer: str) -> str | None:
    """Return where a reference leads that is relative to a schema around it, as in a schema that was a document once.

    Args:
        draft: The draft.
        target: The pointer that the reference names.
        pointer: The place of the reference.
    """
    if _is_there(draft, target) and target:
        return None
    segments = split(pointer)
    around = [join("", *segments[:length]) for length in range(len(segments), 0, -1)]
    if not target:
        # The document itself is not a schema: the one that was a document is the outermost around the reference.
        reached = walk_to(draft.document, pointer)
        outermost = next(place for place, _, context in reached if context.kind == "schemas" and not context.named)
        return outermost if outermost != pointer else None
    places = [place + target for place in around if _is_there(draft, place + target)]
    if not places and (match := _DEFINITIONS.fullmatch(target)):
        places = [place for place in [f"/components/schemas/{match[1]}"] if _is_there(draft, place)]
    return places[0] if places and places[0] != pointer else None


def _is_there(draft: Draft, pointer: str) -> bool:
    try:
        lookup(draft.document, pointer)
    except KeyError:
        return False
    return True


def _components(draft: Draft) -> None:
    """Make components of what references lead to elsewhere, because paths and operations are rearranged later."""
    pointers: dict[str, str] = {}
    pending: list[Any] = [draft.document]
    while pending:
        for _, node, context in list(walk(pending.pop())):
            kind = None if context.named else context.kind
            target = target_of(node) if kind else None
            if kind is None or target is None or target.startswith("/components/"):
                continue
            if target not in pointers:
                if _kind_at(draft.document, target) != kind:
                    continue
                value = copied(draft.find(target))
                members = draft.document.setdefault("components", {}).setdefault(kind, {})
                name = "-".join(re.findall(r"[A-Za-z0-9]+", target))[-_LONGEST_NAME:]
                members[name := unique(name, members)] = value
                pointers[target] = join("/components", kind, name)
                pending.append({"components": {kind: {name: value}}})
            node["$ref"] = f"#{pointers[target]}"


def _kind_at(document: Any, pointer: str) -> str | None:
    """Return what kind of object stands at a place, or None if there is nothing that a reference may lead to."""
    places = list(walk_to(document, pointer))
    context = places[-1][2]
    is_there = len(places) == len(split(pointer)) + 1
    return context.kind if is_there and not context.named else None
