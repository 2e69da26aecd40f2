"""Credentials: one class for each way to authenticate that the API documents."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, ClassVar

from ._base import BoundAuth, ClientContext, Credentials
from ._flows import ClientCredentialsFlow, PasswordFlow
from ._login_flows import AuthorizationCodeFlow, ImplicitFlow
from ._redact import value_object
from ._requests import Flow, basic_header

if TYPE_CHECKING:
    from .authorization import AuthorizationRequest

__all__ = ["ApiKey", "AuthorizationCode", "ClientCredentials", "Implicit", "PartnerPassword", "Password"]

_KNOWN_URLS = (
    "https://hosted.comm100.com",
    "https://hosted3.comm100.com",
    "https://euportal.comm100.com",
    "https://ent1portal.comm100.com",
    "https://ent7portal.comm100.com",
    "https://enterpriseportal.comm100.com",
    "https://appportal.livelyhelp.chat",
)


@value_object(kw_only=False)
class ApiKey(Credentials):
    """HTTP Basic (RFC 7617) with the agent's e-mail address as the user name and the agent's API key
    as the password. A key belongs to one agent.

    The vendor still supports API keys, but recommends OAuth.

    Args:
        email: The agent's e-mail address.
        api_key: The agent's API key, 32 hexadecimal digits.

    Source: introduction, lines 26-28
    """

    scheme: ClassVar[str] = "apiKey"

    email: str
    api_key: str = field(repr=False)

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client.

        Raises:
            ConfigurationError: They cannot be sent.
        """
        from . import _httpx_auth

        value = basic_header(self.email, self.api_key)
        return _httpx_auth.HeaderAuth(context.base_url, "Authorization", value)


@value_object()
class AuthorizationCode(AuthorizationCodeFlow):
    """Authorization code.

    The exchange of an authorization code for an access token (RFC 6749 section 4.1.3). The token
    acts for the agent who signed in.

    Args:
        redirect_uri: The `redirect_uri` of the authorization request, character for character.
        client_id: The identifier of the OAuth client.
        client_secret: The secret of the OAuth client. It is sent in the form; RFC 6749 section 2.3.1 also
            allows HTTP Basic.
        site_id: The identifier of the site to sign in to. The vendor lists it among the parameters; its
            own application omits it. Not sent if None.
        extra: Extension parameters for every request, such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.
        allowed_hosts: Hosts beside the documented ones that a redirect may name.
        issuer: The issuer that a redirect's ``iss`` must name (RFC 9207); None for the origin of the authorization URL.
        timeout: Seconds for the request that exchanges a code.
        clock: The clock.

    Raises:
        ConfigurationError: An argument is empty, or ``extra`` contains one that the flow sets itself.

    Source: introduction, lines 75-104; RFC 6749 section 4.1.3
    """

    scheme: ClassVar[str] = "oauth2"
    flow: ClassVar[Flow] = Flow(
        scheme="oauth2",
        kind="authorizationCode",
        grant_type="authorization_code",
        wire={
            "redirect_uri": "redirect_uri",
            "client_id": "client_id",
            "client_secret": "client_secret",
            "site_id": "siteId",
        },
        secrets=frozenset(("client_secret",)),
        authorization_request=("response_type", "client_id", "siteId", "redirect_uri", "state"),
        token_request=("grant_type", "code", "redirect_uri", "client_id", "client_secret"),
        refresh_request=("grant_type", "refresh_token", "client_id", "client_secret", "redirect_uri"),
        basic=False,
        authorization_url="/oauth/authorize",
        token_url="/oauth/token",
        refresh_url="/oauth/token",
    )
    known_urls: ClassVar[tuple[str, ...]] = _KNOWN_URLS
    product: ClassVar[str] = "comm100"

    redirect_uri: str
    client_id: str
    client_secret: str = field(repr=False)
    site_id: int | None = None

    def start(self, *, host: str | None = None, base_url: str | None = None, pkce: bool = True) -> AuthorizationRequest:
        """Start a sign-in: send the user's browser to the result's ``url``, and keep the result until it comes back.

        Args:
            host: The server's host; hosted.comm100.com if neither this nor base_url is given.
            base_url: Scheme, host and port instead; plain http only for this machine.
            pkce: Whether to use PKCE (RFC 7636, S256), which keeps a stolen code from being used; servers that do not
                support it ignore it.

        Raises:
            ConfigurationError: The server's URL cannot be used.
            InsecureURLError: It is plain http to another machine.
        """
        # Imported here because that module needs this package's.
        from .._server import choose_url

        url = choose_url(base_url, None, host=host)
        return self._start(url, pkce=pkce)


