"""Who may call an operation: its ``security``, its ``x-permission`` and the daily limit."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from ._accounts import Accounts
from ._basic import basic, constant_time_equal, scheme_and_value
from ._document import Document, Route
from ._error_response import ErrorResponse
from ._tokens import Principal, Tokens
from .clock import ServerTime
from .messages import MockRequest

__all__ = ["Security", "limit_reached"]

_DAY = 86400


class Security:
    """Lets requests in.

    Args:
        document: The document.
        accounts: Who can sign in.
        tokens: What was handed out.
        time: Tells when a day begins, at 0:00 UTC.
        daily_limit: How many authenticated requests a day takes; None for no limit.
    """

    def __init__(
        self, document: Document, accounts: Accounts, tokens: Tokens, time: ServerTime, daily_limit: int | None
    ) -> None:
        self._document = document
        self._accounts = accounts
        self._tokens = tokens
        self._time = time
        self.daily_limit = daily_limit
        self._day = 0
        self._used = 0

    def authorize(self, route: Route, request: MockRequest) -> Principal | None:
        """Return whom a request acts for; None where the operation is open to all.

        Args:
            route: What the request calls.
            request: The request.

        Raises:
            ErrorResponse: 401, no credentials that the operation accepts; 403, the day's limit or a missing permission.
        """
        if not route.security or () in route.security:
            return None
        principal = self._authenticated(route, request)
        self._count()
        if route.permission and not self._accounts.allows(principal, route.permission):
            raise ErrorResponse(403, f"The permission '{route.permission}' is required.")
        return principal

    def _authenticated(self, route: Route, request: MockRequest) -> Principal:
        for alternative in route.security:
            found = [self._principal(scheme, request) for scheme in alternative]
            if found[0] is not None and all(found):
                return found[0]
        raise self.unauthorized(route, request)

    def unauthorized(self, route: Route, request: MockRequest) -> ErrorResponse:
        """Return the refusal of a request without credentials that the operation accepts.

        Args:
            route: What the request calls.
            request: The request.
        """
        message = "The credentials are missing or not valid."
        return ErrorResponse(401, message, headers=self._challenge(route, request))

    def _principal(self, key: str, request: MockRequest) -> Principal | None:
        scheme = self._document.schemes.get(key, {})
        if scheme.get("type") == "apiKey":
            sent = _api_key(scheme["in"], scheme["name"], request)
            known = sent is not None and constant_time_equal(sent, self._accounts.key(key))
            return Principal(scheme=key, realm=key) if known else None
        kind, value = _authorization(request)
        if scheme.get("type") == "http" and scheme["scheme"].lower() == "basic":
            pair = basic(value) if kind == "basic" else None
            return self._accounts.sign_in(key, *pair) if pair else None
        if kind != "bearer":
            return None
        if scheme.get("type") == "http":
            return Principal(scheme=key, realm=key) if constant_time_equal(value, self._accounts.key(key)) else None
        grant = self._tokens.bearer(value)
        if grant is None or grant.principal.scheme != key or not self._accounts.is_active(grant.principal):
            return None
        return grant.principal

    def _challenge(self, route: Route, request: MockRequest) -> tuple[tuple[str, str], ...]:
        """Return the ways to authenticate (RFC 9110 section 11.6.1), and what is wrong with a token (RFC 6750)."""
        schemes = [self._document.schemes.get(key, {}) for each in route.security for key in each]
        challenges = []
        if any(scheme.get("scheme", "").lower() == "basic" for scheme in schemes):
            challenges.append('Basic realm="API"')
        if any(scheme.get("type") == "oauth2" or scheme.get("scheme", "").lower() == "bearer" for scheme in schemes):
            invalid = ', error="invalid_token"' if _authorization(request)[0] == "bearer" else ""
            challenges.append(f'Bearer realm="API"{invalid}')
        return (("WWW-Authenticate", ", ".join(challenges)),) if challenges else ()

    def _count(self) -> None:
        if self.daily_limit is None:
            return
        today = int(self._time.wall() // _DAY)
        if today != self._day:
            self._day, self._used = today, 0
        if self._used >= self.daily_limit:
            raise limit_reached()
        self._used += 1


def limit_reached() -> ErrorResponse:
    """Return the refusal of a request beyond the day's limit."""
    return ErrorResponse(403, "The number of requests exceeds the limit of the day.", detail=1)


def _authorization(request: MockRequest) -> tuple[str, str]:
    values = request.values("Authorization")
    return scheme_and_value(values[0]) if len(values) == 1 else ("", "")


def _api_key(location: str, name: str, request: MockRequest) -> str | None:
    if location == "header":
        found = request.values(name)
    elif location == "query":
        try:
            found = [value for each, value in request.parameters if each == name]
        except ValueError:
            return None
    else:
        try:
            cookies = SimpleCookie("; ".join(request.values("Cookie")))
        except CookieError:
            return None
        found = [cookies[name].value] if name in cookies else []
    return found[0] if len(found) == 1 else None
