"""The client of a document with servers of every kind: where its requests go, and where credentials do not."""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

import pytest

from generator.build.api import build_api
from generator.document.load import load_document
from tests.generator.support import DOCUMENTS, imported

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
