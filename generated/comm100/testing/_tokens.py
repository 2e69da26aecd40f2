"""The codes, access tokens and refresh tokens that the authorization server has issued, bounded in number."""

from __future__ import annotations

import base64
import random
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ._error_response import ErrorResponse
from .clock import ServerTime

__all__ = ["Code", "Grant", "IssuedToken", "Lifetimes", "Principal", "Tokens"]

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Whom a request acts for.

    Attributes:
        scheme: The security scheme that the credentials belong to.
        realm: Where the account is kept; see `Account`.
        key: The key of its record, or its login; None for a client that acts for itself.
    """

    scheme: str
    realm: str
    key: Any = None


@dataclass(frozen=True, kw_only=True)
class Lifetimes:
    """How long codes and tokens are valid, in seconds.

    Attributes:
        authorization_code: At most ten minutes (RFC 6749 section 4.1.2).
        access_token: One hour unless the document says otherwise.
        refresh_token: Thirty days unless the document says otherwise.
    """

    authorization_code: int = 600
    access_token: int = 3600
    refresh_token: int = 30 * 86400


@dataclass(eq=False, kw_only=True, slots=True)
class Grant:
    """One consent; revoking it revokes everything issued for it.

    Attributes:
        principal: Whom its tokens act for.
        client: The client that they were issued to, or None.
        parameters: The vendor parameters that it is bound to.
        scope: The scopes that it covers, separated by spaces; None if the security scheme has no scopes.
        revoked: Whether it has been revoked.
    """

    principal: Principal
    client: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    scope: str | None = None
    revoked: bool = False


@dataclass(eq=False, kw_only=True, slots=True)
class Code:
    """An authorization code that has been issued.

    Attributes:
        grant: The consent it was issued for.
        redirect_uri: The redirect URI of its authorization request.
        challenge: The PKCE challenge and its method (RFC 7636), or None.
        expires: When it expires, in seconds since 1970.
        used: Whether it has been exchanged.
    """

    grant: Grant
    redirect_uri: str
    challenge: tuple[str, str] | None
    expires: float
    used: bool = False


@dataclass(eq=False, kw_only=True, slots=True)
class IssuedToken:
    """An access token or a refresh token that has been issued.

    Attributes:
        grant: The consent it was issued for.
        expires: When it expires, in seconds since 1970.
        scope: The scopes that it covers, all of those of the consent or fewer; None if there are no scopes.
        rotated: Whether it is a refresh token that has been replaced.
    """

    grant: Grant
    expires: float
    scope: str | None
    rotated: bool = False


class _Bounded(Generic[Item]):
    """Discards the oldest entries, so that memory does not grow with the length of a run."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: OrderedDict[str, Item] = OrderedDict()

    def put(self, key: str, item: Item) -> None:
        self._items[key] = item
        if len(self._items) > self._limit:
            self._items.popitem(last=False)

    def get(self, key: str) -> Item | None:
        return self._items.get(key)

    def __len__(self) -> int:
        return len(self._items)


class Tokens:
    """Issues codes and tokens, and knows which of them are valid.

    Args:
        time: The server's time, which decides what has expired.
        rng: Generates every value.
        lifetimes: How long codes and tokens are valid, by security scheme.
        limit: How many codes, access tokens and refresh tokens are kept, of each.
    """

    def __init__(self, time: ServerTime, rng: random.Random, lifetimes: Mapping[str, Lifetimes], limit: int) -> None:
        self._time = time
        self._rng = rng
        self._lifetimes = lifetimes
        self._codes: _Bounded[Code] = _Bounded(limit)
        self._access: _Bounded[IssuedToken] = _Bounded(limit)
        self._refresh: _Bounded[IssuedToken] = _Bounded(limit)

    def __len__(self) -> int:
        return len(self._codes) + len(self._access) + len(self._refresh)

    def issue_code(
        self, grant: Grant, redirect_uri: str, challenge: tuple[str, str] | None, separator: str | None = None
    ) -> str:
        """Issue an authorization code.

        Args:
            grant: The consent it is issued for.
            redirect_uri: The redirect URI it is sent to.
            challenge: The PKCE challenge and its method, or None.
            separator: A character in the middle of the code that must be percent-encoded to survive a form.
        """
        text = f"{self._rng.getrandbits(256):064x}"
        if separator:
            text = text[:56] + separator + text[57:]
        lifetime = self._lifetimes[grant.principal.scheme].authorization_code
        expires = self._time.wall() + lifetime
        self._codes.put(text, Code(grant=grant, redirect_uri=redirect_uri, challenge=challenge, expires=expires))
        return text

    def code(self, text: str) -> Code:
        """Return a code that can be exchanged.

        Args:
            text: The code.

        Raises:
            ErrorResponse: It is unknown, expired or used. A used code revokes its tokens (RFC 6749 section 4.1.2).
        """
        code = self._codes.get(text)
        if code is not None and code.used:
            code.grant.revoked = True
        if code is None or code.used or self._time.wall() >= code.expires:
            message = "The authorization code is unknown, expired or already used."
            raise ErrorResponse(400, message, error="invalid_grant")
        return code

    def issue(self, grant: Grant, *, refreshable: bool, scope: str | None = None) -> dict[str, Any]:
        """Issue an access token and return the members of the token response (RFC 6749 section 5.1).

        Args:
            grant: The consent it is issued for.
            refreshable: Whether to issue a refresh token with it.
            scope: The scopes of the access token; all those of the consent if None.
        """
        lifetimes, now = self._lifetimes[grant.principal.scheme], self._time.wall()
        access = base64.urlsafe_b64encode(self._rng.randbytes(51)).decode()
        scope = grant.scope if scope is None else scope
        self._access.put(access, IssuedToken(grant=grant, expires=now + lifetimes.access_token, scope=scope))
        answer: dict[str, Any] = {"access_token": access, "token_type": "bearer", "expires_in": lifetimes.access_token}
        if scope is not None:
            answer["scope"] = scope
        if refreshable:
            refresh = f"{self._rng.getrandbits(256):064x}"
            token = IssuedToken(grant=grant, expires=now + lifetimes.refresh_token, scope=grant.scope)
            self._refresh.put(refresh, token)
            answer["refresh_token"] = refresh
        return answer

    def bearer(self, text: str) -> IssuedToken | None:
        """Return a valid access token, or None.

        Args:
            text: The access token.
        """
        token = self._access.get(text)
        if token is None or token.grant.revoked or self._time.wall() >= token.expires:
            return None
        return token

    def refreshable(self, text: str) -> Grant:
        """Return the consent that a valid refresh token was issued for.

        Args:
            text: The refresh token.

        Raises:
            ErrorResponse: It is unknown, expired or revoked. A used refresh token revokes its whole family, because
                somebody else has a copy (RFC 9700 section 4.14.2).
        """
        token = self._refresh.get(text)
        if token is not None and token.rotated:
            token.grant.revoked = True
        if token is None or token.grant.revoked or self._time.wall() >= token.expires:
            message = "The refresh token is unknown, expired, revoked or already used."
            raise ErrorResponse(400, message, error="invalid_grant")
        return token.grant

    def rotate(self, text: str) -> None:
        """Mark a refresh token as used.

        Args:
            text: The refresh token.
        """
        token = self._refresh.get(text)
        if token is not None:
            token.rotated = True
