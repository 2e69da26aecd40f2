"""The mock is not made for one document: another vendor's works, down to endpoints that it does not describe."""

from __future__ import annotations

import base64
import copy
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from comm100.testing import Mock, MockClock, MockRequest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ORDER = {
    "type": "object",
    "required": ["number", "state", "placed"],
    "properties": {
        "number": {"type": "string", "format": "uuid", "readOnly": True},
        "state": {"type": "string", "enum": ["open", "sent"], "readOnly": True},
        "placed": {"type": "string", "format": "date-time", "readOnly": True},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
PROBLEM = {
    "type": "object",
    "required": ["type", "message"],
    "properties": {"type": {"const": "about:blank"}, "message": {"type": "string"}},
}


def answer(schema: Any) -> Any:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def operation(responses: Any, **more: Any) -> Any:
    return {"responses": {**responses, "default": answer(PROBLEM)}, **more}


LIST = {"type": "array", "items": ORDER}
DOCUMENT: Any = {
    "openapi": "3.1.0",
    "info": {"title": "Orders", "version": "1"},
    "servers": [{"url": "https://api.shop.example/v1"}],
    "paths": {
        "/orders": {
            "get": operation(
                {"200": answer(LIST)},
                security=[{"key": []}, {"oauth": []}],
                **{"x-store": {"collection": "orders", "action": "list"}},
                parameters=[
                    {"name": "tag", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
                    {"name": "sort", "in": "query", "explode": False, "schema": {"type": "array"}},
                    {"name": "X-Page-Size", "in": "header", "schema": {"type": "integer", "maximum": 100}},
                ],
            ),
            "post": operation(
                {"201": answer(ORDER)},
                security=[{"key": []}],
                requestBody={"content": {"application/json": {"schema": ORDER}}},
                **{"x-store": {"collection": "orders", "action": "create", "key": "number"}},
            ),
        },
        "/orders/{number}": {
            "get": operation(
                {"200": answer(ORDER)},
                security=[{"key": [], "session": []}],
                parameters=[{"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}],
                **{"x-store": {"collection": "orders", "action": "get", "key": "number"}},
            )
        },
        "/status": {"get": operation({"200": answer({"type": "object", "examples": [{"up": True}]})}, security=[])},
        "/prices": {"get": operation({"200": answer({"$ref": "#/components/schemas/Price"})}, security=[{"user": []}])},
    },
    "components": {
        "schemas": {
            "Price": {
                "type": "object",
                "required": ["cents"],
                "properties": {"cents": {"type": "integer", "minimum": 5}},
            }
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "x-example": "a-key"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
            "user": {"type": "http", "scheme": "basic"},
            "oauth": {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "https://login.shop.example/authorize",
                        "tokenUrl": "https://login.shop.example/oauth/token",
                        "scopes": {"read": "Read"},
                    },
                    "clientCredentials": {"tokenUrl": "https://login.shop.example/oauth/token", "scopes": {}},
                },
            },
        },
    },
}
KEY = {"X-Api-Key": "a-key"}
CLIENT = {"Authorization": "Basic " + base64.b64encode(b"example-client:example-client-secret").decode()}


@pytest.fixture
def mock() -> Any:
    return Mock(document=DOCUMENT)


def ask(mock: Mock, method: str, path: str, headers: Any = (), body: Any = b"") -> Any:
    return mock.respond(MockRequest(method, "https://api.shop.example/v1" + path, headers, body))


def token(mock: Mock, fields: Any, headers: Any = CLIENT) -> Any:
    url = "https://login.shop.example/oauth/token"
    return mock.respond(MockRequest("POST", url, {**FORM, **headers}, urlencode(fields).encode()))


def with_flow(**flow: Any) -> Mock:
    """Return a mock of the document with other details of its flow."""
    document = copy.deepcopy(DOCUMENT)
    document["components"]["securitySchemes"]["oauth"]["flows"]["authorizationCode"] |= flow
    return Mock(document=document)


def test_records_work_by_what_the_document_says(mock: Mock) -> None:
    """Another key, its own kind of identifier, another status, and what the schema asks for where nothing is known."""
    created = ask(
        mock, "POST", "/orders", {**KEY, "Content-Type": "application/json"}, b'{"tags": ["a"], "state": "sent"}'
    )
    assert created.status == 201
    order = created.json()
    assert (order["state"], order["placed"], order["tags"]) == ("open", "2030-01-31T12:00:00Z", ["a"])
    assert len(order["number"]) == 36
    assert ask(mock, "GET", "/orders", KEY).json() == [order]
    assert ask(mock, "GET", f"/orders/{order['number']}", {**KEY, "Cookie": "sid=example-session"}).json() == order


def test_both_of_two_schemes_are_needed_where_the_document_says_and(mock: Mock) -> None:
    """One alternative may name several schemes."""
    assert ask(mock, "GET", "/orders/x", KEY).status == 401
    assert ask(mock, "GET", "/orders/x", {**KEY, "Cookie": "sid=wrong"}).status == 401
    assert ask(mock, "GET", "/orders/x", {**KEY, "Cookie": "sid=example-session"}).status == 404


def test_errors_have_the_shape_of_this_document(mock: Mock) -> None:
    """Its default response, with its required properties."""
    assert ask(mock, "GET", "/orders").json() == {
        "type": "about:blank",
        "message": "The credentials are missing or not valid.",
    }
    assert ask(mock, "GET", "/nothing").status == 404


def test_an_operation_without_records_answers_with_its_example(mock: Mock) -> None:
    """Or, without one, with the plainest value that its schema allows."""
    assert ask(mock, "GET", "/status").json() == {"up": True}
    user = {"Authorization": "Basic " + base64.b64encode(b"user:example-password").decode()}
    assert ask(mock, "GET", "/prices", user).json() == {"cents": 5}


@pytest.mark.parametrize(
    ("query", "status"),
    [("?tag=1&tag=2", 200), ("?tag=1,2", 400), ("?tag=x", 400), ("?sort=a,b", 200), ("?sort=a&sort=b", 400)],
)
def test_arrays_come_as_openapi_serialises_them(mock: Mock, query: Any, status: int) -> None:
    """Repeated where they explode, parted by commas where they do not."""
    assert ask(mock, "GET", "/orders" + query, KEY).status == status


@pytest.mark.parametrize(("size", "status"), [("100", 200), ("101", 400), ("many", 400)])
def test_a_header_is_a_parameter_like_others(mock: Mock, size: Any, status: int) -> None:
    """Its name in any case."""
    assert ask(mock, "GET", "/orders", {**KEY, "x-page-size": size}).status == status


def test_token_endpoints_that_are_not_described_follow_rfc_6749(mock: Mock) -> None:
    """Client credentials with the header of section 2.3.1, errors of section 5.2, extensions ignored."""
    got = token(mock, {"grant_type": "client_credentials", "audience": "orders"})
    assert got.status == 200
    bearer = {"Authorization": f"Bearer {got.json()['access_token']}"}
    assert ask(mock, "GET", "/orders", bearer).status == 200
    assert token(mock, {"grant_type": "client_credentials"}, {}).json()["error"] == "invalid_client"
    assert (
        token(mock, {"grant_type": "password", "username": "u", "password": "p"}).json()["error"]
        == "unsupported_grant_type"
    )


def test_authorization_endpoints_that_are_not_described_follow_rfc_6749(mock: Mock) -> None:
    """Code, exchange, refresh."""
    query = {"response_type": "code", "client_id": "example-client", "redirect_uri": "https://app.example.com/callback"}
    location = mock.visit("https://login.shop.example/authorize?" + urlencode({**query, "state": "s"}))
    code = parse_qs(urlsplit(location).query)["code"][0]
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": query["redirect_uri"]}
    got = token(mock, fields)
    assert got.status == 200, got.body
    refreshed = token(mock, {"grant_type": "refresh_token", "refresh_token": got.json()["refresh_token"]})
    assert refreshed.status == 200
    assert json.loads(refreshed.body)["expires_in"] == 3600


def test_a_refresh_url_replaces_the_token_url_for_refreshing() -> None:
    """OpenAPI's refreshUrl; codes are exchanged at the token URL all the same."""
    mock = with_flow(refreshUrl="/refresh")
    query = {"response_type": "code", "client_id": "example-client", "redirect_uri": "https://app.example.com/callback"}
    location = mock.visit("https://login.shop.example/authorize?" + urlencode(query))
    code = parse_qs(urlsplit(location).query)["code"][0]
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": query["redirect_uri"]}
    refresh = {"grant_type": "refresh_token", "refresh_token": token(mock, fields).json()["refresh_token"]}
    # The client credentials of the same scheme are refreshed at the token URL, so it does not refuse the grant itself.
    headers = {**FORM, **CLIENT}
    got = mock.respond(MockRequest("POST", "https://api.shop.example/refresh", headers, urlencode(refresh).encode()))
    assert got.status == 200
    exchanged = token(mock, fields)
    assert exchanged.json()["error"] == "invalid_grant"


@pytest.mark.parametrize("grant", ["client_credentials", "refresh_token", "password", "authorization_code"])
def test_a_form_that_does_not_limit_its_grant_type_is_for_every_grant(grant: Any) -> None:
    """Each grant is judged by its own rules then: the scheme has no password flow, and the refresh token is unknown."""
    document = copy.deepcopy(DOCUMENT)
    schema = {"type": "object", "properties": {"grant_type": {"type": "string"}, "refresh_token": {"type": "string"}}}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": {"allOf": [schema]}}}}
    document["paths"]["/token"] = {"post": operation({"200": answer({})}, security=[], requestBody=body)}
    for flow in document["components"]["securitySchemes"]["oauth"]["flows"].values():
        flow["tokenUrl"] = "/v1/token"
    mock = Mock(document=document)
    for fields in ({"grant_type": grant, "refresh_token": "unknown"}, {"grant_type": grant}):
        got = ask(mock, "POST", "/token", {**FORM, **CLIENT}, urlencode(fields).encode())
        assert got.status == (200 if grant == "client_credentials" else 400), got.body


def test_codes_and_tokens_have_default_lifetimes() -> None:
    """Ten minutes (RFC 6749 section 4.1.2), one hour and thirty days, each to the second."""
    clock = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
    mock = Mock(document=DOCUMENT, clock=clock)
    query = {"response_type": "code", "client_id": "example-client", "redirect_uri": "https://app.example.com/callback"}

    def exchange(code: str) -> Any:
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": query["redirect_uri"]}
        return token(mock, fields)

    def code() -> str:
        location = mock.visit("https://login.shop.example/authorize?" + urlencode(query))
        return parse_qs(urlsplit(location).query)["code"][0]

    def refresh(text: str) -> Any:
        return token(mock, {"grant_type": "refresh_token", "refresh_token": text}).status

    early, late = code(), code()
    clock.advance(seconds=599)
    first = exchange(early).json()
    clock.advance(seconds=1)
    assert exchange(late).status == 400
    second = exchange(code()).json()
    bearer = {"Authorization": f"Bearer {second['access_token']}"}
    clock.advance(seconds=3599)
    assert ask(mock, "GET", "/orders", bearer).status == 200
    clock.advance(seconds=1)
    assert ask(mock, "GET", "/orders", bearer).status == 401
    clock.advance(seconds=30 * 86400 - 3601)
    assert refresh(first["refresh_token"]) == 400
    assert refresh(second["refresh_token"]) == 200


def test_only_schemes_with_people_and_clients_have_accounts_and_apps() -> None:
    """API keys belong to nobody, and a client is known only if a flow needs one."""
    identities = Mock(document=DOCUMENT).identities
    assert [(account.realm, account.login) for account in identities.accounts] == [("user", "user")]
    assert identities.keys == {"key": "a-key", "session": "example-session"}
    assert [app.client_id for app in identities.apps] == ["example-client"]
    document = copy.deepcopy(DOCUMENT)
    flows = document["components"]["securitySchemes"]["oauth"]["flows"]
    for kind in ("authorizationCode", "clientCredentials"):
        only = {**document, "components": copy.deepcopy(document["components"])}
        only["components"]["securitySchemes"]["oauth"]["flows"] = {kind: flows[kind]}
        assert len(Mock(document=only).identities.apps) == 1
    document["components"]["securitySchemes"]["oauth"]["flows"] = {"password": {"tokenUrl": "/token", "scopes": {}}}
    identities = Mock(document=document).identities
    assert identities.apps == ()
    assert [account.realm for account in identities.accounts] == ["user", "oauth"]


def test_a_fixed_bearer_token_is_compared_exactly() -> None:
    """The scheme ``http`` and ``bearer``, whose token the document shows."""
    document = copy.deepcopy(DOCUMENT)
    document["components"]["securitySchemes"]["service"] = {"type": "http", "scheme": "Bearer", "x-example": "a-Token"}
    document["paths"]["/status"]["get"]["security"] = [{"service": []}]
    mock = Mock(document=document)
    for wrong in ("a-token", "a-Toke", "a-Tokens", "", "a-key", "a-Token a-Token"):
        refused = ask(mock, "GET", "/status", {"Authorization": f"Bearer {wrong}"})
        assert refused.status == 401, wrong
        assert refused.header("WWW-Authenticate") == 'Bearer realm="API", error="invalid_token"'
    assert ask(mock, "GET", "/status", {"Authorization": "Bearer a-Token"}).status == 200
    assert ask(mock, "GET", "/status", {"Authorization": "Basic a-Token"}).status == 401


@pytest.mark.parametrize(
    ("path", "challenge"), [("/prices", 'Basic realm="API"'), ("/orders/x", None), ("/orders", 'Bearer realm="API"')]
)
def test_a_challenge_names_only_what_the_operation_accepts(mock: Mock, path: str, challenge: str | None) -> None:
    """RFC 9110 section 11.6.1; API keys have no challenge."""
    refused = ask(mock, "GET", path)
    assert refused.status == 401
    assert refused.header("WWW-Authenticate") == challenge


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("?api_key=a-Key", {}, 200),
        ("?x=1&api_key=a%2DKey", {}, 200),
        ("?api_key=a-key", {}, 401),
        ("?api_key=a-Ke", {}, 401),
        ("?api_key=", {}, 401),
        ("?api_key=a-Key&api_key=a-Key", {}, 401),
        ("?API_KEY=a-Key", {}, 401),
        ("?api_key=%ff", {}, 401),
        ("", {"api_key": "a-Key"}, 401),
        ("", {"Cookie": "api_key=a-Key"}, 401),
    ],
)
def test_an_api_key_in_the_query_is_read_there_only(query: str, headers: Any, status: int) -> None:
    """Once, exactly, and in no other place."""
    document = copy.deepcopy(DOCUMENT)
    scheme = {"type": "apiKey", "in": "query", "name": "api_key", "x-example": "a-Key"}
    document["components"]["securitySchemes"]["query"] = scheme
    document["paths"]["/status"]["get"]["security"] = [{"query": []}]
    assert ask(Mock(document=document), "GET", "/status" + query, headers).status == status


def test_one_form_for_all_grants_requires_what_each_grant_needs() -> None:
    """The code that it demands is that of another grant; client credentials have none."""
    document = copy.deepcopy(DOCUMENT)
    names = ("grant_type", "code", "client_id", "client_secret")
    form = {"type": "object", "required": list(names), "properties": {name: {"type": "string"} for name in names}}
    content = {"application/x-www-form-urlencoded": {"schema": form}}
    document["paths"]["/oauth/token"] = {"post": operation({"200": answer({})}, requestBody={"content": content})}
    flow = document["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    flow["tokenUrl"] = "/v1/oauth/token"
    body = b"grant_type=client_credentials&client_id=example-client&client_secret=example-client-secret"
    response = ask(Mock(document=document), "POST", "/oauth/token", FORM, body)
    assert (response.status, json.loads(response.body)["token_type"].lower()) == (200, "bearer")


def test_a_described_token_endpoint_without_a_form_takes_the_standard_one() -> None:
    """Clients send forms (RFC 6749 section 4.1.3), whatever else the document says that the endpoint takes."""
    document = copy.deepcopy(DOCUMENT)
    described = operation({"200": answer({"type": "object"})}, requestBody={"content": {"application/json": {}}})
    document["paths"]["/oauth/token"] = {"post": described}
    flow = document["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    flow["tokenUrl"] = "/v1/oauth/token"
    response = ask(
        Mock(document=document), "POST", "/oauth/token", {**FORM, **CLIENT}, b"grant_type=client_credentials"
    )
    assert (response.status, json.loads(response.body)["token_type"].lower()) == (200, "bearer")
