"""The token endpoint: every grant of RFC 6749, and PKCE (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus

from ._accounts import Accounts
from ._basic import basic, constant_time_equal, scheme_and_value
from ._endpoints import TokenEndpointSpec
from ._error_response import ErrorResponse
from ._forms import repeated
from ._request_validation import FORM, media_type, parse_form
from ._responses import NO_STORE, json_response
from ._tokens import Code, Grant, Principal, Tokens
from .identities import OAuthApp
from .messages import MockRequest, MockResponse

__all__ = ["TokenEndpoint"]

Texts = Mapping[str, Sequence[str]]
_CHALLENGE = (("WWW-Authenticate", 'Basic realm="OAuth"'),)


class TokenEndpoint:
    """Answers token requests.

    Args:
        accounts: Who can sign in, and the clients.
        tokens: What is handed out.
        as_documented: Whether client credentials yield a refresh token, too, as the vendor shows it and RFC 6749
            section 4.4.3 advises against.
    """

    def __init__(self, accounts: Accounts, tokens: Tokens, *, as_documented: bool) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._as_documented = as_documented
        self._grants: dict[str, Callable[[str, Mapping[str, Any], Texts, OAuthApp | None], tuple[Grant, bool]]] = {
            "authorization_code": self._by_code,
            "client_credentials": self._by_client,
            "password": self._by_password,
        }

    def answer(self, spec: TokenEndpointSpec, request: MockRequest) -> MockResponse:
        """Return an access token.

        Args:
            spec: What the endpoint accepts.
            request: The request.

        Raises:
            ErrorResponse: With the code of RFC 6749 section 5.2.
        """
        try:
            return json_response(200, self._token(spec, request), NO_STORE)
        except ErrorResponse as refusal:
            refusal.headers += NO_STORE
            raise

    def _token(self, spec: TokenEndpointSpec, request: MockRequest) -> dict[str, Any]:
        if media_type(request) != FORM:
            raise ErrorResponse(400, f"The Content-Type must be {FORM}.")
        # A parameter without a value counts as left out (section 3.2).
        texts = repeated(pair for pair in parse_form(request) if pair[1])
        kinds = texts.get("grant_type", [])
        if len(kinds) != 1:
            raise ErrorResponse(400, "Parameter 'grant_type' is missing or repeated.")
        kind = kinds[0]
        if kind not in spec.forms or (kind != "refresh_token" and kind not in spec.schemes):
            raise ErrorResponse(400, "The server does not offer this grant.", error="unsupported_grant_type")
        header = self._header_client(request)
        form = spec.forms[kind]
        values = form.read(_with_client(texts, header) if header and "client_id" in form.types else texts)
        app = self._client(header, values)
        if kind == "refresh_token":
            return self._refresh(spec, values, app)
        grant, refreshable = self._grants[kind](spec.schemes[kind], values, texts, app)
        return self._tokens.issue(grant, refreshable=refreshable)

    def _header_client(self, request: MockRequest) -> tuple[str, str] | None:
        """Return the client's identifier and secret of an Authorization header (section 2.3.1)."""
        headers = request.values("Authorization")
        if not headers:
            return None
        scheme, text = scheme_and_value(headers[0])
        pair = basic(text) if scheme == "basic" and len(headers) == 1 else None
        if pair is None:
            raise _unauthenticated()
        return unquote_plus(pair[0]), unquote_plus(pair[1])

    def _client(self, header: tuple[str, str] | None, values: Mapping[str, Any]) -> OAuthApp | None:
        if header is None and "client_id" not in values and "client_secret" not in values:
            return None
        client_id, secret = header or (values.get("client_id", ""), values.get("client_secret", ""))
        app = self._accounts.app(client_id)
        if app is None or not constant_time_equal(app.client_secret, secret):
            raise _unauthenticated()
        return app

    def _by_code(
        self, _scheme: str, values: Mapping[str, Any], texts: Texts, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        if app is None:
            raise _unauthenticated()
        code = self._tokens.code(values["code"])
        if code.grant.client != app.client_id:
            raise ErrorResponse(400, "The authorization code was issued to another client.", error="invalid_grant")
        if texts.get("redirect_uri") != [code.redirect_uri]:
            message = "The redirect_uri is not that of the authorization request."
            raise ErrorResponse(400, message, error="invalid_grant")
        _bound(code.grant.parameters, texts)
        _verify(code, texts.get("code_verifier", []))
        if not self._accounts.is_active(code.grant.principal):
            raise ErrorResponse(400, "Who consented may not sign in any more.", error="invalid_grant")
        code.used = True
        return code.grant, True

    def _by_client(
        self, scheme: str, values: Mapping[str, Any], texts: Texts, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        if app is None:
            raise _unauthenticated()
        if "redirect_uri" in values and values["redirect_uri"] not in app.redirect_uris:
            raise ErrorResponse(400, "The redirect_uri is not registered for this client.", error="invalid_grant")
        _bound(app.parameters, texts)
        principal = Principal(scheme=scheme, realm=scheme)
        return Grant(principal=principal, client=app.client_id), self._as_documented

    def _by_password(
        self, scheme: str, values: Mapping[str, Any], _texts: Texts, app: OAuthApp | None
    ) -> tuple[Grant, bool]:
        how = self._accounts.login(scheme)
        principal = self._accounts.sign_in(scheme, str(values[how.name]), str(values[how.secret]))
        if principal is None:
            raise ErrorResponse(400, f"The {how.name} or the {how.secret} is wrong.", error="invalid_grant")
        return Grant(principal=principal, client=app.client_id if app else None), True

    def _refresh(self, spec: TokenEndpointSpec, values: Mapping[str, Any], app: OAuthApp | None) -> dict[str, Any]:
        grant = self._tokens.refreshable(values["refresh_token"])
        if grant.client is not None and app is None:
            raise _unauthenticated()
        if grant.client is not None and app is not None and grant.client != app.client_id:
            raise ErrorResponse(400, "The refresh token was issued to another client.", error="invalid_grant")
        if grant.principal.scheme not in spec.schemes.values() or not self._accounts.is_active(grant.principal):
            raise ErrorResponse(400, "The refresh token is not good for this endpoint.", error="invalid_grant")
        self._tokens.rotate(values["refresh_token"])
        return self._tokens.issue(grant, refreshable=True)


def _unauthenticated() -> ErrorResponse:
    message = "The client is unknown, or its authentication failed."
    return ErrorResponse(401, message, error="invalid_client", headers=_CHALLENGE)


def _with_client(texts: Texts, header: tuple[str, str]) -> Texts:
    client_id, secret = header
    if "client_secret" in texts or texts.get("client_id", [client_id]) != [client_id]:
        raise ErrorResponse(400, "The client must authenticate in one way only.")
    return {**texts, "client_id": [client_id], "client_secret": [secret]}


def _bound(parameters: Mapping[str, Any], texts: Texts) -> None:
    """Refuse a parameter that names something else than what the client or the code is bound to."""
    for name, bound in parameters.items():
        if any(text != str(bound) for text in texts.get(name, [])):
            raise ErrorResponse(400, f"Parameter '{name}' is not that of the grant.", error="invalid_grant")


def _verify(code: Code, verifiers: Sequence[str]) -> None:
    """Check the proof of RFC 7636 section 4.6; a verifier without a challenge is a downgrade (RFC 9700 2.1.1)."""
    challenge, method = code.challenge or ("", "plain")
    if not challenge and not verifiers:
        return
    proof = verifiers[0] if len(verifiers) == 1 else ""
    if method == "S256":
        digest = hashlib.sha256(proof.encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not challenge or not constant_time_equal(challenge, proof):
        raise ErrorResponse(400, "The code_verifier does not match the code_challenge.", error="invalid_grant")
