"""The client of a document with servers of every kind: where its requests go, and where credentials do not."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import Any

import pytest

from generator.build.api import build_api
from generator.document.load import load_document
from tests.generator.support import DOCUMENTS, api_of, imported, minimal

EU = "https://eu.depot.example"
UPLOAD = "https://upload.depot.example/files/crates/upload"


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of the document."""
    package: Any = imported(tmp_path_factory.mktemp("depot"), build_api(load_document(DOCUMENTS / "depot.yaml")))
    return package


@pytest.fixture
def mock(depot: Any) -> Any:
    return importlib.import_module("depot.testing").Mock()


def requested(mock: Any) -> list[str]:
    return [exchange.request.url for exchange in mock.requests]


@pytest.mark.parametrize(
    ("options", "api", "upload"),
    [
        ({}, f"{EU}/v1", UPLOAD),
        ({"server": "sandbox"}, "https://sandbox.depot.example/v1", UPLOAD),
        ({"server": "https://sandbox.depot.example/v1/"}, "https://sandbox.depot.example/v1", UPLOAD),
        ({"region": "us"}, "https://us.depot.example/v1", UPLOAD),
        ({"base_url": EU + "/v1"}, f"{EU}/v1", UPLOAD),
        ({"base_url": "http://127.0.0.1:9/v1"}, "http://127.0.0.1:9/v1", "http://127.0.0.1:9/files/crates/upload"),
    ],
)
def test_requests_go_to_the_server_of_their_operation(mock: Any, options: Any, api: str, upload: str) -> None:
    """A document's own for most, a path's or an operation's for some; on a server that is given, all are there."""
    with mock.client(mock.credentials.key & mock.credentials.token_client_credentials, **options) as client:
        client.crates.list()
        client.crates.upload()
        client.crates.upload_status()
        assert client.base_url == api
    origin = api.removesuffix("/v1")
    expected = [f"{origin}/oauth/token", f"{api}/crates", upload, f"{origin}/status/crates/upload"]
    assert requested(mock) == expected
    assert mock.requests[2].request.values("Host") == [upload.split("/")[2]]


def test_an_awaited_client_finds_the_same_servers(mock: Any) -> None:
    """With a copy of it that has other options, too."""

    async def call() -> None:
        async with mock.async_client(mock.credentials.token_client_credentials) as client:
            await client.with_options(timeout=5).crates.upload()

    asyncio.run(call())
    assert requested(mock) == [f"{EU}/oauth/token", UPLOAD]


@pytest.mark.parametrize("url", ["https://files.depot.example/", "https://upload.depot.example:8443/", EU + ":8443/"])
def test_credentials_stay_with_the_servers_of_the_document(depot: Any, mock: Any, url: str) -> None:
    """The upload server's origin is one of them, its neighbours are not."""
    http = depot.client.http
    for credentials in (mock.credentials.key, mock.credentials.token_client_credentials):
        client = mock.client(credentials)
        request = http.Request("GET", url)
        with pytest.raises(depot.errors.InsecureURLError, match="Nothing was sent"):
            next(client._auth.sync_auth_flow(request))
        assert next(client._auth.sync_auth_flow(http.Request("GET", UPLOAD))).url.host == "upload.depot.example"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"server": "one-for-each-tenant"}, "needs tenant="),
        ({"server": "sandbox", "region": "us"}, "'sandbox' has no region"),
        ({"server": "https://ada:secret@evil.example"}, "is not one of production, sandbox, one-for-each-tenant"),
        ({"region": "evil.example/"}, "region= is not a host name"),
        ({"stage": "../admin"}, "stage= is not part of a path"),
        ({"port": "443@evil.example"}, "port= is not a port"),
        ({"scheme": "ftp"}, "scheme= is not http or https"),
        ({"scheme": "http"}, "plain http"),
        ({"base_url": EU, "server": "sandbox"}, "Give base_url or server"),
    ],
)
def test_a_server_that_the_document_does_not_have_is_refused(depot: Any, options: Any, words: str) -> None:
    """Values of variables stay in their part of the URL."""
    with pytest.raises(depot.errors.ConfigurationError, match=words) as raised:
        depot.Client(**options)
    assert "secret" not in str(raised.value)


