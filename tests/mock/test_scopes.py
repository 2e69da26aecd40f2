"""RFC 6749 section 3.3 and RFC 6750 section 3.1: scopes, in a document that has some."""

from __future__ import annotations

import base64
import copy
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from comm100.testing import Mock, MockRequest

HOST = "https://api.notes.example"
CALLBACK = "https://app.example.com/callback"
CLIENT = {"Authorization": "Basic " + base64.b64encode(b"example-client:example-client-secret").decode()}
OK = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}
SCOPES = {"read": "Read", "write": "Write", "notes:admin": "Everything"}


def operation(*scopes: str, **more: Any) -> dict[str, Any]:
    return {"get": {"responses": OK, "security": [{"oauth": list(scopes)}], **more}}


DOCUMENT: Any = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "1"},
    "servers": [{"url": HOST}],
    "paths": {
        "/any": operation(),
        "/read": operation("read"),
        "/both": operation("read", "write"),
        "/unoffered": operation("read", "audit"),
        "/either": operation(security=[{"oauth": ["notes:admin"]}, {"oauth": ["write"]}]),
    },
    "components": {
        "securitySchemes": {
            "oauth": {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {"authorizationUrl": "/authorize", "tokenUrl": "/token", "scopes": SCOPES},
                    "implicit": {"authorizationUrl": "/authorize", "scopes": SCOPES},
                    "clientCredentials": {"tokenUrl": "/token", "scopes": {"read": "Read", "write": "Write"}},
                    "password": {"tokenUrl": "/token", "scopes": SCOPES},
                },
            }
        }
    },
}
PASSWORD = {"grant_type": "password", "username": "user", "password": "example-password"}
CREDENTIALS = {"grant_type": "client_credentials"}


@pytest.fixture
def mock() -> Mock:
    return Mock(document=DOCUMENT)


def token(mock: Mock, fields: Any) -> Any:
    headers = {"Content-Type": "application/x-www-form-urlencoded", **CLIENT}
    return mock.respond(MockRequest("POST", f"{HOST}/token", headers, urlencode(fields).encode()))


def authorize(mock: Mock, **parameters: str) -> dict[str, str]:
    usual = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code"}
    location = urlsplit(mock.visit(f"{HOST}/authorize?" + urlencode({**usual, **parameters})))
    return dict(parse_qsl(location.query or location.fragment))


def exchange(mock: Mock, code: str) -> Any:
    return token(mock, {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}).json()


def read(mock: Mock, path: str, access_token: str) -> Any:
    return mock.respond(MockRequest("GET", HOST + path, {"Authorization": f"Bearer {access_token}"}))


@pytest.mark.parametrize("fields", [PASSWORD, CREDENTIALS], ids=["password", "client_credentials"])
def test_a_token_covers_the_scopes_that_were_asked_for(mock: Mock, fields: Any) -> None:
    """The response names them, and operations with other scopes are refused."""
    answer = token(mock, {**fields, "scope": "read"}).json()
    assert answer["scope"] == "read"
    assert [read(mock, path, answer["access_token"]).status for path in ("/any", "/read", "/both")] == [200, 200, 403]
    both = token(mock, {**fields, "scope": "write read"}).json()
    assert both["scope"] == "write read"
    assert [read(mock, path, both["access_token"]).status for path in ("/read", "/both", "/either")] == [200, 200, 200]


def test_a_scope_that_is_asked_for_twice_is_granted_once(mock: Mock) -> None:
    """In the order in which it was first asked for."""
    assert token(mock, {**PASSWORD, "scope": "write read write"}).json()["scope"] == "write read"


def test_no_token_needs_a_scope_that_no_flow_offers(mock: Mock) -> None:
    """Nobody could have it; the others of the operation are required."""
    for scope, status in (("read", 200), ("write", 403)):
        access_token = token(mock, {**PASSWORD, "scope": scope}).json()["access_token"]
        assert read(mock, "/unoffered", access_token).status == status


