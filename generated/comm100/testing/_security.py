"""Who may call an operation: its ``security``, its ``x-permission`` and the daily limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http.cookies import CookieError, SimpleCookie

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._forms import constant_time_equal, parse_authorization, parse_basic
from ._openapi.semantics import flows, scheme_kind
from ._tokens import Principal, Tokens
from .accounts import Accounts
from .clock import ServerTime
from .messages import MockRequest

__all__ = ["Security", "limit_reached"]

_DAY = 86400


class Security:
    """Authenticates requests and checks their permissions.

    Args:
        document: The document.
        issuing: The security scheme that stands for others whose tokens the same endpoint issues, by theirs.
        accounts: The accounts.
        tokens: The tokens issued so far.
        time: The server's time; days begin at 00:00 UTC.
        daily_limit: The maximum number of authenticated requests a day; None for no limit.
    """

    def __init__(
        self,
        document: Document,
        issuing: Mapping[str, str],
        accounts: Accounts,
        tokens: Tokens,
        time: ServerTime,
        daily_limit: int | None,
    ) -> None:
        self._issuing = issuing
        self._schemes = document.schemes
        self._kinds = {key: scheme_kind(scheme) for key, scheme in document.schemes.items()}
        self._scopes = {
            key: {
                word for flow in flows(scheme).values() for scope in flow.get("scopes") or {} for word in scope.split()
            }
            for key, scheme in document.schemes.items()
        }
        self._accounts = accounts
        self._tokens = tokens
        self._time = time
        self.daily_limit = daily_limit
        self._day = 0
        self._used = 0

    def authorize(self, route: Route, request: MockRequest) -> Principal | None:
        """Return whom a request acts for; None if the operation is open to all.

        Args:
            route: The operation it calls.
            request: The request.

        Raises:
            ErrorResponse: 401 if the credentials are missing or not valid; 403 beyond the daily limit or without a
                required scope or permission.
        """
        if not route.security or {} in route.security:
            return None
        principal = self._authenticate(route, request)
        self._count()
        if route.permission and not self._accounts.has_permission(principal, route.permission):
            raise ErrorResponse(403, f"The permission '{route.permission}' is required.")
        return principal

    def _authenticate(self, route: Route, request: MockRequest) -> Principal:
        insufficient_scope = None
        for alternative in route.security:
            try:
                principals = [self._principal(scheme, scopes, request) for scheme, scopes in alternative.items()]
            except ErrorResponse as error:
                insufficient_scope = error
                continue
            if all(principals) and principals[0] is not None:
                return principals[0]
        raise insufficient_scope or self.unauthorized(route, request)

    def unauthorized(self, route: Route, request: MockRequest) -> ErrorResponse:
        """Return the 401 of a request without valid credentials.

        Args:
            route: The operation it calls.
            request: The request.
        """
        message = "The credentials are missing or not valid."
        return ErrorResponse(401, message, headers=self._challenge(route, request))

    def _principal(self, key: str, scopes: Sequence[str], request: MockRequest) -> Principal | None:
        scheme = self._schemes.get(key, {})
        scheme_type = self._kinds.get(key)
        if scheme_type == "mutualTLS":
            # Whether the connection has a client certificate is not for requests to say.
            return Principal(scheme=key, realm=key)
        if scheme_type == "apiKey":
            api_key = _api_key(scheme["in"], scheme["name"], request)
            valid = api_key is not None and constant_time_equal(api_key, self._accounts.key(key))
            return Principal(scheme=key, realm=key) if valid else None
        if scheme_type == "http":
            values = request.values("Authorization")
            valid = len(values) == 1 and constant_time_equal(values[0], self._accounts.key(key))
            return Principal(scheme=key, realm=key) if valid else None
        kind, credentials = _authorization(request)
        if scheme_type == "basic":
            pair = parse_basic(credentials) if kind == "basic" else None
            return self._accounts.sign_in(key, *pair) if pair else None
        if kind != "bearer":
            return None
        if scheme_type == "bearer":
            valid = constant_time_equal(credentials, self._accounts.key(key))
            return Principal(scheme=key, realm=key) if valid else None
        token = self._tokens.bearer(credentials)
        issuing = self._issuing.get(key, key)
        if token is None or token.grant.principal.scheme != issuing:
            return None
        if not self._accounts.is_active(token.grant.principal):
            return None
        # No token can have a scope that the document's flows do not offer.
        if token.scope is not None and not self._scopes[key] & set(" ".join(scopes).split()) <= set(
            token.scope.split()
        ):
            raise _insufficient_scope(scopes)
        return token.grant.principal

    def _challenge(self, route: Route, request: MockRequest) -> tuple[tuple[str, str], ...]:
        """Return the accepted ways to authenticate (RFC 9110 section 11.6.1) and the error of a token (RFC 6750)."""
        challenges = []
        kinds = {self._kinds.get(key) for alternative in route.security for key in alternative}
        if "basic" in kinds:
            challenges.append('Basic realm="API"')
        if kinds & {"oauth2", "openIdConnect", "bearer"}:
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
    """Return the 403 of a request beyond the daily limit."""
    return ErrorResponse(403, "The number of requests exceeds the limit of the day.", detail=1)


def _insufficient_scope(scopes: Sequence[str]) -> ErrorResponse:
    """Return the 403 of a token without the scopes of an operation (RFC 6750 section 3.1)."""
    scope = " ".join(scopes)
    challenge = f'Bearer realm="API", error="insufficient_scope", scope="{scope}"'
    return ErrorResponse(403, f"The scope '{scope}' is required.", headers=(("WWW-Authenticate", challenge),))


def _authorization(request: MockRequest) -> tuple[str, str]:
    values = request.values("Authorization")
    return parse_authorization(values[0]) if len(values) == 1 else ("", "")


def _api_key(location: str, name: str, request: MockRequest) -> str | None:
    if location == "header":
        values = request.values(name)
    elif location == "query":
        try:
            values = [value for key, value in request.parameters if key == name]
        except ValueError:
            return None
    else:
        try:
            cookies = SimpleCookie("; ".join(request.values("Cookie")))
        except CookieError:
            return None
        values = [cookies[name].value] if name in cookies else []
    return values[0] if len(values) == 1 else None
