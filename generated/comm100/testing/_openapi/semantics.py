"""What OpenAPI 3.1 and OAuth 2 say about a document, for the generator and for the mock that it renders.

The mock also reads documents at run time, so this module, :mod:`.examples` and :mod:`.pointers` are copied into the
package. They use nothing but the standard library and each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from .pointers import properties, resolve, resolve_schema

__all__ = [
    "FLOWS",
    "FORM",
    "GRANTS",
    "METHODS",
    "PROTOCOL_PARAMETERS",
    "REQUESTS",
    "RESPONSE_TYPES",
    "endpoint_url",
    "flows",
    "form_content",
    "grant_forms",
    "is_form_for",
]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FLOWS: Final = ("authorizationCode", "implicit", "password", "clientCredentials")
FORM: Final = "application/x-www-form-urlencoded"
# What the flows of OpenAPI send to their authorization endpoints (RFC 6749 section 3.1.1).
RESPONSE_TYPES: Final = {"authorizationCode": "code", "implicit": "token"}
# The grants of RFC 6749 that the flows of OpenAPI send to their token endpoints.
GRANTS: Final = {
    "authorizationCode": "authorization_code",
    "password": "password",
    "clientCredentials": "client_credentials",
}

# The requests of OAuth 2 and whether each of their parameters is required, for endpoints that a document does not
# describe (RFC 6749 sections 4.1 to 4.4 and 6, RFC 7636): by response type and by grant.
REQUESTS: Final[Mapping[str, Mapping[str, bool]]] = {
    name: {parameter.removesuffix("!"): parameter.endswith("!") for parameter in parameters.split()}
    for name, parameters in {
        "code": "response_type! client_id! redirect_uri! scope state code_challenge code_challenge_method",
        "token": "response_type! client_id! redirect_uri! scope state",
        "authorization_code": "grant_type! code! redirect_uri! client_id! client_secret code_verifier",
        "password": "grant_type! username! password! client_id client_secret scope",
        "client_credentials": "grant_type! client_id! client_secret! scope",
        "refresh_token": "grant_type! refresh_token! client_id client_secret scope",
    }.items()
}
# The parameters of the protocol; a vendor gives other names to the user's credentials, and adds its own.
PROTOCOL_PARAMETERS: Final = frozenset().union(*REQUESTS.values()) - {"username", "password"}


def flows(scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flows of a security scheme by kind, without extensions; empty unless it is ``oauth2``."""
    return {kind: flow for kind, flow in (scheme.get("flows") or {}).items() if kind in FLOWS}


def endpoint_url(server_url: str, url: str) -> str:
    """Return a URL of a flow as an absolute one.

    Args:
        server_url: The server's URL as the document writes it, its trailing slash included. It is the base URI of
            relative references (OpenAPI 3.1, section 4.8.30; RFC 3986 section 5.2).
        url: The URL of the flow.
    """
    return urljoin(server_url, url)


def grant_forms(document: Mapping[str, Any], body: Any) -> Iterator[Any]:
    """Yield the form schemas of a token endpoint, one for each alternative of ``oneOf`` or ``anyOf``.

    Args:
        document: The document.
        body: The endpoint's Request Body Object, or a reference to one.
    """
    yield from _alternatives(document, form_content(document, body).get("schema"))


def form_content(document: Mapping[str, Any], body: Any) -> Mapping[str, Any]:
    """Return the Media Type Object of the form in a Request Body Object; empty if it takes no form.

    Args:
        document: The document.
        body: The Request Body Object, or a reference to one.
    """
    resolved, _ = resolve(document, body)
    content: Mapping[str, Any] = ((resolved or {}).get("content") or {}).get(FORM) or {}
    return content


def _alternatives(document: Mapping[str, Any], schema: Any) -> Iterator[Any]:
    resolved, _ = resolve(document, schema)
    if not isinstance(resolved, Mapping):
        return
    alternatives = resolved.get("oneOf") or resolved.get("anyOf")
    if alternatives:
        for alternative in alternatives:
            yield from _alternatives(document, alternative)
    else:
        yield schema


def is_form_for(document: Mapping[str, Any], form: Any, grant: str) -> bool:
    """Tell whether a form is for a grant, by the values of its ``grant_type``; without any, it is for every grant.

    Args:
        document: The document.
        form: The form's schema.
        grant: The ``grant_type``.
    """
    fields = properties(document, form)
    schema = resolve_schema(document, fields["grant_type"].schema) if "grant_type" in fields else {}
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return grant in values if isinstance(values, list) else True
