"""What the requests of an OAuth flow carry and what comes back: the document, completed by RFC 6749."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlencode, urljoin

from ..build.objects import is_secret
from ..model import Api, Field, Flow, OAuthRequest, Operation
from ..model.types import EnumType, ScalarType, Type
from .values import CALLBACK_URL, placeholder

__all__ = [
    "absolute_url",
    "authorization_operation",
    "is_one_time_secret",
    "oauth_error_fields",
    "redirect_answer",
    "request_fields",
    "request_of",
    "token_fields",
    "token_value",
]

Step = Literal["authorization", "token", "refresh"]

# Descriptions and examples of the protocol's own parameters, for documents that have none.
_PROTOCOL: Mapping[str, tuple[str, str | None]] = {
    "response_type": ("What the redirect returns (RFC 6749 section 3.1.1).", None),
    "grant_type": ("The grant (RFC 6749 section 4).", None),
    "code": ("The code from the redirect, valid once (RFC 6749 section 4.1.3).", "SplxlOBeZQQYbYS6WxSbIA"),
    "state": (
        "A random value that the redirect returns (RFC 6749 section 10.12).",
        "xcoiv98y2kd22vusuye3kch",
    ),
    "refresh_token": ("The refresh token of the last response (RFC 6749 section 6).", "tGzv3JOkF0XG5Qx2TlKWIA"),
    "code_challenge": ("The hash of the code verifier (RFC 7636 section 4.3).", None),
    "code_challenge_method": ("The hash method (RFC 7636 section 4.3).", None),
    "code_verifier": ("The secret that the code challenge is the hash of (RFC 7636 section 4.5).", None),
}
_ONE_TIME_SECRETS = frozenset({"code", "code_verifier", "refresh_token"})
# What a parameter of one value says, whatever else the document says about its other values.
_FIXED: Mapping[tuple[str, str], str] = {
    ("response_type", "code"): "The redirect returns an authorization code (RFC 6749 section 4.1.1).",
    ("response_type", "token"): "The redirect returns the access token itself (RFC 6749 section 4.2.1).",
}
# The token response of RFC 6749 section 5.1 and the error of section 5.2, for documents that describe neither.
_RESPONSE: Mapping[str, tuple[Type, str]] = {
    "access_token": (ScalarType("string"), "The token to send with each request."),
    "token_type": (ScalarType("string"), "How the token is sent; its case does not matter."),
    "expires_in": (ScalarType("integer"), "How long the access token is valid, in seconds."),
    "refresh_token": (ScalarType("string"), "The token to request the next access token with."),
    "scope": (ScalarType("string"), "The scope of the token, if it is not the one that was asked for."),
}
_ERROR: Mapping[str, tuple[Type, str]] = {
    "error": (ScalarType("string"), "The error code."),
    "error_description": (ScalarType("string"), "What went wrong, for developers."),
    "error_uri": (ScalarType("string"), "The address of a page about the error."),
}
_REQUIRED = frozenset({"access_token", "token_type", "error"})
_TOKEN = {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer", "expires_in": 3600}


def absolute_url(url: str, api: Api) -> str:
    """Return a URL of the document as an absolute URL; a relative one is resolved against the server."""
    return urljoin(api.server.default_url + "/", url)


def request_of(flow: Flow, step: Step) -> OAuthRequest:
    """Return one request of a flow."""
    return {"authorization": flow.authorization, "token": flow.token, "refresh": flow.refresh}[step]


def authorization_operation(flow: Flow, api: Api) -> Operation | None:
    """Return the operation that the document describes behind a flow's authorization URL, or None."""
    wanted = absolute_url(flow.authorization.url or "", api)
    return next((other for other in api.auth_operations if api.server.default_url + other.path == wanted), None)


def request_fields(flow: Flow, step: Step) -> tuple[Field, ...]:
    """Return the parameters of one request of a flow, with examples for those that samples should send."""
    fields = request_of(flow, step).fields
    return tuple(_completed(field, flow, step) for field in fields if not _is_in_header(field, flow, step))


def is_one_time_secret(wire_name: str) -> bool:
    """Tell whether a parameter is a secret that a flow itself makes: a code, its verifier, or a refresh token."""
    return wire_name in _ONE_TIME_SECRETS


def token_fields(flow: Flow) -> tuple[Field, ...]:
    """Return the properties of a token response (RFC 6749 section 5.1)."""
    described = flow.token.response_fields or flow.authorization.response_fields
    return described or tuple(_standard_fields(_RESPONSE))


def oauth_error_fields(api: Api) -> tuple[Field, ...]:
    """Return the properties of an error of the OAuth endpoints (RFC 6749 section 5.2)."""
    requests = [request for _, flow in api.flows() for request in (flow.token, flow.authorization)]
    described = next((request.error_fields for request in requests if request.error_fields), ())
    return described or tuple(_standard_fields(_ERROR))


def token_value(flow: Flow) -> dict[str, Any]:
    """Return an example of a token response (RFC 6749 section 5.1)."""
    return dict(flow.token_example) if isinstance(flow.token_example, Mapping) else dict(_TOKEN)


def redirect_answer(flow: Flow) -> str:
    """Return the redirect that ends an authorization request (RFC 6749 sections 4.1.2 and 4.2.2).

    Args:
        flow: An authorization-code or implicit flow.
    """
    sent = {field.wire_name: field.example for field in request_fields(flow, "authorization")}
    if flow.kind == "implicit":
        # A redirect carries no refresh token (RFC 6749 section 4.2.2).
        answer = {name: value for name, value in token_value(flow).items() if name != "refresh_token"}
    else:
        answer = {field.wire_name: field.example for field in request_fields(flow, "token") if field.name == "code"}
    mark = "#" if flow.kind == "implicit" else "?"
    pairs = {name: value for name, value in (answer | {"state": sent.get("state")}).items() if value is not None}
    return f"HTTP/1.1 302 Found\nLocation: {sent.get('redirect_uri') or CALLBACK_URL}{mark}{urlencode(pairs)}"


def _is_in_header(field: Field, flow: Flow, step: Step) -> bool:
    is_client = field.wire_name in ("client_id", "client_secret")
    return is_client and flow.client_authentication == "basic" and step != "authorization"


def _standard_fields(fields: Mapping[str, tuple[Type, str]]) -> Iterator[Field]:
    for name, (type_, meaning) in fields.items():
        yield Field(
            name=name,
            wire_name=name,
            type=type_,
            required=name in _REQUIRED,
            description=meaning,
            secret=is_secret(name, {}),
        )


def _completed(field: Field, flow: Flow, step: Step) -> Field:
    meaning, standard = _PROTOCOL.get(field.wire_name, ("", None))
    example = _example(field, standard, flow, step)
    if field.wire_name in ("grant_type", "response_type") and isinstance(example, str):
        # The document may list the values of all flows.
        meaning = _FIXED.get((field.wire_name, example), field.description or meaning)
        return replace(field, type=EnumType((example,)), description=meaning, example=example)
    return replace(field, description=field.description or meaning, example=example)


def _example(field: Field, standard: str | None, flow: Flow, step: Step) -> Any:
    fixed = {
        "grant_type": "refresh_token" if step == "refresh" else flow.grant_type,
        "response_type": "token" if flow.kind == "implicit" else "code",
        "scope": " ".join(flow.scopes) or None,
    }
    if field.wire_name in fixed:
        return fixed[field.wire_name]
    if field.example is None and standard is None and field.required:
        return placeholder(field)
    return standard if field.example is None else field.example
