"""Local references of a document (RFC 6901)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

__all__ = ["UnsupportedSchemaError", "lookup"]


class UnsupportedSchemaError(ValueError):
    """The document uses a keyword, a pattern or a reference that the mock does not know."""


def lookup(root: Any, reference: str) -> Any:
    """Return what a local reference points to.

    Args:
        root: The document.
        reference: ``#`` and a JSON pointer.

    Raises:
        UnsupportedSchemaError: It is not local, or leads nowhere.
    """
    if not reference.startswith("#") or (len(reference) > 1 and reference[1] != "/"):
        raise UnsupportedSchemaError(f"the reference {reference} is not local")
    target = root
    for token in unquote(reference[2:]).split("/") if len(reference) > 1 else []:
        key = token.replace("~1", "/").replace("~0", "~")
        try:
            target = target[int(key) if isinstance(target, list) else key]
        except (KeyError, IndexError, TypeError, ValueError):
            raise UnsupportedSchemaError(f"the reference {reference} leads nowhere") from None
    return target
