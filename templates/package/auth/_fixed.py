"""Requests with credentials that stay the same: HTTP Basic (RFC 7617), API keys, bearer tokens from elsewhere."""

from __future__ import annotations

from collections.abc import Generator

from .._http import http
from ..errors import ConfigurationError
from ._base import BoundAuth
from ._origin import origin_of, refuse_origin
from ._redact import SecretStr

__all__ = ["CookieAuth", "HeaderAuth", "QueryAuth"]


class HeaderAuth(BoundAuth):
    """Sends one header field, to one origin only.

    Args:
        base_url: The server that may see it.
        name: The field's name.
        value: The field's value.

    Raises:
        ConfigurationError: The value cannot stand in a header field.
    """

    def __init__(self, base_url: str, name: str, value: str) -> None:
        if not value.isascii() or not value.isprintable() or value != value.strip() or not value:
            raise ConfigurationError(f"The {name} header needs visible ASCII text.")
        self._base_url = base_url
        self._origin = origin_of(http.URL(base_url))
        self._name = name
        self._value = value

    def auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        """Send a request with the credentials."""
        if origin_of(request.url) != self._origin:
            raise refuse_origin(request.url, self._base_url)
        self._add(request)
        # Whoever reads the answer keeps out of its messages what the request proves its sender's identity with.
        request.extensions["credential"] = SecretStr(self._value)
        yield request

    def _add(self, request: http.Request) -> None:
        request.headers[self._name] = self._value


class CookieAuth(HeaderAuth):
    """Sends one cookie, to one origin only."""

    def _add(self, request: http.Request) -> None:
        others = request.headers.get("Cookie")
        own = f"{self._name}={self._value}"
        request.headers["Cookie"] = f"{others}; {own}" if others else own


class QueryAuth(HeaderAuth):
    """Sends one query parameter, to one origin only. URLs turn up in logs: a header is better where there is one."""

    def _add(self, request: http.Request) -> None:
        request.url = request.url.copy_set_param(self._name, self._value)
