"""OAuth flows in which people sign in with their browser: the application, the sign-in, and the user who came back."""

from __future__ import annotations

import warnings
from collections.abc import Collection
from dataclasses import field
from typing import TYPE_CHECKING, ClassVar, NoReturn

from .._transport import check_timeout, own_user_agent
from .._version import __version__
from ..errors import CallbackError, ConfigurationError, InsecureFlowWarning, TokenExpiredError
from ._base import BoundAuth, ClientContext, Credentials
from ._concurrency import Clock, SystemClock, check_clock, in_thread
from ._flows import OAuthFlow, bind_tokens, require, token_endpoint
from ._origin import check_base_url, is_loopback, origin_url, resolve
from ._redact import RedactedDict, SecretStr, hide, type_name, value_object
from ._requests import wire_text
from .store import MemoryStore, TokenSlot, TokenStore
from .token import Token

if TYPE_CHECKING:
    from .authorization import AuthorizationRequest

__all__ = ["AuthorizationCodeFlow", "ImplicitFlow", "LoginFlow", "SignedIn"]

_SIGN_IN_LIFETIME = 600.0
_DAY = 86400.0
_SIGN_IN_AGAIN = "Sign in again."
_START_AGAIN = "Start the sign-in again."


def _is_newer(stored: Token, token: Token, now: float) -> bool:
    """Return whether a stored token counts rather than the one of a sign-in, although the clock may have been set."""
    if stored.refresh_error is not None and (token.expires_at is None or token.expires_at > now):
        return False  # the server has refused the one, and the other is still valid
    # A token from the future was stored while the clock was wrong, and would outlive every later sign-in.
    return token.issued_at <= stored.issued_at < now + _DAY


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
            require("A host in allowed_hosts", host, str)
            check_base_url(f"https://{host}")
        require("issuer", self.issuer, str | None)
        check_timeout(self.timeout)
        object.__setattr__(self, "clock", check_clock(self.clock))

    def bind(self, context: ClientContext) -> NoReturn:
        """Refuse: an application is not a signed-in user.

        Raises:
            ConfigurationError: Always; the message says what to pass to a client instead.
        """
        raise ConfigurationError("Nobody has signed in yet: call start(), then finish(), and pass resume(token).")

    def resume(
        self,
        token: Token | None,
        store: TokenStore | None = None,
        *,
        subject: str = "",
        base_url: str | None = None,
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
        require("token", token, Token | None)
        require("subject", subject, str)
        store = self.store if store is None else store
        if store is not None:
            if not self.known_urls and base_url is None and token is None:
                raise ConfigurationError("The document does not say which server the token is for: pass base_url=.")
            server = next(iter(self.known_urls), "") if base_url is None else check_base_url(base_url)
            token = self._newest(token, self._slot(server if token is None else token.base_url, store, subject))
            if token is None:
                also = " and this subject" if subject else ""
                advice = "Sign in, or pass base_url= if the token is for another server."
                raise TokenExpiredError(f"The store has no token for {server}{also}. {advice}")
        if token is None:
            raise TokenExpiredError(f"There is no token and no store. {_SIGN_IN_AGAIN}")
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
        require("login", login, AuthorizationRequest)
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
        endpoint = token_endpoint(flow, self._own_context(base_url), self._discovery)
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
        require("login", login, AuthorizationRequest)
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
