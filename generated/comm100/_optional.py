"""Libraries that only some features need, imported when such a feature is used."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import ConfigurationError

__all__ = ["load_library"]


def load_library(
    name: str, user: str, *, requirement: str | None = None, extra: str | None = None, instead: str = ""
) -> Any:
    """Return the module of a library.

    Args:
        name: The module's name.
        user: The feature that needs the library, for the error message.
        requirement: What to install, such as ``redis>=5``; the first part of the module's name if omitted.
        extra: The extra of this package that includes the library; the library's name if omitted.
        instead: What to do without the library, for the error message.

    Raises:
        ConfigurationError: The library is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        requirement = requirement or name.partition(".")[0]
        library = requirement.partition(">")[0]
        # A shell would take the sign for a redirection.
        quoted = f"'{requirement}'" if ">" in requirement else requirement
        raise ConfigurationError(
            f"{user} needs the library {library}, which is not installed. Run: python -m pip install {quoted} "
            f"(or install this package with its extra [{extra or library}]).{instead and ' '}{instead}"
        ) from None
