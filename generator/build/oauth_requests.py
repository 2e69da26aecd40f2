"""Build the requests of OAuth 2 flows: as the document describes their endpoints, else as RFC 6749 defines them.

Each flow's URLs are matched with the operations of the document. The parameters of a request are those of that
operation's query, or of the variant of its form for the flow's ``grant_type``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from ..document.pointers import Property, as_mapping, properties, resolve_ref, resolve_schema
from ..document.semantics import REQUESTS, endpoint_url, flows, form_content, grant_forms, is_form_for, issuer_of
from ..document.walk import OperationRef, operations, responses
from ..model import Example, Field, OAuthRequest, Server
from ..model.types import ScalarType
from . import reserved
from .examples import media_examples, parameter_example
from .objects import field, is_secret, marks, text
from .types import form_type

__all__ = ["SUPPLIED", "Endpoints", "discovered_requests"]

_STRING = ScalarType("string")
# What the client fills in by itself (RFC 6749 section 4, RFC 7636 section 4).
SUPPLIED: Final = frozenset(
    {"code", "code_challenge", "code_challenge_method", "code_verifier"}
    | {"grant_type", "refresh_token", "response_type", "state"}
)
# Without a scope, the new token has the scopes of the old one (RFC 6749 section 6).
_REFRESH: Final = {name: required for name, required in REQUESTS["refresh_token"].items() if name != "scope"}
_DESCRIPTIONS: Final = {
    "client_id": "The identifier that the client was registered with (RFC 6749 section 2.2).",
    "client_secret": "The client's password (RFC 6749 section 2.3.1).",
    "password": "The resource owner's password (RFC 6749 section 4.3.2).",
    "redirect_uri": "Where the authorization server sends the browser back to, as registered (RFC 6749 section 3.1.2).",
    "scope": "The scopes asked for, separated by spaces (RFC 6749 section 3.3).",
    "username": "The resource owner's name (RFC 6749 section 4.3.2).",
}


class Endpoints:
    """The operations behind authorization and token URLs.

    Args:
        document: The normalized document.
        server: Its server; relative URLs are resolved against it (OpenAPI 3.1, section 4.8.30).
    """

    def __init__(self, document: Mapping[str, Any], server: Server) -> None:
        self._document = document
        self._base_uri = server.base_uri
        self._operations = {(ref.method, server.default_url + ref.path): ref for ref in operations(document)}

    def find(self, method: str, url: str | None) -> OperationRef | None:
        """Return the operation behind ``url``, or None if the document does not describe it."""
        if not isinstance(url, str):
            return None
        return self._operations.get((method, endpoint_url(self._base_uri, url)))

    def all(self, schemes: Mapping[str, Any]) -> list[OperationRef]:
        """Return the operations behind any URL of any flow, in the document's order."""
        urls = [
            (method, flow.get(key))
            for scheme in schemes.values()
            for flow in flows(scheme).values()
            for method, key in (
                ("get", "authorizationUrl"),
                ("post", "authorizationUrl"),
                ("post", "tokenUrl"),
                ("post", "refreshUrl"),
            )
        ]
        pointers = {ref.pointer for method, url in urls if (ref := self.find(method, url)) is not None}
        return [ref for ref in self._operations.values() if ref.pointer in pointers]

    def authorization(self, url: str | None, response_type: str) -> OAuthRequest:
        """Return the authorization request of a flow.

        Args:
            url: The flow's authorization URL, or None.
            response_type: ``code`` or ``token``.
        """
        if (ref := self.find("get", url)) is None:
            return _standard_request(self._server_relative(url), response_type)
        fields = []
        for node in ref.body.get("parameters") or ():
            body = resolve_ref(self._document, node)
            if body.get("in") == "query":
                schema = resolve_schema(self._document, body.get("schema", {}))
                item = Property(schema | _description(body), "", body.get("required") is True)
                example = parameter_example(self._document, body)
                parameter = self._field(body["name"], item, schema)
                fields.append(replace(parameter, example=example, marks=marks(body)))
        return replace(self._request(ref, fields, ref.body), url=self._server_relative(url))

    def token(self, url: str | None, grant: str) -> OAuthRequest:
        """Return the token request for a grant.

        Args:
            url: The flow's token URL or refresh URL, or None.
            grant: The ``grant_type``.
        """
        if (ref := self.find("post", url)) is None:
            return _standard_request(self._server_relative(url), grant)
        body = ref.body.get("requestBody")
        for form in grant_forms(self._document, body):
            if is_form_for(self._document, form, grant):
                declared = properties(self._document, form)
                example = _example(media_examples(self._document, form_content(self._document, body)), grant)
                fields = [self._form_field(name, item, example) for name, item in declared.items()]
                if basic := self._is_basic(ref):
                    client = _standard_fields({"client_id": True, "client_secret": True})
                    fields += [credential for credential in client if credential.wire_name not in declared]
                request = self._request(ref, fields, resolve_schema(self._document, form))
                return replace(request, url=self._server_relative(url), basic=basic)
        return _standard_request(self._server_relative(url), grant)

    def _server_relative(self, url: str | None) -> str | None:
        """Return a relative URL as an absolute path, so that it holds for every host; others as they are."""
        if url is None or urlsplit(url).netloc:
            return url
        parts = urlsplit(endpoint_url(self._base_uri, url))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def refresh(self, url: str | None, token: OAuthRequest) -> OAuthRequest:
        """Return the refresh request of a flow.

        Without a refresh URL, tokens are refreshed at the token URL (RFC 6749 section 6). If the document describes
        that endpoint but no refresh, the client authenticates there as it does for its first token.

        Args:
            url: The flow's refresh URL; None if it has none.
            token: The flow's token request.
        """
        request = self.token(url or token.url, "refresh_token")
        if url is not None or request.described or not token.described:
            return request
        refresh_token = tuple(field for field in request.fields if field.wire_name == "refresh_token")
        client = tuple(field for field in token.fields if field.wire_name in ("client_id", "client_secret"))
        return replace(request, fields=refresh_token + client, basic=token.basic)

    def _is_basic(self, ref: OperationRef) -> bool:
        """Tell whether the client authenticates by HTTP Basic at an endpoint (RFC 6749 section 2.3.1)."""
        declared = (self._document.get("components") or {}).get("securitySchemes") or {}
        keys = [key for alternative in ref.body.get("security") or () for key in alternative if key in declared]
        return any(str(resolve_ref(self._document, declared[key]).get("scheme")).lower() == "basic" for key in keys)

    def _field(self, name: str, item: Property, schema: Mapping[str, Any]) -> Field:
        return field(self._document, name, item, form_type(schema), taken=(), avoid=reserved.CREDENTIALS)

    def _form_field(self, name: str, item: Property, example: Mapping[str, Any]) -> Field:
        parameter = self._field(name, item, resolve_schema(self._document, item.schema))
        return parameter if parameter.example is not None else replace(parameter, example=example.get(name))

    def _request(self, ref: OperationRef, fields: Sequence[Field], body: Mapping[str, Any]) -> OAuthRequest:
        return OAuthRequest(
            fields=tuple(fields),
            described=True,
            description=text(body, "description") or text(ref.body, "description"),
            source=body.get("x-source") or ref.body.get("x-source"),
            marks=marks(body),
            response_example=self._response_example(ref),
            response_fields=self._response_fields(ref, "200"),
            error_fields=self._response_fields(ref, "400"),
        )

    def _response_example(self, ref: OperationRef) -> Any:
        """Return an example of the token response, or None if the operation documents none."""
        examples = media_examples(self._document, self._json(ref, "200"))
        return examples[0].value if examples else None

    def _response_fields(self, ref: OperationRef, status: str) -> tuple[Field, ...]:
        """Return the properties of a response with JSON."""
        schema = resolve_schema(self._document, self._json(ref, status).get("schema", {}))
        declared = properties(self._document, schema)
        return tuple(
            self._field(name, item, resolve_schema(self._document, item.schema)) for name, item in declared.items()
        )

    def _json(self, ref: OperationRef, status: str) -> Mapping[str, Any]:
        content = resolve_ref(self._document, responses(ref.body).get(status, {})).get("content") or {}
        return as_mapping(content.get("application/json"))


