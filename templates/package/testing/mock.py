"""The mock: every request checked against the document, every answer in its shapes, all state in memory."""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .._request import OMIT, Omit
from ._accounts import Accounts, identities, logins
from ._answers import Answers
from ._authorize import Authorize
from ._document import Document, Operation, bundled
from ._endpoints import Endpoints
from ._forms import repeated
from ._grant import TokenEndpoint
from ._parameters import read
from ._records import Records
from ._refused import RefusedError
from ._security import Security
from ._store import Call, Store
from ._tokens import Lifetimes, Tokens
from .clock import MockClock
from .identities import Identities
from .messages import MockRequest, MockResponse

if TYPE_CHECKING:
    from ..auth import Credentials
    from ..client import AsyncClient, Client
    from .asgi import MockApplication
    from .credentials import MockCredentials
    from .transport import MockTransport

__all__ = ["Exchange", "Mock"]


@dataclass(frozen=True)
class Exchange:
    """One request of the journal, and what the mock answered. Its repr shows no header, no query and no body.

    Attributes:
        request: What came.
        response: What was answered.
        operation: The operationId; None where the path and the method lead to no operation.
    """

    request: MockRequest
    response: MockResponse
    operation: str | None

    def __repr__(self) -> str:
        return f"<{self.request.method} {self.request.path} -> {self.response.status} ({self.operation})>"


class _State:
    """All that requests change; a reset makes a new one."""

    def __init__(self, mock: Mock) -> None:
        rng = random.Random(mock.seed)
        document, endpoints, clock = mock._document, mock._endpoints, mock.clock
        self.records = Records(document, rng, mock._record_limit)
        self.logins = logins(document, endpoints)
        self.identities = identities(document, endpoints, self.records, rng)
        self.accounts = Accounts(self.identities, self.logins, self.records)
        lifetimes = {key: Lifetimes(**scheme.get("x-lifetimes", {})) for key, scheme in document.schemes.items()}
        self.tokens = Tokens(clock, rng, lifetimes, mock._token_limit)
        self.security = Security(document, self.accounts, self.tokens, clock, mock._daily_limit)
        self.store = Store(document, self.records, mock._page_size)
        self.authorize = Authorize(self.accounts, self.tokens, as_documented=mock._as_documented)
        self.token = TokenEndpoint(self.accounts, self.tokens, as_documented=mock._as_documented)
        self.journal: deque[Exchange] = deque(maxlen=mock._journal_limit)


class Mock:
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
        page_size: How many records make a page.
        record_limit: How many records a collection may hold.
        token_limit: How many codes, access tokens and refresh tokens are remembered, of each.
        journal_limit: How many requests the journal keeps.

    Raises:
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
        page_size: int = 10,
        record_limit: int = 10_000,
        token_limit: int = 10_000,
        journal_limit: int = 1_000,
    ) -> None:
        self.seed = seed
        self.clock = clock or MockClock()
        self._as_documented = as_documented
        self._daily_limit = daily_limit
        self._page_size = page_size
        self._record_limit = record_limit
        self._token_limit = token_limit
        self._journal_limit = journal_limit
        self._document = Document(bundled() if document is None else document)
        self._endpoints = Endpoints(self._document)
        self._answers = Answers(self._document)
        self._lock = threading.Lock()
        self._state = _State(self)

    @property
    def base_url(self) -> str:
        """The URL of the document's server; in process, the host does not matter."""
        return self._document.server

    @property
    def identities(self) -> Identities:
        """Everybody that a fresh mock knows, with their secrets."""
        return self._state.identities

    @property
    def requests(self) -> list[Exchange]:
        """The journal: the latest requests and their answers, oldest first."""
        with self._lock:
            return list(self._state.journal)

    def reset(self) -> None:
        """Make the mock as new: records, accounts, tokens, journal and random values. The clock stays as it is."""
        with self._lock:
            self._state = _State(self)

    def respond(self, request: MockRequest) -> MockResponse:
        """Answer one request. Nothing but this mock's own memory is touched.

        Args:
            request: The request.
        """
        with self._lock:
            operation, response = self._answer(request)
            self._state.journal.append(Exchange(request, response, operation.id if operation else None))
        return response

    def _answer(self, request: MockRequest) -> tuple[Operation | None, MockResponse]:
        operation = None
        try:
            match = self._document.router.find(request.path)
            if match is None:
                raise RefusedError(404, "No resource has this address.")
            if request.method not in match.targets:
                headers = (("Allow", ", ".join(sorted(match.targets))),)
                raise RefusedError(405, "This resource does not know this method.", headers=headers)
            operation, names = match.targets[request.method]
            path = dict(zip(names, ([value] for value in match.values), strict=True))
            return operation, self._call(operation, path, request)
        except RefusedError as refusal:
            return operation, self._answers.refusal(operation, refusal)

    def _call(self, operation: Operation, path: Mapping[str, list[str]], request: MockRequest) -> MockResponse:
        state = self._state
        if operation in self._endpoints.token:
            return state.token.answer(self._endpoints.token[operation], request)
        if operation in self._endpoints.authorize:
            return state.authorize.answer(operation, self._endpoints.authorize[operation], request)
        principal = state.security.admit(operation, request)
        call = Call(
            operation=operation,
            request=request,
            path=read(operation.parameters, "path", path),
            query=read(operation.parameters, "query", _query(request)),
            body=operation.body.read(request) if operation.body else None,
            principal=principal,
        )
        read(operation.parameters, "header", repeated((name.lower(), value) for name, value in request.headers))
        if operation.store is None:
            return self._answers.example(operation)
        return state.store.answer(call, operation.store)

    @cached_property
    def transport(self) -> MockTransport:
        """A transport for any sync or async client of the HTTP library, without a socket."""
        from .transport import MockTransport

        return MockTransport(self)

    @cached_property
    def asgi(self) -> MockApplication:
        """An ASGI application for a real server."""
        from .asgi import MockApplication

        return MockApplication(self)

    @cached_property
    def credentials(self) -> MockCredentials:
        """Credentials that work, one of each kind."""
        from ._ready import Ready
        from .credentials import MockCredentials

        return MockCredentials(Ready(self.identities, self._state.logins, self.transport))

    def _chosen(self, auth: Credentials | Omit | None) -> Credentials | None:
        return self.credentials.first if isinstance(auth, Omit) else auth

    def client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> Client:
        """Return a client of this package that talks to this mock.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `Client` takes.
        """
        from ..client import Client

        return Client(self._chosen(auth), transport=self.transport, **options)

    def async_client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> AsyncClient:
        """Return an asynchronous client of this package that talks to this mock.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `AsyncClient` takes.
        """
        from ..client import AsyncClient

        return AsyncClient(self._chosen(auth), transport=self.transport, **options)

    def visit(self, url: str) -> str:
        """Open a URL as a browser does, and return where it is sent: the redirect of an authorization request.

        Args:
            url: The URL, such as that of an authorization request.

        Raises:
            ValueError: The answer is no redirect.
        """
        response = self.respond(MockRequest("GET", url))
        location = response.header("Location")
        if location is None:
            raise ValueError(f"the mock answered {response.status}, and no redirect")
        return location


def _query(request: MockRequest) -> dict[str, list[str]]:
    try:
        return repeated(request.parameters)
    except ValueError:
        raise RefusedError(400, "The query is not well encoded.") from None
