"""The client of a document with every way to authenticate: what it sends for which operation, and how it logs in."""

from __future__ import annotations

import asyncio
import gzip
import importlib
import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from generator.build.api import build_api
from generator.document.load import load_document
from tests.generator.support import DOCUMENTS, api_of, imported, minimal, operation

ISSUER = "https://id.vault.example/realm"
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "grant_types_supported": ["authorization_code", "client_credentials"],
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of the document."""
    package: Any = imported(tmp_path_factory.mktemp("vault"), build_api(load_document(DOCUMENTS / "vault.yaml")))
    return package


@pytest.fixture
def mock(vault: Any) -> Any:
    return importlib.import_module("vault.testing").Mock()


def carried(mock: Any) -> dict[str, str]:
    """Return the credentials that the last request carried, by their place."""
    request = mock.requests[-1].request
    names = ("authorization", "x-key", "cookie")
    headers = {name.lower(): value for name, value in request.headers if name.lower() in names}
    return headers | {name: value for name, value in request.parameters if name == "tenant"}


EXPECTED: dict[str, dict[str, str]] = {
    "public": {},
    "inherited": {"authorization": "HOBA example-signature"},
    "optional": {"x-key": "example-key"},
    "keys": {"x-key": "example-key", "tenant": "example-tenant", "cookie": "sid=example-session"},
    "certificate": {"x-key": "example-key"},
    "undeclared": {"x-key": "example-key"},
}


@pytest.mark.parametrize(("name", "sent"), EXPECTED.items())
def test_an_operation_gets_the_first_set_that_is_given(mock: Any, name: str, sent: dict[str, str]) -> None:
    """Of all credentials that a client has, and nothing more; awaited as well."""
    given = mock.credentials
    everything = given.user & given.key & given.tenant & given.session & given.signature & given.app_client_credentials
    getattr(mock.client(everything).doors, name)()
    assert carried(mock) == sent
    asyncio.run(getattr(mock.async_client(everything).doors, name)())
    assert carried(mock) == sent


def test_a_set_that_is_not_complete_gives_way_to_the_next(vault: Any, mock: Any) -> None:
    """Without the session, the user's password is sent and no key; with neither, the server refuses what there is."""
    given = mock.credentials
    mock.client(given.key & given.tenant & given.user).doors.keys()
    assert set(carried(mock)) == {"authorization"}
    with pytest.raises(vault.errors.APIStatusError):
        mock.client(given.key & given.tenant).doors.keys()
    assert set(carried(mock)) == {"x-key", "tenant"}
    with pytest.raises(vault.errors.ConfigurationError, match="takes key with tenant with session or user"):
        mock.client(given.signature & given.app_client_credentials).doors.keys()


def test_optional_security_sends_nothing_unless_given(mock: Any) -> None:
    """A client without credentials may call what anyone may call."""
    client = mock.client(None)
    for name in ("public", "optional"):
        getattr(client.doors, name)()
        assert carried(mock) == {}


def test_the_command_line_calls_what_anyone_may_call_without_a_sign_in(
    vault: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name and by path; what needs credentials says so."""
    main = importlib.import_module("vault.cli").main
    with importlib.import_module("vault.testing").MockServer() as server:
        monkeypatch.setenv("VAULT_BASE_URL", f"{server.url}/v1")
        for words in ("doors.public", "doors.optional", "GET /optional"):
            assert main(["call", *words.split(), "--store", str(tmp_path)]) == 0
        for words in ("doors.inherited", "GET /keys", "doors.certificate"):
            assert main(["call", *words.split(), "--store", str(tmp_path)]) == 1
            assert "You are not signed in to Vault" in capsys.readouterr().err


def test_the_command_line_sends_several_keys_together(
    vault: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that is signed in with, and the others of the environment, each under the name of its scheme."""
    main = importlib.import_module("vault.cli").main
    given = importlib.import_module("vault.testing").Mock().credentials
    monkeypatch.setenv("VAULT_KEY_API_KEY", given.key.api_key)
    with importlib.import_module("vault.testing").MockServer() as server:
        monkeypatch.setenv("VAULT_BASE_URL", f"{server.url}/v1")
        assert main(["login", "--key", "--store", str(tmp_path)]) == 0
        assert main(["call", "doors.keys", "--store", str(tmp_path)]) == 1
        advice = "The operation may need tenant too: set VAULT_TENANT_API_KEY."
        assert advice in capsys.readouterr().err
        monkeypatch.setenv("VAULT_TENANT_API_KEY", given.tenant.api_key)
        monkeypatch.setenv("VAULT_SESSION_API_KEY", given.session.api_key)
        assert main(["call", "doors.keys", "--store", str(tmp_path)]) == 0
        assert carried(server.mock) == EXPECTED["keys"]
        assert main(["call", "doors.optional", "--store", str(tmp_path)]) == 0
        assert carried(server.mock) == EXPECTED["optional"]


def test_the_served_mock_prints_the_base_url_to_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], vault: Any
) -> None:
    """With the path of the document's server."""
    served = importlib.import_module("vault.testing.__main__")
    monkeypatch.setattr(asyncio, "run", lambda coroutine: coroutine.close())
    assert served.main(["--port", "0"]) == 0
    assert re.match(r"http://127\.0\.0\.1:\d+/v1\n", capsys.readouterr().out)


