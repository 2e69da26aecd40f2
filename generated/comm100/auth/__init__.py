"""Credentials, one class for each documented way to authenticate, and tokens and their stores.

A client binds the credentials that it is given. Its tokens come from one source, which requests the next one once for
all callers that wait for it. Nothing in this package prints, pickles or logs a secret. Modules are imported when they
are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._base import BoundAuth as BoundAuth
    from ._base import ClientContext as ClientContext
    from ._base import CombinedCredentials as CombinedCredentials
    from ._base import Credentials as Credentials
    from ._concurrency import Clock as Clock
    from ._concurrency import SystemClock as SystemClock
    from ._concurrency import exit_on_sigterm as exit_on_sigterm
    from .authorization import AuthorizationRequest as AuthorizationRequest
    from .credentials import ApiKey as ApiKey
    from .credentials import AuthorizationCode as AuthorizationCode
    from .credentials import ClientCredentials as ClientCredentials
    from .credentials import Implicit as Implicit
    from .credentials import PartnerPassword as PartnerPassword
    from .credentials import Password as Password
    from .store import MemoryStore as MemoryStore
    from .store import TokenStore as TokenStore
    from .token import Leeway as Leeway
    from .token import Token as Token

_MODULES = {
    "ApiKey": ".credentials",
    "AuthorizationCode": ".credentials",
    "AuthorizationRequest": ".authorization",
    "BoundAuth": "._base",
    "ClientContext": "._base",
    "ClientCredentials": ".credentials",
    "Clock": "._concurrency",
    "CombinedCredentials": "._base",
    "Credentials": "._base",
    "exit_on_sigterm": "._concurrency",
    "Implicit": ".credentials",
    "Leeway": ".token",
    "MemoryStore": ".store",
    "PartnerPassword": ".credentials",
    "Password": ".credentials",
    "SystemClock": "._concurrency",
    "Token": ".token",
    "TokenStore": ".store",
}

__all__ = [
    "ApiKey",
    "AuthorizationCode",
    "AuthorizationRequest",
    "BoundAuth",
    "ClientContext",
    "ClientCredentials",
    "Clock",
    "CombinedCredentials",
    "Credentials",
    "exit_on_sigterm",
    "Implicit",
    "Leeway",
    "MemoryStore",
    "PartnerPassword",
    "Password",
    "SystemClock",
    "Token",
    "TokenStore",
]


if not TYPE_CHECKING:  # type checkers know the names above, and report all others

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_MODULES[name], __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
