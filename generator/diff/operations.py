"""Compare the operations of two documents: their parameters, bodies, responses and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..document.pointers import as_mapping, join, resolve
from ..document.walk import Document, OperationRef, operations, responses
from .changes import Changes, Pair, references, same_components, shown, title
from .normal import Part
from .rules import Direction
from .schemas import SchemaComparison
from .security import SecurityComparison
from .servers import base_path

__all__ = ["compare_operations", "paired", "parameters", "resolved", "success"]

# What OpenAPI 3.1, section 4.8.12.2, tells readers to ignore.
_IGNORED_HEADERS: Final = frozenset({"accept", "authorization", "content-type"})
_STYLES: Final = {"query": "form", "path": "simple", "header": "simple", "cookie": "form"}
_PAGINATION: Final = "x-pagination"


def compare_operations(old: Document, new: Document, changes: Changes) -> None:
    """Compare all operations.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.
    """
    comparison = _Comparison(old, new, changes)
    for before, after in paired(old, new):
        subject = Pair(before.pointer if before else None, after.pointer if after else None)
        with changes.of_operation(subject):
            if before is None or after is None:
                comparison.single(before or after, subject)
            elif not comparison.is_same(before, after):
                comparison.operation(before, after)


def paired(old: Document, new: Document) -> Iterator[tuple[OperationRef | None, OperationRef | None]]:
    """Yield the operations of two documents that belong together, by method and path, or else by operationId.

    The names of path parameters do not count, and neither does where a server's URL ends and a path begins.
    """
    rest = list(operations(new))
    prefixes = base_path(old), base_path(new)
    pairs: dict[str, OperationRef] = {}
    olds = list(operations(old))
    for rule in (_same_path, _same_route, _same_id):
        for before in olds:
            if before.pointer in pairs:
                continue
            after = next((other for other in rest if rule(before, other, prefixes)), None)
            if after is not None:
                pairs[before.pointer] = after
                rest.remove(after)
    for before in olds:
        yield before, pairs.get(before.pointer)
    for after in rest:
        yield None, after


def _same_path(old: OperationRef, new: OperationRef, prefixes: tuple[str, str]) -> bool:
    return old.method == new.method and prefixes[0] + old.path == prefixes[1] + new.path


def _same_route(old: OperationRef, new: OperationRef, prefixes: tuple[str, str]) -> bool:
    return (old.method, _route(prefixes[0] + old.path)) == (new.method, _route(prefixes[1] + new.path))


def _same_id(old: OperationRef, new: OperationRef, prefixes: tuple[str, str]) -> bool:
    return isinstance(old.body.get("operationId"), str) and old.id == new.id


def _route(path: str) -> str:
    return re.sub(r"{[^{}]*}", "{}", path)


def resolved(document: Document, part: Part) -> Part:
    """Return the object at the end of a reference, and its place."""
    node, pointer = resolve(document, part.schema, part.pointer)
    return Part(node if isinstance(node, Mapping) else {}, pointer)


def parameters(document: Document, ref: OperationRef) -> dict[tuple[str, str], Part]:
    """Return the parameters of an operation, those of its path included, by location and name.

    The name of a path parameter is its number in the path, because its own name is not sent; that of a header is in
    lower case.
    """
    own = join("/paths", ref.path)
    parts = [
        Part(node, join(pointer, "parameters", index))
        for nodes, pointer in ((ref.item.get("parameters"), own), (ref.body.get("parameters"), ref.pointer))
        for index, node in enumerate(nodes or ())
    ]
    numbers = {name: str(index) for index, name in enumerate(re.findall(r"{([^{}]*)}", ref.path))}
    found: dict[tuple[str, str], Part] = {}
    for part in parts:
        parameter = resolved(document, part)
        location, name = str(parameter.schema.get("in")), str(parameter.schema.get("name"))
        if location == "header":
            name = name.lower()
        if location != "header" or name not in _IGNORED_HEADERS:
            found[location, numbers.get(name, name) if location == "path" else name] = parameter
    return found


def success(document: Document, ref: OperationRef) -> Part | None:
    """Return the response that a method returns: the success with the lowest status."""
    found = {status: node for status, node in responses(ref.body).items() if status[:1] in "23"}
    if not found:
        return None
    status = min(found)
    return resolved(document, Part(found[status], join(ref.pointer, "responses", status)))


class _Comparison:
    """Compares operations, one by one."""

    def __init__(self, old: Document, new: Document, changes: Changes) -> None:
        self._old = old
        self._new = new
        self._changes = changes
        self._same = same_components(old, new)
        self._has_same_root = all(old.get(key) == new.get(key) for key in ("security", "servers"))
        self._schemas = SchemaComparison(old, new, changes)
        self._security = SecurityComparison(old, new, changes)

    def is_same(self, old: OperationRef, new: OperationRef) -> bool:
        """Tell whether two operations are written alike, and all that they refer to."""
        if (old.pointer, old.body) != (new.pointer, new.body) or not self._has_same_root:
            return False
        shared = old.item.get("parameters")
        return shared == new.item.get("parameters") and self._same.issuperset(references([old.body, shared]))

    def single(self, ref: OperationRef | None, subject: Pair) -> None:
        """Add an operation that exists on one side only."""
        assert ref is not None
        rule = "operation-added" if subject.old is None else "operation-removed"
        name = f"{ref.method.upper()} {ref.path}"
        self._changes.add(rule, name, subject, (subject.old or "/paths", subject.new or "/paths"))

    def operation(self, old: OperationRef, new: OperationRef) -> None:
        """Compare one operation with its counterpart."""
        self._schemas.begin()
        subject = Pair(old.pointer, new.pointer)
        bases = base_path(self._old), base_path(self._new)
        if not _same_route(old, new, bases):
            bases = ("", "") if bases[0] == bases[1] else bases
            before, after = (
                f"{ref.method.upper()} {base}{ref.path}" for base, ref in zip(bases, (old, new), strict=True)
            )
            self._add("operation-moved", subject, before=before, after=after)
        if old.id != new.id and "operationId" in old.body and "operationId" in new.body:
            self._add("operation-renamed", subject, before=old.id, after=new.id)
        deprecated = old.body.get("deprecated") is True, new.body.get("deprecated") is True
        if deprecated[0] != deprecated[1]:
            self._add("operation-deprecated" if deprecated[1] else "operation-not-deprecated", subject)
        self._parameters(old, new)
        self._bodies(old, new)
        self._responses(old, new)
        self._pages(old, new, subject)
        self._security.requirements(old, new, subject)

    def _add(
        self,
        rule: str,
        subject: Pair,
        *,
        place: tuple[str, str] | None = None,
        before: str = "",
        after: str = "",
        direction: Direction | None = None,
    ) -> None:
        place = place or (subject.old or "", subject.new or "")
        name = title(self._old, place[0]) if subject.new is None else title(self._new, place[1])
        self._changes.add(rule, name, subject, place, before=before, after=after, direction=direction)

    def _parameters(self, old: OperationRef, new: OperationRef) -> None:
        before, after = parameters(self._old, old), parameters(self._new, new)
        for key, parameter in before.items():
            if key not in after:
                self._add("parameter-removed", Pair(parameter.pointer, None), place=(parameter.pointer, new.pointer))
        for key, parameter in after.items():
            subject = Pair(before[key].pointer if key in before else None, parameter.pointer)
            if key in before:
                self._parameter(before[key].schema, parameter.schema, subject)
            else:
                rule = "parameter-added-required" if parameter.schema.get("required") is True else "parameter-added"
                self._add(rule, subject, place=(old.pointer, parameter.pointer))

    def _parameter(self, old: Mapping[str, Any], new: Mapping[str, Any], subject: Pair) -> None:
        self._required("parameter", old, new, subject)
        parts = _schema(old, subject.old or ""), _schema(new, subject.new or "")
        shapes = self._schemas.old.shape((parts[0],)), self._schemas.new.shape((parts[1],))
        if any(variant.kind in ("array", "object", "any") for shape in shapes for variant in shape.variants):
            before, after = _serialization(old), _serialization(new)
            if before != after:
                self._add("parameter-serialization-changed", subject, before=before, after=after)
        if old.get("x-time-zone") != new.get("x-time-zone"):
            before, after = shown(old.get("x-time-zone")), shown(new.get("x-time-zone"))
            self._add("time-zone-changed", subject, before=before, after=after)
        if (new.get("deprecated") is True) != (old.get("deprecated") is True):
            rule = "property-deprecated" if new.get("deprecated") is True else "property-not-deprecated"
            self._add(rule, subject, direction="request")
        self._schemas.compare((parts[0],), (parts[1],), "request", subject)

    def _required(self, kind: str, old: Mapping[str, Any], new: Mapping[str, Any], subject: Pair) -> None:
        was, becomes = old.get("required") is True, new.get("required") is True
        if was != becomes:
            self._add(f"{kind}-became-{'required' if becomes else 'optional'}", subject)

    def _bodies(self, old: OperationRef, new: OperationRef) -> None:
        parts = [
            resolved(document, Part(ref.body["requestBody"], join(ref.pointer, "requestBody")))
            if "requestBody" in ref.body
            else None
            for document, ref in ((self._old, old), (self._new, new))
        ]
        before, after = parts
        if before and after:
            subject = Pair(before.pointer, after.pointer)
            self._required("body", before.schema, after.schema, subject)
            self._contents(before, after, "request", subject)
        elif before:
            self._add("body-removed", Pair(before.pointer, None), place=(before.pointer, new.pointer))
        elif after:
            rule = "body-added-required" if after.schema.get("required") is True else "body-added"
            self._add(rule, Pair(None, after.pointer), place=(old.pointer, after.pointer))

    def _contents(self, old: Part, new: Part, direction: Direction, subject: Pair) -> None:
        """Compare the media types of a body, and the schemas of those that both sides have."""
        before, after = _media(old), _media(new)
        for name in before:
            if name not in after and after:
                self._add("media-type-removed", subject, before=name, direction=direction)
        for name, media in after.items():
            if name in before:
                encodings = before[name].schema.get("encoding"), media.schema.get("encoding")
                if (encodings[0] or {}) != (encodings[1] or {}):
                    texts = shown(encodings[0]), shown(encodings[1])
                    self._add("parameter-serialization-changed", subject, before=texts[0], after=texts[1])
                parts = [
                    Part(part.schema.get("schema", {}), join(part.pointer, "schema")) for part in (before[name], media)
                ]
                self._schemas.compare((parts[0],), (parts[1],), direction, subject)
            elif before:
                self._add("media-type-added", subject, after=name, direction=direction)

    def _responses(self, old: OperationRef, new: OperationRef) -> None:
        before, after = _statuses(self._old, old), _statuses(self._new, new)
        for status, response in before.items():
            other = after.get(status) or after.get(f"{status[0]}XX")
            if other is None:
                rule = "success-status-removed" if status[:1] in "23" else "error-status-removed"
                self._add(
                    rule,
                    Pair(response.pointer, None),
                    place=(response.pointer, new.pointer),
                    before=status,
                    direction="response",
                )
            else:
                self._response(response, other)
        for status, response in after.items():
            if status not in before and not any(_covers(status, known) for known in before):
                rule = "success-status-added" if status[:1] in "23" else "error-status-added"
                self._add(
                    rule,
                    Pair(None, response.pointer),
                    place=(old.pointer, response.pointer),
                    after=status,
                    direction="response",
                )

    def _response(self, old: Part, new: Part) -> None:
        subject = Pair(old.pointer, new.pointer)
        has_content = bool(_media(old)), bool(_media(new))
        if has_content[0] != has_content[1]:
            rule = "response-body-added" if has_content[1] else "response-body-removed"
            self._add(rule, subject, direction="response")
        self._contents(old, new, "response", subject)
        self._headers(old, new)
        self._kinds(old.schema.get("x-kinds"), new.schema.get("x-kinds"), subject)

    def _headers(self, old: Part, new: Part) -> None:
        before, after = _headers(self._old, old), _headers(self._new, new)
        for name, header in before.items():
            if name not in after:
                place = header.pointer, new.pointer
                self._add("header-removed", Pair(header.pointer, None), place=place, before=name, direction="response")
        for name, header in after.items():
            if name not in before:
                place = old.pointer, header.pointer
                self._add("header-added", Pair(None, header.pointer), place=place, after=name, direction="response")
                continue
            subject = Pair(before[name].pointer, header.pointer)
            was, becomes = before[name].schema.get("required") is True, header.schema.get("required") is True
            if was != becomes:
                rule = "header-became-required" if becomes else "header-became-optional"
                self._add(rule, subject, before=name, after=name, direction="response")
            parts = _schema(before[name].schema, before[name].pointer), _schema(header.schema, header.pointer)
            self._schemas.compare((parts[0],), (parts[1],), "response", subject)

    def _kinds(self, old: Any, new: Any, subject: Pair) -> None:
        """Compare the meanings of an error status (``x-kinds``)."""
        before, after = (_by_name(kinds) for kinds in (old, new))
        for name in before:
            if name not in after:
                self._add("error-kind-removed", subject, before=name, direction="response")
        for name, pattern in after.items():
            if name not in before:
                self._add("error-kind-added", subject, after=name, direction="response")
            elif before[name] != pattern:
                texts = f"{name}: {before[name]}", f"{name}: {pattern}"
                self._add("error-kind-changed", subject, before=texts[0], after=texts[1], direction="response")

    def _pages(self, old: OperationRef, new: OperationRef, subject: Pair) -> None:
        before, after = old.body.get(_PAGINATION), new.body.get(_PAGINATION)
        if before != after:
            rule = "pagination-added" if before is None else "pagination-changed"
            self._add(rule, subject, before=shown(before), after=shown(after))


def _schema(node: Mapping[str, Any], pointer: str) -> Part:
    """Return the schema of a parameter or header, which may stand in its only media type."""
    content = node.get("content")
    if isinstance(content, Mapping) and content:
        media_type, media = next(iter(content.items()))
        return Part(as_mapping(media).get("schema", {}), join(pointer, "content", media_type, "schema"))
    return Part(node.get("schema", {}), join(pointer, "schema"))


def _serialization(parameter: Mapping[str, Any]) -> str:
    """Return how an array or object travels, with the defaults of OpenAPI 3.1, section 4.8.12.2."""
    if isinstance(content := parameter.get("content"), Mapping) and content:
        return f"as {next(iter(content))}"
    style = parameter.get("style", _STYLES.get(str(parameter.get("in"))))
    return f"style {style}, explode {str(parameter.get('explode', style == 'form')).lower()}"


def _media(part: Part) -> dict[str, Part]:
    """Return the media types of a body in lower case, without spaces."""
    content = as_mapping(part.schema.get("content"))
    return {
        re.sub(r"\s", "", name).lower(): Part(as_mapping(media), join(part.pointer, "content", name))
        for name, media in content.items()
    }


def _statuses(document: Document, ref: OperationRef) -> dict[str, Part]:
    return {
        status.upper(): resolved(document, Part(node, join(ref.pointer, "responses", status)))
        for status, node in responses(ref.body).items()
    }


def _covers(status: str, known: str) -> bool:
    return known.endswith("XX") and status[:1] == known[:1]


def _headers(document: Document, response: Part) -> dict[str, Part]:
    return {
        name.lower(): resolved(document, Part(node, join(response.pointer, "headers", name)))
        for name, node in as_mapping(response.schema.get("headers")).items()
        if name.lower() not in _IGNORED_HEADERS
    }


def _by_name(kinds: Any) -> dict[str, Any]:
    entries = kinds if isinstance(kinds, list) else []
    return {str(kind.get("name")): kind.get("pattern") for kind in entries if isinstance(kind, Mapping)}
