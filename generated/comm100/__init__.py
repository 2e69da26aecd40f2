"""Comm100 API: a typed client. Version 2 of the Comm100 RESTful API, with its OAuth endpoints

To vendor the package, copy this folder into any source tree: all its imports are relative, and the HTTP library is its
only dependency. The mock for tests is in ``testing``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from . import errors as errors
    from . import models as models
    from ._pages import AsyncPage as AsyncPage
    from ._pages import AsyncPager as AsyncPager
    from ._pages import Page as Page
    from ._request import OMIT as OMIT
    from ._request import Omit as Omit
    from ._response import RawResponse as RawResponse
    from .auth import ApiKey as ApiKey
    from .auth import AuthorizationCode as AuthorizationCode
    from .auth import AuthorizationRequest as AuthorizationRequest
    from .auth import ClientCredentials as ClientCredentials
    from .auth import Credentials as Credentials
    from .auth import Implicit as Implicit
    from .auth import MemoryStore as MemoryStore
    from .auth import PartnerPassword as PartnerPassword
    from .auth import Password as Password
    from .auth import Token as Token
    from .auth import TokenStore as TokenStore
    from .auth.stores import FileStore as FileStore
    from .auth.stores import KeyringStore as KeyringStore
    from .auth.stores import RedisStore as RedisStore
    from .client import AsyncClient as AsyncClient
    from .client import Client as Client

_MODULES = {
    "AsyncClient": ".client",
    "AsyncPage": "._pages",
    "AsyncPager": "._pages",
    "AuthorizationRequest": ".auth",
    "Client": ".client",
    "Credentials": ".auth",
    "FileStore": ".auth.stores",
    "KeyringStore": ".auth.stores",
    "MemoryStore": ".auth",
    "OMIT": "._request",
    "Omit": "._request",
    "Page": "._pages",
    "RawResponse": "._response",
    "RedisStore": ".auth.stores",
    "Token": ".auth",
    "TokenStore": ".auth",
    "ApiKey": ".auth",
    "AuthorizationCode": ".auth",
    "Implicit": ".auth",
    "Password": ".auth",
    "ClientCredentials": ".auth",
    "PartnerPassword": ".auth",
}

__all__ = [
    "__version__",
    "ApiKey",
    "AsyncClient",
    "AsyncPage",
    "AsyncPager",
    "AuthorizationCode",
    "AuthorizationRequest",
    "Client",
    "ClientCredentials",
    "Credentials",
    "errors",
    "FileStore",
    "Implicit",
    "KeyringStore",
    "MemoryStore",
    "models",
    "OMIT",
    "Omit",
    "Page",
    "PartnerPassword",
    "Password",
    "RawResponse",
    "RedisStore",
    "Token",
    "TokenStore",
]


if not TYPE_CHECKING:  # type checkers know the names above, and report all others

    def __getattr__(name: str) -> Any:
        if name in ("errors", "models"):
            return importlib.import_module(f".{name}", __name__)
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_MODULES[name], __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
