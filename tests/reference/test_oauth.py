"""What the requests of a flow carry and what comes back, by the document or by the protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.model.types import EnumType
from generator.reference.oauth import (
    Step,
    authorization_operation,
    oauth_error_fields,
    redirect_answer,
    request_fields,
    token_fields,
    token_value,
)
from tests.generator.support import api_of
from tests.generator.test_oauth import document, flow
from tests.reference.test_situations import FLOWS, secured

TYPES = {"string": "ScalarType(scalar='string')", "integer": "ScalarType(scalar='integer')"}
RESPONSE = [
    ("access_token", "string", True, "The token to send with each request."),
    ("token_type", "string", True, "How the token is sent; its case does not matter."),
    ("expires_in", "integer", False, "How long the access token is valid, in seconds."),
    ("refresh_token", "string", False, "The token to request the next access token with."),
    ("scope", "string", False, "The scope of the token, if it is not the one that was asked for."),
]
ERROR = [
    ("error", "string", True, "The error code."),
    ("error_description", "string", False, "What went wrong, for developers."),
    ("error_uri", "string", False, "The address of a page about the error."),
]


def test_a_document_that_describes_no_responses_has_those_of_the_protocol(tmp_path: Path) -> None:
    """RFC 6749 sections 5.1 and 5.2."""
    api = api_of(tmp_path, secured(people={"type": "oauth2", "flows": FLOWS}))
    for fields, expected in ((oauth_error_fields(api), ERROR), (token_fields(api.schemes[0].flows[0]), RESPONSE)):
        shown = [(field.name, str(field.type), field.required, field.description) for field in fields]
        assert shown == [(name, TYPES[type_], required, said) for name, type_, required, said in expected]
        assert [field.wire_name for field in fields] == [field.name for field in fields]
        assert [field.name for field in fields if field.secret] == [
            name for name, *_ in expected if name in ("access_token", "refresh_token")
        ]
    example = {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer", "expires_in": 3600}
    assert token_value(api.schemes[0].flows[0]) == example


def test_a_document_has_its_own_response_and_its_own_example(tmp_path: Path) -> None:
    described = flow(api_of(tmp_path, document()), "Password")
    assert [field.name for field in token_fields(described)] == ["access_token"]
    assert token_value(described) == {"access_token": "t"}


def test_an_authorization_url_finds_what_the_document_describes_behind_it(tmp_path: Path) -> None:
    """A flow without one finds nothing, and neither does one whose endpoint is not described."""
    api = api_of(tmp_path, document())
    found = {other.class_name: authorization_operation(other, api) for _, other in api.flows()}
    paths = {name: operation and operation.path for name, operation in found.items()}
    assert paths == {
        "AuthorizationCode": "/oauth/authorize",
        "Implicit": "/oauth/authorize",
        "Password": None,
        "ClientCredentials": None,
    }
    spec = document()
    spec["components"]["securitySchemes"]["oauth2"]["flows"]["implicit"]["authorizationUrl"] = "/elsewhere"
    api = api_of(tmp_path, spec)
    assert authorization_operation(flow(api, "Implicit"), api) is None


GRANT = "The grant (RFC 6749 section 4)."
STATE = "A random value that the redirect returns (RFC 6749 section 10.12)."


@pytest.mark.parametrize(
    ("name", "step", "parameter", "values", "description"),
    [
        (
            "AuthorizationCode",
            "authorization",
            "response_type",
            ("code",),
            "The redirect returns an authorization code (RFC 6749 section 4.1.1).",
        ),
        (
            "Implicit",
            "authorization",
            "response_type",
            ("token",),
            "The redirect returns the access token itself (RFC 6749 section 4.2.1).",
        ),
        ("AuthorizationCode", "token", "grant_type", ("authorization_code",), GRANT),
        ("Password", "token", "grant_type", ("password",), "Which grant."),
        ("Password", "refresh", "grant_type", ("refresh_token",), GRANT),
        ("AuthorizationCode", "token", "code", None, "The code."),
        ("Implicit", "authorization", "state", None, STATE),
        ("Password", "token", "email", None, "The email."),
    ],
)  # fmt: skip
def test_a_parameter_is_described_by_the_document_or_by_the_protocol(
    name: str, step: Step, parameter: str, values: Any, description: str, tmp_path: Path
) -> None:
    """What one flow has only one value for says so, whatever the document lists."""
    spec = document()
    forms = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    password = forms["schema"]["oneOf"][1]["properties"]
    password["grant_type"]["description"] = "Which grant."
    fields = {field.wire_name: field for field in request_fields(flow(api_of(tmp_path, spec), name), step)}
    field = fields[parameter]
    assert field.description == description
    assert (field.type == EnumType(values)) if values else not isinstance(field.type, EnumType)


def test_a_redirect_carries_the_code_or_the_token_and_the_state(tmp_path: Path) -> None:
    """A token after ``#``, where no server sees it, and without a refresh token (RFC 6749 section 4.2.2)."""
    spec = document()
    media = spec["paths"]["/oauth/token"]["post"]["responses"]["200"]["content"]["application/json"]
    media["example"] = {"access_token": "t", "refresh_token": "r"}
    parameters = spec["paths"]["/oauth/authorize"]["get"]["parameters"]
    api = api_of(tmp_path, spec)
    state = "state=xcoiv98y2kd22vusuye3kch"
    start = "HTTP/1.1 302 Found\nLocation: https://app.example.com/callback"
    assert redirect_answer(flow(api, "AuthorizationCode")) == f"{start}?code=SplxlOBeZQQYbYS6WxSbIA&{state}"
    assert redirect_answer(flow(api, "Implicit")).startswith(f"{start}#access_token=")
    assert redirect_answer(flow(api, "Implicit")).endswith(state)
    assert "refresh_token" not in redirect_answer(flow(api, "Implicit"))
    parameters[:] = [item for item in parameters if item["name"] not in ("state", "redirect_uri")]
    parameters.append(
        {"name": "redirect_uri", "in": "query", "schema": {"type": "string"}, "example": "https://own.example/back"}
    )
    own = redirect_answer(flow(api_of(tmp_path, spec), "AuthorizationCode"))
    assert own == "HTTP/1.1 302 Found\nLocation: https://own.example/back?code=SplxlOBeZQQYbYS6WxSbIA"
