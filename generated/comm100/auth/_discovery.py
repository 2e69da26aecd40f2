"""The metadata of an authorization server: where its endpoints are (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .._connection_errors import failure_reason
from .._http import http
from .._transport import NetworkOptions, time_limit
from ..errors import ConfigurationError, DiscoveryError, TokenConnectionError, UnsupportedGrantTypeError
from ._base import ClientContext
from ._concurrency import renew_after_fork
from ._origin import resolve
from ._requests import TokenRequest
from ._token_endpoint import NonClosingTransport, TokenEndpoint
from .token import Token

__all__ = ["DiscoveredTokenEndpoint", "Discovery", "ServerMetadata"]

_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_DEFAULT_TIMEOUT: Final = 30.0
_LARGEST_BODY: Final = 256 * 1024
# What a server supports that does not say (OpenID Connect Discovery 1.0, section 3).
_GRANT_TYPES: Final = frozenset({"authorization_code", "implicit"})
_AUTHENTICATION_METHODS: Final = frozenset({"client_secret_basic"})


@dataclass(frozen=True, kw_only=True)
class ServerMetadata:
    """What a server says about itself (OpenID Connect Discovery 1.0, section 3).

    Attributes:
        issuer: Its identifier.
        authorization_endpoint: Where people sign in.
        token_endpoint: Where tokens are requested.
        grant_types: The grants that it supports.
        basic: Whether clients authenticate with HTTP Basic there, rather than in the form.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    grant_types: frozenset[str]
    basic: bool

    def require_grant(self, grant_type: str) -> None:
        """Refuse a grant that the server does not support.

        Raises:
            UnsupportedGrantTypeError: It is not one of ``grant_types_supported``.
        """
        if grant_type not in self.grant_types:
            raise UnsupportedGrantTypeError(
                f"{self.issuer} does not support {grant_type}, but {', '.join(sorted(self.grant_types))}. "
                "Authenticate in another way."
            )


class Discovery:
    """Fetches the metadata of one server when it is first needed, and keeps it. Threads may share it.

    Args:
        url: Where the metadata is; absolute, or relative to the API's server.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        renew_after_fork(self)
        self._known: dict[str, ServerMetadata] = {}

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def metadata(self, context: ClientContext) -> ServerMetadata:
        """Return the metadata, and block while it is fetched.

        Args:
            context: How to reach the server.

        Raises:
            ConfigurationError: The URL of the metadata cannot be used.
            DiscoveryError: The response is not the metadata of this server.
            TokenConnectionError: No response came.
        """
        url = resolve(context.base_url, self._url)
        with self._lock:
            if url not in self._known:
                self._known[url] = _metadata(url, _fetched(url, context))
            return self._known[url]


class DiscoveredTokenEndpoint(TokenEndpoint):
    """The token endpoint that a server's metadata names.

    Args:
        context: The server that the tokens are for, how to reach it, and the clock.
        discovery: The metadata.
        basic: Whether the client authenticates with HTTP Basic; None if the metadata is to say so.
    """

    def __init__(self, context: ClientContext, discovery: Discovery, *, basic: bool | None) -> None:
        super().__init__(context)
        self._discovery = discovery
        self._basic = basic

    def send(self, request: TokenRequest, *, advice: str = "") -> Token:
        """Return the token that the server issues.

        Raises:
            DiscoveryError: The server's metadata cannot be used.
            OAuthError: As for any other endpoint.
        """
        metadata = self._discovery.metadata(self._context)
        # Many servers refresh tokens without listing the grant.
        if request.grant_type != "refresh_token":
            metadata.require_grant(request.grant_type)
        basic = metadata.basic if self._basic is None else self._basic
        return super().send(request.addressed(metadata.token_endpoint, basic=basic), advice=advice)


def _fetched(url: str, context: ClientContext) -> Any:
    network = context.network or NetworkOptions()
    timeout = _DEFAULT_TIMEOUT if context.timeout is None else context.timeout
    transport = None if context.transport is None else NonClosingTransport(context.transport)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": context.user_agent}
    body = bytearray()
    try:
        with (
            time_limit(timeout),
            network.client(url, transport=transport, timeout=timeout) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            # Decompressed, a few bytes may be any number of them.
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise DiscoveryError(f"{url} returned compressed metadata, which was not asked for and is not read.")
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _LARGEST_BODY:
                    break
    except http.HTTPError as error:
        raise TokenConnectionError(
            f"The server's metadata at {url} could not be fetched: {failure_reason(error)}. Check the network."
        ) from error
    if response.status_code != 200:
        text = f"{url} returned {response.status_code} instead of the server's metadata."
        raise DiscoveryError(text, status_code=response.status_code)
    if len(body) > _LARGEST_BODY:
        raise DiscoveryError(f"{url} returned more than {_LARGEST_BODY} bytes instead of the server's metadata.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise DiscoveryError(f"{url} did not return JSON, so the server's endpoints are not known.") from None


def _metadata(url: str, fields: Any) -> ServerMetadata:
    """Return metadata that was fetched, once it is clear whose it is.

    Whoever could publish metadata in another's name would be sent that server's codes and secrets (OpenID Connect
    Discovery 1.0, section 4.3).
    """
    if not isinstance(fields, Mapping):
        raise DiscoveryError(f"{url} returned JSON that is not an object.")
    expected = url.removesuffix(_WELL_KNOWN).rstrip("/")
    # A slash at the end of an issuer is not part of the URL of its metadata (section 4.1).
    if fields.get("issuer") not in (expected, f"{expected}/"):
        raise DiscoveryError(f"The metadata at {url} names another issuer than {expected}. Nothing was sent there.")
    methods = _texts(fields, "token_endpoint_auth_methods_supported", _AUTHENTICATION_METHODS)
    return ServerMetadata(
        issuer=fields["issuer"],
        authorization_endpoint=_endpoint(url, fields, "authorization_endpoint"),
        token_endpoint=_endpoint(url, fields, "token_endpoint"),
        grant_types=_texts(fields, "grant_types_supported", _GRANT_TYPES),
        basic="client_secret_post" not in methods or "client_secret_basic" in methods,
    )


def _texts(fields: Mapping[str, Any], name: str, default: frozenset[str]) -> frozenset[str]:
    values = fields.get(name)
    return frozenset(value for value in values if isinstance(value, str)) if isinstance(values, list) else default


def _endpoint(url: str, fields: Mapping[str, Any], name: str) -> str:
    endpoint = fields.get(name)
    if not isinstance(endpoint, str) or "//" not in endpoint:
        raise DiscoveryError(f"The metadata at {url} has no {name}.")
    try:
        return resolve(url, endpoint)
    except ConfigurationError as error:
        raise DiscoveryError(f"The {name} in the metadata at {url} cannot be used. {error}") from None
