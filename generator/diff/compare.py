"""Compare two versions: every finding has a verdict for the wire and one for Python.

What happens on the wire and what happens in the package are compared on their own, and then joined: a change of the
package that a change of the same parameter, property or operation explains is part of that finding.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from ..document.pointers import join, lookup, properties
from ..document.walk import Document, OperationRef, chosen_media, operations, responses
from .changes import Change, Changes, Pair
from .normal import Part
from .operations import compare_operations, paired, parameters, resolved, success
from .python import Key, PythonChange, compare_surfaces
from .rules import EXPLANATIONS, RULES, Direction, Python, Wire
from .security import compare_schemes
from .servers import compare_servers
from .surface import Surface
from .texts import compare_texts

__all__ = ["Bump", "Call", "Comparison", "Difference", "Version", "compare"]

Bump = Literal["none", "patch", "minor", "major"]

_SHARED: Final = "Several resources"
_WHOLE: Final = "The whole API"
_SECURITY: Final = "Authentication"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One of the two versions that are compared.

    Attributes:
        name: What the user called it.
        document: The bundled document.
        surface: What the rendered package has.
        locate: Returns ``file:line`` of a pointer.
        templates: A hash of the templates that the package was rendered with; empty for those of this generator.
    """

    name: str
    document: Document
    surface: Surface
    locate: Callable[[str], str]
    templates: str = ""

    @property
    def number(self) -> str:
        """The version of the document."""
        info = self.document.get("info")
        return str(info.get("version", "")) if isinstance(info, Mapping) else ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """What callers write before and after a change; ``after`` is empty if nothing is left to write."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One finding.

    Attributes:
        rule: The rule's name.
        title: What changed.
        text: What happened to it.
        wire: The verdict for those who exchange messages with the server.
        python: The verdict for those who use the package.
        before: The old value, as text; may be empty.
        after: The new value.
        directions: Whether callers send it, read it, or both.
        old_location: ``file:line`` in the old version, or of what is nearest to it there.
        new_location: The same in the new version.
        group: The resource that it belongs to.
        operations: The methods that it affects, as callers write them, or method and path.
        calls: The Python before and after, where it differs.
        reason: Why it is suppressed; None if it is not.
    """

    rule: str
    title: str
    text: str
    wire: Wire
    python: Python
    before: str = ""
    after: str = ""
    directions: tuple[Direction, ...] = ()
    old_location: str = ""
    new_location: str = ""
    group: str = _WHOLE
    operations: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    reason: str | None = None

    @cached_property
    def fingerprint(self) -> str:
        """What identifies the finding in the next run, too: neither lines nor words of messages count."""
        identity = json.dumps([self.rule, self.title, self.before, self.after])
        return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def is_breaking(self) -> bool:
        """Whether callers have to change something before they can use the new version."""
        return self.wire is Wire.BREAKING or self.python is Python.RUNTIME

    @property
    def bump(self) -> Bump:
        """The part of a semantic version that has to grow for this finding alone."""
        if self.is_breaking:
            return "major"
        return "minor" if self.wire is Wire.COMPATIBLE or self.python else "patch" if self.wire else "none"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All findings of two versions, in the order in which they are shown."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]

    @property
    def counted(self) -> tuple[Difference, ...]:
        """The findings that are not suppressed."""
        return tuple(item for item in self.differences if item.reason is None)

    @property
    def bump(self) -> Bump:
        """The part of a semantic version that has to grow; what breaks type checkers only needs a minor version."""
        bumps: tuple[Bump, ...] = ("none", "patch", "minor", "major")
        return max((item.bump for item in self.counted), key=bumps.index, default="none")

    @property
    def is_other_rendering(self) -> bool:
        """Whether the packages differ in what does not depend on the document, which is not compared."""
        return bool(self.old.templates and self.new.templates and self.old.templates != self.new.templates)


@dataclass
class _Found:
    """A change on the wire with the changes of the package that it explains; or one of the package alone."""

    change: Change | None
    python: list[PythonChange] = field(default_factory=list)


