"""The mock: every request checked against the document, every answer in its shapes, all state in memory."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from typing import Any, Literal

from ._controls import Controls
from ._document import Document, Route, bundled_document
from ._endpoints import Endpoints
from ._error_response import ErrorResponse
from ._forms import repeated
from ._request_validation import read_parameters
from ._responses import ResponseFactory
from ._state import Settings, State
from ._store import Call
from ._ways_in import WaysIn
from .clock import MockClock
from .faults import Fault
from .identities import Identities, OAuthApp
from .journal import Exchange
from .messages import MockRequest, MockResponse

__all__ = ["Mock"]


class Mock(Controls, WaysIn):
    """The API and its authorization server, in memory; safe to share between threads.

    A request that the document does not allow gets the documented 400. Query parameters that the document does not
    know are ignored, because RFC 6749 section 3.1 demands it of the OAuth endpoints and OpenAPI forbids it of no other.
    Methods that the document does not list get 405, HEAD, OPTIONS and TRACE too; unknown paths the documented 404.

    Args:
        document: The OpenAPI document to live by; the one of this package where it is left out.
        seed: Where every random value comes from: two mocks of one seed hand out the same codes and tokens.
        clock: The clock that expiry and the daily limit follow.
        as_documented: Whether to answer in the odd forms of the vendor's texts: the implicit flow as 200 with JSON and
            a refresh token, a plus sign in codes, a refresh token from client credentials.
        daily_limit: How many authenticated requests a day takes, from 0:00 UTC; None for no limit.
        redirect_uris: Redirect URIs that the OAuth client of the examples may use beside its own.
        apps: Further OAuth clients.
        page_size: How many records make a page.
        record_limit: How many records a collection may hold.
        token_limit: How many codes, access tokens and refresh tokens are remembered, of each.
        journal_limit: How many requests the journal keeps.
        consent: How people consent at the authorization endpoint: ``"instant"``, the first account does at once, or
            ``"form"``, on a page that asks them to sign in and to say yes or no.
        faults: What goes wrong from the start, and after each reset again.

    Raises:
        ValueError: A fault names an operation that the document does not have.
        UnsupportedSchemaError: A schema of the document uses what the validator does not know.
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
            faults=tuple(faults),
            consent=consent,
        )
        self._document = Document(bundled_document() if document is None else document)
        self._endpoints = Endpoints(self._document)
        self._responses = ResponseFactory(self._document)
        self._lock = threading.Lock()
        self._state = self._fresh()

    def _fresh(self) -> State:
        return State(self._document, self._endpoints, self.clock, self._settings)

    @property
    def base_url(self) -> str:
        """The URL of the document's server; in process, the host does not matter."""
        return self._document.server

    @property
    def identities(self) -> Identities:
        """Everybody that a fresh mock knows, with their secrets."""
        return self._state.identities

    def reset(self) -> None:
        """Make the mock as new: records, accounts, tokens, limits, journal and random values. The clock stays."""
        with self._lock:
            self._state = self._fresh()

    def respond(self, request: MockRequest) -> MockResponse:
        """Answer one request. Nothing but this mock's own memory is touched.

        Args:
            request: The request.
        """
        with self._lock:
            route, response = self._answer(request)
            if route:
                response = self._state.faults.after(route, request, response)
            self._state.asked += 1
            self._state.journal.append(Exchange(request, response, route.id if route else None))
        return response

    def _answer(self, request: MockRequest) -> tuple[Route | None, MockResponse]:
        route = None
        try:
            match = self._document.router.find(request.path)
            if match is None:
                raise ErrorResponse(404, "No resource has this address.")
            method = "GET" if self._is_consent(request.method, match.routes) else request.method
            if method not in match.routes:
                headers = (("Allow", ", ".join(sorted(match.routes))),)
                raise ErrorResponse(405, "This resource does not know this method.", headers=headers)
            route, names = match.routes[method]
            path = dict(zip(names, ([value] for value in match.values), strict=True))
            return route, self._call(route, path, request)
        except ErrorResponse as refusal:
            return route, self._responses.error(route, refusal)

    def _is_consent(self, method: str, routes: Mapping[str, tuple[Route, Any]]) -> bool:
        """Tell whether the form of the page that asks comes back; the document knows nothing of it."""
        asked = self._settings.consent == "form" and method == "POST" and "POST" not in routes and "GET" in routes
        return asked and routes["GET"][0] in self._endpoints.authorize

    def _call(self, route: Route, path: Mapping[str, list[str]], request: MockRequest) -> MockResponse:
        state = self._state
        state.faults.before(route, request)
        if route in self._endpoints.token:
            return state.token.answer(self._endpoints.token[route], request)
        if route in self._endpoints.authorize:
            return state.authorize.answer(route, self._endpoints.authorize[route], request)
        principal = state.security.authorize(route, request)
        call = Call(
            route=route,
            request=request,
            path=read_parameters(route.parameters, "path", path),
            query=read_parameters(route.parameters, "query", _query(request)),
            body=route.body.read(request) if route.body else None,
            principal=principal,
        )
        read_parameters(route.parameters, "header", repeated((name.lower(), value) for name, value in request.headers))
        if route.store is None:
            return self._responses.example(route)
        return state.store.answer(call, route.store)


def _query(request: MockRequest) -> dict[str, list[str]]:
    try:
        return repeated(request.parameters)
    except ValueError:
        raise ErrorResponse(400, "The query is not well encoded.") from None
