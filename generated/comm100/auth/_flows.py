"""OAuth credentials, one class a flow: how each gets its first token, and what it binds to a client.

The modules that request and refresh tokens are imported when credentials are bound, those of a sign-in when it starts:
a program loads only what its way to authenticate needs.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from .._http import http
from .._transport import check_timeout, own_user_agent
from .._version import __version__
from ..errors import CallbackError, ConfigurationError, InsecureFlowWarning, TokenExpiredError
from ._base import BoundAuth, ClientContext, Credentials
from ._concurrency import Clock, SystemClock, check_clock, in_thread
from ._origin import check_base_url, is_loopback, origin_url, resolve
from ._redact import HiddenArguments, RedactedDict, SecretStr, ValueObject, hide, type_name, value_object
from ._requests import Flow, Values, is_encodable, wire_text
from .store import MemoryStore, TokenSlot, TokenStore, store_key
from .token import Leeway, Token

if TYPE_CHECKING:
    from ._discovery import Discovery
    from ._token_endpoint import TokenEndpoint
    from .authorization import AuthorizationRequest

__all__ = ["AuthorizationCodeFlow", "ClientCredentialsFlow", "ImplicitFlow", "OAuthFlow", "PasswordFlow", "bind_tokens"]

_SIGN_IN_LIFETIME = 600.0
_DAY = 86400.0
_SIGN_IN_AGAIN = "Sign in again."
_START_AGAIN = "Start the sign-in again."


def bind_tokens(
    flow: Flow,
    values: Values | None,
    context: ClientContext,
    slot: TokenSlot,
    *,
    extra: Values | None = None,
    leeway: Leeway | None = None,
    token: Token | None = None,
    can_grant: bool,
    keep_grant: bool = True,
    discovery: Discovery | None = None,
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
        discovery: The server's metadata, if it was asked for before.
        advice: What the user can do once no further token can be had.

    Raises:
        ConfigurationError: The token URL cannot be used.
    """
    from ._httpx_auth import BearerAuth
    from ._token_source import TokenRefresher, TokenSource

    extra = extra or {}
    grant = refresh = None
    if values is not None and can_grant:
        grant = flow.token_request_for(resolve(context.base_url, flow.server_url), values, extra, {})
    if values is not None and flow.can_refresh:
        url = resolve(context.base_url, flow.refresh_url or flow.server_url)
        refresh = partial(flow.refresh_request_for, url, flow.values_for_refresh(values), extra)
    refresher = TokenRefresher(
        _token_endpoint(flow, context, discovery),
        grant=grant,
        refresh=refresh,
        keep_grant=keep_grant,
        # A client can always ask again, and needs no refresh token (RFC 6749 section 4.4.3).
        prefer_grant=flow.kind == "clientCredentials",
        advice=advice,
    )
    source = TokenSource(refresher, slot, clock=context.clock, leeway=leeway or Leeway(), token=token)
    return BearerAuth(source, context.base_url, context.origins)


def _token_endpoint(flow: Flow, context: ClientContext, discovery: Discovery | None) -> TokenEndpoint:
    if flow.discovery_url is None:
        from ._token_endpoint import TokenEndpoint

        return TokenEndpoint(context)
    from ._discovery import DiscoveredTokenEndpoint, Discovery

    return DiscoveredTokenEndpoint(context, discovery or Discovery(flow.discovery_url), basic=flow.basic)


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
        super().__post_init__()
        _require("extra", self.extra, Mapping)
        _require("leeway", self.leeway, Leeway)
        _require("transport", self.transport, http.BaseTransport | None)
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
        if self.flow.discovery_url is None:
            return None
        from ._discovery import Discovery

        return Discovery(self.flow.discovery_url)

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


def _is_newer(stored: Token, token: Token, now: float) -> bool:
    """Return whether a stored token counts rather than the one of a sign-in, although the clock may have been set."""
    if stored.refresh_error is not None and (token.expires_at is None or token.expires_at > now):
        return False  # the server has refused the one, and the other is still valid
    # A token from the future was stored while the clock was wrong, and would outlive every later sign-in.
    return token.issued_at <= stored.issued_at < now + _DAY


