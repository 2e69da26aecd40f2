"""Credentials made of a sign-in that was kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .. import auth
from .._http import http
from .._transport import own_user_agent
from .._version import __version__
from ..auth._base import BoundAuth, ClientContext, Credentials
from ..auth._bearer import BearerAuth
from ..auth._concurrency import SystemClock
from ..auth._deadlines import Leeway
from ..auth._endpoint import TokenEndpoint
from ..auth._flow import Flow, TokenRequest
from ..auth._form import wire_text
from ..auth._origin import resolve
from ..auth._redact import RedactedDict
from ..auth._renewal import Renewal
from ..auth._source import TokenSource
from ..auth.store import TokenSlot
from ..auth.token import Token
from ..errors import TokenExpiredError
from ._names import PACKAGE
from ._ways import Way

__all__ = ["StoredToken", "credentials_class", "default_context", "fresh_token"]


def credentials_class(way: Way) -> Any:
    """Return the class of a way's credentials."""
    return getattr(auth, way.name)


def default_context(base_url: str) -> ClientContext:
    """Return what credentials need while no client lends it to them."""
    agent = own_user_agent(PACKAGE, __version__, None)
    return ClientContext(base_url=base_url, transport=None, timeout=None, user_agent=agent, clock=SystemClock())


def fresh_token(bound: BoundAuth, base_url: str) -> Token:
    """Return a token that is good for a request now, by preparing one that is never sent.

    Raises:
        OAuthError: There is none, or none to be had.
    """
    flow = bound.sync_auth_flow(http.Request("GET", base_url))
    next(flow)
    flow.close()
    if bound.token is None:
        raise TokenExpiredError("These credentials have no token.")
    return bound.token


@dataclass(frozen=True, kw_only=True)
class StoredToken(Credentials):
    """A token whose sign-in is over: it is renewed as its flow allows, with the values that are still known.

    Args:
        flow: The flow that it came from.
        values: Arguments of the flow's credentials, as far as they are known.
        complete: Whether they are all that a renewal needs.
        token: The token.
        slot: Its place in the store.
        advice: What a person can do when it cannot be renewed.
    """

    flow: Flow
    values: dict[str, str | int] = field(repr=False)
    complete: bool
    token: Token
    slot: TokenSlot = field(repr=False, compare=False)
    advice: str

    @property
    def base_url(self) -> str:
        """The server that the token is for."""
        return self.token.base_url

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client."""
        renewal = Renewal(
            TokenEndpoint(context),
            grant=self._grant(),
            refresh=self._refresh(),
            keep_grant=True,
            prefer_grant=True,
            advice=self.advice,
        )
        source = TokenSource(renewal, self.slot, clock=context.clock, leeway=Leeway(), token=self.token)
        return BearerAuth(source, self.base_url)

    def _wire(self) -> RedactedDict[str]:
        return RedactedDict(
            {wire: wire_text(self.values[name]) for name, wire in self.flow.wire.items() if name in self.values}
        )

    def _grant(self) -> TokenRequest | None:
        """Return the request for another first token, which a client can make on its own behalf only."""
        if not self.complete or self.flow.kind != "clientCredentials" or self.flow.token_url is None:
            return None
        return self.flow.grant(resolve(self.base_url, self.flow.token_url), self._wire(), {}, {})

    def _refresh(self) -> partial[TokenRequest] | None:
        if not self.complete or self.flow.refresh_url is None:
            return None
        return partial(self.flow.refresh, resolve(self.base_url, self.flow.refresh_url), self._wire(), {})
