"""Where sign-ins are kept."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from ..auth.store import TokenStore
from ._failures import CommandError
from ._names import PACKAGE

__all__ = ["default_store", "state_folder"]


def state_folder(environ: Mapping[str, str], platform: str, package: str = PACKAGE) -> Path:
    """Return the folder where a user's programs keep what they remember (XDG Base Directory Specification).

    Args:
        environ: The environment.
        platform: The system, as ``sys.platform`` has it.
        package: The folder's own name.

    Raises:
        CommandError: The user has no home.
    """
    if platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / package
    state = environ.get("XDG_STATE_HOME", "")
    if platform not in ("win32", "darwin") and Path(state).is_absolute():
        return Path(state) / package
    try:
        home = Path.home()
    except RuntimeError:
        raise CommandError("The home folder is not known. Name a folder with --store.") from None
    below = {"darwin": "Library/Application Support", "win32": "AppData/Local"}
    return home / below.get(platform, ".local/state") / package


def default_store(folder: Path | None, environ: Mapping[str, str]) -> TokenStore:
    """Return the store of the command line: files of the user's alone, and the system's keyring on Windows.

    Args:
        folder: The folder that the user named.
        environ: The environment.

    Raises:
        ConfigurationError: There is no keyring.
        CommandError: The user has no home.
    """
    from ..auth.stores import FileStore, KeyringStore

    if sys.platform == "win32":
        return KeyringStore(PACKAGE if folder is None else f"{PACKAGE} {folder.absolute()}")
    return FileStore(folder or state_folder(environ, sys.platform))
