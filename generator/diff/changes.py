"""The changes that a comparison finds, each with its places in both documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..document.pointers import as_mapping, join, lookup, split, target_of
from ..document.walk import Document
from ..filters import json
from .rules import Direction

__all__ = ["Change", "Changes", "Pair", "references", "same_components", "shown", "title"]

_LONGEST = 80


class Pair(NamedTuple):
    """The same thing in the old and in the new document; a pointer, or None where it does not exist."""

    old: str | None
    new: str | None


@dataclass(kw_only=True)
class Change:
    """One change on the wire.

    Attributes:
        rule: The rule's name.
        title: What changed.
        subject: The operation, parameter, property or response that changed; None where it does not exist.
        place: The pointers to show: what changed, or what is nearest to it on the other side.
        before: The old value, as text.
        after: The new value, as text.
        directions: Whether callers send it, read it, or both; empty if neither applies.
        operations: The pointers of the operations that it affects, in the old and in the new document.
    """

    rule: str
    title: str
    subject: Pair
    place: tuple[str, str]
    before: str
    after: str
    directions: set[Direction] = field(default_factory=set)
    operations: dict[Pair, None] = field(default_factory=dict)


class Changes:
    """Collects changes; one that several operations share, or that is both sent and read, is one change."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, ...], Change] = {}
        self._operation: Pair | None = None

    def __iter__(self) -> Iterator[Change]:
        return iter(self._found.values())

    @contextmanager
    def of_operation(self, operation: Pair) -> Iterator[None]:
        """Attribute what is added within the block to one operation."""
        self._operation = operation
        try:
            yield
        finally:
            self._operation = None

    def add(
        self,
        rule: str,
        name: str,
        subject: Pair,
        place: tuple[str, str],
        *,
        before: str = "",
        after: str = "",
        direction: Direction | None = None,
    ) -> None:
        """Add one change; the arguments are the attributes of :class:`Change`."""
        key = (rule, name, subject, before, after)
        change = self._found.setdefault(
            key, Change(rule=rule, title=name, subject=subject, place=place, before=before, after=after)
        )
        change.directions |= {direction} if direction else set()
        if self._operation is not None:
            change.operations.setdefault(self._operation)


def same_components(old: Document, new: Document) -> frozenset[str]:
    """Return the pointers of the components that both documents share, with everything they refer to."""
    olds, news = (as_mapping(document.get("components")) for document in (old, new))
    targets = {
        join("/components", kind, name): set(references(node))
        for kind, members in olds.items()
        for name, node in as_mapping(members).items()
        if as_mapping(news.get(kind)).get(name) == node
    }
    while changed := [pointer for pointer, others in targets.items() if not others <= targets.keys()]:
        for pointer in changed:
            del targets[pointer]
    return frozenset(targets)


def references(node: Any) -> Iterator[str]:
    """Yield the pointers that references anywhere below a value lead to."""
    waiting = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            if (target := target_of(value)) is not None:
                yield target
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def shown(value: Any) -> str:
    """Return a value of the document as short text."""
    text = json(value, indent=None)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]} …"


def title(document: Document, pointer: str) -> str:
    """Return what a pointer leads to, as a reader names it: ``Pet.owner.name``, ``GET /pets query parameter limit``.

    Args:
        document: The document.
        pointer: The place of an operation, a parameter, a response, or a schema in any of them.
    """
    segments = split(pointer)
    match segments:
        case ["components", "schemas", name, *rest]:
            return name + "".join(_steps(rest))
        case ["components", "parameters", _, *rest]:
            return _parameter(document, "/".join(pointer.split("/")[:4])) + "".join(_steps(rest[1:]))
        case ["components", "responses", name, *rest]:
            return f"response {name}" + _inside(rest)
        case ["components", "requestBodies", name, *rest]:
            return f"request body {name}" + _inside(rest)
        case ["components", "headers", name, *rest]:
            return f"header {name}" + "".join(_steps(rest[1:]))
        case ["components", "securitySchemes", name, *rest]:
            return " ".join([name, *(step for step in rest if step != "flows")])
        case ["paths", path, "parameters", _, *rest]:
            return f"{path} {_parameter(document, '/'.join(pointer.split('/')[:5]))}" + "".join(_steps(rest[1:]))
        case ["paths", path, method, *rest]:
            return f"{method.upper()} {path}" + _in_operation(document, pointer, rest)
    return "/".join(segments) or "the document"


def _in_operation(document: Document, pointer: str, rest: list[str]) -> str:
    match rest:
        case ["parameters", _, *inner]:
            return f" {_parameter(document, '/'.join(pointer.split('/')[:6]))}" + "".join(_steps(inner[1:]))
        case ["requestBody", *inner]:
            return " request body" + _inside(inner)
        case ["responses", status, *inner]:
            return f" response {status}" + _inside(inner)
    return "".join(f" {step}" for step in rest)


def _inside(rest: list[str]) -> str:
    """Return the way into a body or a response: its media type goes without saying."""
    match rest:
        case ["content", _, "schema", *inner]:
            return "".join(_steps(inner))
        case ["content", media, *_]:
            return f" {media}"
        case ["headers", name, *inner]:
            return f" header {name}" + "".join(_steps(inner[1:]))
    return "".join(f" {step}" for step in rest)


def _parameter(document: Document, pointer: str) -> str:
    node: Mapping[str, Any] = lookup(document, pointer)
    if (target := target_of(node)) is not None:
        node = lookup(document, target)
    return f"{node.get('in')} parameter {node.get('name')}"


def _steps(segments: Iterable[str]) -> Iterator[str]:
    steps = iter(segments)
    for step in steps:
        if step == "properties":
            yield f".{next(steps, '')}"
        elif step == "items":
            yield "[]"
        elif step == "additionalProperties":
            yield "{}"
        elif step in ("allOf", "anyOf", "oneOf"):
            number = next(steps, "")
            if step != "allOf" and number.isdecimal():
                yield f"({int(number) + 1})"
        else:
            yield f" {step}"
