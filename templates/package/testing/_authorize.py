"""The authorization endpoint: a code or a token in a redirect (RFC 6749 sections 4.1.1, 4.1.2, 4.2.1 and 4.2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ._accounts import Accounts
from ._consent import page
from ._document import Route
from ._error_response import ErrorResponse
from ._forms import pairs, repeated
from ._request_validation import parse_form, read_parameters
from ._responses import NO_STORE, error_description, json_response
from ._tokens import Grant, Principal, Tokens
from .identities import OAuthApp
from .messages import MockRequest, MockResponse

__all__ = ["Authorize"]

# RFC 7636 section 4.2: 43 to 128 unreserved characters.
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class Authorize:
    """Answers authorization requests.

    Args:
        accounts: Who can sign in, and the clients.
        tokens: Hands out codes and tokens.
        as_documented: Whether the answers have the vendor's odd forms: the implicit flow's as 200 with JSON and a
            refresh token, and a code with a plus sign in it.
        asks: Whether people are asked on a page; else the first account consents at once.
    """

    def __init__(self, accounts: Accounts, tokens: Tokens, *, as_documented: bool, asks: bool) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._as_documented = as_documented
        self._asks = asks

    def answer(self, route: Route, schemes: Mapping[str, str], request: MockRequest) -> MockResponse:
        """Return the redirect of an authorization request, or the page that asks.

        Args:
            route: The endpoint.
            schemes: The security scheme by ``response_type``.
            request: The request.

        Raises:
            ErrorResponse: The client or the redirect URI is not valid, so that no redirect is safe (section 4.1.2.1).
        """
        try:
            # A parameter without a value counts as left out (section 3.1).
            sent = repeated(pair for pair in pairs(request.query) if pair[1])
        except ValueError:
            raise ErrorResponse(400, "The query is not well encoded.") from None
        app = self._app(sent)
        redirect_uri = self._redirect_uri(sent, app)
        state = sent.get("state", [])
        echo = {"state": state[0]} if len(state) == 1 else {}
        fragment = sent.get("response_type") == ["token"]
        try:
            kind = self._kind(route, schemes, sent, app)
            principal = self._consenting(schemes[kind], request)
            if isinstance(principal, str):
                return page(app, redirect_uri, self._accounts.login_of(schemes[kind]), principal)
            result = self._issued(kind, principal, app, redirect_uri, _challenge(sent))
        except ErrorResponse as refusal:
            result = {"error": refusal.error, "error_description": error_description(refusal.message)}
        else:
            if fragment and self._as_documented:
                return json_response(200, result, NO_STORE)
        return _redirect(redirect_uri, {**result, **echo}, "#" if fragment else "?")

    def _app(self, sent: Mapping[str, Sequence[str]]) -> OAuthApp:
        ids = sent.get("client_id", [])
        app = self._accounts.app(ids[0]) if len(ids) == 1 else None
        if app is None:
            raise ErrorResponse(400, "The client_id is missing, repeated or unknown.", error="invalid_client")
        return app

    def _redirect_uri(self, sent: Mapping[str, Sequence[str]], app: OAuthApp) -> str:
        uris = sent.get("redirect_uri", [])
        if len(uris) == 1 and uris[0] in app.redirect_uris:
            return uris[0]
        raise ErrorResponse(400, "The redirect_uri is missing, repeated or not registered for this client.")

    def _kind(self, route: Route, schemes: Mapping[str, str], sent: Mapping[str, Sequence[str]], app: OAuthApp) -> str:
        """Return the response type of a request that is in order."""
        kinds = sent.get("response_type", [])
        if len(kinds) != 1:
            raise ErrorResponse(400, "The response_type is missing or repeated.")
        if kinds[0] not in schemes:
            raise ErrorResponse(400, "The server does not offer this flow.", error="unsupported_response_type")
        values = read_parameters(route.parameters, "query", sent)
        for name, bound in app.parameters.items():
            if values.get(name, bound) != bound:
                raise ErrorResponse(400, f"The client may not act for this {name}.", error="access_denied")
        _challenge(sent)
        return kinds[0]

    def _consenting(self, scheme: str, request: MockRequest) -> Principal | str:
        """Return who consents, or what to say on the page that asks."""
        if self._asks and request.method != "POST":
            return ""
        login, principal = self._accounts.login_of(scheme), self._accounts.consenting(scheme)
        if self._asks:
            answer = dict(parse_form(request))
            if answer.get("decision") != "allow":
                raise ErrorResponse(400, "The user said no.", error="access_denied")
            if login is not None:
                principal = self._accounts.sign_in(scheme, answer.get("login", ""), answer.get("secret", ""))
                if principal is None:
                    return f"The {login.name} or the {login.secret} is wrong."
        if principal is None:
            raise ErrorResponse(400, "Nobody is there to consent.", error="access_denied")
        return principal

    def _issued(
        self, kind: str, principal: Principal, app: OAuthApp, redirect_uri: str, challenge: tuple[str, str] | None
    ) -> dict[str, Any]:
        grant = Grant(principal=principal, client=app.client_id, parameters=app.parameters)
        if kind == "token":
            return self._tokens.issue(grant, refreshable=self._as_documented)
        separator = "+" if self._as_documented else None
        return {"code": self._tokens.issue_code(grant, redirect_uri, challenge, separator)}


def _challenge(sent: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    challenges, methods = sent.get("code_challenge", []), sent.get("code_challenge_method", ["plain"])
    if not challenges:
        return None
    if len(challenges) > 1 or len(methods) > 1 or not _CHALLENGE.fullmatch(challenges[0]):
        raise ErrorResponse(400, "The code_challenge is malformed or repeated.")
    if methods[0] not in ("S256", "plain"):
        raise ErrorResponse(400, "The code_challenge_method must be S256 or plain.")
    return challenges[0], methods[0]


def _redirect(uri: str, parameters: Mapping[str, Any], mark: str) -> MockResponse:
    # %20 and not a plus sign for a space: both decoders of the world read it alike.
    text = "&".join(f"{name}={quote(str(each), safe='')}" for name, each in parameters.items())
    separator = "&" if mark == "?" and "?" in uri else mark
    return MockResponse(302, (("Location", f"{uri}{separator}{text}"), *NO_STORE))
