"""The OAuth endpoints that a document uses and does not describe, described as RFC 6749 has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["GRANTS", "authorization_endpoint", "flows", "token_endpoint"]

# The flows of OpenAPI that have a token endpoint, and the grants of RFC 6749 that they send there.
GRANTS = {"authorizationCode": "authorization_code", "clientCredentials": "client_credentials", "password": "password"}
_TEXT = {"type": "string", "minLength": 1}
# Required parameters first, by grant (sections 4.1.3, 4.3.2, 4.4.2 and 6).
_REQUIRED = {
    "authorization_code": ("code",),
    "client_credentials": (),
    "password": ("username", "password"),
    "refresh_token": ("refresh_token",),
}
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


def flows(schemes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each OAuth flow: its scheme's key, its kind, and what the document says of it.

    Args:
        schemes: The security schemes.
    """
    for key, scheme in schemes.items():
        if scheme.get("type") == "oauth2":
            for kind, flow in scheme.get("flows", {}).items():
                yield key, kind, flow


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _grant(name: str) -> dict[str, Any]:
    fields = (*_REQUIRED[name], "redirect_uri", "client_id", "client_secret", "scope")
    return {
        "type": "object",
        "required": ["grant_type", *_REQUIRED[name]],
        "properties": {"grant_type": {"enum": [name]}, **dict.fromkeys(fields, _TEXT)},
    }


def token_endpoint() -> dict[str, Any]:
    """Return the Operation Object of a token endpoint (sections 3.2 and 5)."""
    grants = [_grant(name) for name in _REQUIRED]
    form = {"application/x-www-form-urlencoded": {"schema": {"oneOf": grants}}}
    responses = {"200": _json(_TOKEN), "400": _json(_ERROR), "401": _json(_ERROR)}
    return {"security": [], "requestBody": {"required": True, "content": form}, "responses": responses}


def authorization_endpoint() -> dict[str, Any]:
    """Return the Operation Object of an authorization endpoint (sections 3.1, 4.1.1 and 4.2.1)."""
    parameters = [
        {"name": name, "in": "query", "required": name in ("response_type", "client_id"), "schema": _TEXT}
        for name in ("response_type", "client_id", "redirect_uri", "scope", "state")
    ]
    return {"security": [], "parameters": parameters, "responses": {"302": {"description": ""}, "400": _json(_ERROR)}}
