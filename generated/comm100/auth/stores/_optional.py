"""Libraries that only some stores need, loaded when such a store is made."""

from __future__ import annotations

import importlib
from typing import Any

from ...errors import ConfigurationError

__all__ = ["load_library"]


def load_library(name: str, user: str) -> Any:
    """Return a library's module.

    Args:
        name: The module, which has the names of its distribution and of this package's extra too.
        user: Who needs it, for the message.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ConfigurationError(
            f"{user} needs the library {name}, which is not installed. Run: python -m pip install {name} "
            f"(or install this package with its extra [{name}])."
        ) from None
