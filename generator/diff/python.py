"""Compare the surfaces of two packages: what breaks at run time, and what breaks type checkers only.

A break at run time is one of the same calling code with the same server: a name that is gone, an argument that is
missing or unknown, a value that is decoded to something else. Where only annotations differ, type checkers notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ..python_source import Annotation, Term
from .surface import Argument, Credentials, Method, ModelClass, ModelField, Surface

__all__ = ["Key", "PythonChange", "accepts", "compare_surfaces", "written_call"]

# What JSON is decoded to by itself; everything else was made by the package.
_JSON: Final = frozenset({"None", "bool", "dict", "float", "int", "list", "str", "Any", "Literal"})
_CONTAINERS: Final = frozenset({"list", "dict"})
# What type checkers take for another class (PEP 484).
_PROMOTED: Final = {"int": ("float",), "bool": ("int", "float"), "datetime.datetime": ("datetime.date",)}
_VIEWS: Final = {"list": "Sequence", "dict": "Mapping"}
_COVARIANT: Final = frozenset({"Sequence", "Mapping"})
_OMITTED: Final = "Omit"

# Where the document says something about a part of the surface: the kind, and names that lead to the place.
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PythonChange:
    """One change of the surface.

    Attributes:
        rule: The rule's name.
        title: What changed, as callers write it.
        old: What the document says about it: ``("argument", "pets.get", "query", "limit")``; None if it is new.
        new: The same in the new package; None if it is gone.
        before: The old call, signature or declaration.
        after: The new one; empty if there is none.
    """

    rule: str
    title: str
    old: Key | None
    new: Key | None
    before: str
    after: str


def compare_surfaces(old: Surface, new: Surface, operations: Mapping[str, str]) -> Iterator[PythonChange]:
    """Yield everything that differs between two packages.

    Args:
        old: The old package.
        new: The new package.
        operations: The new operation, as in ``GET /pets``, for each old one that still exists.
    """
    if old.package != new.package:
        yield PythonChange(
            rule="python-package-renamed",
            title=f"package {new.package}",
            old=("package",),
            new=("package",),
            before=f"import {old.package}",
            after=f"import {new.package}",
        )
    comparison = _Comparison(old, new)
    yield from comparison.models()
    yield from comparison.methods(operations)
    yield from comparison.resources()
    yield from comparison.errors()
    yield from comparison.credentials()
    yield from comparison.client()


# Lists of lists are compared in both directions at each level, which would double the work with each.
@cache
def accepts(target: Annotation, source: Annotation) -> bool:
    """Tell whether a type checker takes every value of ``source`` where ``target`` is declared."""
    return all(any(_fits(term, other) for other in target.terms) for term in source.terms)


def _fits(source: Term, target: Term) -> bool:
    if "Any" in (source.name, target.name):
        return True
    if source.name == "Literal" and target.name != "Literal":
        return all(_fits(Term(type(value).__name__), target) for value in source.values)
    if source.name == target.name == "Literal":
        return {repr(value) for value in source.values} <= {repr(value) for value in target.values}
    if not source.arguments or not target.arguments:
        return source == target or target.name in _PROMOTED.get(source.name, ())
    if source.name != target.name and _VIEWS.get(source.name) != target.name:
        return False
    pairs = list(zip(source.arguments, target.arguments, strict=True))
    if target.name in _COVARIANT:
        return all(accepts(wanted, given) for given, wanted in pairs)
    return all(accepts(wanted, given) and accepts(given, wanted) for given, wanted in pairs)


def written_call(method: Method, *mentioned: str) -> str:
    """Return the call of a method with the arguments that it needs, and those that are mentioned."""
    shown: list[str] = []
    for item in method.arguments:
        if item.default is None or item.name in mentioned:
            shown.append(item.name if item.kind == "positional" else f"{item.name}=...")
    return f"client.{method.name}({', '.join(shown)})"


class _Comparison:
    """Compares two surfaces, section by section."""

    def __init__(self, old: Surface, new: Surface) -> None:
        self._old = old
        self._new = new
        self._renamed = dict(self._renamed_models())

    def models(self) -> Iterator[PythonChange]:
        for name, model in self._old.models.items():
            key = ("model", name)
            if name in self._renamed:
                other = self._renamed[name]
                before, after = f"models.{name}", f"models.{other}"
                yield _change("python-model-renamed", before, key, ("model", other), before, after)
            elif name not in self._new.models:
                yield _change("python-model-removed", f"models.{name}", key, None, f"models.{name}", "")
            else:
                yield from self._fields(model, self._new.models[name])
        known = {*self._old.models, *self._renamed.values()}
        for name in self._new.models:
            if name not in known:
                yield _change("python-model-added", f"models.{name}", None, ("model", name), "", f"models.{name}")

    def methods(self, operations: Mapping[str, str]) -> Iterator[PythonChange]:
        names = {method.operation: method.name for method in self._new.methods.values()}
        kept: set[str] = set()
        for method in self._old.methods.values():
            name = names.get(operations.get(method.operation, ""), "")
            key, before = ("method", method.name), written_call(method)
            if not name:
                yield _change("python-method-removed", f"client.{method.name}", key, None, before, "")
                continue
            kept.add(name)
            other = self._new.methods[name]
            if name != method.name:
                title = f"client.{method.name}"
                yield _change("python-method-renamed", title, key, ("method", name), before, written_call(other))
            yield from self._method(method, other)
        for name, method in self._new.methods.items():
            if name not in kept:
                title = f"client.{name}"
                yield _change("python-method-added", title, None, ("method", name), "", written_call(method))

    def resources(self) -> Iterator[PythonChange]:
        for path, name in self._old.resources.items():
            other = self._new.resources.get(path)
            if other is not None and other != name:
                key = ("resource", path)
                yield _change("python-resource-renamed", f"client.{path}", key, key, name, other)

    def errors(self) -> Iterator[PythonChange]:
        for name, (base, status) in self._old.errors.items():
            key = ("error", name, str(status))
            before = f"except errors.{name}"
            if name not in self._new.errors:
                yield _change("python-error-removed", f"errors.{name}", key, None, before, "")
            elif self._new.errors[name][0] != base:
                texts = f"class {name}({base})", f"class {name}({self._new.errors[name][0]})"
                yield _change("python-error-moved", f"errors.{name}", key, key, *texts)
        for name, (_, status) in self._new.errors.items():
            if name not in self._old.errors:
                key, after = ("error", name, str(status)), f"except errors.{name}"
                yield _change("python-error-added", f"errors.{name}", None, key, "", after)

    def credentials(self) -> Iterator[PythonChange]:
        for name, item in self._old.credentials.items():
            before, other = _constructor(item), self._new.credentials.get(name)
            key = ("credentials", item.scheme)
            if other is None:
                yield _change("python-credentials-removed", name, key, None, before, "")
                continue
            keys = key, ("credentials", other.scheme)
            for rule, one, new in _arguments(item.arguments, other.arguments):
                argument = one or new
                assert argument is not None
                title = f"{name}({argument.name}=)"
                yield _change(rule, title, keys[0], keys[1], _declared(name, one), _declared(name, new))
        for name, item in self._new.credentials.items():
            if name not in self._old.credentials:
                key = ("credentials", item.scheme)
                yield _change("python-credentials-added", name, None, key, "", _constructor(item))

    def client(self) -> Iterator[PythonChange]:
        for rule, old, new in _arguments(self._old.client, self._new.client):
            item = old or new
            assert item is not None
            keys = [("variable", one.wire_name) if one else None for one in (old, new)]
            title = f"Client({item.name}=)"
            yield _change(rule, title, keys[0], keys[1], _declared("Client", old), _declared("Client", new))

    def _method(self, old: Method, new: Method) -> Iterator[PythonChange]:
        title = f"client.{new.name}"
        for rule, before, after in _arguments(_translated(old.arguments, self._renamed), new.arguments):
            item = after or before
            assert item is not None
            keys = [
                ("argument", method.name, one.location, one.wire_name) if one else None
                for method, one in ((old, before), (new, after))
            ]
            calls = [
                _shown_call(method, one, with_type=rule in ("python-argument-narrowed", "python-argument-widened"))
                for method, one in ((old, before), (new, after))
            ]
            # What is gone or new is not a key of the other side, but the method is.
            yield _change(rule, f"{title}({item.name}=)", keys[0], keys[1], calls[0], calls[1])
        yield from self._result(old, new, title)

    def _result(self, old: Method, new: Method, title: str) -> Iterator[PythonChange]:
        before, after = _renamed(old.result, self._renamed), new.result
        keys = ("result", old.name), ("result", new.name)
        texts = f"{written_call(old)} -> {old.result.written()}", f"{written_call(new)} -> {after.written()}"
        if not _is_none(before) and _decoded(before) != _decoded(after):
            yield _change("python-result-changed", title, *keys, *texts)
        elif not _is_none(before) and not accepts(before, after):
            yield _change("python-result-widened", title, *keys, *texts)
        elif not accepts(after, before):
            # Nobody uses the result of a method without one.
            yield _change("python-result-narrowed", title, *keys, *texts)
        elif not _overloads_hold(old, new, self._renamed):
            yield _change("python-overloads-changed", title, *keys, *map(_overloads, (old, new)))
        elif not _overloads_hold(new, old, {name: was for was, name in self._renamed.items()}):
            yield _change("python-overloads-added", title, *keys, *map(_overloads, (old, new)))

    def _fields(self, old: ModelClass, new: ModelClass) -> Iterator[PythonChange]:
        known = {item.wire_name for item in old.fields}
        fields = {item.name: item for item in new.fields if item.wire_name not in known}
        by_wire_name = {item.wire_name: item for item in new.fields}
        kept: set[str] = set()
        for before in old.fields:
            key = ("field", old.name, before.wire_name)
            after = by_wire_name.get(before.wire_name) or fields.get(before.name)
            if after is None:
                title = f"models.{old.name}.{before.name}"
                yield _change("python-field-removed", title, key, None, _field(old, before), "")
                continue
            kept.add(after.name)
            other = ("field", new.name, after.wire_name)
            title = f"models.{new.name}.{after.name}"
            for rule in self._field_rules(before, after, is_sent=old.sent, is_read=old.read):
                yield _change(rule, title, key, other, _field(old, before), _field(new, after))
        for after in new.fields:
            if after.name not in kept:
                title, key = f"models.{new.name}.{after.name}", ("field", new.name, after.wire_name)
                rule = "python-field-required" if after.required and old.sent and new.sent else "python-field-added"
                yield _change(rule, title, None, key, "", _field(new, after))

    def _field_rules(self, old: ModelField, new: ModelField, *, is_sent: bool, is_read: bool) -> Iterator[str]:
        """Yield what changed about a field.

        Args:
            old: The field.
            new: Its counterpart.
            is_sent: Whether callers construct the model.
            is_read: Whether methods return it.
        """
        if old.name != new.name:
            yield "python-field-renamed"
        if is_sent and old.settable != new.settable:
            yield "python-field-settable" if new.settable else "python-field-read-only"
        elif is_sent and old.required != new.required:
            yield "python-field-required" if new.required else "python-field-optional"
        before = _renamed(old.type, self._renamed)
        is_narrowed = is_sent and new.settable and not accepts(new.type, before)
        # What null is decoded to does not depend on the declaration.
        if is_read and _decoded(before) != _decoded(new.type):
            yield "python-field-changed"
        elif is_narrowed or (is_read and not accepts(before, new.type)):
            yield "python-field-retyped"
        elif (is_read and not accepts(new.type, before)) or (is_sent and not accepts(before, new.type)):
            yield "python-field-relaxed"

    def _renamed_models(self) -> Iterator[tuple[str, str]]:
        """Yield the old and the new name of each model that has another name and the same fields."""
        added = {name: model for name, model in self._new.models.items() if name not in self._old.models}
        for name, model in self._old.models.items():
            if name not in self._new.models:
                match = next((other for other, one in added.items() if one.fields == model.fields), None)
                if match is not None:
                    del added[match]
                    yield name, match


def _arguments(
    old: Sequence[Argument], new: Sequence[Argument]
) -> Iterator[tuple[str, Argument | None, Argument | None]]:
    """Yield a rule with the old and the new argument for each difference of two signatures."""
    pairs = list(_paired(old, new))
    for before, after in pairs:
        if before is None or after is None:
            if before is not None:
                yield "python-argument-removed", before, None
            elif after is not None:
                yield ("python-argument-required" if after.default is None else "python-argument-added"), None, after
            continue
        if before.name != after.name and "positional" not in (before.kind, after.kind):
            yield "python-argument-renamed", before, after
        if _is_moved(before, after, old, new):
            yield "python-argument-moved", before, after
        if (before.default is None) != (after.default is None):
            yield f"python-argument-{'required' if after.default is None else 'optional'}", before, after
        given, taken = _without_default(before.type), _without_default(after.type)
        if not accepts(taken, given):
            yield "python-argument-narrowed", before, after
        elif not accepts(given, taken):
            yield "python-argument-widened", before, after


def _paired(old: Sequence[Argument], new: Sequence[Argument]) -> Iterator[tuple[Argument | None, Argument | None]]:
    """Yield the arguments that are sent as the same thing; those in the path have no name there."""
    rest = {(item.location, item.wire_name): item for item in new}
    in_path = [item for item in old if item.location == "path"], [item for item in new if item.location == "path"]
    # A path of as many parameters has the same ones, whatever they are called; unless they changed places.
    names = [{item.wire_name for item in items} for items in in_path]
    by_place = len(in_path[0]) == len(in_path[1]) and names[0] != names[1]
    matches = {id(one): other for one, other in zip(*in_path, strict=True)} if by_place else {}
    for before in old:
        after = matches.get(id(before)) or rest.get((before.location, before.wire_name))
        if after is not None:
            rest.pop((after.location, after.wire_name), None)
        yield before, after
    for after in rest.values():
        yield None, after


def _is_moved(before: Argument, after: Argument, old: Iterable[Argument], new: Iterable[Argument]) -> bool:
    """Tell whether a call that passes the argument has to pass it differently."""
    if before.kind != after.kind:
        return (before.kind, after.kind) != ("keyword", "either")
    return before.kind == "positional" and _place(before, old) != _place(after, new)


def _place(argument: Argument, arguments: Iterable[Argument]) -> int:
    return [item.name for item in arguments if item.kind == "positional"].index(argument.name)


def _translated(arguments: Iterable[Argument], renamed: Mapping[str, str]) -> tuple[Argument, ...]:
    return tuple(replace(item, type=_renamed(item.type, renamed)) for item in arguments)


def _renamed(annotation: Annotation, renamed: Mapping[str, str]) -> Annotation:
    """Return an annotation with the new names of models, so that a new name is one change and not many."""
    if not renamed:
        return annotation
    return Annotation(
        tuple(
            Term(
                renamed.get(term.name, term.name),
                tuple(_renamed(argument, renamed) for argument in term.arguments),
                term.values,
            )
            for term in annotation.terms
        )
    )


def _without_default(annotation: Annotation) -> Annotation:
    return Annotation(tuple(term for term in annotation.terms if term.name != _OMITTED))


def _decoded(annotation: Annotation) -> frozenset[str]:
    """Return what a value is decoded to, beyond JSON: classes of the package are all of one kind."""
    found: set[str] = set()
    for term in annotation.terms:
        if term.name in _CONTAINERS:
            inner = {name for argument in term.arguments for name in _decoded(argument)}
            found |= {f"{term.name} of {name}" for name in inner}
        elif term.name in ("Page", "AsyncPager") or term.name.startswith("datetime."):
            found.add(term.name)
        elif term.name not in _JSON:
            found.add("model")
    if _is_none(annotation):
        found.add("nothing")
    return frozenset(found)


def _is_none(annotation: Annotation) -> bool:
    return [term.name for term in annotation.terms] == ["None"]


def _overloads_hold(old: Method, new: Method, renamed: Mapping[str, str]) -> bool:
    """Tell whether each value that selected a result still selects it."""
    after = {(name, value): type_ for name, values, type_ in new.overloads for value in values}
    return all(
        after.get((name, value), new.result) == _renamed(type_, renamed)
        for name, values, type_ in old.overloads
        for value in values
    )


def _overloads(method: Method) -> str:
    return "; ".join(f"{name}={'|'.join(values)} -> {type_.written()}" for name, values, type_ in method.overloads)


def _shown_call(method: Method, argument: Argument | None, *, with_type: bool) -> str:
    """Return a call that mentions an argument, or one without it if the method does not have it."""
    if argument is None:
        return written_call(method)
    if with_type:
        return f"client.{method.name}({argument.name}: {_without_default(argument.type).written()})"
    return written_call(method, argument.name)


def _constructor(item: Credentials) -> str:
    return f"{item.name}({', '.join(f'{one.name}=...' for one in item.arguments if one.default is None)})"


def _declared(name: str, argument: Argument | None) -> str:
    if argument is None:
        return ""
    default = "" if argument.default is None else f" = {argument.default}"
    return f"{name}({argument.name}: {argument.type.written()}{default})"


def _field(model: ModelClass, item: ModelField) -> str:
    return f"{model.name}.{item.name}: {item.type.written()}"


def _change(rule: str, title: str, old: Key | None, new: Key | None, before: str, after: str) -> PythonChange:
    return PythonChange(rule=rule, title=title, old=old, new=new, before=before, after=after)
