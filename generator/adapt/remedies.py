"""What to do about a finding: leave out the smallest thing that contains it.

A wrong keyword goes, a schema may be anything, an optional parameter goes, a response has no type; an operation goes
only if its request cannot be sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, Final, NamedTuple

from ..build import names
from ..document.pointers import as_mapping, join, resolve, split, target_of
from ..document.semantics import METHODS
from ..document.walk import Context, operations, walk_to
from ..errors import Finding, Grade
from .draft import Draft

__all__ = ["apply"]

# The keywords of a schema without which its values would have another type.
_TYPING: Final = frozenset(
    {"$ref", "type", "enum", "const", "properties", "additionalProperties", "items", "allOf", "anyOf", "oneOf"}
)
# What describes a response or a body, and not what it holds.
_BESIDE_SCHEMA: Final = frozenset({"example", "examples", "encoding", "headers", "links", "description"})
# What says how a parameter is sent.
_PARAMETER: Final = frozenset({"name", "in", "required", "schema", "content", "style", "explode", "allowReserved"})
_OPTIONAL: Final = frozenset({"headers", "links", "examples", "callbacks", "securitySchemes"})
_NAMES: Final = {
    "headers": "the header",
    "links": "the link",
    "examples": "the example",
    "callbacks": "the callback",
    "securitySchemes": "the security scheme",
}
# Methods for which HTTP gives a request body no meaning (RFC 9110 section 9.3).
_WITHOUT_BODY: Final = (["get"], ["head"], ["delete"])
# What no document is rendered without.
_NEEDED: Final = (["paths"], ["info"], ["info", "title"], ["info", "version"], ["openapi"], ["components"])
_LONG_NAME: Final = 60


class _Step(NamedTuple):
    """A place on the way to a finding."""

    pointer: str
    node: Any
    context: Context


def apply(draft: Draft, findings: Iterable[Finding]) -> bool:
    """Act on every finding, and tell whether that has changed the document."""
    before = len(draft.findings)
    changes = _Changes(draft)
    for finding in findings:
        changes.act(finding)
    draft.close()
    return len(draft.findings) > before


class _Changes:
    """One round of changes; what stands inside something that the same round leaves out needs no remedy of its own."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._changed: set[str] = set()

    def act(self, finding: Finding) -> None:
        """Leave out the smallest thing around a finding that can be left out."""
        if finding.rule == "operation-id":
            self._rename(finding)
            return
        steps = self._way(finding.pointer)
        if steps is None:
            return
        self._act_on(finding, steps)

    def _act_on(self, finding: Finding, steps: list[_Step]) -> None:
        for index, step in enumerate(steps):
            if step.context.data and index:
                self._drop(finding, step.pointer, "note", f"{_last(step)!r} is left out")
                return
        # A member of an object that can be left out as a whole is not left out on its own.
        owners = [length for length, step in enumerate(steps, 1) if _is_unit(step)]
        before = len(self._draft.findings)
        for length in range(owners[-1] if owners else len(steps), 1, -1):
            self._leave_out(finding, steps[length - 1])
            if len(self._draft.findings) > before:
                return

    def _leave_out(self, finding: Finding, step: _Step) -> None:
        """Leave out a place on the way to a finding, or what of it can be missed; nothing if it cannot be missed."""
        segments = split(step.pointer)
        inner = split(finding.pointer)[len(segments) :]
        kind = step.context.kind
        if step.context.named:
            if kind in _OPTIONAL or segments[3:] == ["responses"]:
                self._other(finding, step, segments)
        elif kind == "schemas":
            self._schema(finding, step, inner)
        elif kind == "parameters":
            self._parameter(finding, step, inner)
        elif kind == "responses":
            self._response(finding, step, inner)
        elif kind == "requestBodies":
            self._body(finding, step, inner)
        elif kind in _OPTIONAL:
            self._drop(finding, step.pointer, "note", f"{_NAMES[kind]} {segments[-1]!r} is left out")
        elif _is_operation(segments):
            self._skip(finding, step.pointer)
        else:
            self._other(finding, step, segments)

    def _schema(self, finding: Finding, step: _Step, inner: list[str]) -> None:
        schema = step.node
        if isinstance(schema, dict):
            if inner and inner[0] in schema and inner[0] not in _TYPING:
                self._drop(finding, join(step.pointer, inner[0]), "note", f"{inner[0]!r} is left out")
                return
            kept = {key: schema[key] for key in ("title", "description") if isinstance(schema.get(key), str)}
            if schema == kept:
                return
        elif schema is True:
            return
        else:
            kept = {}
        self._replace(finding, step.pointer, kept, "degraded", "its values may be anything")

    def _parameter(self, finding: Finding, step: _Step, inner: list[str]) -> None:
        if inner and inner[0] not in _PARAMETER and inner[0] in as_mapping(step.node):
            self._drop(finding, join(step.pointer, inner[0]), "note", f"{inner[0]!r} is left out")
            return
        try:
            parameter, _ = resolve(self._draft.document, step.node)
        except KeyError:
            parameter = {}
        parameter = as_mapping(parameter)
        segments = split(step.pointer)
        wire_name = parameter.get("name")
        said = f"the parameter {wire_name!r}" if isinstance(wire_name, str) else "a parameter"
        is_needed = parameter.get("required") is True or parameter.get("in") == "path"
        if is_needed and _is_operation(segments[:3]):
            self._skip(finding, join("", *segments[:3]))
            return
        self._drop(finding, step.pointer, "degraded", f"{said} is left out")
        if is_needed and segments[:1] == ["paths"]:
            self._skip_all(finding, join("", *segments[:2]))

    def _response(self, finding: Finding, step: _Step, inner: list[str]) -> None:
        if self._description(finding, step, inner):
            return
        if step.node == {"description": ""} or not _is_status(split(step.pointer)[-1], step.pointer):
            self._drop(finding, step.pointer, "degraded", "the response is left out")
        else:
            self._replace(finding, step.pointer, {"description": ""}, "degraded", "the response has no type")

    def _body(self, finding: Finding, step: _Step, inner: list[str]) -> None:
        if self._description(finding, step, inner):
            return
        segments = split(step.pointer)
        is_needed = segments[2:3] not in _WITHOUT_BODY or as_mapping(step.node).get("required") is True
        # An operation that needs its body goes next.
        if not (_is_operation(segments[:3]) and is_needed):
            self._drop(finding, step.pointer, "degraded", "the body is left out")

    def _description(self, finding: Finding, step: _Step, inner: list[str]) -> bool:
        """Leave out what only describes a response or a body, if the finding is about that."""
        part = inner[:3]
        if not part or part[-1] not in _BESIDE_SCHEMA:
            return False
        place = join(step.pointer, *part)
        try:
            self._draft.find(place)
        except KeyError:
            return False
        self._drop(finding, place, "note", f"{part[-1]!r} is left out")
        return True

    def _other(self, finding: Finding, step: _Step, segments: list[str]) -> None:
        """Leave out anything else: a member of an operation, a path or the document, or a whole path."""
        if segments[0] == "paths" and len(segments) == 2:
            self._skip_all(finding, step.pointer)
        elif _is_operation(segments[:3]) and segments[3:] == ["responses"]:
            nothing = {"default": {"description": ""}}
            self._replace(finding, step.pointer, nothing, "degraded", "the responses are left out")
        elif segments not in _NEEDED:
            self._drop(finding, step.pointer, "note", f"{segments[-1]!r} is left out")

    def _skip(self, finding: Finding, pointer: str) -> None:
        self._drop(finding, pointer, "skipped", "the operation is left out")

    def _skip_all(self, finding: Finding, path: str) -> None:
        """Leave out all operations of a path."""
        inside = [ref.pointer for ref in operations(self._draft.document) if ref.pointer.rpartition("/")[0] == path]
        for pointer in inside:
            self._skip(finding, pointer)
        if not inside:
            self._drop(finding, path, "note", "the path is left out")

    def _rename(self, finding: Finding) -> None:
        """Give an operation whose method would have the name of another one a name of its own."""
        pointer = finding.pointer.removesuffix("/operationId")
        refs = list(operations(self._draft.document))
        this = next((ref for ref in refs if ref.pointer == pointer), None)
        if this is None:
            # This round has left it out.
            return
        taken = {names.operation_path(ref.id, ref.tag) for ref in refs}
        # Dots make a path of resources, and the ends of long names are cut.
        wanted = names.snake(this.id)[:_LONG_NAME].rstrip("_")
        numbered = (f"{wanted}_{number}" for number in count(2))
        name = next(name for name in numbered if names.operation_path(name, this.tag) not in taken)
        this.body["operationId"] = name
        message = f"{finding.message}; this one is called {name!r}"
        self._draft.say("guessed", finding.rule, finding.pointer, message)

    def _drop(self, finding: Finding, pointer: str, grade: Grade, consequence: str) -> None:
        said = self._say(finding, pointer, grade, consequence)
        self._changed.add(pointer)
        self._draft.drop(pointer, said)

    def _replace(self, finding: Finding, pointer: str, value: Any, grade: Grade, consequence: str) -> None:
        self._say(finding, pointer, grade, consequence)
        self._changed.add(pointer)
        self._draft.replace(pointer, value)

    def _say(self, finding: Finding, pointer: str, grade: Grade, consequence: str) -> Finding:
        """Say what was done, and why: where something refers to what is gone already, for the reason of that."""
        rule, reason = finding.rule, finding.message
        if rule == "ref":
            steps = self._way(finding.pointer)
            target = target_of(steps[-1].node) if steps else None
            if target is not None and (cause := self._draft.cause(target)) is not None:
                rule, reason = cause.rule, cause.message
        place = pointer if grade == "skipped" or not finding.pointer.startswith(pointer) else finding.pointer
        return self._draft.say(grade, rule, place, f"{reason.partition('; ')[0]}; {consequence}")

    def _way(self, pointer: str) -> list[_Step] | None:
        """Return the places on the way to a pointer, as far as there are any; None if this round has changed one."""
        around = pointer
        while around:
            if around in self._changed:
                return None
            around = around.rpartition("/")[0]
        return [_Step(*place) for place in walk_to(self._draft.document, pointer)]


def _is_unit(step: _Step) -> bool:
    """Tell whether a step is an object of a kind that has a remedy of its own."""
    kinds = {"schemas", "parameters", "responses", "requestBodies"} | _OPTIONAL
    return step.context.kind in kinds and not step.context.named


def _is_operation(segments: list[str]) -> bool:
    return len(segments) == 3 and segments[0] == "paths" and segments[2] in METHODS


def _is_status(name: str, pointer: str) -> bool:
    """Tell whether a response stands where its status says when it comes; a shared one may have any name."""
    return not pointer.startswith("/paths/") or name == "default" or (name[:1] in tuple("12345") and len(name) == 3)


def _last(step: _Step) -> str:
    return split(step.pointer)[-1]