def test_scopes_are_those_that_operations_need(vault: Any, mock: Any) -> None:
    """Of the flow's own, and no others; the caller may ask for fewer."""
    client = mock.client(mock.credentials.app_client_credentials)
    client.doors.create_token()
    assert client.token.scope == "read write"
    fewer = vault.auth.AppClientCredentials(
        client_id="example-client", client_secret="example-client-secret", scope="read"
    )
    client = mock.client(fewer)
    client.doors.tokens()
    assert client.token.scope == "read"
    with pytest.raises(vault.errors.InsufficientScopeError):
        client.doors.create_token()


@pytest.mark.parametrize(("method", "in_header"), [("basic", True), ("body", False)])
def test_a_client_authenticates_where_the_caller_says(vault: Any, mock: Any, method: str, in_header: bool) -> None:
    """For a token endpoint that the document does not describe."""
    given = {"client_id": "example-client", "client_secret": "example-client-secret", "client_authentication": method}
    mock.client(vault.auth.AppClientCredentials(**given)).doors.tokens()
    request = mock.requests[-2].request
    assert (b"client_secret=" not in request.body) is in_header
    assert any(name.lower() == "authorization" for name, _ in request.headers) is in_header
    with pytest.raises(vault.errors.ConfigurationError, match='"basic" or "body"'):
        vault.auth.AppClientCredentials(**{**given, "client_authentication": "post"})


@pytest.mark.parametrize("kind", ["app_authorization_code", "provider_authorization_code"])
def test_a_browser_signs_in_by_every_scheme(mock: Any, kind: str) -> None:
    """With PKCE, at endpoints of the document or of the provider's metadata, which are fetched once."""
    app = getattr(mock.credentials, kind)
    login = app.start()
    assert "code_challenge=" in login.url
    token = app.finish(mock.visit(login.url), login)
    mock.client(app.resume(token)).doors.tokens()
    paths = [exchange.request.path for exchange in mock.requests]
    discovered = ["/realm/.well-known/openid-configuration"] if kind.startswith("provider") else []
    prefix = "/realm" if discovered else ""
    assert paths == [*discovered, f"{prefix}/authorize", f"{prefix}/token", "/v1/tokens"]


def test_a_discovered_provider_is_asked_when_a_token_is_needed(mock: Any) -> None:
    """Not before; the tokens go to the API, and the secret to the provider."""
    client = mock.client(mock.credentials.provider_client_credentials)
    assert len(mock.requests) == 0
    client.doors.tokens()
    urls = [exchange.request.url for exchange in mock.requests]
    assert urls == [
        f"{ISSUER}/.well-known/openid-configuration",
        f"{ISSUER}/token",
        "https://api.vault.example/v1/tokens",
    ]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"issuer": "https://id.vault.example"}, "DiscoveryError", "names another issuer than"),
        ({"issuer": ISSUER + "//"}, "DiscoveryError", "names another issuer than"),
        ({"token_endpoint": "http://id.vault.example/token"}, "DiscoveryError", "plain http"),
        ({"token_endpoint": "/token"}, "DiscoveryError", "has no token_endpoint"),
        ({"authorization_endpoint": None}, "DiscoveryError", "has no authorization_endpoint"),
        ({"grant_types_supported": [["client_credentials"]]}, "UnsupportedGrantTypeError", "does not support"),
        ({"grant_types_supported": ["implicit"]}, "UnsupportedGrantTypeError", "does not support client_credentials"),
        ({"grant_types_supported": None}, "UnsupportedGrantTypeError", "but authorization_code, implicit"),
    ],
)
def test_metadata_that_cannot_be_trusted_gets_no_secret(
    vault: Any, mock: Any, change: dict[str, Any], error: str, words: str
) -> None:
    """Another issuer, endpoints in plain http, or a grant that it does not have."""
    http = vault.client.http
    asked = []

    def respond(request: Any) -> Any:
        asked.append(request.url.path)
        return http.Response(200, content=json.dumps({**METADATA, **change}))

    credentials = vault.auth.ProviderClientCredentials(client_id="a", client_secret="a-secret")
    client = vault.Client(credentials, transport=http.MockTransport(respond))
    with pytest.raises(getattr(vault.errors, error), match=words) as raised:
        client.doors.tokens()
    assert "a-secret" not in str(raised.value)
    assert asked == ["/realm/.well-known/openid-configuration"]
    assert type(pickle.loads(pickle.dumps(raised.value))) is getattr(vault.errors, error)


