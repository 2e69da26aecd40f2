"""Text from the wire to values, strictly: percent-encoding, forms, JSON, Basic credentials, scalars of parameters."""

from __future__ import annotations

import base64
import hmac
import json
import math
import re
from collections.abc import Collection, Iterable
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

__all__ = [
    "coerce",
    "constant_time_equal",
    "group_values",
    "parse_authorization",
    "parse_basic",
    "parse_json",
    "parse_pairs",
    "unquote",
    "unquote_plus",
]

_MAX_DEPTH = 100
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
# The grammar of JSON (RFC 8259 section 6): ASCII digits only, no plus sign, no leading zeros. The length is bounded
# because Python refuses to convert longer integers.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,999})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,999})(?:\.[0-9]{1,999})?(?:[eE][+-]?[0-9]{1,9})?")


def unquote(text: str) -> str:
    """Decode percent-encoding (RFC 3986 section 2.1) as UTF-8.

    Args:
        text: ASCII text; a plus sign stands for itself.

    Raises:
        ValueError: A percent sign lacks its two hexadecimal digits, the bytes are not UTF-8, or the text is not ASCII.
    """
    if not text.isascii():
        raise ValueError("text beyond ASCII must be percent-encoded")
    if "%" not in text:
        return text
    if _BROKEN.search(text):
        raise ValueError("a percent sign must be followed by two hexadecimal digits")
    return unquote_to_bytes(text).decode("utf-8")


def unquote_plus(text: str) -> str:
    """Decode a name or a value of a form, in which a plus sign stands for a space.

    Args:
        text: ASCII text.

    Raises:
        ValueError: As for `unquote`.
    """
    return unquote(text.replace("+", " "))


def parse_pairs(text: str) -> list[tuple[str, str]]:
    """Decode ``application/x-www-form-urlencoded`` text in order, with repeated names and empty values.

    Args:
        text: A query or the body of a form.

    Raises:
        ValueError: As for `unquote`.
    """
    pairs = []
    for piece in text.split("&"):
        if piece:
            name, _, value = piece.partition("=")
            pairs.append((unquote_plus(name), unquote_plus(value)))
    return pairs


def group_values(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the values of each name, in order.

    Args:
        pairs: Names and values.
    """
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def coerce(text: str, types: Collection[str]) -> str | int | float | bool:
    """Return the value that a text represents, or the text itself, whose type the schema then rejects.

    Args:
        text: The decoded text.
        types: The JSON Schema types that the parameter allows.
    """
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text):
        number = float(text)
        return text if math.isinf(number) else number
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    return text


def parse_json(body: bytes) -> Any:
    """Decode JSON (RFC 8259) in UTF-8: no byte order mark, no name twice, no number that is infinite or not a number.

    Raises:
        ValueError: The body is something else, or nested too deeply; the message continues the name of the body.
    """
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_unique_members,
            parse_constant=_reject_constant,
            parse_float=_finite_float,
        )
    except (ValueError, RecursionError):
        raise ValueError("must be JSON") from None
    if _is_deep(value):
        raise ValueError("is nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    """Tell whether a value has more levels than any request needs; what Python can parse differs by version."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _unique_members(members: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(members)
    if len(result) != len(members):
        raise ValueError("a name is repeated")
    return result


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite_float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def parse_authorization(header: str) -> tuple[str, str]:
    """Split an Authorization header into its scheme, in lower case, and its credentials.

    Args:
        header: The header's value.
    """
    scheme, _, credentials = header.strip().partition(" ")
    return scheme.lower(), credentials.strip()


def parse_basic(credentials: str) -> tuple[str, str] | None:
    """Return user name and password (RFC 7617), or None unless the text is the base64 of UTF-8 with a colon.

    Args:
        credentials: What follows the word ``Basic``.
    """
    try:
        text = base64.b64decode(credentials, validate=True).decode("utf-8")
    except ValueError:
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None


def constant_time_equal(left: str, right: str) -> bool:
    """Compare two secrets in a time that does not depend on where they differ.

    Args:
        left: One secret.
        right: The other.
    """
    # A JSON body may contain half a surrogate pair, which plain UTF-8 refuses.
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
