"""What the requests of an OAuth flow carry, and what comes back: RFC 6749, completed by the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlencode, urljoin

from ..build.authentication import KINDS, Endpoints
from ..model import Api, Field, Flow, Operation, ScalarType
from .values import placeholder

__all__ = [
    "absolute_url",
    "authorization_operation",
    "redirect_answer",
    "request_fields",
    "step_text",
    "step_url",
    "token_value",
]

Step = Literal["authorization", "token", "refresh"]

_TEXT = ScalarType("string")
# The parameters that the protocol itself supplies, with an example; a document's own words and examples go first.
_PROTOCOL: Mapping[str, tuple[str, str | None]] = {
    "response_type": ("What to answer with (RFC 6749 section 3.1.1).", None),
    "grant_type": ("Which grant this is (RFC 6749 section 4).", None),
    "code": ("The code from the redirect, good for one use (RFC 6749 section 4.1.3).", "SplxlOBeZQQYbYS6WxSbIA"),
    "state": ("A random value that comes back unchanged (RFC 6749 section 10.12).", "xcoiv98y2kd22vusuye3kch"),
    "refresh_token": ("The refresh token of the last answer (RFC 6749 section 6).", "tGzv3JOkF0XG5Qx2TlKWIA"),
    "code_challenge": ("The hash of the code verifier (RFC 7636 section 4.3).", None),
    "code_challenge_method": ("How the hash is made (RFC 7636 section 4.3).", None),
    "code_verifier": ("The secret behind the code challenge (RFC 7636 section 4.5).", None),
}
_OPTIONAL = {"state", "code_challenge", "code_challenge_method", "code_verifier"}
_TOKEN = {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer", "expires_in": 3600}


def absolute_url(url: str, api: Api) -> str:
    """Return a URL of the document as it is called: relative ones start at the server (OpenAPI 3.1, relative URLs)."""
    return urljoin(api.server.default_url + "/", url)


def step_url(flow: Flow, step: Step) -> str | None:
    """Return where one request of a flow goes, as the document writes it."""
    return {"authorization": flow.authorization_url, "token": flow.token_url, "refresh": flow.refresh_url}[step]


def step_text(flow: Flow, api: Api, step: Step) -> str:
    """Return what the document says about one request, beyond its words about the whole flow.

    Args:
        flow: The flow.
        api: The document that it belongs to.
        step: Which request.
    """
    text = _request(flow, api, step).text
    return "" if text == flow.description else text


def authorization_operation(flow: Flow, api: Api) -> Operation | None:
    """Return the operation that the document describes behind a flow's authorization URL, or None."""
    wanted = absolute_url(flow.authorization_url or "", api)
    return next((each for each in api.auth_operations if api.server.default_url + each.path == wanted), None)


def request_fields(flow: Flow, api: Api, step: Step) -> tuple[Field, ...]:
    """Return what one request of a flow carries, each with an example where it is worth sending.

    Args:
        flow: The flow.
        api: The document that it belongs to.
        step: Which request.
    """
    known = {each.wire_name: each for each in (*flow.parameters, *_request(flow, api, step).fields)}
    names: tuple[str, ...] = getattr(flow, f"{step}_request")
    return tuple(_field(name, known.get(name), flow, step) for name in names if not _travels_apart(name, flow, step))


def token_value(flow: Flow) -> dict[str, Any]:
    """Return an example of the token endpoint's answer (RFC 6749 section 5.1)."""
    return dict(flow.token_example) if isinstance(flow.token_example, Mapping) else dict(_TOKEN)


def redirect_answer(flow: Flow, api: Api) -> str:
    """Return the redirect that ends an authorization request (RFC 6749 sections 4.1.2 and 4.2.2).

    Args:
        flow: An authorization-code or implicit flow.
        api: The document that it belongs to.
    """
    asked = {each.wire_name: each.example for each in request_fields(flow, api, "authorization")}
    answer, mark = {"state": asked.get("state")}, "?"
    if flow.kind == "implicit":
        # No refresh token comes in a redirect (RFC 6749 section 4.2.2).
        answer, mark = {name: each for name, each in token_value(flow).items() if name != "refresh_token"} | answer, "#"
    else:
        answer = {
            each.wire_name: each.example for each in request_fields(flow, api, "token") if each.name == "code"
        } | answer
    pairs = {name: each for name, each in answer.items() if each is not None}
    return f"HTTP/1.1 302 Found\nLocation: {asked.get('redirect_uri', '')}{mark}{urlencode(pairs)}"


def _request(flow: Flow, api: Api, step: Step) -> Any:
    endpoints = Endpoints(api.document, api.server)
    if step == "authorization":
        return endpoints.authorization(flow.authorization_url)
    return endpoints.token(step_url(flow, step), "refresh_token" if step == "refresh" else KINDS[flow.kind][1])


def _travels_apart(name: str, flow: Flow, step: Step) -> bool:
    return flow.client_authentication == "basic" and step != "authorization" and name in ("client_id", "client_secret")


def _field(name: str, known: Field | None, flow: Flow, step: Step) -> Field:
    meaning, standard = _PROTOCOL.get(name, ("", None))
    field = known or Field(name=name, wire_name=name, type=_TEXT, required=name not in _OPTIONAL, description="")
    return replace(field, description=field.description or meaning, example=_example(field, standard, flow, step))


def _example(field: Field, standard: str | None, flow: Flow, step: Step) -> Any:
    fixed = {
        "grant_type": "refresh_token" if step == "refresh" else KINDS[flow.kind][1],
        "response_type": "token" if flow.kind == "implicit" else "code",
        "scope": " ".join(flow.scopes) or None,
    }
    if field.wire_name in fixed:
        return fixed[field.wire_name]
    if field.example is None and standard is None and field.required:
        return placeholder(field)
    return standard if field.example is None else field.example
