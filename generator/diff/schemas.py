"""Compare schemas in their normal form, as callers send them (request) or read them (response)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..document.pointers import as_mapping
from ..document.walk import Document
from .changes import Changes, Pair, same_components, shown, title
from .normal import ABSENT, BOUNDS, Bound, Normalizer, Parts, Shape, Variant, rank
from .rules import Direction

__all__ = ["SchemaComparison"]

# A format that includes another one, which is no more than a looser limit.
_WIDER_FORMATS: Final = {("int32", "int64"), ("float", "double")}
# Two objects with at least this share of their properties in common are the same alternative.
_SIMILAR: Final = 0.5
_OBJECTS: Final = ("object",)


class SchemaComparison:
    """Compares the schemas of two documents.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.

    Attributes:
        old: Returns the shapes of the old document.
        new: Returns the shapes of the new document.
    """

    def __init__(self, old: Document, new: Document, changes: Changes) -> None:
        self.old = Normalizer(old)
        self.new = Normalizer(new)
        self._documents = (old, new)
        self._changes = changes
        self._same = same_components(old, new)
        self._seen: set[tuple[object, ...]] = set()

    def begin(self) -> None:
        """Forget what has been compared, so that the next operation is named where it is affected, too."""
        self._seen.clear()

    def compare(self, old: Parts, new: Parts, direction: Direction, subject: Pair) -> None:
        """Compare what a value may be.

        Args:
            old: The schemas that it has to satisfy in the old document.
            new: Those in the new document.
            direction: Whether callers send it or read it.
            subject: The nearest parameter, body, response or property around it.
        """
        key = (direction, tuple(part.pointer for part in old), tuple(part.pointer for part in new))
        if key in self._seen:
            return
        self._seen.add(key)
        if len(old) == len(new) == 1:
            places = self.old.resolved(old[0]).pointer, self.new.resolved(new[0]).pointer
            if places[0] == places[1] and places[0] in self._same:
                return
        one, other = self.old.shape(old), self.new.shape(new)
        place = (
            old[-1].pointer if old else subject.old or "",
            new[-1].pointer if new else subject.new or "",
        )
        _ShapeComparison(self, self._changes, self._documents, direction, subject, place).shapes(one, other)


class _ShapeComparison:
    """Compares one shape with another."""

    def __init__(
        self,
        schemas: SchemaComparison,
        changes: Changes,
        documents: tuple[Document, Document],
        direction: Direction,
        subject: Pair,
        place: tuple[str, str],
    ) -> None:
        self._schemas = schemas
        self._changes = changes
        self._documents = documents
        self._direction = direction
        self._subject = subject
        self._place = place

    def shapes(self, old: Shape, new: Shape) -> None:
        if not (old.is_anything or new.is_anything):
            if new.nullable and not old.nullable:
                self._add("nullable-added", before=_kinds(old), after=_kinds(new))
            elif old.nullable and not new.nullable:
                self._add("nullable-removed", before=_kinds(old), after=_kinds(new))
        self._traits(old.traits, new.traits)
        if old.is_anything and new.is_anything:
            return
        if old.is_anything or new.is_anything:
            self._add("type-narrowed" if old.is_anything else "type-widened", before=_kinds(old), after=_kinds(new))
            return
        pairs, removed, added = _matched(old.variants, new.variants)
        for one, other in pairs:
            self._variants(one, other)
        self._unmatched(old, new, removed, added)

    def _add(
        self,
        rule: str,
        *,
        before: str = "",
        after: str = "",
        subject: Pair | None = None,
        place: tuple[str, str] | None = None,
    ) -> None:
        subject, place = subject or self._subject, place or self._place
        is_gone = subject.new is None
        name = title(self._documents[0 if is_gone else 1], place[0 if is_gone else 1])
        self._changes.add(rule, name, subject, place, before=before, after=after, direction=self._direction)

    def _traits(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        before, after = old.get("default", ABSENT), new.get("default", ABSENT)
        if ABSENT not in (before, after) and before != after:
            self._add("default-changed", before=shown(before), after=shown(after))
        if ("deprecated" in new) != ("deprecated" in old):
            self._add("property-deprecated" if "deprecated" in new else "property-not-deprecated")
        for key, rule in (("x-duration", "duration-changed"), ("x-time-format", "time-format-changed")):
            if old.get(key) != new.get(key):
                self._add(rule, before=shown(old.get(key)), after=shown(new.get(key)))
        spellings = _strings(old.get("x-also-read")), _strings(new.get("x-also-read"))
        for value in sorted(spellings[0] - spellings[1]):
            self._add("spelling-removed", before=value)
        for value in sorted(spellings[1] - spellings[0]):
            self._add("spelling-added", after=value)
        self._discriminators(as_mapping(old.get("discriminator")), as_mapping(new.get("discriminator")))

    def _discriminators(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        if not old or not new:
            return
        if old.get("propertyName") != new.get("propertyName"):
            self._add(
                "discriminator-changed", before=shown(old.get("propertyName")), after=shown(new.get("propertyName"))
            )
        values = set(as_mapping(old.get("mapping"))), set(as_mapping(new.get("mapping")))
        for value in sorted(values[0] - values[1]):
            self._add("discriminator-value-removed", before=value)
        for value in sorted(values[1] - values[0]):
            self._add("discriminator-value-added", after=value)

    def _unmatched(self, old: Shape, new: Shape, removed: Sequence[Variant], added: Sequence[Variant]) -> None:
        before, after = _kinds(old), _kinds(new)
        if removed and added:
            self._add("type-changed", before=before, after=after)
            return
        for variant in removed:
            if variant.kind in _OBJECTS and len(old.variants) > 1:
                branch = title(self._documents[0], variant.pointer)
                self._add("union-branch-removed", before=branch, place=(variant.pointer, self._place[1]))
            else:
                self._add("type-narrowed", before=before, after=after)
        for variant in added:
            if variant.kind in _OBJECTS and len(old.variants) > 1:
                branch = title(self._documents[1], variant.pointer)
                self._add("union-branch-added", after=branch, place=(self._place[0], variant.pointer))
            elif variant.kind in _OBJECTS and any(one.kind in _OBJECTS for one in old.variants):
                self._add("became-union", after=title(self._documents[1], variant.pointer))
            else:
                self._add("type-widened", before=before, after=after)

    def _variants(self, old: Variant, new: Variant) -> None:
        if old.kind != new.kind:
            rule = "type-widened" if new.kind == "number" else "type-narrowed"
            self._add(rule, before=old.kind, after=new.kind)
        self._values(old.values, new.values)
        self._limits(old, new)
        self._formats(old.formats, new.formats)
        if old.items or new.items:
            self._schemas.compare(old.items, new.items, self._direction, self._subject)
        if old.others is None and new.others is not None:
            self._add("additional-properties-allowed")
        elif new.others is None and old.others is not None:
            self._add("additional-properties-forbidden")
        elif old.others or new.others:
            self._schemas.compare(old.others or (), new.others or (), self._direction, self._subject)
        for key in sorted({*old.verbatim, *new.verbatim}):
            before, after = old.verbatim.get(key), new.verbatim.get(key)
            if before != after:
                self._add("keyword-changed", before=f"{key}: {shown(before)}", after=f"{key}: {shown(after)}")
        for name in dict.fromkeys((*old.properties, *new.properties)):
            self._property(name, old, new)

    def _values(self, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> None:
        if old is None or new is None:
            if new is not None:
                self._add("enum-set", after=", ".join(map(shown, new)))
            elif old is not None:
                self._add("enum-unset", before=", ".join(map(shown, old)))
            return
        before, after = list(map(shown, old)), list(map(shown, new))
        for value in before:
            if value not in after:
                self._add("enum-value-removed", before=value)
        for value in after:
            if value not in before:
                self._add("enum-value-added", after=value)

    def _limits(self, old: Variant, new: Variant) -> None:
        for keyword in BOUNDS:
            before, after = old.bounds.get(keyword), new.bounds.get(keyword)
            if before != after:
                is_tighter = after is not None and (before is None or rank(keyword, after) > rank(keyword, before))
                rule = "bound-tightened" if is_tighter else "bound-loosened"
                self._add(rule, before=_bound(keyword, before), after=_bound(keyword, after))
        if old.patterns != new.patterns:
            rule = "pattern-changed" if old.patterns and new.patterns else "pattern-set" if new.patterns else ""
            self._add(rule or "pattern-unset", before=_joined(old.patterns), after=_joined(new.patterns))
        if old.multiples != new.multiples:
            rule = "multiple-tightened"
            if all(any(known % multiple == 0 for known in old.multiples) for multiple in new.multiples):
                rule = "multiple-loosened"
            self._add(rule, before=_joined(old.multiples), after=_joined(new.multiples))
        if old.unique != new.unique:
            self._add("unique-items-set" if new.unique else "unique-items-unset")

    def _formats(self, old: frozenset[str], new: frozenset[str]) -> None:
        if old == new:
            return
        before, after = _joined(old), _joined(new)
        if (before, after) in _WIDER_FORMATS:
            rule = "bound-loosened"
        elif (after, before) in _WIDER_FORMATS:
            rule = "bound-tightened"
        else:
            rule = "format-changed" if old and new else "format-set" if new else "format-unset"
        self._add(rule, before=before, after=after)

    def _property(self, name: str, old: Variant, new: Variant) -> None:
        before, after = old.properties.get(name, ()), new.properties.get(name, ())
        was, becomes = self._is_visible(before, self._schemas.old), self._is_visible(after, self._schemas.new)
        subject = Pair(before[-1].pointer if before else None, after[-1].pointer if after else None)
        place = (subject.old or old.pointer, subject.new or new.pointer)
        if was and becomes:
            if name in new.required and name not in old.required:
                self._add("property-became-required", subject=subject, place=place)
            elif name in old.required and name not in new.required:
                self._add("property-became-optional", subject=subject, place=place)
            self._schemas.compare(before, after, self._direction, subject)
        elif was and not after:
            self._add("property-removed", subject=subject, place=place)
        elif becomes and (not before or (self._direction == "request" and name in new.required)):
            rule = "property-added-required" if name in new.required else "property-added"
            self._add(rule, subject=subject, place=place)
        elif was != becomes:
            suffix = "read-only" if self._direction == "request" else "write-only"
            self._add(f"property-{'became' if was else 'not'}-{suffix}", subject=subject, place=place)

    def _is_visible(self, parts: Parts, normalizer: Normalizer) -> bool:
        """Tell whether a property exists in this direction: not if it is hidden from senders or readers."""
        hidden = "readOnly" if self._direction == "request" else "writeOnly"
        return bool(parts) and normalizer.shape(parts).traits.get(hidden) is not True


def _matched(
    old: Sequence[Variant], new: Sequence[Variant]
) -> tuple[list[tuple[Variant, Variant]], list[Variant], list[Variant]]:
    """Return the variants of either side that belong together, and the rest of both sides."""
    pairs: list[tuple[Variant, Variant]] = []
    rest = list(new)
    left: list[Variant] = []
    for one in old:
        candidates = [other for other in rest if other.kind == one.kind]
        other = _counterpart(one, candidates, old)
        if other is None:
            left.append(one)
        else:
            rest.remove(other)
            pairs.append((one, other))
    for one in list(left):
        other = next((other for other in rest if _is_successor(one, other)), None)
        if other is not None:
            left.remove(one)
            rest.remove(other)
            pairs.append((one, other))
    return pairs, left, rest


def _counterpart(one: Variant, candidates: Sequence[Variant], old: Sequence[Variant]) -> Variant | None:
    """Return the variant that replaces ``one``: of the same name, of the same constants, or else the most similar."""
    rivals = [other for other in old if other.kind == one.kind]
    if len(candidates) == 1 == len(rivals):
        return candidates[0]
    same = next((other for other in candidates if other.pointer == one.pointer), None)
    if same is not None and _is_component(one):
        return same
    if one.kind not in _OBJECTS:
        return candidates[0] if candidates else None
    # What another old variant matches by name is not free.
    taken = {other.pointer for other in rivals}
    free = [other for other in candidates if other.pointer not in taken or not _is_component(other)]
    best = max(free, key=lambda other: _similarity(one, other), default=None)
    return best if best is not None and _similarity(one, best) >= _SIMILAR else None


def _is_successor(one: Variant, other: Variant) -> bool:
    """Tell whether what has no counterpart became ``other``: another kind of number, or what stands there now."""
    if one.kind == other.kind:
        return one.pointer == other.pointer
    return {one.kind, other.kind} == {"integer", "number"}


def _is_component(variant: Variant) -> bool:
    """Tell whether an alternative has a name; the place of one that is written out says nothing about it."""
    return variant.pointer.startswith("/components/schemas/") and variant.pointer.count("/") == 3


def _similarity(one: Variant, other: Variant) -> float:
    constants = _constants(one), _constants(other)
    shared = set(constants[0]) & set(constants[1])
    if shared:
        return float(all(constants[0][name] == constants[1][name] for name in shared))
    names = set(one.properties) | set(other.properties)
    return len(set(one.properties) & set(other.properties)) / len(names) if names else 1.0


def _constants(variant: Variant) -> dict[str, Any]:
    """Return the properties with one value, which tell alternatives apart."""
    constants: dict[str, Any] = {}
    for name, parts in variant.properties.items():
        for part in parts:
            schema = part.schema if isinstance(part.schema, Mapping) else {}
            values = [schema["const"]] if "const" in schema else schema.get("enum")
            if isinstance(values, list) and len(values) == 1:
                constants[name] = values[0]
    return constants


def _kinds(shape: Shape) -> str:
    kinds = [variant.kind for variant in shape.variants] + (["null"] if shape.nullable else [])
    return " | ".join(dict.fromkeys(map(str, kinds))) or "nothing"


def _bound(keyword: str, bound: Bound | None) -> str:
    if bound is None:
        return f"no {keyword}"
    value = int(bound.value) if float(bound.value).is_integer() else bound.value
    return f"{keyword} {value}{' (exclusive)' if bound.exclusive else ''}"


def _joined(values: Iterable[Any]) -> str:
    return ", ".join(str(value) for value in sorted(values))


def _strings(value: Any) -> set[str]:
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()
