"""The questions of the OAuth machine, asked by the client: what it makes of each answer is held against the model."""

from __future__ import annotations

import base64
import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from comm100 import ApiKey, AuthorizationCode, AuthorizationRequest, Client, ClientCredentials, Password
from comm100.auth import Credentials, Token
from comm100.errors import APIStatusError, ForbiddenError, InsecureFlowWarning, OAuthError
from comm100.testing import MockResponse
from tests.mock.support import AGENTS, CALLBACK, CLIENT, Fields, Wire

__all__ = ["ClientWire"]

STATE = "s"
METHODS = {
    ("GET", ""): "list",
    ("POST", ""): "create",
    ("GET", "/me"): "me",
    ("PUT", "/me/password"): "change_password",
    ("PUT", "/{id}"): "update",
    ("DELETE", "/{id}"): "delete",
    ("POST", "/{id}/password"): "set_password",
    ("PUT", "/{id}/unlock"): "unlock",
    ("GET", "/{id}/permissions"): "get_permissions",
    ("PUT", "/{id}/permissions"): "update_permissions",
}


class ClientWire(Wire):
    """Asks by the client's methods and ways to sign in; what a browser asks, or no client ever does, stays raw."""

    def exchange(self, code: str, **fields: str) -> MockResponse:
        named = {"redirect_uri": CALLBACK, **CLIENT, **fields}
        app = self._app(named["client_id"], named["client_secret"], named["redirect_uri"])
        login = AuthorizationRequest(
            url="",
            state=STATE,
            redirect_uri=app.redirect_uri,
            base_url=self.mock.base_url,
            expires_at=self.mock.clock.wall() + 1,
            code_verifier=named.get("code_verifier") or None,
        )
        mark = "&" if "?" in named["redirect_uri"] else "?"
        returned = f"{named['redirect_uri']}{mark}{urlencode({'code': code, 'state': STATE})}"
        return _token(lambda: app.finish(returned, login))

    def refresh(self, token: str, **fields: str) -> MockResponse:
        if not fields:
            return super().refresh(token)
        app = self._app(fields["client_id"], fields["client_secret"], CALLBACK)
        return self._granted(app.resume(self._held("expired", refresh_token=token, expires_at=0)))

    def form(
        self, fields: Fields, path: str = "/oauth/token", headers: Mapping[str, str] | None = None
    ) -> MockResponse:
        given: dict[str, Any] = dict(fields)
        kind = given.pop("grant_type")
        if kind == "password":
            with pytest.warns(InsecureFlowWarning):
                return self._granted(Password(**given))
        if kind == "client_credentials":
            site = int(given.pop("siteId"))
            return self._granted(ClientCredentials(**given, redirect_uri=CALLBACK, site_id=site))
        return super().form({"grant_type": kind, **given}, path, headers)

    def send(
        self, method: str, url: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> MockResponse:
        parts, sent = urlsplit(url), dict(headers)
        if not parts.path.startswith(AGENTS):
            return super().send(method, url, headers, body)
        path = parts.path.removeprefix(AGENTS)
        ids = [int(digits) for digits in re.findall(r"\d+", path)]
        name = METHODS[method, re.sub(r"\d+", "{id}", path)]
        values = {
            **{key: int(texts[0]) for key, texts in parse_qs(parts.query).items()},
            **(json.loads(body or b"{}") or {}),
        }
        return self._called(self._credentials(sent["Authorization"]), name, ids, values)

    def _called(self, credentials: Any, name: str, ids: list[int], values: dict[str, Any]) -> MockResponse:
        with self._client(credentials) as client:
            method = getattr(client.account.agents.with_raw_response, name)
            known = inspect.signature(method).parameters
            # The client has no argument for what only the server sets.
            named = {key: value for key, value in _python(values).items() if key in known}
            try:
                response = method(*ids, **named).response
            except APIStatusError as error:
                response = error.response
        return MockResponse(response.status_code, tuple(response.headers.multi_items()), response.content)

    def _credentials(self, header: str) -> Any:
        kind, _, value = header.partition(" ")
        if kind == "Basic":
            return ApiKey(*base64.b64decode(value).decode().split(":", 1))
        return self._app(**CLIENT, redirect_uri=CALLBACK).resume(self._held(value))

    def _granted(self, credentials: Credentials) -> MockResponse:
        """Return what asking with credentials for a token comes to: a first call asks."""

        def first_call() -> Token:
            with self._client(credentials) as client:
                # A client that acts for itself is nobody.
                with suppress(ForbiddenError):
                    client.account.agents.me()
                assert client.token is not None
                return client.token

        return _token(first_call)

    def _client(self, credentials: Credentials) -> Client:
        return Client(credentials, transport=self.mock.transport, clock=self.mock.clock, max_retries=0)

    def _app(self, client_id: str, client_secret: str, redirect_uri: str) -> AuthorizationCode:
        return AuthorizationCode(
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
            site_id=10000,
            transport=self.mock.transport,
            clock=self.mock.clock,
        )

    def _held(self, text: str, **more: Any) -> Token:
        return Token(access_token=text, base_url=self.mock.base_url, issued_at=self.mock.clock.wall(), **more)


def _token(ask: Callable[[], Token]) -> MockResponse:
    """Return a token, or the error of OAuth that stands for its class, as the endpoint would have said it."""
    try:
        token = ask()
    except OAuthError as error:
        return MockResponse(error.status_code or 0, (), json.dumps({"error": error.error_code}).encode())
    answer = {"access_token": token.access_token, "refresh_token": token.refresh_token}
    return MockResponse(200, (), json.dumps({name: text for name, text in answer.items() if text}).encode())


def _python(values: Mapping[str, Any]) -> dict[str, Any]:
    return {re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), name): value for name, value in values.items()}