@value_object()
class Implicit(ImplicitFlow):
    """Implicit.

    The page that an application sends an agent's browser to (RFC 6749 sections 4.1.1 and 4.2.1).
    The agent signs in and confirms; the browser then goes back to the application's `redirect_uri`,
    with an authorization code for `response_type=code`, or with the access token itself for
    `response_type=token`.

    For the implicit flow, the vendor documents a response with status 200 and the token as JSON.
    RFC 6749 specifies a redirect with the token in the fragment. Clients should accept both.

    Errors are reported in the redirect as `error` (RFC 6749 section 4.1.2.1). If the client or the
    redirect URI is invalid, redirecting is not safe, and the response is 400.

    Args:
        client_id: The identifier of the OAuth client.
        redirect_uri: Where the browser is sent back to. It must equal one of the client's registered redirect
            URIs.
        site_id: The identifier of the site to sign in to. The vendor lists it among the parameters; its
            own application omits it. Not sent if None.
        extra: Extension parameters for every request, such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.
        allowed_hosts: Hosts beside the documented ones that a redirect may name.
        issuer: The issuer that a redirect's ``iss`` must name (RFC 9207); None for the origin of the authorization URL.
        timeout: Seconds for the request that exchanges a code.
        clock: The clock.

    Raises:
        ConfigurationError: An argument is empty, or ``extra`` contains one that the flow sets itself.

    Warns:
        InsecureFlowWarning: RFC 9700 advises against this flow.

    Source: introduction, lines 55-73 and 106-135; RFC 6749 sections 4.1 and 4.2
    """

    scheme: ClassVar[str] = "oauth2"
    flow: ClassVar[Flow] = Flow(
        scheme="oauth2",
        kind="implicit",
        grant_type="",
        wire={"client_id": "client_id", "redirect_uri": "redirect_uri", "site_id": "siteId"},
        secrets=frozenset(()),
        authorization_request=("response_type", "client_id", "siteId", "redirect_uri", "state"),
        token_request=(),
        refresh_request=(),
        basic=False,
        authorization_url="/oauth/authorize",
        token_url=None,
        refresh_url=None,
    )
    known_urls: ClassVar[tuple[str, ...]] = _KNOWN_URLS
    product: ClassVar[str] = "comm100"

    client_id: str
    redirect_uri: str
    site_id: int | None = None

    def start(self, *, host: str | None = None, base_url: str | None = None) -> AuthorizationRequest:
        """Start a sign-in: send the user's browser to the result's ``url``, and keep the result until it comes back.

        Args:
            host: The server's host; hosted.comm100.com if neither this nor base_url is given.
            base_url: Scheme, host and port instead; plain http only for this machine.

        Raises:
            ConfigurationError: The server's URL cannot be used.
            InsecureURLError: It is plain http to another machine.
        """
        # Imported here because that module needs this package's.
        from .._server import choose_url

        url = choose_url(base_url, None, host=host)
        return self._start(url, pkce=False)


