"""The OAuth endpoints of a document: which operations they are, what they accept, and whose tokens they issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._document import Document, Route
from ._request_validation import FORM, FormSchema, compile_form
from ._schema import Schema

__all__ = ["PROTOCOL_PARAMETERS", "Endpoints", "TokenEndpointSpec"]

# The parameters of RFC 6749 and RFC 7636; all others are the vendor's own.
PROTOCOL_PARAMETERS = frozenset(
    {"client_id", "client_secret", "code", "code_challenge", "code_challenge_method", "code_verifier", "grant_type"}
    | {"redirect_uri", "refresh_token", "response_type", "scope", "state"}
)
# The flows of OpenAPI that have a token endpoint, and the grants of RFC 6749 that they send there.
_GRANTS = {
    "authorizationCode": "authorization_code",
    "clientCredentials": "client_credentials",
    "password": "password",
}
# What each grant requires (RFC 6749 sections 4.1.3, 4.3.2, 4.4.2 and 6).
_REQUIRED = {
    "authorization_code": ("code",),
    "client_credentials": (),
    "password": ("username", "password"),
    "refresh_token": ("refresh_token",),
}
_TEXT = {"type": "string", "minLength": 1}
_TOKEN = {
    "type": "object",
    "required": ["access_token", "token_type"],
    "properties": {
        "access_token": _TEXT,
        "token_type": _TEXT,
        "expires_in": {"type": "integer"},
        "refresh_token": _TEXT,
    },
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": _TEXT, "error_description": {"type": "string"}},
}


@dataclass(frozen=True, kw_only=True)
class TokenEndpointSpec:
    """What a token endpoint accepts.

    Attributes:
        forms: Its forms by ``grant_type``, compiled.
        schemas: The Schema Objects of the forms, references resolved.
        schemes: The security scheme of the tokens that each grant yields.
    """

    forms: Mapping[str, FormSchema]
    schemas: Mapping[str, Mapping[str, Any]]
    schemes: dict[str, str] = field(default_factory=dict)


class Endpoints:
    """The OAuth endpoints of a document. Those that it uses but does not describe are added to it as RFC 6749 has them.

    Attributes:
        authorization: The security scheme by ``response_type``, for each authorization endpoint.
        token: The token endpoints.
    """

    def __init__(self, document: Document) -> None:
        self.authorization: dict[Route, dict[str, str]] = {}
        self.token: dict[Route, TokenEndpointSpec] = {}
        for scheme, kind, flow in _flows(document.schemes):
            if "authorizationUrl" in flow:
                path = document.path_of(flow["authorizationUrl"])
                route = document.find_route("GET", path) or document.add_route("GET", path, _authorization_operation())
                response_type = "token" if kind == "implicit" else "code"
                self.authorization.setdefault(route, {})[response_type] = scheme
            if kind in _GRANTS:
                path = document.path_of(flow["tokenUrl"])
                route = document.find_route("POST", path) or document.add_route("POST", path, _token_operation())
                spec = self.token.setdefault(route, _token_endpoint_spec(document, route))
                spec.schemes[_GRANTS[kind]] = scheme


def _flows(schemes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each OAuth flow: its scheme's key, its kind, and its OAuth Flow Object."""
    for key, scheme in schemes.items():
        if scheme.get("type") == "oauth2":
            for kind, flow in scheme.get("flows", {}).items():
                yield key, kind, flow


def _token_endpoint_spec(document: Document, route: Route) -> TokenEndpointSpec:
    body = document.resolve(route.source.get("requestBody", {}))
    schemas = _grant_schemas(document, body.get("content", {}).get(FORM, {}).get("schema", {}))
    forms = {grant: compile_form(document.request_schemas, form) for grant, form in schemas.items()}
    return TokenEndpointSpec(forms=forms, schemas=schemas)


def _grant_schemas(document: Document, schema: Schema) -> dict[str, Mapping[str, Any]]:
    """Return the schema of each grant, told apart by its one-value ``grant_type``."""
    resolved = document.resolve(schema)
    alternatives = [*resolved.get("oneOf", []), *resolved.get("anyOf", [])]
    if alternatives:
        return {grant: form for part in alternatives for grant, form in _grant_schemas(document, part).items()}
    grant_type = document.resolve(resolved.get("properties", {}).get("grant_type", {}))
    grants = [grant_type["const"]] if "const" in grant_type else grant_type.get("enum", [])
    return dict.fromkeys(grants, resolved)


def _token_operation() -> dict[str, Any]:
    """Return the Operation Object of a token endpoint (RFC 6749 sections 3.2 and 5)."""
    form = {"application/x-www-form-urlencoded": {"schema": {"oneOf": [_grant_form(grant) for grant in _REQUIRED]}}}
    responses = {"200": _json_content(_TOKEN), "400": _json_content(_ERROR), "401": _json_content(_ERROR)}
    return {"security": [], "requestBody": {"required": True, "content": form}, "responses": responses}


def _grant_form(grant: str) -> dict[str, Any]:
    fields = (*_REQUIRED[grant], "redirect_uri", "client_id", "client_secret", "scope")
    return {
        "type": "object",
        "required": ["grant_type", *_REQUIRED[grant]],
        "properties": {"grant_type": {"enum": [grant]}, **dict.fromkeys(fields, _TEXT)},
    }


def _authorization_operation() -> dict[str, Any]:
    """Return the Operation Object of an authorization endpoint (RFC 6749 sections 3.1, 4.1.1 and 4.2.1)."""
    parameters = [
        {"name": name, "in": "query", "required": name in ("response_type", "client_id"), "schema": _TEXT}
        for name in ("response_type", "client_id", "redirect_uri", "scope", "state")
    ]
    responses = {"302": {"description": ""}, "400": _json_content(_ERROR)}
    return {"security": [], "parameters": parameters, "responses": responses}


def _json_content(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}
