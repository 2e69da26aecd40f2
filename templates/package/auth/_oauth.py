"""What all OAuth credentials have in common, and the two kinds that need no browser."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from .._http import http
from ..errors import ConfigurationError, InsecureFlowWarning
from ._base import BoundAuth, ClientContext, Credentials
from ._bearer import BearerAuth
from ._deadlines import Leeway
from ._endpoint import TokenEndpoint
from ._flow import Flow, TokenRequest, Values
from ._form import is_text, wire_text
from ._origin import resolve
from ._redact import NotPicklable, RedactedDict
from ._renewal import Renewal
from ._source import TokenSource
from .store import MemoryStore, TokenSlot, TokenStore, store_key

__all__ = ["ClientCredentialsFlow", "OAuthFlow", "PasswordFlow"]


@dataclass(frozen=True, kw_only=True)
class OAuthFlow(NotPicklable):
    """The base of all that knows an OAuth flow.

    Args:
        extra: Extension parameters for every request of the flow (RFC 6749 section 8.2), such as ``audience``.
        store: Where tokens are kept; None for the memory of one client.
        leeway: How long before its end a token is renewed.
        transport: What token requests are sent with, instead of the client's.

    Raises:
        ConfigurationError: A parameter is empty or no text, or ``extra`` holds one that the flow sets itself.
    """

    flow: ClassVar[Flow]

    extra: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    store: TokenStore | None = field(default=None, repr=False, compare=False)
    leeway: Leeway = field(default_factory=Leeway, repr=False)
    transport: http.BaseTransport | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.flow.check_extra(self.extra)
        for name in self.flow.wire:
            if getattr(self, name) == "":
                raise ConfigurationError(f"{name} is empty.")
        object.__setattr__(self, "extra", RedactedDict({name: wire_text(value) for name, value in self.extra.items()}))
        odd = [name for name, value in {**self._values(), **self.extra}.items() if not is_text(value)]
        if odd:
            raise ConfigurationError(f"{' and '.join(odd)} cannot be sent: not all of it is Unicode text.")

    def _values(self) -> Values:
        given = {wire: getattr(self, name) for name, wire in self.flow.wire.items()}
        return RedactedDict({wire: wire_text(value) for wire, value in given.items() if value is not None})

    def _endpoint(self, context: ClientContext) -> TokenEndpoint:
        return TokenEndpoint(
            replace(context, transport=context.transport if self.transport is None else self.transport)
        )

    def _slot(self, base_url: str, store: TokenStore, subject: str = "") -> TokenSlot:
        url = resolve(base_url, self.flow.token_url or self.flow.authorization_url or "")
        identity = {**self.flow.identity(self._values()), **self.extra}
        key = store_key(f"{self.flow.scheme} {self.flow.kind}", url, identity, subject)
        return TokenSlot(store, key, base_url)

    def _first_request(self, base_url: str, protocol: Mapping[str, str | None]) -> TokenRequest:
        url = resolve(base_url, self.flow.token_url or "")
        return self.flow.grant(url, self._values(), self.extra, protocol)

    def _refresher(self, base_url: str) -> Callable[[str], TokenRequest] | None:
        if self.flow.refresh_url is None:
            return None
        url = resolve(base_url, self.flow.refresh_url)
        return partial(self.flow.refresh, url, self.flow.lasting(self._values()), self.extra)


class _AskingFlow(OAuthFlow, Credentials):
    """Credentials that ask for a token by themselves. What they bind to holds no reference to them."""

    def _bind(self, context: ClientContext, *, keep: bool, prefer_grant: bool, advice: str) -> BoundAuth:
        base_url = context.base_url
        renewal = Renewal(
            self._endpoint(context),
            grant=self._first_request(base_url, {}),
            refresh=self._refresher(base_url),
            keep_grant=keep,
            prefer_grant=prefer_grant,
            advice=advice,
        )
        slot = self._slot(base_url, MemoryStore() if self.store is None else self.store)
        return BearerAuth(TokenSource(renewal, slot, clock=context.clock, leeway=self.leeway), base_url)


@dataclass(frozen=True, kw_only=True)
class PasswordFlow(_AskingFlow):
    """A user name and a password, exchanged for a token (RFC 6749 section 4.3).

    Args:
        keep_password: Whether to keep the password after the first token, to ask again when it cannot be refreshed.

    Warns:
        InsecureFlowWarning: RFC 9700 section 2.4 advises against this flow.
    """

    keep_password: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        warnings.warn(
            "The password flow shows the password to this program; RFC 9700 section 2.4 advises against it.",
            InsecureFlowWarning,
            stacklevel=3,
        )

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The token URL cannot be used.
        """
        advice = "The password was not kept: build the credentials anew, or pass keep_password=True."
        return self._bind(context, keep=self.keep_password, prefer_grant=False, advice=advice)


@dataclass(frozen=True, kw_only=True)
class ClientCredentialsFlow(_AskingFlow):
    """A client on its own behalf (RFC 6749 section 4.4); it asks again instead of refreshing (section 4.4.3)."""

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The token URL cannot be used.
        """
        return self._bind(context, keep=True, prefer_grant=True, advice="Build the client anew.")
