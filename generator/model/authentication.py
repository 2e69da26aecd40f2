"""How callers prove who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .values import Field, Location, Mark

__all__ = ["AuthScheme", "Flow", "FlowKind", "OAuthRequest", "SchemeKind"]

FlowKind = Literal["authorizationCode", "implicit", "password", "clientCredentials"]
SchemeKind = Literal["basic", "bearer", "http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]


@dataclass(frozen=True, kw_only=True)
class OAuthRequest:
    """One request of an OAuth flow, to its authorization URL or its token URL.

    Attributes:
        url: Absolute, or an absolute path on the server; None if the flow sends no such request.
        fields: What the request may carry, in order: what the document describes, else what RFC 6749 defines.
        described: Whether the document describes the endpoint.
        description: What the document says about the request.
        basic: Whether the client authenticates by HTTP Basic there (RFC 6749 section 2.3.1).
        source: Where the request is documented.
        marks: What of the request no text documents.
        response_example: An example of its response.
        response_fields: The properties of its response.
        error_fields: The properties of its errors.
    """

    url: str | None = None
    fields: tuple[Field, ...] = ()
    described: bool = False
    description: str = ""
    basic: bool = False
    source: str | None = None
    marks: tuple[Mark, ...] = ()
    response_example: Any = None
    response_fields: tuple[Field, ...] = ()
    error_fields: tuple[Field, ...] = ()

    @property
    def wire_names(self) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        return tuple(parameter.wire_name for parameter in self.fields)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One flow of an OAuth 2 scheme, with the parameters that its own endpoints declare.

    Attributes:
        kind: The flow's key in OpenAPI.
        grant_type: The ``grant_type`` of its token request (RFC 6749 section 4); empty for the implicit flow.
        class_name: The Python class of its credentials.
        attribute: The name of these credentials among those of a mock.
        authorization: The authorization request; it has no URL where the flow takes no browser.
        token: The token request; it has no URL in the implicit flow.
        refresh: The refresh request; it has no URL where tokens cannot be refreshed.
        parameters: The constructor's parameters: everything that these requests need and that the protocol
            itself does not supply, in the document's order, required ones first. What only the refresh
            request needs is not required.
        client_authentication: Where client_id and client_secret travel: in the form, or as HTTP Basic
            (RFC 6749 section 2.3.1), which is the rule for endpoints that the document does not describe.
        described: Whether the document describes the endpoints (else the parameters are those of RFC 6749).
        default_scopes: The scopes that its tokens need for the operations of the document.
        discovery_url: Where the URLs of the requests are found (OpenID Connect Discovery 1.0); those of the requests
            then end in the name of the metadata that has them, for readers.
        token_example: A token response of the document.
    """

    kind: FlowKind
    grant_type: str
    class_name: str
    attribute: str
    title: str
    description: str
    scopes: Mapping[str, str]
    authorization: OAuthRequest
    token: OAuthRequest
    refresh: OAuthRequest
    parameters: tuple[Field, ...]
    client_authentication: Literal["body", "basic"]
    described: bool
    default_scopes: tuple[str, ...]
    discovery_url: str | None
    source: str | None
    token_example: Any


@dataclass(frozen=True, kw_only=True)
class AuthScheme:
    """One entry of ``securitySchemes``.

    ``attribute`` is the name of its credentials among those of a mock, unless it has flows.
    ``parameters`` are the credentials of ``basic`` (two), ``bearer``, ``http`` and ``apiKey`` (one each); schemes of
    OAuth 2 and OpenID Connect have ``flows`` instead, and ``mutualTLS`` neither. ``location`` and ``wire_name`` say
    where an ``apiKey`` goes; of ``http``, ``wire_name`` is the name of the HTTP authentication scheme. ``lifetimes``
    are those of the codes and tokens of an OAuth 2 scheme, in seconds, by name. ``partners`` are the keys of the
    schemes that some operation takes together with this one.
    """

    key: str
    kind: SchemeKind
    class_name: str
    attribute: str
    title: str
    description: str
    parameters: tuple[Field, ...]
    flows: tuple[Flow, ...]
    location: Location | None
    wire_name: str | None
    source: str | None
    lifetimes: Mapping[str, int]
    partners: tuple[str, ...] = ()
    marks: tuple[Mark, ...]
