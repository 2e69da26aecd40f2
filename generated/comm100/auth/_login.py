"""Credentials for people: a sign-in that starts in the browser, and what comes of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, NoReturn

from ..errors import ConfigurationError, TokenExpiredError
from ._base import BoundAuth, ClientContext, Credentials
from ._bearer import BearerAuth
from ._concurrency import Clock, SystemClock
from ._oauth import OAuthFlow
from ._origin import check_base_url, origin_url, resolve
from ._renewal import Renewal
from ._source import TokenSource
from .authorization import AuthorizationRequest, code_challenge
from .store import MemoryStore, TokenSlot, TokenStore
from .token import Token

__all__ = ["LoginFlow", "SignedIn"]

_MINUTES = 60.0
_DAY = 86400.0
_ADVICE = "Sign in again."


@dataclass(frozen=True, kw_only=True)
class LoginFlow(OAuthFlow):
    """An application that people sign in to.

    Args:
        allowed_hosts: Hosts beside the documented ones that a redirect may name, with their port if it is another than
            the scheme's own.
        timeout: Seconds for each of connecting, sending and waiting for data while a code is exchanged.
        clock: The time.
    """

    response_type: ClassVar[str]
    known_urls: ClassVar[tuple[str, ...]]
    user_agent: ClassVar[str]

    allowed_hosts: Collection[str] = field(default=(), repr=False, hash=False)
    timeout: float = field(default=30.0, repr=False)
    clock: Clock = field(default_factory=SystemClock, repr=False, compare=False)

    def bind(self, context: ClientContext) -> NoReturn:
        """Refuse: an application is not a person.

        Raises:
            ConfigurationError: Always; it tells what to pass to a client instead.
        """
        raise ConfigurationError("Nobody has signed in yet: call start(), then finish(), and pass resume(token).")

    def resume(
        self, token: Token | None, store: TokenStore | None = None, *, subject: str = "", base_url: str | None = None
    ) -> Credentials:
        """Return the credentials of someone who has signed in.

        Args:
            token: The token; None where the store has it. Of two tokens the one that was issued later counts.
            store: Where the token is kept from now on, instead of the application's store. This may block.
            subject: Who it is, if the store keeps more than one person's token.
            base_url: The server whose token the store is asked for; the default one where None.

        Raises:
            TokenExpiredError: There is no token.
            TokenStoreError: The store failed.
        """
        store = self.store if store is None else store
        if store is not None:
            wanted = self.known_urls[0] if base_url is None else check_base_url(base_url)
            token = self._stored(token, self._slot(wanted if token is None else token.base_url, store, subject))
        if token is None:
            raise TokenExpiredError(f"There is no token yet. {_ADVICE}")
        return SignedIn(app=self, token=token, store=MemoryStore() if store is None else store, subject=subject)

    def _stored(self, token: Token | None, slot: TokenSlot) -> Token | None:
        with slot.lock():
            stored = slot.load()
            if token is None or (stored is not None and token.issued_at <= stored.issued_at < self._tomorrow()):
                return stored
            slot.save(token)
        return token

    def _tomorrow(self) -> float:
        # A token from later was stored while the calendar was wrong, and would outdo each sign-in until then.
        return self.clock.wall() + _DAY

    def _start(self, base_url: str, *, pkce: bool) -> AuthorizationRequest:
        values = self._values()
        state = secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(64) if pkce else None
        protocol = {
            "response_type": self.response_type,
            "redirect_uri": values.get("redirect_uri"),
            "state": state,
            "code_challenge": code_challenge(verifier) if verifier else None,
            "code_challenge_method": "S256" if verifier else None,
        }
        url = resolve(base_url, self.flow.authorization_url or "")
        query = self.flow.authorization_query(values, self.extra, protocol).text()
        return AuthorizationRequest(
            url=f"{url}{'&' if '?' in url else '?'}{query}",
            state=state,
            redirect_uri=values.get("redirect_uri"),
            base_url=base_url,
            expires_at=self.clock.wall() + 10 * _MINUTES,
            code_verifier=verifier,
        )

    def _allowed(self, login: AuthorizationRequest) -> frozenset[str]:
        scheme = login.base_url.partition("://")[0]
        added = (check_base_url(f"{scheme}://{host}") for host in self.allowed_hosts)
        return frozenset({*self.known_urls, login.base_url, *added})

    def _issuers(self, login: AuthorizationRequest) -> frozenset[str]:
        return self._allowed(login) | {origin_url(login.url)}


@dataclass(frozen=True, kw_only=True)
class SignedIn(Credentials):
    """Someone who has signed in.

    Args:
        app: The application.
        token: The token.
        store: Where it is kept.
        subject: Who it is, in the store.
    """

    app: LoginFlow = field(repr=False)
    token: Token
    store: TokenStore = field(repr=False, compare=False)
    subject: str = field(default="", repr=False)

    @property
    def base_url(self) -> str:
        """The server that the token is for."""
        return self.token.base_url

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The client talks to another server than the token is for.
        """
        if context.base_url != self.base_url:
            raise ConfigurationError(f"The token is for {self.base_url}, but the client is for {context.base_url}.")
        renewal = Renewal(
            self.app._endpoint(context),
            grant=None,
            refresh=self.app._refresher(context.base_url),
            keep_grant=False,
            prefer_grant=False,
            advice=_ADVICE,
        )
        slot = self.app._slot(context.base_url, self.store, self.subject)
        source = TokenSource(renewal, slot, clock=context.clock, leeway=self.app.leeway, token=self.token)
        return BearerAuth(source, context.base_url)
