"""The authorization server: RFC 6749's authorization and token endpoints, with PKCE (RFC 7636) and a consent page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote, unquote_plus, urlsplit

from ._document import Route
from ._error_response import ErrorResponse
from ._forms import constant_time_equal, group_values, parse_authorization, parse_basic, parse_pairs
from ._oauth_endpoints import AUTHORIZATION_PATH, TOKEN_PATH, TokenEndpointSpec
from ._openapi.semantics import FORM
from ._request_validation import media_type, parse_form, read_parameters
from ._responses import NO_STORE, error_description
from ._tokens import Code, Grant, Principal, Tokens
from .accounts import Accounts, LoginFields, OAuthApp
from .messages import MockRequest, MockResponse, json_response

__all__ = ["AuthorizationServer"]

# Decoded parameters; one without a value counts as omitted (RFC 6749 sections 3.1 and 3.2).
Parameters = Mapping[str, Sequence[str]]
# RFC 7636 section 4.2: 43 to 128 unreserved characters.
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_BASIC_CHALLENGE = (("WWW-Authenticate", 'Basic realm="OAuth"'),)
_PAGE_HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    # No site may frame the page and make people click on what they do not see (RFC 6749 section 10.13).
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
)
_PAGE_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:24rem;margin:3rem auto;padding:0 1rem}"
    "label,input{display:block;width:100%;box-sizing:border-box;font:inherit}input{margin-bottom:1rem;padding:.4rem}"
    "button{font:inherit;padding:.4rem 1.2rem;margin-right:.5rem}"
)


class AuthorizationServer:
    """Answers authorization and token requests.

    Args:
        accounts: The accounts and the OAuth clients.
        tokens: Issues codes and tokens.
        as_documented: Whether to return the vendor's non-standard responses: for the implicit flow, 200 with JSON and a
            refresh token; codes with a plus sign in them; and a refresh token for client credentials, which RFC 6749
            section 4.4.3 advises against.
        show_page: Whether people consent on a page; otherwise the scheme's first account consents at once.
        scopes: The scopes that it offers, for each security scheme that has any.
    """

    def __init__(
        self,
        accounts: Accounts,
        tokens: Tokens,
        *,
        as_documented: bool,
        show_page: bool,
        scopes: Mapping[str, Sequence[str]],
    ) -> None:
        self._scopes = scopes
        self._accounts = accounts
        self._tokens = tokens
        self._as_documented = as_documented
        self._show_page = show_page
        self._grants: dict[str, Callable[[str, Mapping[str, Any], Parameters, OAuthApp | None], tuple[Grant, bool]]] = {
            "authorization_code": self._authorization_code,
            "client_credentials": self._client_credentials,
            "password": self._password,
        }

    def authorization_response(self, route: Route, schemes: Mapping[str, str], request: MockRequest) -> MockResponse:
        """Return the redirect of an authorization request, or the consent page (RFC 6749 sections 4.1.2 and 4.2.2).

        Args:
            route: The endpoint.
            schemes: The security scheme by ``response_type``.
            request: The request.

        Raises:
            ErrorResponse: The client or the redirect URI is not valid, so that no redirect is safe (section 4.1.2.1).
        """
        try:
            parameters = group_values(pair for pair in parse_pairs(request.query) if pair[1])
        except ValueError:
            raise ErrorResponse(400, "The query is not well encoded.") from None
        app = self._app(parameters)
        redirect_uri = _registered_redirect_uri(parameters, app)
        state = parameters.get("state", [])
        echo = {"state": state[0]} if len(state) == 1 else {}
        fragment = parameters.get("response_type") == ["token"]
        try:
            response_type = _validated_response_type(route, schemes, parameters, app)
            challenge = _challenge(response_type, parameters, app)
            scope = self._scope(schemes[response_type], parameters)
            principal = self._consenting(schemes[response_type], request)
            if isinstance(principal, str):
                login = self._accounts.logins.get(schemes[response_type])
                return _consent_page(app, redirect_uri, login, principal)
            grant = Grant(principal=principal, client=app.client_id, parameters=app.parameters, scope=scope)
            result = self._issue(response_type, grant, redirect_uri, challenge)
        except ErrorResponse as error:
            result = {"error": error.error, "error_description": error_description(error.message)}
        else:
            if fragment and self._as_documented:
                return json_response(200, result, NO_STORE)
        return _redirect(redirect_uri, {**result, **echo}, "#" if fragment else "?")

    def metadata(self, issuer_path: str, request: MockRequest) -> MockResponse:
        """Return where the endpoints of an issuer are (OpenID Connect Discovery 1.0, section 4.2).

        Args:
            issuer_path: The path of the issuer, which has the host that is asked.
            request: The request.
        """
        issuer = request.origin + issuer_path
        return json_response(
            200,
            {
                "issuer": issuer,
                "authorization_endpoint": issuer + AUTHORIZATION_PATH,
                "token_endpoint": issuer + TOKEN_PATH,
                "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "code_challenge_methods_supported": ["S256", "plain"],
            },
        )

    def _app(self, parameters: Parameters) -> OAuthApp:
        ids = parameters.get("client_id", [])
        app = self._accounts.app(ids[0]) if len(ids) == 1 else None
        if app is None:
            raise ErrorResponse(400, "The client_id is missing, repeated or unknown.", error="invalid_client")
        return app

    def _consenting(self, scheme: str, request: MockRequest) -> Principal | str:
        """Return who consents, or the error to show on the consent page; empty if it is shown for the first time."""
        if self._show_page and request.method != "POST":
            return ""
        login, principal = self._accounts.logins.get(scheme), self._accounts.default_principal(scheme)
        if self._show_page:
            answer = dict(parse_form(request))
            if answer.get("decision") != "allow":
                raise ErrorResponse(400, "The user denied access.", error="access_denied")
            if login is not None:
                principal = self._accounts.sign_in(scheme, answer.get("login", ""), answer.get("secret", ""))
                if principal is None:
                    return f"The {login.name} or the {login.secret} is wrong."
        if principal is None:
            raise ErrorResponse(400, "There is no active account to consent.", error="access_denied")
        return principal

    def _issue(
        self, response_type: str, grant: Grant, redirect_uri: str, challenge: tuple[str, str] | None
    ) -> dict[str, Any]:
        if response_type == "token":
            return self._tokens.issue(grant, refreshable=self._as_documented)
        separator = "+" if self._as_documented else None
        return {"code": self._tokens.issue_code(grant, redirect_uri, challenge, separator)}

    def _scope(self, scheme: str, parameters: Parameters, granted: str | None = None) -> str | None:
        """Return the scopes that a request asks for, or all that it can have; None if the scheme has no scopes.

        Args:
            scheme: The security scheme.
            parameters: The request's parameters.
            granted: The scopes of the consent that the request refreshes, which limit it (RFC 6749 section 6).

        Raises:
            ErrorResponse: The scope is repeated, unknown, malformed or exceeds the consent.
        """
        if scheme not in self._scopes:
            return None
        available = self._scopes[scheme] if granted is None else granted.split()
        values = parameters.get("scope", [" ".join(available)])
        if len(values) != 1:
            raise ErrorResponse(400, "Parameter 'scope' must not be repeated.")
        requested = dict.fromkeys(values[0].split(" "))
        if not requested.keys() <= set(available):
            raise ErrorResponse(
                400, "The scope is unknown, malformed or exceeds what was granted.", error="invalid_scope"
            )
        return " ".join(requested)

    def token_response(self, spec: TokenEndpointSpec, request: MockRequest) -> MockResponse:
        """Return an access token (RFC 6749 section 5.1).

        Args:
            spec: What the endpoint accepts.
            request: The request.

        Raises:
            ErrorResponse: With an error code of section 5.2.
        """
        try:
            return json_response(200, self._token(spec, request), NO_STORE)
        except ErrorResponse as error:
            error.headers += NO_STORE
            raise

    def _token(self, spec: TokenEndpointSpec, request: MockRequest) -> dict[str, Any]:
        if media_type(request) != FORM:
            raise ErrorResponse(400, f"The Content-Type must be {FORM}.")
        parameters: Parameters = group_values(pair for pair in parse_form(request) if pair[1])
        grant_types = parameters.get("grant_type", [])
        if len(grant_types) != 1:
            raise ErrorResponse(400, "Parameter 'grant_type' is missing or repeated.")
        grant_type = grant_types[0]
        if grant_type not in spec.forms or (grant_type != "refresh_token" and grant_type not in spec.schemes):
            raise ErrorResponse(400, "The server does not offer this grant.", error="unsupported_grant_type")
        header = _header_client(request)
        # Before the form is checked: a client that fails to authenticate with a header gets 401 (section 5.2).
        app = self._authenticate(*header) if header else None
        form = spec.forms[grant_type]
        values = form.read(_with_client(parameters, header) if header and "client_id" in form.types else parameters)
        if app is None and ("client_id" in values or "client_secret" in values):
            app = self._authenticate(str(values.get("client_id", "")), str(values.get("client_secret", "")))
        if grant_type == "refresh_token":
            return self._refresh(spec, values, parameters, app)
        grant, refreshable = self._grants[grant_type](spec.schemes[grant_type], values, parameters, app)
        return self._tokens.issue(grant, refreshable=refreshable)

    def _authenticate(self, client_id: str, secret: str) -> OAuthApp:
        app = self._accounts.app(client_id)
        if app is None or not constant_time_equal(app.client_secret, secret):
            raise _invalid_client()
        return app

    def _authorization_code(
        self, _scheme: str, values: Mapping[str, Any], parameters: Parameters, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        if app is None:
            raise _invalid_client()
        code = self._tokens.code(_required(values, "code"))
        if code.grant.client != app.client_id:
            raise ErrorResponse(400, "The authorization code was issued to another client.", error="invalid_grant")
        if parameters.get("redirect_uri") != [code.redirect_uri]:
            message = "The redirect_uri is not that of the authorization request."
            raise ErrorResponse(400, message, error="invalid_grant")
        _require_bound(code.grant.parameters, parameters)
        _verify(code, parameters.get("code_verifier", []))
        if not self._accounts.is_active(code.grant.principal):
            raise ErrorResponse(400, "The account that consented is not active any more.", error="invalid_grant")
        code.used = True
        return code.grant, True

    def _client_credentials(
        self, scheme: str, values: Mapping[str, Any], parameters: Parameters, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        if app is None:
            raise _invalid_client()
        if "redirect_uri" in values and not app.is_registered(values["redirect_uri"]):
            raise ErrorResponse(400, "The redirect_uri is not registered for this client.", error="invalid_grant")
        _require_bound(app.parameters, parameters)
        principal, scope = Principal(scheme=scheme, realm=scheme), self._scope(scheme, parameters)
        return Grant(principal=principal, client=app.client_id, scope=scope), self._as_documented

    def _password(
        self, scheme: str, values: Mapping[str, Any], parameters: Parameters, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        login = self._accounts.logins[scheme]
        principal = self._accounts.sign_in(scheme, _required(values, login.name), _required(values, login.secret))
        if principal is None:
            raise ErrorResponse(400, f"The {login.name} or the {login.secret} is wrong.", error="invalid_grant")
        scope = self._scope(scheme, parameters)
        return Grant(principal=principal, client=app.client_id if app else None, scope=scope), True

    def _refresh(
        self, spec: TokenEndpointSpec, values: Mapping[str, Any], parameters: Parameters, app: OAuthApp | None
    ) -> dict[str, Any]:
        refresh_token = _required(values, "refresh_token")
        grant = self._tokens.refreshable(refresh_token)
        if grant.client is not None and app is None:
            raise _invalid_client()
        if grant.client is not None and app is not None and grant.client != app.client_id:
            raise ErrorResponse(400, "The refresh token was issued to another client.", error="invalid_grant")
        if grant.principal.scheme not in spec.refreshable or not self._accounts.is_active(grant.principal):
            raise ErrorResponse(400, "The refresh token is not valid at this endpoint.", error="invalid_grant")
        scope = self._scope(grant.principal.scheme, parameters, grant.scope)
        self._tokens.rotate(refresh_token)
        return self._tokens.issue(grant, refreshable=True, scope=scope)


def _registered_redirect_uri(parameters: Parameters, app: OAuthApp) -> str:
    uris = parameters.get("redirect_uri", [])
    if len(uris) == 1 and app.is_registered(uris[0]):
        return uris[0]
    raise ErrorResponse(400, "The redirect_uri is missing, repeated or not registered for this client.")


def _validated_response_type(route: Route, schemes: Mapping[str, str], parameters: Parameters, app: OAuthApp) -> str:
    """Return the response type of a valid request."""
    response_types = parameters.get("response_type", [])
    if len(response_types) != 1:
        raise ErrorResponse(400, "The response_type is missing or repeated.")
    if response_types[0] not in schemes:
        raise ErrorResponse(400, "The server does not offer this flow.", error="unsupported_response_type")
    values = read_parameters(route.parameters, "query", parameters)
    for name, bound in app.parameters.items():
        if values.get(name, bound) != bound:
            raise ErrorResponse(400, f"The client may not act for this {name}.", error="access_denied")
    return response_types[0]


def _challenge(response_type: str, parameters: Parameters, app: OAuthApp) -> tuple[str, str] | None:
    """Return the PKCE challenge and its method, or None if the request has none (RFC 7636 section 4.3)."""
    challenges = parameters.get("code_challenge", [])
    methods = parameters.get("code_challenge_method", ["plain"])
    if not challenges:
        if app.require_pkce and response_type == "code":
            raise ErrorResponse(400, "The code_challenge is missing.")
        return None
    if len(challenges) > 1 or len(methods) > 1 or not _CHALLENGE.fullmatch(challenges[0]):
        raise ErrorResponse(400, "The code_challenge is malformed or repeated.")
    if methods[0] not in ("S256", "plain"):
        raise ErrorResponse(400, "The code_challenge_method must be S256 or plain.")
    return challenges[0], methods[0]


def _redirect(uri: str, parameters: Mapping[str, Any], mark: str) -> MockResponse:
    # Encode a space as %20, not as a plus sign: decoders of forms and of URIs both understand it.
    text = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in parameters.items())
    separator = "&" if mark == "?" and "?" in uri else mark
    return MockResponse(302, (("Location", f"{uri}{separator}{text}"), *NO_STORE))


def _consent_page(app: OAuthApp, redirect_uri: str, login: LoginFields | None, problem: str) -> MockResponse:
    """Return the page on which people sign in and consent: plain HTML whose form is posted to the page's own URL."""
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    fields = "" if login is None else _field("login", login.name, "text") + _field("secret", login.secret, "password")
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><style>{_PAGE_STYLE}</style>'
        f"<h1>Sign in</h1><p><strong>{escape(app.client_id)}</strong> asks to act on your behalf."
        f" Your answer is sent to {escape(urlsplit(redirect_uri).netloc or redirect_uri)}.</p>{alert}"
        f'<form method="post">{fields}<button name="decision" value="allow">Allow</button>'
        '<button name="decision" value="deny" formnovalidate>Deny</button></form></html>'
    )
    return MockResponse(400 if problem else 200, _PAGE_HEADERS, text.encode())


