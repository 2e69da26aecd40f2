"""The OAuth endpoints of a document: which operations they are, what they accept, and whose tokens they issue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ._document import Document, Route, base_uri
from ._openapi.semantics import (
    GRANTS,
    PROTOCOL_PARAMETERS,
    REQUESTS,
    RESPONSE_TYPES,
    endpoint_url,
    flows,
    grant_forms,
    is_form_for,
    issuer_of,
    scheme_kind,
)
from ._request_validation import FormSchema, compile_form

__all__ = ["AUTHORIZATION_PATH", "TOKEN_PATH", "Endpoints", "TokenEndpointSpec"]

# Below the issuer of OpenID Connect.
AUTHORIZATION_PATH = "/authorize"
TOKEN_PATH = "/token"

# The flows whose token request is the first one that the server receives.
_WITHOUT_AUTHORIZATION = frozenset({"password", "clientCredentials"})

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
# A client may authenticate with a header instead (RFC 6749 section 2.3.1), so a form need not name it.
_AUTHENTICATION = frozenset({"client_id", "client_secret"})


@dataclass(frozen=True, kw_only=True)
class TokenEndpointSpec:
    """What a token endpoint accepts.

    Attributes:
        forms: Its forms by ``grant_type``, compiled.
        schemas: The schemas of the forms.
        schemes: The security scheme of the tokens that each grant yields.
        refreshable: The security schemes whose tokens can be refreshed here.
    """

    forms: Mapping[str, FormSchema]
    schemas: Mapping[str, Any]
    schemes: dict[str, str] = field(default_factory=dict)
    refreshable: set[str] = field(default_factory=set)


class Endpoints:
    """The OAuth endpoints of a document. Those that it uses but does not describe are added to it as RFC 6749 has them.

    Attributes:
        authorization: The security scheme by ``response_type``, for each authorization endpoint.
        token: The token endpoints, and the endpoints of ``refreshUrl``.
        scopes: The scopes of each security scheme that has any, in the document's order.
        issuing: For a security scheme whose tokens come from the same endpoint as those of an earlier one, the earlier
            one. To the authorization server they are one scheme.
        offered: The scopes of all schemes that are one to the authorization server, by the first of them.
        discovery: The path of the issuer, for each endpoint that tells where the others are.
    """

    def __init__(self, document: Document) -> None:
        self.authorization: dict[Route, dict[str, str]] = {}
        self.token: dict[Route, TokenEndpointSpec] = {}
        self.scopes: dict[str, list[str]] = {}
        self.issuing: dict[str, str] = {}
        self.offered: dict[str, list[str]] = {}
        self.discovery: dict[Route, str] = {}
        self._document = document
        for key, scheme in document.schemes.items():
            self._add(key, self._flows(scheme))

    def _add(self, key: str, offered_flows: Mapping[str, Any]) -> None:
        """Note the endpoints of one security scheme."""
        places: list[tuple[dict[str, str], str]] = []
        for kind, flow in offered_flows.items():
            if kind in RESPONSE_TYPES:
                route = self._route("GET", flow["authorizationUrl"], _authorization_operation)
                places.append((self.authorization.setdefault(route, {}), RESPONSE_TYPES[kind]))
            if kind in _WITHOUT_AUTHORIZATION:
                places.append((self._token_endpoint(flow["tokenUrl"]).schemes, GRANTS[kind]))
        issuing = next((schemes[name] for schemes, name in places if name in schemes), key)
        if issuing != key:
            self.issuing[key] = issuing
        for schemes, name in places:
            schemes.setdefault(name, issuing)
        for kind, flow in offered_flows.items():
            if flow.get("scopes"):
                # A name with a space is several scopes to those who send and read it (RFC 6749 section 3.3).
                named = [word for name in flow["scopes"] for word in name.split()]
                for scopes, owner in ((self.scopes, key), (self.offered, issuing)):
                    scopes[owner] = list(dict.fromkeys([*scopes.get(owner, ()), *named]))
            if kind in GRANTS:
                self._token_endpoint(flow["tokenUrl"]).schemes.setdefault(GRANTS[kind], issuing)
                self._token_endpoint(flow.get("refreshUrl", flow["tokenUrl"])).refreshable.add(issuing)

    def _flows(self, scheme: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the flows of a scheme; those of OpenID Connect are at paths below the issuer."""
        if scheme_kind(scheme) != "openIdConnect":
            return flows(scheme)
        issuer = issuer_of(scheme["openIdConnectUrl"])
        route = self._route("GET", scheme["openIdConnectUrl"], _discovery_operation)
        self.discovery[route] = urlsplit(endpoint_url(base_uri(self._document.root), issuer)).path
        urls = {"authorizationUrl": f"{issuer}{AUTHORIZATION_PATH}", "tokenUrl": f"{issuer}{TOKEN_PATH}"}
        return dict.fromkeys(("authorizationCode", "clientCredentials"), urls)

    def _route(self, method: str, url: str, undocumented: Callable[[], dict[str, Any]]) -> Route:
        # The mock answers for every host, so only the path counts.
        path = urlsplit(endpoint_url(base_uri(self._document.root), url)).path
        return self._document.find_route(method, path) or self._document.add_route(method, path, undocumented())

    def _token_endpoint(self, url: str) -> TokenEndpointSpec:
        route = self._route("POST", url, _token_operation)
        if route not in self.token:
            schemas = self._grant_schemas(route)
            forms = {grant: compile_form(self._document.request_schemas, schema) for grant, schema in schemas.items()}
            self.token[route] = TokenEndpointSpec(forms=forms, schemas=schemas)
        return self.token[route]

    def _grant_schemas(self, route: Route) -> dict[str, Any]:
        root = self._document.root
        # An operation that says nothing of forms takes those of RFC 6749, which clients send.
        forms = list(grant_forms(root, route.source.get("requestBody"))) or _standard_forms()
        schemas = {}
        for grant in (*GRANTS.values(), "refresh_token"):
            matching = [form for form in forms if is_form_for(root, form, grant)]
            if matching:
                schemas[grant] = self._required_of(grant, matching[0])
        return schemas

    def _required_of(self, grant: str, form: Any) -> Any:
        """Return a form that requires no parameter of other grants, as one for all grants may seem to."""
        resolved = self._document.resolve(form)
        needless = [
            name
            for name in (resolved.get("required") or () if isinstance(resolved, Mapping) else ())
            if name in PROTOCOL_PARAMETERS and name not in REQUESTS[grant]
        ]
        if not needless:
            return form
        return {**resolved, "required": [name for name in resolved["required"] if name not in needless]}


