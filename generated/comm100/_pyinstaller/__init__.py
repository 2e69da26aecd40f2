"""What PyInstaller is told where this package is installed; it asks by the entry point `pyinstaller40`."""

from __future__ import annotations

import importlib.resources

__all__ = ["hook_folders"]


def hook_folders() -> list[str]:
    """Return the folder of the hook, which names what the analysis of imports does not find."""
    return [str(importlib.resources.files(__name__))]
