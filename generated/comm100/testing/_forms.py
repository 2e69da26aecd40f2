"""Text of the wire to values, strictly: percent-encoding, forms, and the scalars of OpenAPI's parameters."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_to_bytes

__all__ = ["coerce", "pairs", "repeated", "unquote", "unquote_plus"]

_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
# The grammar of JSON (RFC 8259 section 6): ASCII digits only, no plus sign, no leading zeros. The length is bounded
# because Python refuses to convert a longer one.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,999})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,999})(?:\.[0-9]{1,999})?(?:[eE][+-]?[0-9]{1,9})?")


def unquote(text: str) -> str:
    """Decode percent-encoding (RFC 3986 section 2.1) as UTF-8.

    Args:
        text: ASCII text; a plus sign stands for itself.

    Raises:
        ValueError: A percent sign without two hexadecimal digits, bytes that are no UTF-8, or text beyond ASCII.
    """
    if not text.isascii():
        raise ValueError("text beyond ASCII must be percent-encoded")
    if "%" not in text:
        return text
    if _BROKEN.search(text):
        raise ValueError("a percent sign must be followed by two hexadecimal digits")
    return unquote_to_bytes(text).decode("utf-8")


def unquote_plus(text: str) -> str:
    """Decode a name or a value of a form, where a plus sign stands for a space.

    Args:
        text: ASCII text.

    Raises:
        ValueError: As for `unquote`.
    """
    return unquote(text.replace("+", " "))


def pairs(text: str) -> list[tuple[str, str]]:
    """Decode ``application/x-www-form-urlencoded`` text, in order, repeated names and empty values included.

    Args:
        text: The query, or the body.

    Raises:
        ValueError: As for `unquote`.
    """
    found = []
    for piece in text.split("&"):
        if piece:
            name, _, value = piece.partition("=")
            found.append((unquote_plus(name), unquote_plus(value)))
    return found


def coerce(text: str, types: Collection[str]) -> str | int | float | bool:
    """Return the value that a text stands for, or the text itself, which the schema then refuses by its type.

    Args:
        text: The decoded text.
        types: The types of JSON Schema that the parameter may have.
    """
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text):
        number = float(text)
        return text if math.isinf(number) else number
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    return text


def repeated(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Gather the values of each name.

    Args:
        found: Names and values, in order.
    """
    gathered: dict[str, list[str]] = {}
    for name, value in found:
        gathered.setdefault(name, []).append(value)
    return gathered
