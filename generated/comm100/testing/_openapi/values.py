"""Values that satisfy the constraints of a text or a number, for the generator's samples and for the mock's responses.

Like :mod:`.semantics`, this module is copied into the package. Nothing is derived from a pattern: it is asked which of
some values that patterns are usually about it allows.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import math
import re
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

__all__ = ["FORMATS", "constrained_value"]

Compile = Callable[[Mapping[str, Any]], Callable[[Any], bool]]

FORMATS: Final[Mapping[str, str]] = {
    "byte": "ZXhhbXBsZQ==",
    "date": "2030-01-31",
    "date-time": "2030-01-31T12:00:00Z",
    "duration": "PT1H",
    "email": "nobody@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "json-pointer": "/example",
    "time": "12:00:00Z",
    "uri": "https://example.com/",
    "uri-reference": "/example",
    "url": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
"""A value of each format that texts may have (JSON Schema 2020-12, Validation, section 7.3)."""

_TEXT_KEYWORDS: Final = ("pattern", "minLength", "maxLength")
_NUMBER_KEYWORDS: Final = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")
_HEX: Final = "0123456789abcdef" * 4
_DIGITS: Final = "1234567890" * 2
# What patterns are usually about: identifiers, numbers as texts, codes, colours, times, versions, addresses.
_TEXTS: Final = (
    *("example", "Example", "EXAMPLE", "string", "example-1", "example_1", "EXAMPLE_1", "Example 1", "a1", "A1"),
    *itertools.accumulate(_DIGITS),
    *("0", "a", "A", "aa", "AA", "aaa", "USD", "US", "us", "en", "en-US", "en_US", "US-CA", "EUR", "abcd", "ABCD"),
    *("1.0", "1.50", "1.0.0", "v1", "v1.0.0", "1.5", "-1", "+1", "1%", "10%", "$1.00", "1/2", "1:1", "1-2", "1,2"),
    *("12:00", "12:00:00", "2030", "2030-01", "01/31/2030", "31/01/2030", "20300131", "2030-01-31 12:00:00"),
    *("2030-01-31T12:00:00", "2030-01-31T12:00:00.000Z", "2030-01-31T12:00:00+00:00", "1h", "1d", "30s", "5m", "P1D"),
    *("#0099ff", "#0099FF", "#09f", "0099ff", "0x09", "rgb(0, 0, 0)", "+14155550100", "14155550100", "415-555-0100"),
    *("https://example.com", "http://example.com/", "example.com/a", "/", "/example", "./example", "example.txt"),
    *("a/b", "a.b", "a:b", "a,b", "a-b", "a_b", "a@b", "@example", "#example", "example/example", "*", "-", "_", "."),
    *("192.0.2.0/24", "2001:db8::/32", "00:00:5e:00:53:01", "00-00-5E-00-53-01", "{}", "[]", "true", "yes", "Y"),
    *itertools.accumulate(_HEX),
    *itertools.accumulate(_HEX.upper()),
    *itertools.accumulate(string.ascii_uppercase),
    *itertools.accumulate(string.ascii_lowercase),
)
# What follows where a pattern begins with text of its own: ``^cus_[A-Za-z0-9]+$``.
_LITERAL: Final = re.compile(r"\^((?:[\w:/@#~ -](?![*+?{])|\\[./$+?-](?![*+?{]))+)")
_LONGEST: Final = 10_000


def constrained_value(schema: Mapping[str, Any], plain: Any, compiled: Compile) -> Any:
    """Return a value that satisfies the keywords of a schema for texts or numbers.

    Args:
        schema: The schema.
        plain: The value of its type if nothing else is said: a text, an integer or a number.
        compiled: Returns what tells whether a value is valid under a schema.

    Returns:
        The value, or one that fits as well as any if no value is found that is valid.
    """
    is_text = isinstance(plain, str)
    likely = FORMATS.get(schema.get("format", ""), plain) if is_text else plain
    keywords = {name: schema[name] for name in (_TEXT_KEYWORDS if is_text else _NUMBER_KEYWORDS) if name in schema}
    return _valid(likely, "number" in schema.get("type", ()), compiled, **keywords) if keywords else likely


# The same patterns come again and again, and a mock asks for values with every response.
@functools.lru_cache(maxsize=1024, typed=True)
def _valid(likely: Any, is_number: bool, compiled: Compile, **keywords: Any) -> Any:
    try:
        is_valid = compiled(keywords)
    except ValueError:
        # A pattern that is not one of ECMA 262 says nothing.
        return likely
    is_text = isinstance(likely, str)
    number = float if is_number else int
    values: list[Any] = list(_texts(keywords, likely) if is_text else _numbers(keywords, likely, number))
    return next(filter(is_valid, values), values[0])


def _texts(keywords: Mapping[str, Any], likely: str) -> Iterator[str]:
    """Yield texts, those first that readers expect."""
    shortest, longest = min(int(keywords.get("minLength", 0)), _LONGEST), int(keywords.get("maxLength", _LONGEST))
    repeated = itertools.islice(itertools.cycle(likely or " "), max(shortest, len(likely)))
    yield "".join(repeated)[:longest]
    literal = _LITERAL.match(str(keywords.get("pattern", "")))
    beginning = re.sub(r"\\(.)", r"\1", literal[1]) if literal else ""
    for text in (*_TEXTS, *FORMATS.values()):
        for whole in dict.fromkeys((text, beginning + text)):
            yield whole
            yield whole.ljust(shortest, whole[-1])
    yield beginning


def _numbers(keywords: Mapping[str, Any], plain: float, number: type[int] | type[float]) -> Iterator[float]:
    """Yield numbers: the plain one, and those at the bounds and at the multiples beside them."""
    yield plain
    step = keywords.get("multipleOf") or 1
    for bound in (keywords.get(name, plain) for name in _NUMBER_KEYWORDS[:-1]):
        with contextlib.suppress(OverflowError):
            lower = math.floor(bound / step) * step
            yield from map(number, (bound, math.ceil(bound), lower, lower + step, lower - step, bound / 2))