def compare(old: Version, new: Version) -> Comparison:
    """Return everything that differs between two versions."""
    changes = Changes()
    compare_servers(old.document, new.document, changes)
    compare_schemes(old.document, new.document, changes)
    compare_operations(old.document, new.document, changes)
    compare_texts(old.document, new.document, changes)
    found = [_Found(change) for change in changes]
    places = _Places(old), _Places(new)
    for change in compare_surfaces(old.surface, new.surface, _same_operations(old, new)):
        own, body, method = (
            _pair(places, key(change.old), key(change.new)) for key in (lambda key: key, _body_key, _method_key)
        )
        explained = [
            one for one in found if one.change and _explains(one.change, change.rule, (own, body, method), method)
        ]
        for one in explained:
            one.python.append(change)
        if not explained:
            found.append(_Found(None, [change]))
    differences = [_difference(one, places) for one in found]
    return Comparison(old=old, new=new, differences=tuple(sorted(differences, key=_order)))


def _same_operations(old: Version, new: Version) -> dict[str, str]:
    """Return each operation of the new version, as in ``GET /pets``, by its counterpart in the old one."""
    return {
        f"{before.method.upper()} {before.path}": f"{after.method.upper()} {after.path}"
        for before, after in paired(old.document, new.document)
        if before is not None and after is not None
    }


def _pair(places: tuple[_Places, _Places], old: Key | None, new: Key | None) -> Pair:
    return Pair(places[0].pointer(old), places[1].pointer(new))


def _method_key(key: Key | None) -> Key | None:
    """Return the key of the method that an argument or a result belongs to."""
    return ("method", key[1]) if key and key[0] in ("argument", "result") else None


def _body_key(key: Key | None) -> Key | None:
    """Return the key of the body that an argument is part of."""
    return (*key[:3], "") if key and key[0] == "argument" and key[2] == "body" else None


def _explains(change: Change, rule: str, subjects: Iterable[Pair], method: Pair) -> bool:
    """Tell whether a change on the wire is about the same thing as one of the package.

    Args:
        change: The change on the wire.
        rule: The rule that found the one of the package.
        subjects: What that is about.
        method: The operation that it belongs to, if it is about an argument or a result.
    """
    if change.rule not in EXPLANATIONS.get(rule, ()):
        return False
    if any(method) and not any(_is_same(operation, method) for operation in change.operations):
        return False
    return any(_is_same(change.subject, subject) for subject in subjects)


def _is_same(wire: Pair, python: Pair) -> bool:
    """Tell whether two pairs agree wherever both lead somewhere; credentials belong to a scheme or one of its flows."""
    sides = [(one, other) for one, other in zip(wire, python, strict=True) if one and other]
    return bool(sides) and all(one == other or one.startswith(f"{other}/flows/") for one, other in sides)


