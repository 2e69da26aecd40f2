"""OAuth credentials: what all flows share, and the two in which nobody signs in with a browser.

The modules that request and refresh tokens are imported when credentials are bound, those of a sign-in when it starts:
a program loads only what its way to authenticate needs.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Mapping
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from .._http import http
from ..errors import ConfigurationError, InsecureFlowWarning
from ._base import BoundAuth, ClientContext, Credentials
from ._origin import resolve
from ._redact import HiddenArguments, RedactedDict, ValueObject, type_name, value_object
from ._requests import Flow, Values, is_encodable, wire_text
from .store import MemoryStore, TokenSlot, TokenStore, store_key
from .token import Leeway, Token

if TYPE_CHECKING:
    from ._discovery import Discovery
    from ._token_endpoint import TokenEndpoint

__all__ = [
    "ClientCredentialsFlow",
    "OAuthFlow",
    "PasswordFlow",
    "bind_tokens",
    "require",
    "token_endpoint",
]


def bind_tokens(
    flow: Flow,
    values: Values | None,
    context: ClientContext,
    slot: TokenSlot,
    *,
    extra: Values,
    leeway: Leeway,
    token: Token | None = None,
    can_grant: bool,
    keep_grant: bool = True,
    discovery: Discovery | None,
    advice: str,
) -> BoundAuth:
    """Return the tokens of one flow in use by one client: cached, stored, and refreshed as the flow allows.

    Args:
        flow: The flow.
        values: The parameters of its constructor; None if too few are known to request another token.
        context: What the client provides.
        slot: Where the token is stored.
        extra: Extension parameters.
        leeway: How long before its expiry a token is refreshed.
        token: The first token, if there is one already.
        can_grant: Whether the values suffice to request a first token.
        keep_grant: Whether to keep them for another one after that.
        discovery: The server's metadata, as :func:`discovery_of` the flow.
        advice: What the user can do once no further token can be had.

    Raises:
        ConfigurationError: The token URL cannot be used.
    """
    from ._httpx_auth import BearerAuth
    from ._token_source import TokenRefresher, TokenSource

    grant = refresh = None
    if values is not None and can_grant:
        grant = flow.token_request_for(resolve(context.base_url, flow.server_url), values, extra, {})
    if values is not None and flow.can_refresh:
        url = resolve(context.base_url, flow.refresh_url or flow.server_url)
        refresh = partial(flow.refresh_request_for, url, flow.values_for_refresh(values), extra)
    refresher = TokenRefresher(
        token_endpoint(flow, context, discovery),
        grant=grant,
        refresh=refresh,
        keep_grant=keep_grant,
        # A client can always ask again, and needs no refresh token (RFC 6749 section 4.4.3).
        prefer_grant=flow.kind == "clientCredentials",
        advice=advice,
    )
    source = TokenSource(refresher, slot, clock=context.clock, leeway=leeway, token=token)
    return BearerAuth(source, context.base_url, context.origins)


def discovery_of(flow: Flow) -> Discovery | None:
    """Return the metadata of a flow's server, which is asked for once; None if the document has all URLs."""
    if flow.discovery_url is None:
        return None
    from ._discovery import Discovery

    return Discovery(flow.discovery_url)


def token_endpoint(flow: Flow, context: ClientContext, discovery: Discovery | None) -> TokenEndpoint:
    if discovery is None:
        from ._token_endpoint import TokenEndpoint

        return TokenEndpoint(context)
    from ._discovery import DiscoveredTokenEndpoint

    return DiscoveredTokenEndpoint(context, discovery, basic=flow.basic)


@value_object(init=False)
class OAuthFlow(ValueObject, metaclass=HiddenArguments):
    """The base of all OAuth credentials and applications.

    Args:
        extra: Extension parameters for every request of the flow (RFC 6749 section 8.2), such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.

    Raises:
        ConfigurationError: A parameter is empty or not text, or ``extra`` contains one that the flow sets itself.
    """

    flow: ClassVar[Flow]

    extra: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    store: TokenStore | None = field(default=None, repr=False, compare=False)
    leeway: Leeway = field(default_factory=Leeway, repr=False)
    transport: http.BaseTransport | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        require("extra", self.extra, Mapping)
        require("leeway", self.leeway, Leeway)
        require("transport", self.transport, http.BaseTransport | None)
        extra = RedactedDict(
            {wire_text("A name in extra", name): wire_text(name, value) for name, value in self.extra.items()}
        )
        object.__setattr__(self, "extra", extra)
        self._used_flow().check_extra(self.extra)
        for name in self.flow.wire:
            if isinstance(getattr(self, name), str) and not getattr(self, name):
                raise ConfigurationError(f"{name} is empty.")
        invalid = [name for name, value in {**self._values(), **self.extra}.items() if not is_encodable(name + value)]
        if invalid:
            raise ConfigurationError(f"{' and '.join(invalid)} cannot be sent: not all of it is Unicode text.")

    def _used_flow(self) -> Flow:
        """Return the flow, as the arguments change it."""
        return self.flow

    @functools.cached_property
    def _discovery(self) -> Discovery | None:
        return discovery_of(self.flow)

    def _values(self) -> Values:
        values = {wire: getattr(self, name) for name, wire in self.flow.wire.items()}
        return RedactedDict({wire: wire_text(wire, value) for wire, value in values.items() if value is not None})

    def _context(self, context: ClientContext) -> ClientContext:
        """Return a client's context with these credentials' own transport, if they have one."""
        return context if self.transport is None else replace(context, transport=self.transport)

    def _slot(self, base_url: str, store: TokenStore, subject: str = "") -> TokenSlot:
        url = resolve(base_url, self.flow.server_url)
        identity = {**self.flow.identity(self._values()), **self.extra}
        key = store_key(f"{self.flow.scheme} {self.flow.kind}", url, identity, subject)
        return TokenSlot(store, key, base_url)


def require(name: str, value: object, kind: Any) -> None:
    """Refuse an argument of another type; the message does not show it, because it may be secret."""
    if not isinstance(value, kind):
        expected = getattr(kind, "__name__", None) or str(kind)
        raise ConfigurationError(f"{name} must be of type {expected}, not {type_name(value)}.")


class _GrantingFlow(OAuthFlow, Credentials):
    """Credentials that get a token without a browser. What they bind holds no reference to them."""

    def _bind(self, context: ClientContext, *, keep_grant: bool, advice: str) -> BoundAuth:
        return bind_tokens(
            self._used_flow(),
            self._values(),
            self._context(context),
            self._slot(context.base_url, MemoryStore() if self.store is None else self.store),
            extra=self.extra,
            leeway=self.leeway,
            can_grant=True,
            keep_grant=keep_grant,
            discovery=self._discovery,
            advice=advice,
        )


@value_object(init=False)
class PasswordFlow(_GrantingFlow):
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
            stacklevel=4,
        )

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The token URL cannot be used.
        """
        advice = "The password was not kept: create the credentials again, or pass keep_password=True."
        return self._bind(context, keep_grant=self.keep_password, advice=advice)


class ClientCredentialsFlow(_GrantingFlow):
    """A client on its own behalf (RFC 6749 section 4.4); it asks again instead of refreshing (section 4.4.3)."""

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The token URL cannot be used.
        """
        return self._bind(context, keep_grant=True, advice="Create the client again.")
