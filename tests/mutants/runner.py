"""The tests of ``tests/spec`` over another document, called as they are: pytest itself would cost more than they do."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest

__all__ = ["caught_by"]

# The quickest killers first.
_MODULES = (
    "coverage",
    "properties",
    "corpus",
    "operations",
    "extensions",
    "links",
    "schemas",
    "examples",
    "valid",
    "lint",
)
_LEFT_OUT = ("spec", "file")
# Makes requests up, at seconds a document, and is for what the document lets a tool do.
_SLOW = "test_every_operation_has_requests"
# Takes as long as all others together.
_LAST = "test_every_operation_with_a_body_has_requests"


@cache
def _tests() -> tuple[tuple[Any, Callable[..., None], dict[str, Any]], ...]:
    """Return each test that reads the bundled document, with the arguments that its marks give it."""
    tests = []
    for name in _MODULES:
        module = import_module(f"tests.spec.test_{name}")
        for key, test in vars(module).items():
            names = inspect.signature(test).parameters if key.startswith("test_") else {}
            if "document" in _needs(module, names) and key != _SLOW and not set(names) & set(_LEFT_OUT):
                tests += [(module, test, given) for given in _given(test)]
    return tuple(sorted(tests, key=lambda entry: entry[1].__name__ == _LAST))


def _given(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    if not marks:
        yield {}
        return
    (mark,) = marks
    names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
    for values in mark.args[1]:
        yield dict(zip(names, [values] if len(names) == 1 else values, strict=True))


def _fixture(module: Any, name: str) -> Callable[..., Any] | None:
    defined = getattr(module, name, None) or getattr(import_module("tests.spec.conftest"), name, None)
    return None if defined is None else inspect.unwrap(defined)


def _needs(module: Any, names: Any) -> set[str]:
    needed = set(names)
    for name in names:
        fixture = _fixture(module, name) if name != "document" else None
        if fixture is not None:
            needed |= _needs(module, inspect.signature(fixture).parameters)
    return needed


_same_for_all: dict[Any, Any] = {}
"""The values of fixtures that do not depend on the document."""


def _value(module: Any, name: str, known: dict[Any, Any]) -> Any:
    if name == "document":
        return known[name]
    for values in (known, _same_for_all):
        if (module, name) in values:
            return values[module, name]
    fixture = _fixture(module, name)
    assert fixture, name
    names = inspect.signature(fixture).parameters
    values = known if "document" in _needs(module, names) else _same_for_all
    values[module, name] = fixture(**{needed: _value(module, needed, known) for needed in names})
    return values[module, name]


def caught_by(document: dict[str, Any]) -> str | None:
    """Return the name of the first test that fails over a document, or None.

    Args:
        document: The document, bundled.
    """
    known: dict[Any, Any] = {"document": document}
    for module, test, given in _tests():
        try:
            arguments = {
                name: _value(module, name, known) for name in inspect.signature(test).parameters if name not in given
            }
            test(**given, **arguments)
        # Whatever a test falls over, a document that lacks what it reads included, is a failure of the test.
        except (Exception, pytest.fail.Exception):
            return test.__name__
    return None
