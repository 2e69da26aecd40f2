"""The keywords of JSON Schema that look at one value alone, each compiled into a closure.

A keyword's factory takes the keyword's value and returns a check; a check takes an instance and returns None, or the
failure. Messages name the rule and never the instance, which may be a secret. Vocabulary: JSON Schema 2020-12,
"Validation", section 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ._formats import FORMATS

__all__ = ["ASSERTIONS", "Check", "Failure", "canonical", "pattern"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an instance does not match its schema, and where.

    Attributes:
        path: The keys and indices that lead to the value at fault.
        message: The rule that it breaks, to be read after the value's name.
    """

    path: tuple[str | int, ...]
    message: str

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer (RFC 6901)."""
        return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in self.path)

    def under(self, token: str | int) -> Failure:
        """Return the same failure, seen from one level further out."""
        return Failure((token, *self.path), self.message)


Check = Callable[[Any], Failure | None]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def canonical(value: Any) -> Hashable:
    """Return a key that is equal for two JSON values exactly if JSON Schema calls them equal.

    Args:
        value: A decoded JSON value; ``1`` and ``1.0`` are one number, ``true`` and ``1`` are two values.
    """
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, list):
        return ("array", tuple(map(canonical, value)))
    if isinstance(value, dict):
        return ("object", frozenset((key, canonical(item)) for key, item in value.items()))
    return value  # type: ignore[no-any-return]  # what is left of JSON is hashable: text, numbers, null


# What ECMA-262 (the dialect of JSON Schema) spells as Python does and means otherwise.
_ECMA = {r"\d": "0-9", r"\w": "A-Za-z0-9_", r"\D": "^0-9", r"\W": "^A-Za-z0-9_"}
_TOKEN = re.compile(r"\\.|\[|\]|\$", re.DOTALL)


def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern of JSON Schema: unanchored, ``$`` only at the very end, classes of ASCII.

    Args:
        source: The pattern in ECMA-262's dialect.

    Raises:
        re.error: The pattern uses what Python's expressions do not know.
    """
    inside = False

    def translate(match: re.Match[str]) -> str:
        nonlocal inside
        token = match[0]
        if token == "[":
            start, inside = inside, True
            return r"\[" if start else token
        if token == "]":
            inside = False
            return token
        if token == "$":
            return token if inside else r"\Z"
        if token in _ECMA and not (inside and token[1].isupper()):
            return _ECMA[token] if inside else f"[{_ECMA[token]}]"
        return token

    return re.compile(_TOKEN.sub(translate, source))


def _type(names: str | Sequence[str]) -> Check:
    wanted = [names] if isinstance(names, str) else list(names)
    tests = [_TYPES[name] for name in wanted]
    failure = Failure((), "must be " + " or ".join(wanted))
    if len(tests) == 1:
        only = tests[0]
        return lambda value: None if only(value) else failure
    return lambda value: None if any(test(value) for test in tests) else failure


def _enum(values: Sequence[Any]) -> Check:
    allowed = frozenset(map(canonical, values))
    failure = Failure((), ("must be one of " if len(values) > 1 else "must be ") + ", ".join(map(str, values)))
    return lambda value: None if canonical(value) in allowed else failure


def _when(matters: Callable[[Any], bool], holds: Callable[[Any], bool], message: str) -> Check:
    failure = Failure((), message)
    return lambda value: failure if matters(value) and not holds(value) else None


def _multiple(divisor: float) -> Check:
    # repr gives the shortest decimal of a float, so that 0.3 is a multiple of 0.1.
    exact = Fraction(repr(divisor))
    if exact <= 0:
        raise ValueError("multipleOf must be over 0")
    return _when(_is_number, lambda value: Fraction(repr(value)) % exact == 0, f"must be a multiple of {divisor}")


def _unique(wanted: bool) -> Check:
    return _when(
        _TYPES["array"],
        lambda value: not wanted or len(set(map(canonical, value))) == len(value),
        "must not repeat an item",
    )


def _pattern(source: str) -> Check:
    search = pattern(source).search
    return _when(_TYPES["string"], lambda value: search(value) is not None, f"must match {source}")


def _format(name: str) -> Check | None:
    test = FORMATS.get(name)
    return None if test is None else _when(_TYPES["string"], test, f"must be a valid {name}")


def _required(names: Sequence[str]) -> Check:
    failures = [(name, Failure((name,), "is required")) for name in names]

    def check(value: Any) -> Failure | None:
        if isinstance(value, dict):
            for name, failure in failures:
                if name not in value:
                    return failure
        return None

    return check


def _size(kind: str, unit: str, smallest: bool) -> Callable[[int], Check]:
    def factory(limit: int) -> Check:
        message = f"must have at {'least' if smallest else 'most'} {limit} {unit}"
        if smallest:
            return _when(_TYPES[kind], lambda value: len(value) >= limit, message)
        return _when(_TYPES[kind], lambda value: len(value) <= limit, message)

    return factory


ASSERTIONS: dict[str, Callable[[Any], Check | None]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda value: _enum([value]),
    "required": _required,
    "minLength": _size("string", "characters", True),
    "maxLength": _size("string", "characters", False),
    "pattern": _pattern,
    "format": _format,
    "minimum": lambda limit: _when(_is_number, lambda value: bool(value >= limit), f"must be at least {limit}"),
    "maximum": lambda limit: _when(_is_number, lambda value: bool(value <= limit), f"must be at most {limit}"),
    "exclusiveMinimum": lambda limit: _when(_is_number, lambda value: bool(value > limit), f"must be over {limit}"),
    "exclusiveMaximum": lambda limit: _when(_is_number, lambda value: bool(value < limit), f"must be under {limit}"),
    "multipleOf": _multiple,
    "minItems": _size("array", "items", True),
    "maxItems": _size("array", "items", False),
    "uniqueItems": _unique,
    "minProperties": _size("object", "properties", True),
    "maxProperties": _size("object", "properties", False),
}