def test_the_missing_scope_is_named_in_the_challenge(mock: Mock) -> None:
    """RFC 6750 section 3.1."""
    access_token = token(mock, {**PASSWORD, "scope": "read"}).json()["access_token"]
    response = read(mock, "/both", access_token)
    assert response.header("WWW-Authenticate") == 'Bearer realm="API", error="insufficient_scope", scope="read write"'
    assert read(mock, "/either", access_token).status == 403
    assert read(mock, "/read", "unknown").status == 401


def test_without_a_scope_the_response_says_what_was_granted(mock: Mock) -> None:
    """Section 3.3: the server's default, which is all of them."""
    assert token(mock, PASSWORD).json()["scope"] == "read write notes:admin"
    assert token(mock, {**PASSWORD, "scope": ""}).json()["scope"] == "read write notes:admin"


@pytest.mark.parametrize(
    "scope",
    [
        *("Read", "READ", "rea", "reads", "read,write", "read  write", " read", "read ", "read\twrite", "read other"),
        *("notes", "notes:", "notes:Admin", "read\0", "write,", "write+read", '"read"', "*"),
    ],
)
def test_only_the_exact_name_of_a_scope_is_accepted(mock: Mock, scope: str) -> None:
    """Scopes are case-sensitive and separated by one space (section 3.3)."""
    assert token(mock, {**PASSWORD, "scope": scope}).json()["error"] == "invalid_scope"
    assert authorize(mock, scope=scope, state="s") | {"error_description": ""} == {
        "error": "invalid_scope",
        "error_description": "",
        "state": "s",
    }


@pytest.mark.parametrize("kind", ["code", "token"])
def test_authorization_requests_have_scopes_as_well(mock: Mock, kind: str) -> None:
    """They are kept with the code, and named beside an implicit token."""
    answer = authorize(mock, scope="write", response_type=kind)
    if kind == "code":
        answer = exchange(mock, answer["code"])
    assert answer["scope"] == "write"
    assert read(mock, "/either", answer["access_token"]).status == 200
    assert read(mock, "/read", answer["access_token"]).status == 403


def test_a_refresh_keeps_the_scope_unless_it_asks_for_less(mock: Mock) -> None:
    """Section 6: never for more; and a narrower token does not narrow the consent."""

    def refresh(refresh_token: str, **fields: str) -> Any:
        return token(mock, {"grant_type": "refresh_token", "refresh_token": refresh_token, **fields})

    first = exchange(mock, authorize(mock, scope="read write")["code"])
    kept = refresh(first["refresh_token"]).json()
    assert kept["scope"] == "read write"
    for wider in ("notes:admin", "read write notes:admin", "read other", "Read"):
        assert refresh(kept["refresh_token"], scope=wider).json()["error"] == "invalid_scope"
    less = refresh(kept["refresh_token"], scope="read").json()
    assert less["scope"] == "read"
    assert [read(mock, path, less["access_token"]).status for path in ("/read", "/both")] == [200, 403]
    again = refresh(less["refresh_token"]).json()
    assert again["scope"] == "read write"
    assert read(mock, "/both", again["access_token"]).status == 200


def test_a_repeated_scope_is_refused(mock: Mock) -> None:
    """Section 3.2: a parameter may be sent once."""
    repeated = token(mock, [*PASSWORD.items(), ("scope", "read"), ("scope", "read")])
    assert (repeated.status, repeated.json()["error"]) == (400, "invalid_request")
    assert token(mock, {**PASSWORD, "scope": "other"}).status == 400


def test_a_form_that_does_not_describe_the_scope_may_not_repeat_it_either() -> None:
    """Whatever else an endpoint does not describe is ignored."""
    described = copy.deepcopy(DOCUMENT)
    form = {"schema": {"type": "object", "properties": {name: {"type": "string"} for name in PASSWORD}}}
    body = {"content": {"application/x-www-form-urlencoded": form}}
    described["paths"]["/token"] = {"post": {"requestBody": body, "responses": OK, "security": []}}
    fields = [*PASSWORD.items(), ("other", "a"), ("other", "a"), ("scope", "read")]
    assert token(Mock(document=described), fields).status == 200
    assert token(Mock(document=described), [*fields, ("scope", "read")]).status == 400


