"""What a misspelt name was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["hint"]


def hint(name: object, known: Iterable[str]) -> str:
    """Return the end of a message about a name that is not known.

    Args:
        name: The name.
        known: Those that are.
    """
    names = list(known)
    near = difflib.get_close_matches(str(name), names, 1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"
