"""The mock: every request checked against the document, every response in its shapes, all state in memory."""

from __future__ import annotations

import copy
import functools
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode, urlsplit

from .._request import OMIT, Omit
from ._document import Match, Route
from ._error_response import ErrorResponse
from ._forms import group_values
from ._record_operations import RecordRequest
from ._request_validation import cookies, read_parameters
from ._state import CompiledDocument, Settings, State
from .accounts import CredentialsFactory, Identities, OAuthApp
from .asgi import MockApplication
from .clock import MockClock
from .credentials import MockCredentials
from .faults import Fault
from .journal import Journal
from .messages import Exchange, MockRequest, MockResponse
from .transport import MockTransport

if TYPE_CHECKING:
    from .._http import http
    from ..auth import Credentials
    from ..client import AsyncClient, Client

__all__ = ["Mock"]


class Mock:
    """The API and its authorization server, in memory. Threads may share it.

    Requests that the document does not allow get the documented 400. Undocumented query parameters are ignored, as RFC
    6749 section 3.1 demands of the OAuth endpoints and OpenAPI permits elsewhere. Methods that the document does not
    list, including HEAD, OPTIONS and TRACE, get 405; unknown paths get the documented 404.

    Args:
        document: The OpenAPI document to serve; this package's own if omitted.
        seed: The source of all random values: mocks with the same seed issue the same codes and tokens.
        clock: The clock that expiry and the daily limit follow.
        as_documented: Whether to return the vendor's non-standard responses: the implicit flow as 200 with JSON and a
            refresh token, a plus sign in codes, a refresh token for client credentials.
        daily_limit: The maximum number of authenticated requests a day, counted from 00:00 UTC; None for no limit.
        redirect_uris: Redirect URIs of the example OAuth client besides its own.
        apps: Additional OAuth clients.
        page_size: The number of records on a page.
        record_limit: The maximum number of records in a collection.
        token_limit: How many codes, access tokens and refresh tokens are kept, of each.
        journal_limit: The maximum number of requests in the journal.
        journal_bytes: The maximum size of the journal; the latest request is kept even if it is larger.
        consent: How people consent at the authorization endpoint: ``"instant"``, the first account consents at once, or
            ``"form"``, a page asks them to sign in and to allow or deny access.
        faults: Faults that are present from the start and after each reset.

    Raises:
        ValueError: A fault names an operation that the document does not have.
        ConfigurationError: The library jsonschema-rs is not installed.
        UnsupportedSchemaError: A reference of the document cannot be followed.
    """

    def __init__(
        self,
        *,
        document: Mapping[str, Any] | None = None,
        seed: int = 0,
        clock: MockClock | None = None,
        as_documented: bool = False,
        daily_limit: int | None = None,
        redirect_uris: Collection[str] = (),
        apps: Collection[OAuthApp] = (),
        page_size: int = 10,
        record_limit: int = 10_000,
        token_limit: int = 10_000,
        journal_limit: int = 1_000,
        journal_bytes: int = 16 << 20,
        consent: Literal["instant", "form"] = "instant",
        faults: Collection[Fault] = (),
    ) -> None:
        self.clock = clock or MockClock()
        self._settings = Settings(
            seed=seed,
            as_documented=as_documented,
            daily_limit=daily_limit,
            redirect_uris=tuple(redirect_uris),
            apps=tuple(apps),
            page_size=page_size,
            record_limit=record_limit,
            token_limit=token_limit,
            journal_limit=journal_limit,
            journal_bytes=journal_bytes,
            consent=consent,
            faults=tuple(faults),
        )
        self._compiled = CompiledDocument.bundled() if document is None else CompiledDocument(document)
        self._document = self._compiled.document
        self._endpoints = self._compiled.endpoints
        self._responses = self._compiled.responses
        self._lock = threading.Lock()
        # The paths of the servers that clients of this mock have been given, beside those that the document lists.
        self._server_paths: set[str] = set()
        self._transport = MockTransport(self)
        self._state = self._new_state()

    def _new_state(self) -> State:
        return State(self._compiled, self.clock, self._settings)

    @property
    def document(self) -> Mapping[str, Any]:
        """The OpenAPI document that is served; do not change it."""
        return self._document.root

    # Requests

    def respond(self, request: MockRequest) -> MockResponse:
        """Return the response to one request. Only the mock's own memory changes.

        Args:
            request: The request.
        """
        with self._lock:
            route, response = self._respond(request)
            if route:
                response = self._state.faults.after(route, request, response)
            self._state.journal.append(Exchange(request, response, route.id if route else None))
        return response

    def _respond(self, request: MockRequest) -> tuple[Route | None, MockResponse]:
        route = None
        try:
            match = self._find(request.path)
            if match is None:
                raise ErrorResponse(404, "No resource has this path.")
            method = "GET" if self._is_consent_form(request.method, match.routes) else request.method
            if method not in match.routes:
                headers = (("Allow", ", ".join(sorted(match.routes))),)
                raise ErrorResponse(405, "This resource does not support this method.", headers=headers)
            route, names = match.routes[method]
            path = dict(zip(names, ([value] for value in match.values), strict=True))
            return route, self._dispatch(route, path, request)
        except ErrorResponse as error:
            return route, self._responses.error(route, error)

    def _find(self, path: str) -> Match | None:
        base = urlsplit(self._document.server).path
        others = (base + path.removeprefix(prefix) for prefix in self._server_paths if path.startswith(f"{prefix}/"))
        return next(filter(None, map(self._document.router.find, (path, *others))), None)

    def _is_consent_form(self, method: str, routes: Mapping[str, tuple[Route, Any]]) -> bool:
        """Tell whether the form of the consent page is submitted, which the document does not describe."""
        if self._settings.consent != "form" or method != "POST" or "POST" in routes or "GET" not in routes:
            return False
        return routes["GET"][0] in self._endpoints.authorization

    def _dispatch(self, route: Route, path: Mapping[str, list[str]], request: MockRequest) -> MockResponse:
        state = self._state
        state.faults.before(route, request)
        if route in self._endpoints.token:
            return state.authorization_server.token_response(self._endpoints.token[route], request)
        if route in self._endpoints.authorization:
            schemes = self._endpoints.authorization[route]
            return state.authorization_server.authorization_response(route, schemes, request)
        if route in self._endpoints.discovery:
            return state.authorization_server.metadata(self._endpoints.discovery[route], request)
        principal = state.security.authorize(route, request)
        call = RecordRequest(
            route=route,
            request=request,
            path=read_parameters(route.parameters, "path", path),
            query=read_parameters(
                route.parameters, "query", _query(request), ignore_case="letter-case" in self._document.lenient
            ),
            body=route.body.read(request) if route.body else None,
            principal=principal,
        )
        headers = group_values((name.lower(), value) for name, value in request.headers)
        read_parameters(route.parameters, "header", headers)
        read_parameters(route.parameters, "cookie", cookies(headers.get("cookie", ())))
        if route.store == "report":
            return state.reports.respond(route, call.query)
        if not isinstance(route.store, Mapping):
            return self._responses.example(route, request, call.query, call.body)
        return state.operations.respond(call, route.store)

    # State

    @property
    def base_url(self) -> str:
        """The URL of the document's server. In process, any host works."""
        return self._document.server

    @property
    def identities(self) -> Identities:
        """Everybody a fresh mock knows, with their secrets."""
        return self._state.identities

    @property
    def secrets(self) -> frozenset[str]:
        """The names of the fields, members and headers whose values messages mask."""
        return self._compiled.secrets

    @property
    def daily_limit(self) -> int | None:
        """The maximum number of authenticated requests a day, counted from 00:00 UTC; None for no limit. Settable."""
        return self._state.security.daily_limit

    @daily_limit.setter
    def daily_limit(self, limit: int | None) -> None:
        self._state.security.daily_limit = limit

    def reset(self) -> None:
        """Restore the initial state: records, accounts, tokens, limits, faults, journal and seed. The clock stays."""
        with self._lock:
            self._state = self._new_state()

    def seed_records(
        self, collection: str, records: Iterable[Mapping[str, Any]], *, parent: int | str | None = None
    ) -> list[dict[str, Any]]:
        """Add records as if they had been created earlier, and return them whole. Either all are added or none.

        Args:
            collection: The name of the collection in the document's ``x-store``.
            records: The known values of each, by wire name; a key and defaults are added where they are missing. They
                may include secrets that the record's owner signs in with, which no response shows.
            parent: The key of the record that they belong to, in a nested collection.

        Raises:
            ValueError: There is no such collection or parent, a record does not match the schema, its key is taken, or
                the collection is full.
        """
        with self._lock:
            secrets = {login.secret for login in self._state.logins.values() if login.realm == collection}
            return self._state.records.seed(self._state.records.find(collection), records, secrets, parent)

    def set_report(self, name: str, value: Any) -> None:
        """Replace what a report returns, until the next reset: ``mock.set_report("orders.by_day", [...])``.

        Args:
            name: The report's operationId, or the end of it; of several reports that end so, the one with the shortest.
            value: The JSON that it returns, whatever is asked for.

        Raises:
            ValueError: There is no such report, or the value does not match its schema.
        """
        with self._lock:
            self._state.reports.set(name, value)

    def records(self, collection: str) -> list[dict[str, Any]]:
        """Return copies of the current records of a collection, in the order of their creation.

        Args:
            collection: The name of the collection in the document's ``x-store``.

        Raises:
            ValueError: There is no such collection.
        """
        with self._lock:
            found = self._state.records.find(collection)
            return copy.deepcopy([*found.rows.values(), *found.singletons.values()])

    # Faults

    def inject(
        self,
        fault: str | Fault,
        *,
        operation: str | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        **details: Any,
    ) -> None:
        """Inject a fault: ``mock.inject("latency", operation="...", times=2, seconds=3)``.

        Args:
            fault: The name of one of `FAULTS`, or a `Fault`, for which the other arguments are ignored.
            operation: The operationId of the requests it affects; None for every request it can affect.
            times: How many requests it affects; None for all, until `recover` or `reset`.
            probability: Probability (0 to 1) for an eligible request; the mock's seed decides.
            details: The fault's details, such as ``seconds`` or ``status``.

        Raises:
            ValueError: There is no such fault, detail or operation, or a value is out of range.
        """
        if not isinstance(fault, Fault):
            fault = Fault(name=fault, operation=operation, times=times, probability=probability, details=details)
        with self._lock:
            self._state.faults.add(fault)

    def fail_next(self, status: int, *, times: int = 1) -> None:
        """Return an error for the next requests, whatever they call; short for ``inject("error_status", ...)``.

        Args:
            status: The HTTP status, from 400 to 599. The body is the documented one if the document has this status.
            times: The number of requests.

        Raises:
            ValueError: The status is not an error, or ``times`` is less than 1.
        """
        self.inject("error_status", status=status, times=times)

    def recover(self) -> None:
        """Take back all faults."""
        with self._lock:
            self._state.faults.clear()

    # Journal

    @property
    def requests(self) -> Journal:
        """The most recent requests and their responses, oldest first."""
        with self._lock:
            log = self._state.journal
            return Journal(log, secrets=self.secrets, operations=self._compiled.operations, dropped=log.dropped)

    def assert_requested(self, *, times: int | None = None, **wanted: Any) -> Journal:
        """Assert that matching requests were made, and return their exchanges; see `Journal.assert_requested`.

        Args:
            times: The exact number of matching requests; None for at least one.
            wanted: ``operation``, ``method``, ``path``, ``status``, ``json``, ``form``, ``query`` or ``headers``.

        Raises:
            AssertionError: There are none, or not as many. The message shows the nearest request and how it differs.
            TypeError: There is no such criterion.
            ValueError: The document has no such operation.
        """
        return self.requests.assert_requested(times=times, **wanted)

    # Clients

    @property
    def transport(self) -> MockTransport:
        """A transport for sync and async clients of the HTTP library, without a socket."""
        return self._transport

    @functools.cached_property
    def asgi(self) -> MockApplication:
        """An ASGI application for a server of your choice."""
        return MockApplication(self)

    @functools.cached_property
    def credentials(self) -> MockCredentials:
        """Valid credentials, one of each kind."""
        return self.credentials_with(self.transport)

    def credentials_with(self, transport: http.BaseTransport | None) -> MockCredentials:
        """Return valid credentials, one of each kind.

        Args:
            transport: What their token requests are sent with; None for that of the client they are given to.
        """
        identities, logins = self._state.identities, self._state.logins
        return MockCredentials(CredentialsFactory(identities, logins, transport, self.clock, self))

    def client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> Client:
        """Return a client of this package that talks to this mock.

        Args:
            auth: Its credentials; None for no credentials, the first of `credentials` if omitted.
            options: Further arguments of `Client`; ``clock`` defaults to the mock's.
        """
        from ..client import Client

        credentials = self._auth(auth)
        client = Client(credentials, transport=self.transport, **self._options(credentials, options))
        self._serve(client.base_url, options)
        return client

    def async_client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> AsyncClient:
        """Return an asynchronous client of this package that talks to this mock.

        Args:
            auth: Its credentials; None for no credentials, the first of `credentials` if omitted.
            options: Further arguments of `AsyncClient`; ``clock`` defaults to the mock's.
        """
        from ..client import AsyncClient

        credentials = self._auth(auth)
        client = AsyncClient(credentials, transport=self.transport, **self._options(credentials, options))
        self._serve(client.base_url, options)
        return client

    def _serve(self, base_url: str, options: Mapping[str, Any]) -> None:
        """Answer at the path of a client's server, whose variables may have values that the document does not list."""
        if "base_url" not in options:
            self._server_paths.add(urlsplit(base_url).path)

    def _options(self, auth: Credentials | None, options: dict[str, Any]) -> dict[str, Any]:
        from .._server import DEFAULT_URL

        given: dict[str, Any] = {"clock": self.clock}
        # A document that does not say which host it is at has none for a client either.
        if DEFAULT_URL is None and getattr(auth, "base_url", None) is None:
            given["base_url"] = self.base_url
        return given | options

    def _auth(self, auth: Credentials | Omit | None) -> Credentials | None:
        return self.credentials.first if isinstance(auth, Omit) else auth

    def visit(self, url: str) -> str:
        """Open a URL as a browser does, and return the URL that the response redirects to.

        Args:
            url: The URL, such as that of an authorization request.

        Raises:
            ValueError: The response is not a redirect.
        """
        return _redirect_target(self.respond(MockRequest("GET", url)))

    def scopes(self, scheme: str) -> Sequence[str]:
        """Return the scopes that a security scheme has, in the document's order.

        Args:
            scheme: The key of the scheme.
        """
        return tuple(self._endpoints.scopes.get(scheme, ()))

    def consent(self, url: str, login: Sequence[str]) -> str:
        """Allow an authorization request in either way, and return the URL that the response redirects to.

        Args:
            url: The URL of the authorization request.
            login: The name and the secret to sign in with, if the mock asks.

        Raises:
            ValueError: The response is not a redirect.
        """
        return self.visit(url) if self._settings.consent == "instant" else self.sign_in(url, *login)

    def sign_in(self, url: str, login: str = "", secret: str = "", *, allow: bool = True) -> str:
        """Submit the consent page of an authorization request, and return the URL that the response redirects to.

        Args:
            url: The URL of the authorization request.
            login: The name to sign in with.
            secret: The password.
            allow: Whether to allow access.

        Raises:
            ValueError: The response is not a redirect: the name or the password is wrong, or the mock shows no page.
        """
        form = urlencode({"login": login, "secret": secret, "decision": "allow" if allow else "deny"})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return _redirect_target(self.respond(MockRequest("POST", url, headers, form.encode())))


def _query(request: MockRequest) -> dict[str, list[str]]:
    try:
        return group_values(request.parameters)
    except ValueError:
        raise ErrorResponse(400, "The query is not well encoded.") from None


def _redirect_target(response: MockResponse) -> str:
    location = response.header("Location")
    if location is None:
        raise ValueError(f"the mock returned {response.status} instead of a redirect")
    return location