class _Places:
    """Finds what the document of a version says about a part of its package."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.refs = {ref.pointer: ref for ref in operations(version.document)}
        routes = {f"{ref.method.upper()} {ref.path}": ref for ref in self.refs.values()}
        methods = version.surface.methods.values()
        self._methods = {method.name: routes[method.operation] for method in methods if method.operation in routes}
        self.names = {ref.pointer: name for name, ref in self._methods.items()}

    def pointer(self, key: Key | None) -> str | None:
        """Return the pointer of what a key names, or None if the document does not mention it."""
        match key:
            case ("method", name):
                return self._methods[name].pointer if name in self._methods else None
            case ("result", name):
                response = success(self.version.document, self._methods[name]) if name in self._methods else None
                return response.pointer if response else None
            case ("argument", name, location, wire_name):
                ref = self._methods.get(name)
                return self._argument(ref, location, wire_name) if ref else None
            case ("model", name):
                return self.version.surface.models[name].pointer
            case ("field", name, wire_name):
                return self._property(self.version.surface.models[name].pointer, wire_name)
            case ("error", _, status):
                return self._response(status)
            case ("credentials", scheme):
                return join("/components/securitySchemes", scheme)
            case ("variable", name):
                return join("/servers/0/variables", name)
        return None

    def method(self, pointer: str | None) -> str:
        """Return the method of an operation, or else its method and path; empty for None."""
        if pointer is None:
            return ""
        ref = self.refs[pointer]
        return f"client.{self.names[pointer]}" if pointer in self.names else f"{ref.method.upper()} {ref.path}"

    def _argument(self, ref: OperationRef, location: str, wire_name: str) -> str | None:
        document = self.version.document
        if location != "body":
            found = parameters(document, ref).values()
            matches = (part for part in found if (part.schema["in"], part.schema["name"]) == (location, wire_name))
            return next((part.pointer for part in matches), None)
        body = resolved(document, Part(ref.body.get("requestBody"), join(ref.pointer, "requestBody")))
        media = chosen_media(body.schema.get("content") or {})
        if media is None:
            return body.pointer
        return self._property(join(body.pointer, "content", media, "schema"), wire_name) or body.pointer

    def _property(self, pointer: str, wire_name: str) -> str | None:
        document = self.version.document
        try:
            part = resolved(document, Part(lookup(document, pointer), pointer))
            found = properties(document, part.schema, part.pointer).get(wire_name)
        except KeyError:
            return None
        return found.pointer if found else None

    def _response(self, status: str) -> str | None:
        for ref in self.refs.values():
            if (node := responses(ref.body).get(status)) is not None:
                return resolved(self.version.document, Part(node, join(ref.pointer, "responses", status))).pointer
        return None


def _difference(found: _Found, places: tuple[_Places, _Places]) -> Difference:
    calls = tuple(dict.fromkeys(Call(title=item.title, before=item.before, after=item.after) for item in found.python))
    python = max((RULES[item.rule].python for item in found.python), default=Python.NONE)
    change = found.change
    if change is None:
        return _of_package(found.python[0], calls, python, places)
    rule = RULES[change.rule]
    affected = [places[0 if pair.new is None else 1].method(pair.new or pair.old) for pair in change.operations]
    return Difference(
        rule=change.rule,
        title=change.title,
        text=rule.text,
        wire=max(rule.wire(direction) for direction in change.directions or (None,)),
        python=python,
        before=change.before,
        after=change.after,
        directions=tuple(sorted(change.directions)),
        old_location=places[0].version.locate(change.place[0]),
        new_location=places[1].version.locate(change.place[1]),
        group=_group(affected, change),
        operations=tuple(dict.fromkeys(affected)),
        calls=calls,
    )


def _of_package(
    change: PythonChange, calls: Sequence[Call], python: Python, places: tuple[_Places, _Places]
) -> Difference:
    pointers = places[0].pointer(change.old), places[1].pointer(change.new)
    locations = [
        place.version.locate(own or other or "")
        for place, own, other in zip(places, pointers, reversed(pointers), strict=True)
    ]
    key = change.new or change.old or ()
    group = {"credentials": _SECURITY, "model": "Models", "field": "Models", "error": "Exceptions"}.get(key[0])
    if key[0] in ("method", "result", "argument"):
        group = key[1].rpartition(".")[0]
    return Difference(
        rule=change.rule,
        title=change.title,
        text=RULES[change.rule].text,
        wire=Wire.NONE,
        python=python,
        before=change.before,
        after=change.after,
        old_location=locations[0],
        new_location=locations[1],
        group=group or _WHOLE,
        calls=tuple(calls),
    )


def _group(affected: Iterable[str], change: Change) -> str:
    """Return the resource of a change: that of all methods that it affects, if it is one."""
    resources = {name.removeprefix("client.").rpartition(".")[0] for name in affected if name.startswith("client.")}
    if len(resources) == 1:
        return resources.pop()
    if resources:
        return _SHARED
    pointer = change.place[1]
    is_security = pointer.startswith("/components/securitySchemes") or change.operations
    return _SECURITY if is_security else _SHARED if pointer.startswith("/components/") else _WHOLE


def _order(item: Difference) -> tuple[object, ...]:
    """Return what findings are sorted by: what breaks first, then by group and place."""
    file, _, line = item.new_location.rpartition(":")
    number = int(line) if line.isdecimal() else 0
    return (not item.is_breaking, -item.python, -item.wire, item.group, file, number, item.rule, item.title, item.after)
