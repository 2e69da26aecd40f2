"""After ``os.fork`` the child has the parent's locks, some of them held by threads that it does not have."""

from __future__ import annotations

import os
import weakref
from typing import Protocol

__all__ = ["renew_after_fork"]


class Renewable(Protocol):
    """An object with locks or threads in it."""

    def _after_fork(self) -> None: ...


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()


def renew_after_fork(item: Renewable) -> None:
    """Have an object make its locks anew in each child process, as long as it lives."""
    _renewables.add(item)


def _renew() -> None:
    for item in list(_renewables):
        item._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