@value_object()
class Password(PasswordFlow):
    """Password.

    The exchange of an agent's e-mail address and password for an access token (RFC 6749 section
    4.3.2). The vendor takes `email` instead of `username`, and does not ask for a client. RFC 9700
    section 2.4 advises against this grant.

    Args:
        email: The e-mail address of the agent account.
        password: The password of the agent account.
        client_id: The identifier of the OAuth client. Sent only when a token is refreshed, unless None.
        client_secret: The secret of the OAuth client. It is sent in the form; RFC 6749 section 2.3.1 also
            allows HTTP Basic. Sent only when a token is refreshed, unless None.
        redirect_uri: The redirect URI of the OAuth client. Sent only when a token is refreshed, unless None.
        extra: Extension parameters for every request, such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.
        keep_password: Whether to keep the password after the first token, to ask again when it cannot be refreshed.

    Raises:
        ConfigurationError: An argument is empty, or ``extra`` contains one that the flow sets itself.

    Warns:
        InsecureFlowWarning: RFC 9700 advises against this flow.

    Source: introduction, lines 137-166; RFC 6749 section 4.3.2
    """

    scheme: ClassVar[str] = "oauth2"
    flow: ClassVar[Flow] = Flow(
        scheme="oauth2",
        kind="password",
        grant_type="password",
        wire={
            "email": "email",
            "password": "password",
            "client_id": "client_id",
            "client_secret": "client_secret",
            "redirect_uri": "redirect_uri",
        },
        secrets=frozenset(("password", "client_secret")),
        authorization_request=(),
        token_request=("grant_type", "email", "password"),
        refresh_request=("grant_type", "refresh_token", "client_id", "client_secret", "redirect_uri"),
        basic=False,
        authorization_url=None,
        token_url="/oauth/token",
        refresh_url="/oauth/token",
    )

    email: str
    password: str = field(repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    redirect_uri: str | None = None


@value_object()
class ClientCredentials(ClientCredentialsFlow):
    """Client credentials.

    The request for an access token for the client itself, on one site (RFC 6749 section 4.4.2). The
    vendor adds `siteId` and `redirect_uri` to the RFC's parameters. Which operations such a token
    can call is not documented.

    Args:
        client_id: The identifier of the OAuth client.
        client_secret: The secret of the OAuth client. It is sent in the form; RFC 6749 section 2.3.1 also
            allows HTTP Basic.
        site_id: The identifier of the site that the token is for.
        redirect_uri: The redirect URI of the OAuth client. Not sent if None.
        extra: Extension parameters for every request, such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.

    Raises:
        ConfigurationError: An argument is empty, or ``extra`` contains one that the flow sets itself.

    Source: introduction, lines 168-202; RFC 6749 section 4.4.2
    """

    scheme: ClassVar[str] = "oauth2"
    flow: ClassVar[Flow] = Flow(
        scheme="oauth2",
        kind="clientCredentials",
        grant_type="client_credentials",
        wire={
            "client_id": "client_id",
            "client_secret": "client_secret",
            "site_id": "siteId",
            "redirect_uri": "redirect_uri",
        },
        secrets=frozenset(("client_secret",)),
        authorization_request=(),
        token_request=("grant_type", "client_id", "client_secret", "redirect_uri", "siteId"),
        refresh_request=("grant_type", "refresh_token", "client_id", "client_secret", "redirect_uri"),
        basic=False,
        authorization_url=None,
        token_url="/oauth/token",
        refresh_url="/oauth/token",
    )

    client_id: str
    client_secret: str = field(repr=False)
    site_id: int
    redirect_uri: str | None = None


@value_object()
class PartnerPassword(PasswordFlow):
    """Password.

    The exchange of a partner's e-mail address and password for an access token (RFC 6749 section
    4.3.2). The vendor takes `email` instead of `username`, and does not ask for a client. RFC 9700
    section 2.4 advises against this grant.

    Args:
        email: The e-mail address of the partner account.
        password: The password of the partner account.
        extra: Extension parameters for every request, such as ``audience``.
        store: Where tokens are stored; None for the memory of one client.
        leeway: How long before its expiry a token is refreshed.
        transport: The transport for token requests, instead of the client's.
        keep_password: Whether to keep the password after the first token, to ask again when it cannot be refreshed.

    Raises:
        ConfigurationError: An argument is empty, or ``extra`` contains one that the flow sets itself.

    Warns:
        InsecureFlowWarning: RFC 9700 advises against this flow.

    Source: introduction, lines 207-236; Partner.md:28-64; RFC 6749 section 4.3.2
    """

    scheme: ClassVar[str] = "partnerOAuth2"
    flow: ClassVar[Flow] = Flow(
        scheme="partnerOAuth2",
        kind="password",
        grant_type="password",
        wire={"email": "email", "password": "password"},
        secrets=frozenset(("password",)),
        authorization_request=(),
        token_request=("grant_type", "email", "password"),
        refresh_request=("refresh_token",),
        basic=False,
        authorization_url=None,
        token_url="/partner/oauth/token",
        refresh_url="/partner/oauth/token",
    )

    email: str
    password: str = field(repr=False)