def _field(name: str, label: str, input_type: str) -> str:
    text = escape(label.replace("_", " ").capitalize())
    autocomplete = "current-password" if input_type == "password" else "username"
    field = f'<input id="{name}" name="{name}" type="{input_type}" autocomplete="{autocomplete}" required>'
    return f'<label for="{name}">{text}</label>{field}'


def _invalid_client() -> ErrorResponse:
    message = "The client is unknown, or its authentication failed."
    return ErrorResponse(401, message, error="invalid_client", headers=_BASIC_CHALLENGE)


def _header_client(request: MockRequest) -> tuple[str, str] | None:
    """Return the client's identifier and secret from the Authorization header (section 2.3.1), or None without one."""
    headers = request.values("Authorization")
    if not headers:
        return None
    scheme, credentials = parse_authorization(headers[0])
    pair = parse_basic(credentials) if scheme == "basic" and len(headers) == 1 else None
    if pair is None:
        raise _invalid_client()
    return unquote_plus(pair[0]), unquote_plus(pair[1])


def _with_client(parameters: Parameters, header: tuple[str, str]) -> Parameters:
    client_id, secret = header
    if "client_secret" in parameters or parameters.get("client_id", [client_id]) != [client_id]:
        raise ErrorResponse(400, "The client must authenticate in one way only.")
    return {**parameters, "client_id": [client_id], "client_secret": [secret]}


def _required(values: Mapping[str, Any], name: str) -> str:
    """Return a parameter that the grant requires even if the document's form does not."""
    if name not in values:
        raise ErrorResponse(400, f"Parameter '{name}' is required.")
    return str(values[name])


def _require_bound(bound: Mapping[str, Any], parameters: Parameters) -> None:
    """Refuse vendor parameters whose values differ from those that the client or the code is bound to."""
    for name, value in bound.items():
        if any(text != str(value) for text in parameters.get(name, [])):
            raise ErrorResponse(400, f"Parameter '{name}' is not that of the grant.", error="invalid_grant")


def _verify(code: Code, verifiers: Sequence[str]) -> None:
    """Check a PKCE verifier (RFC 7636 section 4.6); without a challenge it is a downgrade (RFC 9700 section 2.1.1)."""
    challenge, method = code.challenge or ("", "plain")
    if not challenge and not verifiers:
        return
    proof = verifiers[0] if len(verifiers) == 1 else ""
    if method == "S256":
        digest = hashlib.sha256(proof.encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not challenge or not constant_time_equal(challenge, proof):
        raise ErrorResponse(400, "The code_verifier does not match the code_challenge.", error="invalid_grant")
