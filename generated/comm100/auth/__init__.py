"""Ways to authenticate, and what they are made of.

``credentials`` holds one class for each way that the document knows. A client binds the credentials that it is given;
tokens come from one source for each client, which fetches the next one once for all that wait. Tokens are kept in a
``TokenStore``. Nothing in here prints, pickles or logs a secret.
"""

from __future__ import annotations

from ._base import BoundAuth, ClientContext, Credentials
from ._concurrency import Clock, SystemClock
from ._deadlines import Leeway
from .authorization import AuthorizationRequest
from .credentials import ApiKey, AuthorizationCode, ClientCredentials, Implicit, PartnerPassword, Password
from .store import MemoryStore, TokenStore
from .token import Token

__all__ = [
    "ApiKey",
    "AuthorizationCode",
    "AuthorizationRequest",
    "BoundAuth",
    "ClientContext",
    "ClientCredentials",
    "Clock",
    "Credentials",
    "Implicit",
    "Leeway",
    "MemoryStore",
    "PartnerPassword",
    "Password",
    "SystemClock",
    "Token",
    "TokenStore",
]