def test_a_document_without_scopes_ignores_them() -> None:
    """Nothing is refused, and no response names any."""
    form = urlencode({"grant_type": "password", "email": "ada@example.com", "password": "example-password"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = Mock().respond(MockRequest("POST", "/oauth/token", headers, f"{form}&scope=anything".encode()))
    assert response.status == 200
    assert "scope" not in response.json()


@pytest.mark.parametrize(
    ("flow", "fields"), [("authorizationCode", {}), ("clientCredentials", CREDENTIALS), ("password", PASSWORD)]
)
def test_schemes_that_share_an_endpoint_are_one_to_the_server(flow: str, fields: dict[str, str]) -> None:
    """A token may have scopes of several, and each operation accepts it by its own; a scheme elsewhere is another."""
    document = copy.deepcopy(DOCUMENT)
    schemes = document["components"]["securitySchemes"]
    schemes["audit"] = {
        "type": "oauth2",
        "flows": {flow: {**schemes["oauth"]["flows"][flow], "refreshUrl": "/refresh", "scopes": {"audit": "Audit"}}},
    }
    elsewhere = {"authorizationUrl": "/elsewhere/authorize", "tokenUrl": "/elsewhere/token", "scopes": {"audit": ""}}
    schemes["elsewhere"] = {"type": "oauth2", "flows": {flow: elsewhere}}
    for name in ("audit", "elsewhere"):
        document["paths"][f"/{name}"] = operation(security=[{name: ["audit"]}])
    mock = Mock(document=document)
    assert mock.scopes("audit") == ("audit",)
    assert mock.scopes("oauth") == ("read", "write", "notes:admin")

    def answer(scope: str) -> Any:
        if flow != "authorizationCode":
            return token(mock, {**fields, "scope": scope}).json()
        redirect = authorize(mock, scope=scope)
        return exchange(mock, redirect["code"]) if "code" in redirect else redirect

    statuses = {
        scope: [read(mock, path, answer(scope)["access_token"]).status for path in ("/read", "/audit", "/elsewhere")]
        for scope in ("read", "audit", "read audit")
    }
    assert statuses == {"read": [200, 403, 401], "audit": [403, 200, 401], "read audit": [200, 200, 401]}
    assert answer("read other")["error"] == "invalid_scope"
    if "refresh_token" in (issued := answer("read audit")):
        renewal = urlencode({"grant_type": "refresh_token", "refresh_token": issued["refresh_token"]}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **CLIENT}
        assert mock.respond(MockRequest("POST", f"{HOST}/refresh", headers, renewal)).json()["scope"] == "read audit"


def test_a_test_can_ask_for_the_scopes_of_a_scheme(mock: Mock) -> None:
    """All that its flows offer, in the order of the document; a scheme without any has none."""
    assert (mock.scopes("oauth"), mock.scopes("other")) == (("read", "write", "notes:admin"), ())


def test_a_name_with_a_space_is_several_scopes() -> None:
    """To the client, which sends it as it is, and to the server, which splits it."""
    flow = {"tokenUrl": "/token", "scopes": {"read all": "", "write": ""}}
    schemes = {"securitySchemes": {"oauth": {"type": "oauth2", "flows": {"clientCredentials": flow}}}}
    mock = Mock(document={**DOCUMENT, "paths": {"/all": operation("read all")}, "components": schemes})
    for scope, status in (("read all", 200), ("read all write", 200), ("read", 403)):
        issued = token(mock, {**CREDENTIALS, "scope": scope}).json()
        assert issued["scope"] == scope
        assert read(mock, "/all", issued["access_token"]).status == status
