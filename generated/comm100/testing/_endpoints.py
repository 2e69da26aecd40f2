"""Which operations are the OAuth endpoints, what they accept, and which security scheme their tokens belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ._document import Document, Route
from ._request_validation import FORM, FormSchema, compile_form
from ._rfc6749 import GRANTS, authorization_endpoint, flows, token_endpoint
from ._schema import Schema

__all__ = ["PROTOCOL", "Endpoints", "TokenEndpointSpec"]

# The parameters that RFC 6749 and RFC 7636 name; all others are the vendor's own.
PROTOCOL = frozenset(
    {"client_id", "client_secret", "code", "code_challenge", "code_challenge_method", "code_verifier", "grant_type"}
    | {"redirect_uri", "refresh_token", "response_type", "scope", "state"}
)


@dataclass(frozen=True, kw_only=True)
class TokenEndpointSpec:
    """A token endpoint.

    Attributes:
        forms: What it accepts, by ``grant_type``.
        schemas: The Schema Objects of the same, without references.
        schemes: Which security scheme the tokens of a grant belong to.
    """

    forms: Mapping[str, FormSchema]
    schemas: Mapping[str, Mapping[str, Any]]
    schemes: dict[str, str] = field(default_factory=dict)


class Endpoints:
    """The OAuth endpoints of a document. Those that it uses and does not describe are added to it.

    Args:
        document: The document.

    Attributes:
        authorize: For each authorization endpoint, the security scheme by ``response_type``.
        token: The token endpoints.
    """

    def __init__(self, document: Document) -> None:
        self.authorize: dict[Route, dict[str, str]] = {}
        self.token: dict[Route, TokenEndpointSpec] = {}
        for scheme, kind, flow in flows(document.schemes):
            if "authorizationUrl" in flow:
                path = document.path_of(flow["authorizationUrl"])
                route = document.find_route("GET", path) or document.add_route("GET", path, authorization_endpoint())
                result = "token" if kind == "implicit" else "code"
                self.authorize.setdefault(route, {})[result] = scheme
            if kind in GRANTS:
                path = document.path_of(flow["tokenUrl"])
                route = document.find_route("POST", path) or document.add_route("POST", path, token_endpoint())
                spec = self.token.setdefault(route, _grantor(document, route))
                spec.schemes[GRANTS[kind]] = scheme


def _grantor(document: Document, route: Route) -> TokenEndpointSpec:
    content = route.source.get("requestBody", {})
    schema = document.resolve(content).get("content", {}).get(FORM, {}).get("schema", {})
    schemas = _grants(document, schema)
    forms = {name: compile_form(document.root, document.request_schemas, each) for name, each in schemas.items()}
    return TokenEndpointSpec(forms=forms, schemas=schemas)


def _grants(document: Document, schema: Schema) -> dict[str, Mapping[str, Any]]:
    """Return the schema of each grant, told apart by its one-value ``grant_type``."""
    resolved = document.resolve(schema)
    parts = [*resolved.get("oneOf", []), *resolved.get("anyOf", [])]
    if parts:
        return {name: each for part in parts for name, each in _grants(document, part).items()}
    kind = document.resolve(resolved.get("properties", {}).get("grant_type", {}))
    names = [kind["const"]] if "const" in kind else kind.get("enum", [])
    return dict.fromkeys(names, resolved)