def test_a_document_that_names_no_host_demands_one(tmp_path: Path) -> None:
    """The client says so; the mock knows an address of its own, the path included."""
    document = minimal() | {"servers": [{"url": "/v1"}], "info": {"title": "Nowhere API", "version": "1"}}
    document["components"]["securitySchemes"] = {
        "app": {
            "type": "oauth2",
            "flows": {"authorizationCode": {"authorizationUrl": "/authorize", "tokenUrl": "/token", "scopes": {}}},
        }
    }
    document["paths"]["/pets/{petId}"]["get"]["security"] = [{"app": []}]
    nowhere: Any = imported(tmp_path, api_of(tmp_path, document))
    error = nowhere.errors.ConfigurationError
    with pytest.raises(error, match=r"pass base_url= with its path, such as https://example\.com/v1"):
        nowhere.Client()
    mock = importlib.import_module("nowhere.testing").Mock()
    app = mock.credentials.app_authorization_code
    with pytest.raises(error, match="pass base_url="):
        app.start()
    with pytest.raises(error, match="pass base_url="):
        app.resume(None, nowhere.auth.MemoryStore())
    login = app.start(base_url=mock.base_url)
    token = app.finish(mock.visit(login.url), login)
    assert mock.client(app.resume(token)).pets.get(1) is not None
    assert nowhere.Client(base_url="https://pets.example/v1").base_url == "https://pets.example/v1"


@pytest.mark.parametrize(
    ("url", "variables", "expected"),
    [
        ("//pets.example/v1", {}, "https://pets.example/v1"),
        ("http://pets.example:80", {}, "https://pets.example:80"),
        ("http://localhost:8080/", {}, "http://localhost:8080"),
        ("{root}/v1", {"root": {"default": "https://pets.example"}}, "https://pets.example/v1"),
        ("https://pets.example/{stage}", {"stage": {"enum": ["a", "b"]}}, "https://pets.example/a"),
        ("HTTPS://Pets.Example:443/V1/", {}, "https://pets.example/V1"),
    ],
)
def test_urls_are_written_in_one_way(url: str, variables: Any, expected: str, tmp_path: Path) -> None:
    """So that a token's server can be compared with a client's."""
    document = minimal() | {"servers": [{"url": url, "variables": variables}]}
    server = api_of(tmp_path, document).server
    assert (server.default_url, server.is_known) == (expected, True)


def test_a_server_with_a_host_is_used_before_one_without(tmp_path: Path) -> None:
    """By the client and by its mock, which answers at the path of each server."""
    document = minimal() | {"info": {"title": "Two Servers API", "version": "1"}}
    urls = ["/v1", "wss://pets.example", "https://pets.example:99999", "https://pets.example/v2", "https://old.example"]
    document["servers"] = [{"url": url} for url in urls]
    package: Any = imported(tmp_path, api_of(tmp_path, document))
    mock = importlib.import_module("two_servers.testing").Mock()
    client = mock.client()
    assert client.base_url == "https://pets.example/v2"
    assert client.pets.get(1) is not None
    assert mock.client(server="https://old.example").pets.get(1) is not None
    assert mock.client(base_url="https://pets.example/v1").pets.get(1) is not None
    with pytest.raises(package.errors.APIStatusError, match="404"):
        mock.client(base_url="https://pets.example/v3").pets.get(1)
    with pytest.raises(package.errors.ConfigurationError, match="does not say which host"):
        package.Client(server="example-com")


def test_a_mock_answers_at_every_value_of_the_variables_of_servers(tmp_path: Path) -> None:
    """At those that the document lists from the start, at others when one of its clients is given them."""
    document = minimal() | {"info": {"title": "Stages API", "version": "1"}}
    stage = {"default": "v2", "enum": ["v1", "v2"]}
    variables = {"region": {"default": "eu", "enum": ["eu", "us"]}, "stage": stage, "tenant": {"default": "acme"}}
    document["servers"] = [{"url": "https://{region}.pets.example/{stage}/{tenant}", "variables": variables}]
    imported(tmp_path, api_of(tmp_path, document))
    testing = importlib.import_module("stages.testing")
    mock = testing.Mock()
    assert mock.client(region="us", stage="v1").pets.get(1) is not None
    for path, status in {"/v1/acme": 200, "/v2/acme": 200, "/v3/acme": 404, "/v1/other": 404}.items():
        assert mock.respond(testing.MockRequest("GET", f"https://eu.pets.example{path}/pets/1")).status == status
    assert asyncio.run(mock.async_client(tenant="other").pets.get(1)) is not None
    assert mock.requests[-1].request.path == "/v2/other/pets/1"
