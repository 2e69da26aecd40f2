"""What becomes of the servers of other documents: URLs, hosts that are not named, and variables."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import Any

import pytest

from tests.generator.support import api_of, imported, minimal


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
