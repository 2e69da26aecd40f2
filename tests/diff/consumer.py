"""Code that uses everything a package offers, one function for each thing, as its callers would write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.diff.python import Key
from generator.diff.surface import Argument, Method, Surface
from generator.python_source import Annotation, Term

__all__ = ["Use", "consumer", "uses"]

_NOTHING = Annotation((Term("None"),))


@dataclass(frozen=True)
class Use:
    """One use of a package.

    Attributes:
        source: The source of a function, on one line.
        keys: What of the package it depends on.
    """

    source: str
    keys: frozenset[Key]


def consumer(surface: Surface, found: Iterable[Use]) -> tuple[str, int]:
    """Return a module with one use on each line, and how many lines there are before them."""
    imports = [
        "import datetime",
        "from collections.abc import Mapping, Sequence",
        "from typing import Any, Literal",
        f"import {surface.package}",
        f"from {surface.package} import Client, Page",
    ]
    return "\n".join([*imports, *(use.source for use in found)]) + "\n", len(imports)


def uses(surface: Surface) -> list[Use]:
    """Return every use of a package."""
    return list(_Writer(surface).uses())


class _Writer:
    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._package = surface.package

    def uses(self) -> Iterator[Use]:
        for method in self._surface.methods.values():
            yield from self._method(method)
        for name, model in self._surface.models.items():
            own, path = ("model", name), f"{self._package}.models.{name}"
            for item in model.fields if model.read else ():
                key = ("field", name, item.wire_name)
                yield self._use(f"it: {path}", item.type, f"return it.{item.name}", own, key)
            if model.sent:
                fields = [item for item in model.fields if item.settable]
                given = ", ".join(f"{item.name}: {self._written(item.type)}" for item in fields)
                call = f"{path}({', '.join(f'{item.name}={item.name}' for item in fields)})"
                keys = [("field", name, item.wire_name) for item in fields]
                yield self._use(given, _NOTHING, call, own, *keys)
        for name, (_, status) in self._surface.errors.items():
            yield self._use("", _NOTHING, f"{self._package}.errors.{name}", ("error", name, str(status)))
        for name, credentials in self._surface.credentials.items():
            needed = [one for one in credentials.arguments if one.default is None]
            yield self._call(f"{self._package}.{name}", "", needed, ("credentials", credentials.scheme))
        for argument in self._surface.client:
            yield self._call("Client", "", [argument], ("variable", argument.wire_name))

    def _method(self, method: Method) -> Iterator[Use]:
        path = f"client.{method.name}"
        keys = {item.name: ("argument", method.name, item.location, item.wire_name) for item in method.arguments}
        needed = [item for item in method.arguments if item.default is None]
        always: list[Key] = [("method", method.name), *(keys[item.name] for item in needed)]
        result: Key = ("result", method.name)
        yield self._call(path, "client: Client", needed, *always)
        if method.result != _NOTHING:
            yield self._call(path, "client: Client", needed, *always, result, result=method.result)
        for item in method.arguments:
            used = [one for one in method.arguments if one.default is None or one is item]
            yield self._call(path, "client: Client", used, *always, keys[item.name])
        for name, values, type_ in method.overloads:
            for value in values:
                yield self._use("client: Client", type_, f"return {path}({name}={value!r})", *always, result)

    def _call(
        self, path: str, first: str, arguments: Iterable[Argument], *keys: Key, result: Annotation = _NOTHING
    ) -> Use:
        given = [item.name if item.kind == "positional" else f"{item.name}={item.name}" for item in arguments]
        declared = [f"{item.name}: {self._written(item.type)}" for item in arguments]
        call = f"{path}({', '.join(given)})"
        body = call if result == _NOTHING else f"return {call}"
        return self._use(", ".join([first, *declared] if first else declared), result, body, *keys)

    def _use(self, parameters: str, result: Annotation, body: str, *keys: Key) -> Use:
        source = f"def _({parameters}) -> {self._written(result)}: {body}"
        models: list[Key] = [("model", name) for name in re.findall(rf"{self._package}\.models\.(\w+)", source)]
        return Use(source, frozenset([*keys, *models]))

    def _written(self, annotation: Annotation) -> str:
        """Return an annotation as a user of the package writes it: with models by their path, and without a mark."""
        return self._qualified(annotation).written()

    def _qualified(self, annotation: Annotation) -> Annotation:
        return Annotation(
            tuple(
                Term(
                    f"{self._package}.models.{term.name}" if term.name in self._surface.models else term.name,
                    tuple(self._qualified(argument) for argument in term.arguments),
                    term.values,
                )
                for term in annotation.terms
                if term.name != "Omit"
            )
        )
