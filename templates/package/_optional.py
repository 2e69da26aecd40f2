"""Libraries that only some features need, loaded when such a feature is used."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import ConfigurationError

__all__ = ["load_library"]


def load_library(name: str, user: str, *, extra: str | None = None, instead: str = "") -> Any:
    """Return a library's module.

    Args:
        name: The module; its first part is the name of its distribution.
        user: Who needs it, for the message.
        extra: This package's extra that brings it; the distribution's name where it is left out.
        instead: What can be done without it, for the message.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        library = name.partition(".")[0]
        raise ConfigurationError(
            f"{user} needs the library {library}, which is not installed. Run: python -m pip install {library} "
            f"(or install this package with its extra [{extra or library}]).{instead and ' '}{instead}"
        ) from None
