"""What the authorization server has handed out: codes, access tokens, refresh tokens, each bound and bounded."""

from __future__ import annotations

import base64
import random
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ._error_response import ErrorResponse
from .clock import ServerTime

__all__ = ["Code", "Grant", "Lifetimes", "Principal", "Tokens"]

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Whom a request acts for.

    Attributes:
        scheme: The security scheme that the credentials belong to.
        realm: Where the account lives; see `Account`.
        key: Its record's key, or its login; None for a client that acts for itself.
    """

    scheme: str
    realm: str
    key: Any = None


@dataclass(frozen=True, kw_only=True)
class Lifetimes:
    """How long things live, in seconds.

    Attributes:
        authorization_code: At most ten minutes (RFC 6749 section 4.1.2).
        access_token: One hour where the document says nothing.
        refresh_token: Thirty days where the document says nothing.
    """

    authorization_code: int = 600
    access_token: int = 3600
    refresh_token: int = 30 * 86400


@dataclass(eq=False, kw_only=True, slots=True)
class Grant:
    """One consent, with everything that was issued for it; revoking it revokes all of that.

    Attributes:
        principal: Whom its tokens act for.
        client: The client that they were issued to, or None.
        parameters: Further parameters that the authorization request was bound to.
        revoked: Whether it is over.
    """

    principal: Principal
    client: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    revoked: bool = False


@dataclass(eq=False, kw_only=True, slots=True)
class Code:
    """An authorization code that was issued.

    Attributes:
        grant: What it stands for.
        redirect_uri: The redirect URI of its authorization request.
        challenge: The PKCE challenge and its method (RFC 7636), or None.
        expires: The moment from which it is not good any more, in seconds since 1970.
        used: Whether it was exchanged.
    """

    grant: Grant
    redirect_uri: str
    challenge: tuple[str, str] | None
    expires: float
    used: bool = False


@dataclass(eq=False, slots=True)
class _Token:
    grant: Grant
    expires: float
    rotated: bool = False


class _Bounded(Generic[Item]):
    """Keeps the newest entries and forgets the oldest, so that a long run needs no more memory than a short one."""

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
    """The store of everything handed out.

    Args:
        time: Tells what has expired.
        rng: Makes every value.
        lifetimes: How long things live, by security scheme.
        limit: How many of each kind are remembered.
    """

    def __init__(self, time: ServerTime, rng: random.Random, lifetimes: Mapping[str, Lifetimes], limit: int) -> None:
        self._time = time
        self._rng = rng
        self._lifetimes = lifetimes
        self._codes: _Bounded[Code] = _Bounded(limit)
        self._access: _Bounded[_Token] = _Bounded(limit)
        self._refresh: _Bounded[_Token] = _Bounded(limit)

    def __len__(self) -> int:
        return len(self._codes) + len(self._access) + len(self._refresh)

    def issue_code(
        self, grant: Grant, redirect_uri: str, challenge: tuple[str, str] | None, separator: str | None = None
    ) -> str:
        """Hand out an authorization code.

        Args:
            grant: What it stands for.
            redirect_uri: Where it is sent to.
            challenge: The PKCE challenge and its method, or None.
            separator: A character that stands in the middle of it; it must be percent-encoded to survive a form.
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
            ErrorResponse: It is unknown, expired or used; a used one revokes what was issued for it (RFC 6749 4.1.2).
        """
        code = self._codes.get(text)
        if code is not None and code.used:
            code.grant.revoked = True
        if code is None or code.used or code.grant.revoked or self._time.wall() >= code.expires:
            message = "The authorization code is unknown, expired or already used."
            raise ErrorResponse(400, message, error="invalid_grant")
        return code

    def issue(self, grant: Grant, *, refreshable: bool) -> dict[str, Any]:
        """Hand out an access token and return the fields of the answer (RFC 6749 section 5.1).

        Args:
            grant: What it is issued for.
            refreshable: Whether a refresh token comes with it.
        """
        lifetimes, now = self._lifetimes[grant.principal.scheme], self._time.wall()
        access = base64.urlsafe_b64encode(self._rng.randbytes(51)).decode()
        self._access.put(access, _Token(grant, now + lifetimes.access_token))
        answer = {"access_token": access, "token_type": "bearer", "expires_in": lifetimes.access_token}
        if refreshable:
            refresh = f"{self._rng.getrandbits(256):064x}"
            self._refresh.put(refresh, _Token(grant, now + lifetimes.refresh_token))
            answer["refresh_token"] = refresh
        return answer

    def bearer(self, text: str) -> Grant | None:
        """Return what a live access token was issued for, or None.

        Args:
            text: The access token.
        """
        token = self._access.get(text)
        if token is None or token.grant.revoked or self._time.wall() >= token.expires:
            return None
        return token.grant

    def refreshable(self, text: str) -> Grant:
        """Return what a refresh token that can be used was issued for.

        Args:
            text: The refresh token.

        Raises:
            ErrorResponse: It is unknown, expired or revoked. One that was used before revokes its whole family, because
                then somebody else has it, too (RFC 9700 section 4.14.2).
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
