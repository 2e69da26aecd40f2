"""What the tests against pytest-iam share: the rendered client in both of its forms, and a person's browser."""

from __future__ import annotations

import asyncio
import importlib
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from pytest_iam import Server

from generator.commands import generate
from generator.output.write import replace_tree
from tests.generator.support import ROOT, write_yaml

__all__ = ["CALLBACK", "PASSWORD", "Browser", "Clock", "Vendor", "Way", "render"]

CALLBACK = "https://app.example.com/callback"
PASSWORD = "correct horse battery staple"
ENDPOINTS = ("/oauth/authorize", "/oauth/token")


class Clock:
    """The time of a client, which a test moves ahead of the server's."""

    shift = 0.0

    def wall(self) -> float:
        return time.time() + self.shift

    def monotonic(self) -> float:
        return time.monotonic() + self.shift

    def sleep(self, seconds: float) -> None:
        self.shift += seconds


def render(folder: Path, *, described: bool) -> ModuleType:
    """Render the client of this folder's document, and import it under its own name.

    Args:
        folder: Where to.
        described: Whether the document describes its OAuth endpoints. Where it does, the client's secret is a field of
            the form; where it does not, RFC 6749 is all that the generator knows, and prefers HTTP Basic.
    """
    document = yaml.load(Path(__file__).with_name("document.yaml").read_text(), yaml.CSafeLoader)
    if not described:
        document["info"]["title"] = "Bare identity API"
        document["paths"] = {path: item for path, item in document["paths"].items() if path not in ENDPOINTS}
    files = generate(write_yaml(folder, document), ROOT / "templates")
    replace_tree(files, folder / "out")
    sys.path.insert(0, str(folder / "out"))
    try:
        return importlib.import_module("identity" if described else "bare_identity")
    finally:
        sys.path.pop(0)


@dataclass
class Vendor:
    """The server, and the package that was rendered for it.

    Args:
        api: The package.
        iam: The server.
        method: How the package's clients prove their identity, in the words of RFC 7591.
    """

    api: Any
    iam: Server
    method: str

    @property
    def url(self) -> str:
        """The server's base URL."""
        return self.iam.url.rstrip("/")

    @property
    def http(self) -> Any:
        """The HTTP library that the package found."""
        return importlib.import_module(f"{self.api.__name__}._http").http

    def transport(self, *, awaited: bool = False) -> Any:
        """Return a real connection. There is no TLS here, and loading certificates would take most of the time."""
        kind = self.http.AsyncHTTPTransport if awaited else self.http.HTTPTransport
        # No more connections than the server, which serves one after the other, lets wait.
        return kind(verify=False, limits=self.http.Limits(max_connections=4))

    def register(self, **metadata: Any) -> Any:
        """Register a client, with every grant unless told otherwise (RFC 7591), by the package's own means."""
        asked = {
            "client_name": "An application",
            "redirect_uris": [CALLBACK, CALLBACK + "/other"],
            "grant_types": ["authorization_code", "refresh_token", "password", "client_credentials"],
            "response_types": ["code"],
            "scope": "openid profile email",
            "token_endpoint_auth_method": self.method,
        }
        with self.api.Client(base_url=self.url, transport=self.transport()) as client:
            return client.clients.register(**asked | metadata)

    def application(self, registered: Any, **options: Any) -> Any:
        """Return the application of a registered client. OpenID wants a fresh ``nonce`` for each sign-in."""
        asked = {"scope": "openid profile email", "redirect_uri": CALLBACK, "extra": {"nonce": secrets.token_urlsafe()}}
        hosts = [self.url.partition("://")[2]]
        return self.api.AuthorizationCode(**self._client(registered) | asked | {"allowed_hosts": hosts} | options)

    def password(self, registered: Any, **options: Any) -> Any:
        """Return the credentials of Ada's."""
        asked = {"username": "ada", "password": PASSWORD, "scope": "openid profile email"}
        return self.api.Password(**self._client(registered) | asked | options)

    def active(self, registered: Any, token: str) -> bool:
        """Tell whether the server still honours a token of a client's (RFC 7662), by the package's own means."""
        return bool(self._as(registered, lambda client: client.tokens.introspect(token=token).active))

    def revoke(self, registered: Any, token: str) -> None:
        """Take a token of a client's back, and its refresh token with it (RFC 7009)."""
        self._as(registered, lambda client: client.tokens.revoke(token=token))

    def issued(self) -> int:
        """Return the number of tokens that the server has issued so far."""
        return len(self.iam.backend.query(self.iam.models.Token))

    def _client(self, registered: Any) -> dict[str, Any]:
        given = {"client_id": registered.client_id, "client_secret": registered.client_secret}
        return {**given, "transport": self.transport()}

    def _as(self, registered: Any, action: Callable[[Any], Any]) -> Any:
        auth = self.api.Registered(registered.client_id, registered.client_secret)
        with self.api.Client(auth, base_url=self.url, transport=self.transport()) as client:
            return action(client)


@dataclass
class Way:
    """One of the two forms of the client. What its methods return goes through :meth:`run`, in either form.

    Args:
        vendor: The server and the package.
        awaited: Whether this is the asynchronous client, on an event loop of its own.
    """

    vendor: Vendor
    awaited: bool
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    _clients: list[Any] = field(default_factory=list)

    def client(self, auth: Any, **options: Any) -> Any:
        """Return a client of this form; it is closed with the test."""
        vendor = self.vendor
        kind = vendor.api.AsyncClient if self.awaited else vendor.api.Client
        transport = vendor.transport(awaited=self.awaited)
        client = kind(auth, base_url=vendor.url, transport=transport, token_transport=vendor.transport(), **options)
        self._clients.append(client)
        return client

    def run(self, result: Any) -> Any:
        """Return what a method of a client returned, once it is there."""
        return self._runner.run(result) if self.awaited else result

    def finish(self, app: Any, redirected: str, login: Any) -> Any:
        """Return the token that a redirect leads to."""
        return self.run(app.finish_async(redirected, login) if self.awaited else app.finish(redirected, login))

    def close(self) -> None:
        """Close all clients."""
        for client in self._clients:
            self.run(client.aclose() if self.awaited else client.close())
        self._runner.close()


class Browser:
    """The browser of somebody who is signed in at the server.

    Args:
        http: An HTTP client.
    """

    def __init__(self, http: Any) -> None:
        self._http = http

    def visit(self, login: Any, answer: str | None = "accept") -> str:
        """Go where an application asks for access, and return where the server sends the browser then.

        Args:
            login: The sign-in that has begun.
            answer: Which button to press on the server's page; None where no page should show.
        """
        form = {} if answer is None else {"answer": answer}
        response = self._http.post(login.url, data=form) if form else self._http.get(login.url)
        assert response.status_code == 302, response.text
        return str(response.headers["Location"])
