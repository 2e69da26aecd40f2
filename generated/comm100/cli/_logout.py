"""``logout``: forget the sign-in."""

from __future__ import annotations

import argparse

from ._console import Console
from ._names import PRODUCT
from ._session import sign_ins

__all__ = ["run"]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Sign out. Nothing is sent: the document knows no way to take a token back.

    Raises:
        TokenStoreError: The store failed; all that could be removed is.
    """
    there_was_one = sign_ins(arguments, console).forget()
    console.say(f"Signed out of {PRODUCT}." if there_was_one else f"You were not signed in to {PRODUCT}.")
    return 0