def _token_operation() -> dict[str, Any]:
    """Return the Operation Object of a token endpoint, which takes the standard forms (RFC 6749 sections 3.2 and 5)."""
    responses = {"200": _json_content(_TOKEN), "400": _json_content(_ERROR), "401": _json_content(_ERROR)}
    return {"security": [], "responses": responses}


def _standard_forms() -> list[dict[str, Any]]:
    return [_form(grant) for grant in (*GRANTS.values(), "refresh_token")]


def _form(grant: str) -> dict[str, Any]:
    parameters = REQUESTS[grant]
    return {
        "type": "object",
        "required": [name for name, required in parameters.items() if required and name not in _AUTHENTICATION],
        "properties": dict.fromkeys((*parameters, *_AUTHENTICATION), _TEXT) | {"grant_type": {"const": grant}},
    }


def _authorization_operation() -> dict[str, Any]:
    """Return the Operation Object of an authorization endpoint (RFC 6749 sections 3.1, 4.1.1 and 4.2.1)."""
    parameters = [
        {"name": name, "in": "query", "required": required, "schema": _TEXT}
        for name, required in REQUESTS["code"].items()
    ]
    responses = {"302": {"description": ""}, "400": _json_content(_ERROR)}
    return {"security": [], "parameters": parameters, "responses": responses}


def _discovery_operation() -> dict[str, Any]:
    """Return the Operation Object of the metadata (OpenID Connect Discovery 1.0, section 4)."""
    return {"security": [], "responses": {"200": _json_content({"type": "object"})}}


def _json_content(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}