def _require(name: str, value: object, kind: Any) -> None:
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


@value_object(init=False)
class LoginFlow(OAuthFlow):
    """An application that people sign in to with their browser.

    Args:
        allowed_hosts: Hosts beside the documented ones that a redirect may name, with their port unless it is the
            scheme's default.
        issuer: The issuer that a redirect's ``iss`` must name exactly (RFC 9207); None for the origin of the
            authorization URL.
        timeout: Seconds for the request that exchanges a code.
        clock: The clock.
    """

    response_type: ClassVar[str]
    known_urls: ClassVar[tuple[str, ...]]
    product: ClassVar[str]

    allowed_hosts: Collection[str] = field(default=(), repr=False, hash=False)
    issuer: str | None = field(default=None, repr=False)
    timeout: float = field(default=30.0, repr=False)
    clock: Clock = field(default_factory=SystemClock, repr=False, compare=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.allowed_hosts, str) or not isinstance(self.allowed_hosts, Collection):
            raise ConfigurationError(f"allowed_hosts is a collection of hosts, not a {type_name(self.allowed_hosts)}.")
        for host in self.allowed_hosts:
            _require("A host in allowed_hosts", host, str)
            check_base_url(f"https://{host}")
        _require("issuer", self.issuer, str | None)
        check_timeout(self.timeout)
        object.__setattr__(self, "clock", check_clock(self.clock))

    def bind(self, context: ClientContext) -> NoReturn:
        """Refuse: an application is not a signed-in user.

        Raises:
            ConfigurationError: Always; the message says what to pass to a client instead.
        """
        raise ConfigurationError("Nobody has signed in yet: call start(), then finish(), and pass resume(token).")

    def resume(
        self, token: Token | None, store: TokenStore | None = None, *, subject: str = "", base_url: str | None = None
    ) -> Credentials:
        """Return the credentials of a user who has signed in.

        Args:
            token: The token; None if it is in the store. If both have one, the one that was issued later is used.
            store: Where the token is stored from now on, instead of the application's store. This may block.
            subject: The user, if the store has more than one user's token.
            base_url: The server whose token to load from the store; None for the default server.

        Raises:
            TokenExpiredError: There is no token.
            TokenStoreError: The store failed.
        """
        _require("token", token, Token | None)
        _require("subject", subject, str)
        store = self.store if store is None else store
        if store is not None:
            if not self.known_urls and base_url is None and token is None:
                raise ConfigurationError("The document does not say which server the token is for: pass base_url=.")
            default = next(iter(self.known_urls), "") if base_url is None else check_base_url(base_url)
            token = self._newest(token, self._slot(default if token is None else token.base_url, store, subject))
        if token is None:
            raise TokenExpiredError(f"There is no token yet. {_SIGN_IN_AGAIN}")
        return SignedIn(app=self, token=token, store=MemoryStore() if store is None else store, subject=subject)

    def _newest(self, token: Token | None, slot: TokenSlot) -> Token | None:
        """Return the newer of a token and the stored one, and store it."""
        with slot.lock():
            stored = slot.load()
            if token is None or (stored is not None and _is_newer(stored, token, self.clock.wall())):
                return stored
            slot.save(token)
        return token

    def _start(self, base_url: str, *, pkce: bool) -> AuthorizationRequest:
        import secrets

        from .authorization import AuthorizationRequest, code_challenge

        values = self._values()
        state = SecretStr(secrets.token_urlsafe(32))
        verifier = SecretStr(secrets.token_urlsafe(64)) if pkce else None
        protocol = RedactedDict(
            {
                "response_type": self.response_type,
                "redirect_uri": values.get("redirect_uri"),
                "state": state,
                "code_challenge": code_challenge(verifier) if verifier else None,
                "code_challenge_method": "S256" if verifier else None,
            }
        )
        url = self._authorization_url(base_url)
        query = self.flow.authorization_query(values, self.extra, protocol).text()
        return AuthorizationRequest(
            url=f"{url}{'&' if '?' in url else '?'}{query}",
            state=state,
            redirect_uri=values.get("redirect_uri"),
            base_url=base_url,
            expires_at=self.clock.wall() + _SIGN_IN_LIFETIME,
            code_verifier=verifier,
        )

    def _own_context(self, base_url: str) -> ClientContext:
        """Return what requests need that no client sends."""
        user_agent = own_user_agent(self.product, __version__, None)
        return self._context(
            ClientContext(
                base_url=base_url, transport=None, timeout=self.timeout, user_agent=user_agent, clock=self.clock
            )
        )

    def _authorization_url(self, base_url: str) -> str:
        if self._discovery is None:
            return resolve(base_url, self.flow.authorization_url or "")
        metadata = self._discovery.metadata(self._own_context(base_url))
        metadata.require_grant("authorization_code")
        return metadata.authorization_endpoint

    def _allowed_urls(self, login: AuthorizationRequest) -> frozenset[str]:
        """Return the servers that a code or token of a sign-in may be for.

        Raises:
            InsecureURLError: The sign-in comes from a session, and names a server that is neither documented nor
                configured.
        """
        from .authorization import check_server

        added = {check_base_url(f"https://{host}") for host in self.allowed_hosts}
        local = {f"http://{host}" for host in self.allowed_hosts if is_loopback(f"http://{host}")}
        allowed = frozenset(self.known_urls) | added | local
        if login.restored:
            check_server(login.base_url, allowed, source="The stored sign-in")
        return allowed | {login.base_url}

    def _issuers(self, login: AuthorizationRequest) -> frozenset[str]:
        if self.issuer is not None:
            return frozenset({self.issuer})
        if self._discovery is not None:
            return frozenset({self._discovery.metadata(self._own_context(login.base_url)).issuer})
        origin = origin_url(resolve(login.base_url, self.flow.authorization_url or ""))
        return frozenset({origin, f"{origin}/"})


