"""Where each object is described: once, as near to what uses it as possible.

An object that one request, one response or one property alone uses is described in it, and so is one that is only one
of the forms of a response. Any other has a section of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from ..model import Api, Operation, Resource
from ..model.types import Type
from .python import dotted

__all__ = ["Home", "HomeKind", "Homes", "Use"]

HomeKind = Literal["section", "body", "response", "shape", "field"]
UseKind = Literal["body", "response", "argument", "error", "webhook", "field"]
_SUBJECTS: Mapping[str, str] = {"error": "errors", "webhook": "webhook-payloads"}


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where an object is described.

    Attributes:
        kind: In a section of its own, or in the request, the response or the property that alone uses it; ``shape`` is
            one of the forms of a response.
        root: What it is on the page of: the id of an operation, or the class of an object that has a section.
        place: The id of the section or of the operation, or the class and the wire name of the property.
        heading: The id of the nearest heading, for formats that have no other anchors.
    """

    kind: HomeKind
    root: str
    place: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Use:
    """One use of an object: by an operation of a resource, a webhook, or a property of another object."""

    kind: UseKind
    type: Type
    operation: Operation | None = None
    id: str = ""
    owner: str = ""


class Homes:
    """The homes of all objects of a document.

    Args:
        api: The document.
    """

    def __init__(self, api: Api) -> None:
        self._uses: dict[str, list[Use]] = {model.class_name: [] for model in api.models}
        for resource in api.walk():
            for operation in resource.operations:
                self._add_operation(operation, resource)
        for webhook in api.webhooks:
            self._add(Use(kind="webhook", type=webhook.type, id=webhook.event))
        for model in api.models:
            for field in model.fields:
                self._add(Use(kind="field", type=field.type, owner=model.class_name, id=field.wire_name))
        self._subjects = _subjects(self._uses)
        self._homes: dict[str, Home] = {}
        for model in api.models:
            self._settle(model.class_name, ())

    def __getitem__(self, class_name: str) -> Home:
        """Return where an object is described."""
        return self._homes[class_name]

    def is_at(self, class_name: str, kind: HomeKind, place: str) -> bool:
        """Tell whether an object is described at a place, written as in :class:`Home`."""
        home = self._homes[class_name]
        return (home.kind, home.place) == (kind, place)

    def operations(self, class_name: str) -> tuple[str, ...]:
        """Return the ids of the operations that send or return an object itself, in the document's order."""
        return tuple(dict.fromkeys(use.id for use in self._uses[class_name] if use.operation and use.kind != "error"))

    def subjects(self, class_name: str) -> Set[str]:
        """Return what uses an object, directly or as a part of another: ids of operations, or kinds of other pages."""
        return self._subjects[class_name]

    def _add(self, use: Use) -> None:
        for name in use.type.models:
            self._uses[name].append(use)

    def _add_operation(self, operation: Operation, resource: Resource) -> None:
        id_ = dotted(operation, resource)
        types: list[tuple[UseKind, Type | None]] = [
            ("body", operation.body.type if operation.body else None),
            ("response", operation.success.type),
            *(("argument", parameter.type) for parameter in operation.parameters),
            *(("error", error.type) for error in operation.errors),
        ]
        for kind, type_ in types:
            if type_ is not None:
                self._add(Use(kind=kind, type=type_, operation=operation, id=id_))

    def _settle(self, name: str, below: tuple[str, ...]) -> Home:
        if name not in self._homes:
            # A circle of objects, each used by the next one alone, ends at the one where it began.
            self._homes.setdefault(name, self._nested(name, (*below, name)) or self._section(name))
        return self._homes[name]

    def _nested(self, name: str, below: tuple[str, ...]) -> Home | None:
        """Return a home in the only use of an object, or None if it has several or none."""
        if len(self._uses[name]) != 1:
            return None
        (use,) = self._uses[name]
        if use.kind == "response" and use.operation and name in _shapes(use.operation):
            return Home(kind="shape", root=use.id, place=use.id, heading=use.id)
        if use.type.decoding not in ("model", "models"):
            return None
        if use.kind == "field" and use.owner not in below:
            owner = self._settle(use.owner, below)
            return Home(kind="field", root=owner.root, place=f"{use.owner}.{use.id}", heading=owner.heading)
        if use.kind == "body" and use.operation and use.operation.body and use.operation.body.fields:
            return Home(kind="body", root=use.id, place=use.id, heading=use.id)
        if use.kind == "response" and use.type.decoding == "model":
            return Home(kind="response", root=use.id, place=use.id, heading=use.id)
        return None

    def _section(self, name: str) -> Home:
        id_ = f"object-{name}"
        return Home(kind="section", root=name, place=id_, heading=id_)


def _shapes(operation: Operation) -> Set[str]:
    """Return the objects that are, alone or in a list, a form of an operation's response."""
    types = [shape.type for shape in operation.shapes if shape.type.decoding in ("model", "models")]
    return {type_.model for type_ in types if type_.model}


def _subjects(uses: Mapping[str, list[Use]]) -> dict[str, Set[str]]:
    def subjects(name: str, seen: set[str]) -> Iterator[str]:
        for use in uses[name]:
            if use.kind in _SUBJECTS:
                yield _SUBJECTS[use.kind]
            elif use.operation:
                yield use.id
            elif use.owner not in seen:
                seen.add(use.owner)
                yield from subjects(use.owner, seen)

    return {name: set(subjects(name, {name})) for name in uses}
