"""The ways to reach a mock from Python, each made when it is first asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .._request import OMIT, Omit
from .messages import MockRequest, MockResponse

if TYPE_CHECKING:
    from .._http import http
    from ..auth import Credentials
    from ..client import AsyncClient, Client
    from ._state import State
    from .asgi import MockApplication
    from .clock import MockClock
    from .credentials import MockCredentials
    from .transport import MockTransport

__all__ = ["WaysIn"]


class WaysIn(ABC):
    """What `Mock` offers beside its answers."""

    clock: MockClock
    _state: State

    @abstractmethod
    def respond(self, request: MockRequest) -> MockResponse:
        """Answer one request.

        Args:
            request: The request.
        """

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
        return self.credentials_by(self.transport)

    def credentials_by(self, transport: http.BaseTransport | None) -> MockCredentials:
        """Return credentials that work, one of each kind.

        Args:
            transport: What their token requests are sent with; None for their client's own way.
        """
        from ._ready import Ready
        from .credentials import MockCredentials

        return MockCredentials(Ready(self._state.identities, self._state.logins, transport, self.clock))

    def _chosen(self, auth: Credentials | Omit | None) -> Credentials | None:
        return self.credentials.first if isinstance(auth, Omit) else auth

    def client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> Client:
        """Return a client of this package that talks to this mock.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `Client` takes; the clock is the mock's where it is left out.
        """
        from ..client import Client

        return Client(self._chosen(auth), transport=self.transport, **{"clock": self.clock, **options})

    def async_client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> AsyncClient:
        """Return an asynchronous client of this package that talks to this mock.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `AsyncClient` takes; the clock is the mock's where it is left out.
        """
        from ..client import AsyncClient

        return AsyncClient(self._chosen(auth), transport=self.transport, **{"clock": self.clock, **options})

    def visit(self, url: str) -> str:
        """Open a URL as a browser does, and return where it is sent: the redirect of an authorization request.

        Args:
            url: The URL, such as that of an authorization request.

        Raises:
            ValueError: The answer is no redirect.
        """
        return _redirected(self.respond(MockRequest("GET", url)))

    def sign_in(self, url: str, login: str = "", secret: str = "", *, allow: bool = True) -> str:
        """Fill in the page of an authorization request as a person does, and return where they are sent.

        Args:
            url: The URL of the authorization request.
            login: The name to sign in with.
            secret: The password.
            allow: Whether they say yes.

        Raises:
            ValueError: The answer is no redirect: the name or the password is wrong, or the mock does not ask.
        """
        form = urlencode({"login": login, "secret": secret, "decision": "allow" if allow else "deny"})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return _redirected(self.respond(MockRequest("POST", url, kind, form.encode())))


def _redirected(response: MockResponse) -> str:
    location = response.header("Location")
    if location is None:
        raise ValueError(f"the mock answered {response.status}, and no redirect")
    return location
