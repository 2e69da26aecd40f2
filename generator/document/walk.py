"""Walk an OpenAPI document: which maps have the author's own keys, what is a schema, what is data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from .pointers import as_mapping, escaped, join, resolve, split
from .semantics import METHODS

__all__ = [
    "Context",
    "Document",
    "OperationRef",
    "chosen_media",
    "is_json",
    "operations",
    "responses",
    "schemas",
    "store_of",
    "walk",
    "walk_to",
    "webhooks",
]

Document: TypeAlias = Mapping[str, Any]

_ONE = dict.fromkeys(
    (
        *("schema", "items", "not", "additionalProperties", "propertyNames", "contains", "if", "then", "else"),
        *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
    ),
    "schemas",
) | {"requestBody": "requestBodies"}
_MANY = dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "schemas") | {"parameters": "parameters"}
_COMPONENTS = (
    "parameters",
    "responses",
    "headers",
    "examples",
    "links",
    "callbacks",
    "securitySchemes",
    "requestBodies",
)
_MAPS = dict.fromkeys(
    ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"), "schemas"
) | {kind: kind for kind in _COMPONENTS}
_NAMED = {"paths", "webhooks", "pathItems", "content", "encoding", "variables", "mapping", "scopes"}
_JSON = re.compile(r"application/(json|[\w.+-]+\+json)\s*(;.*)?", re.IGNORECASE)
_DATA = {"example", "default", "const", "enum", "value"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a place in the document holds.

    Attributes:
        kind: The key of ``components`` for objects like this one, or for the members of this map or list.
        named: Whether this is a map whose keys are the author's own names rather than keywords.
        data: Whether this is the author's own JSON (an example, a default, an extension) rather than OpenAPI.
    """

    kind: str | None = None
    named: bool = False
    data: bool = False

    def member(self, key: str, value: object) -> Context:
        """Return the context of ``value``, the member ``key`` of this place."""
        if self.data:
            return _DATA_CONTEXT
        if self.named:
            return _context(self.kind)
        if isinstance(value, list) and (several := _LISTS.get(key)):
            return several
        return _MEMBERS.get(key) or (_DATA_CONTEXT if key.startswith("x-") else _ANY_CONTEXT)

    def item(self) -> Context:
        """Return the context of the items of this list."""
        return _DATA_CONTEXT if self.data else _context(self.kind)


# There are few contexts and many values.
_context = cache(Context)
_DATA_CONTEXT = Context(data=True)
_ANY_CONTEXT = _context(None)
_MEMBERS = (
    {key: _context(None, named=True) for key in _NAMED}
    | {key: _context(kind) for key, kind in _ONE.items()}
    | {key: _context(kind, named=True) for key, kind in _MAPS.items()}
    | dict.fromkeys(_DATA, _DATA_CONTEXT)
)
_LISTS = {key: _context(kind) for key, kind in _MANY.items()} | {"examples": _DATA_CONTEXT}


def walk(document: Any) -> Iterator[tuple[str, Any, Context]]:
    """Yield every value of a document with its pointer and context, outer values first.

    The author's own JSON is left out: in many documents most values are those of examples.

    Args:
        document: The document.
    """
    pending: list[tuple[str, Any, Context]] = [("", document, Context())]
    while pending:
        pointer, node, context = place = pending.pop()
        if context.data:
            continue
        yield place
        if isinstance(node, dict):
            members = [(f"{pointer}/{escaped(key)}", value, context.member(key, value)) for key, value in node.items()]
            pending += reversed(members)
        elif isinstance(node, list):
            inner = context.item()
            pending += reversed([(f"{pointer}/{index}", value, inner) for index, value in enumerate(node)])