def discovered_requests(
    discovery_url: str, grant: str, response_type: str
) -> tuple[OAuthRequest, OAuthRequest, OAuthRequest]:
    """Return the authorization, token and refresh requests of a flow whose URLs are not known before it is used.

    Args:
        discovery_url: Where the metadata with the URLs is (OpenID Connect Discovery 1.0, section 3).
        grant: The ``grant_type`` of the token request.
        response_type: The ``response_type`` of the authorization request; empty for none.
    """
    issuer = issuer_of(discovery_url)
    token_url = f"{issuer}/token_endpoint"
    return (
        _standard_request(f"{issuer}/authorization_endpoint" if response_type else None, response_type),
        _standard_request(token_url, grant),
        _standard_request(token_url, "refresh_token"),
    )


def _example(examples: Sequence[Example], grant: str) -> Mapping[str, Any]:
    """Return the example of a form for ``grant``, or an empty one."""
    values = [example.value for example in examples if isinstance(example.value, Mapping)]
    return next((value for value in values if value.get("grant_type") == grant), {})


def _description(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": parameter["description"]} if "description" in parameter else {}


def _standard_request(url: str | None, name: str) -> OAuthRequest:
    """Return a request as RFC 6749 defines it, or an empty one if there is no URL to send it to."""
    if url is None:
        return OAuthRequest()
    return OAuthRequest(url=url, fields=_standard_fields(_REFRESH if name == "refresh_token" else REQUESTS[name]))


def _standard_fields(parameters: Mapping[str, bool]) -> tuple[Field, ...]:
    """Return parameters of RFC 6749, given by name with whether each is required."""
    return tuple(
        Field(
            name=wire_name,
            wire_name=wire_name,
            type=_STRING,
            required=required,
            description=_DESCRIPTIONS.get(wire_name, ""),
            secret=is_secret(wire_name, {}),
        )
        for wire_name, required in parameters.items()
    )
