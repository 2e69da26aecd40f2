"""Requests as a caller writes them; each answer is held against the document as it passes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from comm100.testing import Mock, MockRequest, MockResponse
from tests.mock import response_validator

__all__ = [
    "ADA",
    "AGENTS",
    "CALLBACK",
    "CLIENT",
    "ME",
    "PARTNER_TOKEN",
    "PASSWORD",
    "TOKEN",
    "Wire",
    "basic",
    "bearer",
    "redirected",
]

TOKEN = "/oauth/token"
PARTNER_TOKEN = "/partner/oauth/token"
AGENTS = "/api/v2/account/agents"
ME = AGENTS + "/me"
CALLBACK = "https://app.example.com/callback"
CLIENT = {"client_id": "example-client", "client_secret": "example-client-secret"}
PASSWORD = {"grant_type": "password", "email": "ada@example.com", "password": "example-password"}


def basic(user: str, password: str) -> dict[str, str]:
    """Return the header of HTTP Basic."""
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    """Return the header of a bearer token."""
    return {"Authorization": f"Bearer {token}"}


ADA = basic("ada@example.com", "0123456789abcdef0123456789abcdef")

Fields = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass
class Wire:
    """A mock, and the ways to ask it."""

    mock: Mock

    def send(
        self, method: str, url: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> MockResponse:
        """Send a request, and check the answer against the document."""
        request = MockRequest(method, url, headers, body)
        response = self.mock.respond(request)
        response_validator.check(request, response)
        return response

    def get(self, url: str, headers: Mapping[str, str] = ADA) -> MockResponse:
        """Read something."""
        return self.send("GET", url, headers)

    def json(self, method: str, url: str, value: Any, headers: Mapping[str, str] = ADA) -> MockResponse:
        """Send JSON."""
        return self.send(method, url, {**headers, "Content-Type": "application/json"}, json.dumps(value).encode())

    def form(self, fields: Fields, path: str = TOKEN, headers: Mapping[str, str] | None = None) -> MockResponse:
        """Send a form."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, {**kind, **(headers or {})}, urlencode(pairs).encode())

    def token(self, fields: Fields | None = None, path: str = TOKEN) -> dict[str, Any]:
        """Get a token, which must succeed; Ada's, unless told otherwise."""
        response = self.form(PASSWORD if fields is None else fields, path)
        assert response.status == 200, response.body
        answer: dict[str, Any] = response.json()
        return answer

    def authorize(self, fields: Iterable[tuple[str, str]] = (), /, **parameters: str) -> MockResponse:
        """Ask for authorization; the client and its redirect URI are right unless told otherwise."""
        usual = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code"}
        pairs = list(fields) or [(name, value) for name, value in {**usual, **parameters}.items() if value]
        return self.send("GET", "/oauth/authorize?" + urlencode(pairs))

    def code(self, **parameters: str) -> str:
        """Get an authorization code."""
        return redirected(self.authorize(**parameters))["code"]

    def exchange(self, code: str, **fields: str) -> MockResponse:
        """Exchange a code."""
        usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **CLIENT}
        return self.form({name: value for name, value in {**usual, **fields}.items() if value})

    def refresh(self, token: str, **fields: str) -> MockResponse:
        """Use a refresh token."""
        return self.form({"grant_type": "refresh_token", "refresh_token": token, **fields})


def redirected(response: MockResponse, part: str = "query") -> dict[str, str]:
    """Return the parameters that a redirect carries in its query or its fragment; none is repeated."""
    assert response.status == 302, response.body
    location = response.header("Location") or ""
    assert location.startswith(CALLBACK), location
    parts = urlsplit(location)
    other = parts.fragment if part == "query" else parts.query
    assert not other, location
    parameters = parse_qs(getattr(parts, part), keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in parameters.values()), location
    return {name: values[0] for name, values in parameters.items()}
