"""Credentials of a header, read strictly (RFC 7617), and compared in constant time."""

from __future__ import annotations

import base64
import hmac

__all__ = ["basic", "constant_time_equal", "scheme_and_value"]


def scheme_and_value(header: str) -> tuple[str, str]:
    """Part an Authorization header into its scheme, in lower case, and what follows.

    Args:
        header: The header's value.
    """
    scheme, _, value = header.strip().partition(" ")
    return scheme.lower(), value.strip()


def basic(value: str) -> tuple[str, str] | None:
    """Return user name and password, or None where the text is no base64 of UTF-8 with a colon in it.

    Args:
        value: What follows the word ``Basic``.
    """
    try:
        text = base64.b64decode(value, validate=True).decode("utf-8")
    except ValueError:
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None


def constant_time_equal(left: str, right: str) -> bool:
    """Compare two secrets in a time that does not tell where they differ.

    Args:
        left: One text.
        right: The other.
    """
    # A JSON body may hold half a surrogate pair, which plain UTF-8 refuses.
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