def walk_to(document: Any, pointer: str) -> Iterator[tuple[str, Any, Context]]:
    """Yield the values from the document to a place, as far as they exist, with their pointers and contexts.

    Args:
        document: The document.
        pointer: The place.
    """
    node, context, reached = document, Context(), ""
    yield reached, node, context
    for segment in split(pointer):
        if isinstance(node, Mapping) and segment in node:
            node = node[segment]
            context = context.member(segment, node)
        elif isinstance(node, list) and segment.isdecimal() and int(segment) < len(node):
            node = node[int(segment)]
            context = context.item()
        else:
            return
        reached = join(reached, segment)
        yield reached, node, context


def schemas(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema that is an object, including references, with its pointer."""
    for pointer, node, context in walk(document):
        if context.kind == "schemas" and not context.named and isinstance(node, dict):
            yield pointer, node


@dataclass(frozen=True, kw_only=True)
class OperationRef:
    """An operation and its place in the document."""

    pointer: str
    path: str
    method: str
    body: dict[str, Any]
    item: dict[str, Any]

    @property
    def id(self) -> str:
        """The operationId, or the method and the path of an operation without one."""
        return str(self.body.get("operationId") or f"{self.method} {self.path}")

    @property
    def tag(self) -> str | None:
        """The first tag, which names the operation's resource."""
        return next((str(tag) for tag in self.body.get("tags") or ()), None)


def operations(document: Mapping[str, Any]) -> Iterator[OperationRef]:
    """Yield the operations in the document's order; an extension beside the paths has none."""
    for path, item in as_mapping(document.get("paths")).items():
        if path.startswith("x-"):
            continue
        for method, body in as_mapping(item).items():
            if method in METHODS and isinstance(body, dict):
                pointer = join("/paths", path, method)
                yield OperationRef(pointer=pointer, path=path, method=method, body=body, item=item)


def webhooks(document: Mapping[str, Any]) -> Iterator[OperationRef]:
    """Yield the requests that the API sends, with the name of the event as their path.

    These are the operations of ``webhooks``, and of the ``callbacks`` of all other operations, which have the same form
    (OpenAPI 3.1, sections 4.8.1.1 and 4.8.18). Those without a body that is described are left out.
    """
    for name, item in as_mapping(document.get("webhooks")).items():
        yield from _sent(document, name, item, join("/webhooks", name))
    for ref in operations(document):
        for name, node in as_mapping(ref.body.get("callbacks")).items():
            callback, pointer = _resolved(document, node, join(ref.pointer, "callbacks", name))
            for expression, item in callback.items():
                yield from _sent(document, name, item, join(pointer, expression))


def _sent(document: Mapping[str, Any], event: str, item: Any, pointer: str) -> Iterator[OperationRef]:
    item, pointer = _resolved(document, item, pointer)
    for method, body in item.items():
        if method in METHODS and isinstance(body, dict):
            request, _ = _resolved(document, body.get("requestBody"), "")
            contents = as_mapping(request.get("content")).values()
            if contents and all(isinstance(content, Mapping) for content in contents):
                yield OperationRef(pointer=join(pointer, method), path=event, method=method, body=body, item=dict(item))


def _resolved(document: Mapping[str, Any], node: Any, pointer: str) -> tuple[Mapping[str, Any], str]:
    """Return an object and its place, with references followed; it is empty if they lead nowhere."""
    try:
        node, pointer = resolve(document, node, pointer)
    except KeyError:
        return {}, pointer
    return as_mapping(node), pointer


def responses(operation: Mapping[str, Any]) -> dict[str, Any]:
    """Return an operation's responses by status, without extensions."""
    return {status: node for status, node in operation["responses"].items() if not status.startswith("x-")}


def store_of(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an operation does to the mock's records (``x-store``); empty if it does nothing."""
    return as_mapping(operation.get("x-store"))


def is_json(media_type: str) -> bool:
    """Tell whether bodies of this type are JSON (RFC 6839 section 3.1)."""
    return _JSON.fullmatch(media_type) is not None


def chosen_media(content: Mapping[str, Any]) -> str | None:
    """Return which of several media types is sent or read: JSON where there is one, else the first."""
    return next((name for name in content if is_json(name)), next(iter(content), None))