@pytest.mark.parametrize("methods", [None, 7, {}, "client_secret_post", [["client_secret_post"]], ["none"]])
def test_metadata_may_state_its_methods_badly(vault: Any, methods: Any) -> None:
    """A secret is sent in the form only to a server that says that it reads it there, and in no other way."""
    http, requests = vault.client.http, list[Any]()

    def respond(request: Any) -> Any:
        requests.append(request)
        change = {"token_endpoint_auth_methods_supported": methods} if request.method == "GET" else {}
        return http.Response(200, json={**METADATA, **change, "access_token": "a-token"})

    credentials = vault.auth.ProviderClientCredentials(client_id="a", client_secret="a-secret")
    vault.Client(credentials, transport=http.MockTransport(respond)).doors.tokens()
    assert requests[1].headers["authorization"].startswith("Basic ")
    assert b"a-secret" not in requests[1].content


def test_an_issuer_may_end_in_a_slash(vault: Any) -> None:
    """Which the URL of its metadata does not have (OpenID Connect Discovery 1.0, section 4.1)."""
    http = vault.client.http
    metadata = METADATA | {"issuer": f"{ISSUER}/"}
    app = vault.auth.ProviderAuthorizationCode(
        client_id="a",
        redirect_uri="http://127.0.0.1/callback",
        transport=http.MockTransport(lambda request: http.Response(200, json=metadata)),
    )
    login = app.start()
    assert login.url.startswith(f"{ISSUER}/authorize?")
    redirect = f"http://127.0.0.1/callback?code=c&state={login.state}&iss=https://evil.example"
    with pytest.raises(vault.errors.CallbackError, match="another authorization server"):
        app.finish(redirect, login)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, b"", "returned 404"),
        (302, b"", "returned 302"),
        (200, b"<html>", "did not return JSON"),
        (200, b"[]", "not an object"),
        (200, b"[" * 200_000, "did not return JSON"),
        (200, b"[" * 300_000, "returned more than 262144 bytes"),
    ],
)
def test_a_response_that_is_not_metadata_is_named(vault: Any, status: int, body: bytes, words: str) -> None:
    """With the URL that was asked."""
    http = vault.client.http
    app = vault.auth.ProviderAuthorizationCode(
        client_id="a",
        redirect_uri="http://127.0.0.1/callback",
        transport=http.MockTransport(lambda request: http.Response(status, content=body)),
    )
    with pytest.raises(vault.errors.DiscoveryError, match=words) as raised:
        app.start()
    assert ISSUER in str(raised.value)


def test_compressed_metadata_is_not_unpacked(vault: Any) -> None:
    """It was not asked for, and may be any number of bytes."""
    http = vault.client.http
    body, headers = gzip.compress(json.dumps(METADATA).encode()), {"Content-Encoding": "gzip"}
    app = vault.auth.ProviderAuthorizationCode(
        client_id="a",
        redirect_uri="http://127.0.0.1/callback",
        transport=http.MockTransport(lambda request: http.Response(200, headers=headers, content=body)),
    )
    with pytest.raises(vault.errors.DiscoveryError, match="compressed metadata"):
        app.start()


@pytest.mark.parametrize("kind", ["authorizationCode", "implicit", "nothing"])
@pytest.mark.parametrize("consent", ["instant", "form"])
def test_a_mock_has_a_client_for_any_document(tmp_path: Path, kind: str, consent: str) -> None:
    """Where people sign in with a browser only, the mock's first user has; where nobody does, nothing is sent."""
    title = f"{kind} {consent} API"
    document = minimal() | {"info": {"title": title, "version": "1"}}
    if kind != "nothing":
        urls = {"authorizationUrl": "https://login.example/a", "tokenUrl": "https://login.example/t"}
        document["components"]["securitySchemes"] = {"web": {"type": "oauth2", "flows": {kind: urls | {"scopes": {}}}}}
        operation(document)["security"] = [{"web": []}]
    api = api_of(tmp_path, document)
    imported(tmp_path, api)
    mock = importlib.import_module(f"{api.package}.testing").Mock(consent=consent)
    with mock.client() as client:
        assert client.pets.get(1) is not None
    assert ("authorization" in carried(mock)) is (kind != "nothing")


def test_a_mock_knows_what_a_flow_requires(tmp_path: Path) -> None:
    """Scopes that it offers, and some value where the document has no example."""
    document = minimal() | {"info": {"title": "Demanding API", "version": "1"}}
    document["paths"]["/authorize"] = {
        "get": {
            "operationId": "oauth.authorize",
            "security": [],
            "parameters": [
                {"name": name, "in": "query", "required": True, "schema": {"type": "string"}}
                for name in ("client_id", "redirect_uri", "response_type", "scope", "site")
            ],
            "responses": {"302": {"description": "Back."}},
        }
    }
    urls = {"authorizationUrl": "/authorize", "tokenUrl": "https://login.example/t"}
    document["components"]["securitySchemes"] = {
        "web": {"type": "oauth2", "flows": {"authorizationCode": urls | {"scopes": {"read": "Read."}}}}
    }
    operation(document)["security"] = [{"web": []}]
    imported(tmp_path, api_of(tmp_path, document))
    mock = importlib.import_module("demanding.testing").Mock()
    assert mock.client().pets.get(1) is not None
    query = mock.requests[0].request.query
    assert "scope=read" in query
    assert "site=example-site" in query
