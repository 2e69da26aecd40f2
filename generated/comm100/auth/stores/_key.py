"""The keys that tokens are stored under."""

from __future__ import annotations

import re

from ...errors import ConfigurationError

__all__ = ["checked_key"]

_KEY = re.compile(r"[A-Za-z0-9-]{1,128}")


def checked_key(key: str) -> str:
    """Return a key that can be part of a file's name, or of any other name.

    Raises:
        ConfigurationError: It holds anything but letters, digits and dashes, or more than 128 of them.
    """
    if _KEY.fullmatch(key) is None:
        raise ConfigurationError("A token's key is made of 1 to 128 ASCII letters, digits and dashes.")
    return key