@value_object()
class SignedIn(Credentials):
    """A user who has signed in.

    Args:
        app: The application.
        token: The token.
        store: Where the token is stored.
        subject: The user, in the store.
    """

    app: LoginFlow = field(repr=False)
    token: Token
    store: TokenStore = field(repr=False, compare=False)
    subject: str = field(default="", repr=False)

    @property
    def security_scheme(self) -> str:
        """The key of the security scheme that the token is for."""
        return self.app.flow.scheme

    @property
    def base_url(self) -> str:
        """The server that the token is for."""
        return self.token.base_url

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: The client's server is not the one that the token is for.
        """
        if context.base_url != self.base_url:
            raise ConfigurationError(f"The token is for {self.base_url}, but the client is for {context.base_url}.")
        return bind_tokens(
            self.app._used_flow(),
            self.app._values(),
            self.app._context(context),
            self.app._slot(context.base_url, self.store, self.subject),
            extra=self.app.extra,
            leeway=self.app.leeway,
            token=self.token,
            can_grant=False,
            discovery=self.app._discovery,
            advice=_SIGN_IN_AGAIN,
        )


class AuthorizationCodeFlow(LoginFlow):
    """An application that exchanges a code for a token (RFC 6749 section 4.1)."""

    response_type: ClassVar[str] = "code"

    def finish(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token of the user who has come back from signing in.

        Args:
            redirected: The URL that the browser came back to, complete and as it was received.
            login: What :meth:`start` returned.

        Raises:
            StateMismatchError: The redirect does not belong to this sign-in, came too late, or was used already.
            CallbackError: The redirect is incomplete or ambiguous. Nothing was sent.
            InsecureURLError: The redirect or the stored sign-in names a host that is not allowed. Nothing was sent.
            OAuthError: The user or the server refused; the class is that of the error code.
        """
        from .authorization import AuthorizationRequest, check_server, read_redirect, split_code, verify_redirect

        redirected, login = hide(redirected), hide(login)
        redirected = SecretStr(wire_text("redirected", redirected))
        _require("login", login, AuthorizationRequest)
        fields = read_redirect(redirected, fragment=False)
        verify_redirect(fields, login, now=self.clock.wall(), issuers=self._issuers(login))
        if not fields.get("code"):
            raise CallbackError(f"The redirect has neither a code nor an error. {_START_AGAIN}")
        base_url, code = login.base_url, SecretStr(fields["code"])
        allowed = self._allowed_urls(login)
        if self.flow.has_token_url_per_host:
            base_url, code = split_code(code, base_url)
            check_server(base_url, allowed, source="The redirect")
        protocol = RedactedDict(code=code, redirect_uri=login.redirect_uri, code_verifier=login.code_verifier)
        flow, url = self._used_flow(), resolve(base_url, self.flow.server_url)
        request = flow.token_request_for(url, self._values(), self.extra, protocol)
        endpoint = _token_endpoint(flow, self._own_context(base_url), self._discovery)
        return endpoint.send(request, advice=_START_AGAIN)

    async def finish_async(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token as :meth:`finish` does, without blocking the event loop (asyncio or trio).

        Args:
            redirected: The URL that the browser came back to, complete and as it was received.
            login: What :meth:`start` returned.

        Raises:
            OAuthError: As :meth:`finish` does.
        """
        redirected, login = hide(redirected), hide(login)
        return await in_thread(self.finish, redirected, login)


class ImplicitFlow(LoginFlow):
    """An application that gets the token in the redirect (RFC 6749 section 4.2).

    Warns:
        InsecureFlowWarning: RFC 9700 section 2.1.2 advises against this flow.
    """

    response_type: ClassVar[str] = "token"

    def __post_init__(self) -> None:
        super().__post_init__()
        warnings.warn(
            "The implicit flow shows the token to the browser; RFC 9700 section 2.1.2 advises against it.",
            InsecureFlowWarning,
            stacklevel=4,
        )

    def finish(self, redirected: str, login: AuthorizationRequest, *, allow_missing_state: bool = False) -> Token:
        """Return the token of the user who has come back from signing in; nothing is sent.

        Args:
            redirected: The URL that the browser came back to, with its fragment; or the JSON text of the response, from
                a server that sends one instead of a redirect.
            login: What :meth:`start` returned.
            allow_missing_state: Whether to accept JSON without ``state``. Nothing then shows that the token belongs to
                this sign-in, so pass True only if the user copied the text from the page that the sign-in led to.

        Raises:
            StateMismatchError: The redirect does not belong to this sign-in, came too late, or was used already.
            CallbackError: The redirect is incomplete or ambiguous.
            InsecureURLError: The stored sign-in names a server that is not allowed.
            TokenResponseError: The redirect contains no valid token.
            OAuthError: The user or the server refused; the class is that of the error code.
        """
        from ._token_endpoint import invalid_token_response, token_from
        from .authorization import AuthorizationRequest, read_json, read_redirect, verify_redirect

        redirected, login = hide(redirected), hide(login)
        redirected = SecretStr(wire_text("redirected", redirected))
        _require("login", login, AuthorizationRequest)
        if redirected.lstrip().startswith("{"):
            fields = read_json(redirected)
            if allow_missing_state:
                fields.setdefault("state", login.state)
        else:
            fields = read_redirect(redirected, fragment=True)
        now = self.clock.wall()
        verify_redirect(fields, login, now=now, issuers=self._issuers(login))
        self._allowed_urls(login)
        problem = invalid_token_response(fields, "The sign-in")
        if problem is not None:
            raise problem
        return token_from(fields, base_url=login.base_url, now=now)

    async def finish_async(
        self, redirected: str, login: AuthorizationRequest, *, allow_missing_state: bool = False
    ) -> Token:
        """Return the token as :meth:`finish` does, for programs that await the other flows too.

        Args:
            redirected: As for :meth:`finish`.
            login: What :meth:`start` returned.
            allow_missing_state: As for :meth:`finish`.

        Raises:
            OAuthError: As :meth:`finish` does.
        """
        redirected, login = hide(redirected), hide(login)
        return self.finish(redirected, login, allow_missing_state=allow_missing_state)
