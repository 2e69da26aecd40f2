"""Stores that outlive a process: files, Redis or Valkey, and the system's keyring.

Each is a ``TokenStore``: pass one to credentials as ``store=``, and all processes that share it share the token too. A
store's module is imported when it is first used, and its library when its first object is created.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .file import FileStore as FileStore
    from .keyring import KeyringStore as KeyringStore
    from .redis import RedisStore as RedisStore

_MODULES = {"FileStore": ".file", "KeyringStore": ".keyring", "RedisStore": ".redis"}

__all__ = ["FileStore", "KeyringStore", "RedisStore"]


if not TYPE_CHECKING:  # type checkers know the names above, and report all others

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_MODULES[name], __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
