"""Text from the wire to values, strictly: percent-encoding, forms, Basic credentials, and the scalars of parameters."""

from __future__ import annotations

import base64
import hmac
import math
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_to_bytes

__all__ = [
    "coerce",
    "constant_time_equal",
    "group_values",
    "parse_authorization",
    "parse_basic",
    "parse_pairs",
    "unquote",
    "unquote_plus",
]

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
