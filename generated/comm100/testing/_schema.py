"""JSON Schema, compiled once into closures: the first failure, with its place, and nothing else.

A validator of our own, because a vendored copy of this package has the HTTP library as its only dependency. It knows
the vocabulary of JSON Schema 2020-12 that describes an API, and refuses to compile an assertion that it does not
know rather than let it pass unseen. References are local (``#/…``); keywords beside a ``$ref`` count, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from ._keywords import ASSERTIONS, Check, Failure, pattern
from ._pointer import UnsupportedSchemaError, lookup

__all__ = ["Check", "Compiler", "Direction", "Failure", "Schema"]

Direction = Literal["request", "response"]
Schema = Mapping[str, Any] | bool

_UNKNOWN_ASSERTIONS = frozenset(
    {"$dynamicRef", "$recursiveRef", "contains", "dependencies", "dependentRequired", "dependentSchemas"}
    | {"else", "if", "maxContains", "minContains", "then", "unevaluatedItems", "unevaluatedProperties"}
)


def _accept(_value: Any) -> None:
    return None


def _refuse(message: str) -> Check:
    failure = Failure((), message)
    return lambda _value: failure


class Compiler:
    """Compiles the schemas of one document; each ``$ref`` is compiled once, recursive ones included.

    Args:
        root: The document that local references are resolved in.
        direction: With ``request``, properties that are ``readOnly`` may be absent and are not looked at, because the
            server ignores them; with ``response``, those that are ``writeOnly`` must be absent (OpenAPI 3.1, Schema
            Object). Without it, both are annotations.
    """

    def __init__(self, root: Mapping[str, Any], direction: Direction | None = None) -> None:
        self._root = root
        self._direction = direction
        self._references: dict[str, list[Check]] = {}

    def compile(self, schema: Schema) -> Check:
        """Return the check of one schema.

        Args:
            schema: A Schema Object, or a boolean.

        Raises:
            UnsupportedSchemaError: It uses what this validator does not know.
        """
        if isinstance(schema, bool):
            return _accept if schema else _refuse("is not allowed")
        unknown = _UNKNOWN_ASSERTIONS & schema.keys()
        if unknown:
            raise UnsupportedSchemaError(f"the keyword {min(unknown)} is not supported")
        try:
            checks = [check for check in self._checks(schema) if check is not None]
        except (KeyError, TypeError, ArithmeticError, ValueError, re.error) as error:
            raise UnsupportedSchemaError(f"a schema cannot be read: {error}") from error
        return _all(checks)

    def _checks(self, schema: Mapping[str, Any]) -> list[Check | None]:
        found: list[Check | None] = []
        if "$ref" in schema:
            found.append(self._reference(schema["$ref"]))
        for keyword, assertion in ASSERTIONS.items():
            if keyword in schema:
                value = schema[keyword]
                found.append(assertion(self._needed(schema, value) if keyword == "required" else value))
        for keyword, applicator in _APPLICATORS.items():
            if keyword in schema:
                found.append(applicator(self, schema))
        return found

    def _reference(self, reference: str) -> Check:
        if reference not in self._references:
            cell: list[Check] = []
            self._references[reference] = cell
            cell.append(self.compile(lookup(self._root, reference)))
        cell = self._references[reference]
        # A recursive schema meets its own reference before that is compiled, so the cell is read when checking.
        return cell[0] if cell else lambda value: cell[0](value)

    def flag(self, schema: Schema, name: Literal["readOnly", "writeOnly"]) -> bool:
        """Tell whether a property's schema, or one that it refers to, carries a flag.

        Args:
            schema: The property's schema.
            name: The annotation.
        """
        seen = set()
        while isinstance(schema, Mapping) and schema.get(name) is not True:
            reference = schema.get("$ref")
            if reference is None or reference in seen:
                return False
            seen.add(reference)
            schema = lookup(self._root, reference)
        return isinstance(schema, Mapping)

    def _needed(self, schema: Mapping[str, Any], required: Sequence[str]) -> list[str]:
        if self._direction is None:
            return list(required)
        flag: Literal["readOnly", "writeOnly"] = "readOnly" if self._direction == "request" else "writeOnly"
        properties = schema.get("properties", {})
        return [name for name in required if not self.flag(properties.get(name, True), flag)]

    def property(self, schema: Schema) -> Check:
        """Return the check of a property's schema, as the direction bends it.

        Args:
            schema: The property's schema.
        """
        if self._direction == "request" and self.flag(schema, "readOnly"):
            return _accept
        if self._direction == "response" and self.flag(schema, "writeOnly"):
            return _refuse("must not be returned")
        return self.compile(schema)


def _all(checks: Sequence[Check]) -> Check:
    if not checks:
        return _accept
    if len(checks) == 1:
        return checks[0]

    def check(value: Any) -> Failure | None:
        for each in checks:
            failure = each(value)
            if failure is not None:
                return failure
        return None

    return check


def _object(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    named = {name: compiler.property(each) for name, each in schema.get("properties", {}).items()}
    patterned = [(pattern(key), compiler.property(each)) for key, each in schema.get("patternProperties", {}).items()]
    other = compiler.compile(schema.get("additionalProperties", True))

    def checks(key: str) -> Sequence[Check]:
        found = [named[key]] if key in named else []
        found += [each for expression, each in patterned if expression.search(key)]
        return found or (other,)

    def check(value: Any) -> Failure | None:
        if isinstance(value, dict):
            for key, item in value.items():
                for each in checks(key):
                    failure = each(item)
                    if failure is not None:
                        return failure.under(key)
        return None

    return check


def _array(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    prefix = [compiler.compile(each) for each in schema.get("prefixItems", [])]
    rest = compiler.compile(schema.get("items", True))

    def check(value: Any) -> Failure | None:
        if isinstance(value, list):
            for index, item in enumerate(value):
                failure = (prefix[index] if index < len(prefix) else rest)(item)
                if failure is not None:
                    return failure.under(index)
        return None

    return check


def _names(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    each = compiler.compile(schema["propertyNames"])

    def check(value: Any) -> Failure | None:
        if isinstance(value, dict):
            for key in value:
                failure = each(key)
                if failure is not None:
                    return Failure((key,), "has a name that " + failure.message)
        return None

    return check


def _one_of(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    checks = [compiler.compile(each) for each in schema["oneOf"]]

    def check(value: Any) -> Failure | None:
        matching = sum(each(value) is None for each in checks)
        return None if matching == 1 else Failure((), f"must match one of {len(checks)} forms, not {matching}")

    return check


def _any_of(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    checks = [compiler.compile(each) for each in schema["anyOf"]]
    failure = Failure((), f"must match one of {len(checks)} forms")
    return lambda value: None if any(each(value) is None for each in checks) else failure


def _not(compiler: Compiler, schema: Mapping[str, Any]) -> Check:
    inner = compiler.compile(schema["not"])
    failure = Failure((), "must not match the excluded form")
    return lambda value: failure if inner(value) is None else None


# One entry for each keyword that brings its closure in; the neighbours that it reads have none of their own.
_APPLICATORS: dict[str, Callable[[Compiler, Mapping[str, Any]], Check | None]] = {
    "allOf": lambda compiler, schema: _all([compiler.compile(each) for each in schema["allOf"]]),
    "properties": _object,
    "patternProperties": lambda compiler, schema: None if "properties" in schema else _object(compiler, schema),
    "additionalProperties": lambda compiler, schema: (
        None if "properties" in schema or "patternProperties" in schema else _object(compiler, schema)
    ),
    "propertyNames": _names,
    "prefixItems": _array,
    "items": lambda compiler, schema: None if "prefixItems" in schema else _array(compiler, schema),
    "oneOf": _one_of,
    "anyOf": _any_of,
    "not": _not,
}
