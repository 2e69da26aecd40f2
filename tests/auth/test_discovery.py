"""The metadata of an authorization server: whose it is, what it supports, and what becomes of it when it is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comm100._http import http
from comm100.auth import _concurrency
from comm100.auth._discovery import DiscoveredTokenEndpoint, Discovery
from comm100.auth._requests import Form, TokenRequest
from comm100.errors import ConfigurationError, DiscoveryError, TokenConnectionError, UnsupportedGrantTypeError
from tests.auth.support import Clock, make_context

ISSUER = "https://login.example/tenant"
URL = f"{ISSUER}/.well-known/openid-configuration"
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": "https://tokens.example/token",
}
LARGEST = 256 * 1024
POST = "client_secret_post"


class Server:
    """Answers with metadata, and with a token elsewhere; remembers what it was asked."""

    def __init__(self, metadata: Any = METADATA, **response: Any) -> None:
        self.metadata, self.response = metadata, response
        self.requests: list[http.Request] = []

    def __call__(self, request: Any) -> Any:
        self.requests.append(request)
        if isinstance(self.metadata, Exception):
            raise self.metadata
        if request.method == "POST":
            return http.Response(200, json={"access_token": "t" * 20, "token_type": "bearer"})
        return http.Response(**{"status_code": 200, "json": self.metadata, **self.response})

    def context(self, timeout: float | None = 5.0) -> Any:
        return make_context(http.MockTransport(self), Clock(), timeout=timeout)


def metadata_of(**changes: Any) -> Any:
    values = {name: value for name, value in {**METADATA, **changes}.items() if value is not None}
    return Discovery(URL).metadata(Server(values).context())


def test_metadata_is_fetched_once() -> None:
    """For each server; the request says what it is for and accepts no compression."""
    server = Server()
    discovery = Discovery(URL)
    first, second = (discovery.metadata(server.context()) for _ in range(2))
    assert first is second
    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", URL)
    sent = {name: request.headers[name] for name in ("accept", "accept-encoding", "user-agent")}
    assert sent == {"accept": "application/json", "accept-encoding": "identity", "user-agent": "tests"}
    assert set(request.extensions["timeout"].values()) == {5.0}
    Discovery(URL).metadata(server.context(timeout=None))
    assert set(server.requests[-1].extensions["timeout"].values()) == {30.0}


def test_a_forked_child_fetches_for_itself() -> None:
    """The thread of the parent that was fetching does not exist there."""
    discovery = Discovery(URL)
    discovery._lock.acquire()
    _concurrency._renew()
    assert discovery.metadata(Server().context()).issuer == ISSUER


def test_a_relative_url_is_that_of_the_api() -> None:
    """As all other URLs of a description."""
    own = "https://hosted.comm100.com"
    server = Server({**METADATA, "issuer": own})
    assert Discovery("/.well-known/openid-configuration").metadata(server.context()).issuer == own
    assert str(server.requests[0].url) == f"{own}/.well-known/openid-configuration"


def test_each_server_of_an_application_has_metadata_of_its_own() -> None:
    """One application may be used with several hosts."""
    discovery = Discovery("/.well-known/openid-configuration")
    for host in ("https://a.example", "https://b.example", "https://a.example"):
        server = Server({**METADATA, "issuer": host})
        context = make_context(http.MockTransport(server), Clock(), base_url=host)
        assert discovery.metadata(context).issuer == host
    assert server.requests == []


@pytest.mark.parametrize(
    ("changes", "grant_types", "basic"),
    [
        ({}, {"authorization_code", "implicit"}, True),
        ({"grant_types_supported": ["password", 7]}, {"password"}, True),
        ({"grant_types_supported": "password"}, {"authorization_code", "implicit"}, True),
        ({"token_endpoint_auth_methods_supported": [POST]}, {"authorization_code", "implicit"}, False),
        (
            {"token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"]},
            {"authorization_code", "implicit"},
            True,
        ),
        ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, {"authorization_code", "implicit"}, True),
    ],
)
def test_what_a_server_does_not_say_has_a_default(changes: Any, grant_types: set[str], basic: bool) -> None:
    """OpenID Connect Discovery 1.0, section 3."""
    metadata = metadata_of(**changes)
    assert (metadata.grant_types, metadata.basic) == (grant_types, basic)
    assert (metadata.issuer, metadata.authorization_endpoint) == (ISSUER, f"{ISSUER}/authorize")
    assert metadata.token_endpoint == "https://tokens.example/token"


def test_an_issuer_may_end_with_a_slash() -> None:
    """It is not part of the URL of the metadata (section 4.1)."""
    assert metadata_of(issuer=f"{ISSUER}/").issuer == f"{ISSUER}/"


@pytest.mark.parametrize(
    "issuer", [None, "", "https://login.example", ISSUER.upper(), f"{ISSUER}//", f"{ISSUER}x", ISSUER[:-1], 7]
)
def test_metadata_of_another_issuer_is_refused(issuer: Any) -> None:
    """Whoever could publish it would be sent codes and secrets (section 4.3)."""
    with pytest.raises(DiscoveryError, match=f"names another issuer than {ISSUER}. Nothing was sent there"):
        metadata_of(issuer=issuer)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "has no {name}."),
        (7, "has no {name}."),
        ("/token", "has no {name}."),
        ("http://login.example/token", "The {name} in the metadata at {url} cannot be used."),
        ("https://login.example:x/token", "The {name} in the metadata at {url} cannot be used."),
    ],
)
def test_an_endpoint_has_to_be_a_url_that_secrets_may_go_to(name: str, value: Any, words: str) -> None:
    """Absolute, and not plain http."""
    with pytest.raises(DiscoveryError) as caught:
        metadata_of(**{name: value})
    assert words.format(name=name, url=URL) in str(caught.value)


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (Server([]), f"{URL} returned JSON that is not an object."),
        (Server(status_code=404), f"{URL} returned 404 instead of the server's metadata."),
        (Server(status_code=201), f"{URL} returned 201 instead of the server's metadata."),
        (Server(status_code=302), f"{URL} returned 302 instead of the server's metadata."),
        (Server(json=None, content=b"<html>"), f"{URL} did not return JSON, so the server's endpoints are not known."),
        (Server(json=None, content=b"[" * 100_000), f"{URL} did not return JSON"),
        (Server({**METADATA, "x": "x" * LARGEST}), f"{URL} returned more than 262144 bytes instead of the server's"),
    ],
    ids=["array", "404", "201", "302", "html", "deep", "large"],
)
def test_what_is_not_metadata_is_refused(server: Server, words: str) -> None:
    """By what came instead."""
    with pytest.raises(DiscoveryError) as caught:
        Discovery(URL).metadata(server.context())
    assert str(caught.value).startswith(words)
    assert caught.value.status_code == server.response.get("status_code") or caught.value.status_code is None


@pytest.mark.parametrize("more", [[], [b" "]])
def test_metadata_of_the_largest_size_is_read(more: list[bytes]) -> None:
    """256 KiB, and not a byte more."""

    class Chunks(http.SyncByteStream):
        def __iter__(self) -> Any:
            yield from [json.dumps(METADATA).encode().ljust(LARGEST), *more]

    server = Server(json=None, stream=Chunks())
    if more:
        with pytest.raises(DiscoveryError, match="returned more than 262144 bytes"):
            Discovery(URL).metadata(server.context())
    else:
        assert Discovery(URL).metadata(server.context()).issuer == ISSUER


def test_no_response_is_a_connection_error() -> None:
    """With the reason; the next attempt asks again."""
    server = Server(http.ConnectError("s3cret"))
    discovery = Discovery(URL)
    with pytest.raises(TokenConnectionError) as caught:
        discovery.metadata(server.context())
    assert str(caught.value) == (
        f"The server's metadata at {URL} could not be fetched: ConnectError. Check the network."
    )
    server.metadata = METADATA
    assert discovery.metadata(server.context()).issuer == ISSUER


def test_plain_http_to_another_machine_is_refused() -> None:
    """Before anything is sent."""
    server = Server()
    with pytest.raises(ConfigurationError):
        Discovery("http://login.example/x").metadata(server.context())
    assert server.requests == []


@pytest.mark.parametrize(
    ("own", "methods", "is_basic"),
    [
        (None, None, True),
        (None, [POST], False),
        (False, None, False),
        (True, [POST], True),
    ],
)
def test_a_token_is_requested_where_the_metadata_says(own: Any, methods: Any, is_basic: bool) -> None:
    """And as it says, unless the caller chose how to authenticate."""
    server = Server({**METADATA, **({"token_endpoint_auth_methods_supported": methods} if methods else {})})
    endpoint = DiscoveredTokenEndpoint(server.context(), Discovery(URL), basic=own)
    form = Form({"grant_type": "authorization_code", "client_id": "id", "client_secret": "s"})
    request = TokenRequest("", "authorization_code", form, authorization=None, secrets=())
    assert endpoint.send(request).access_token == "t" * 20
    sent = server.requests[-1]
    assert str(sent.url) == "https://tokens.example/token"
    assert sent.headers.get("authorization", "").startswith("Basic ") is is_basic
    assert (b"client_secret" in sent.content) is not is_basic


def test_a_grant_that_the_server_does_not_support_is_not_sent() -> None:
    """Except a refresh, which many servers do not list."""
    server = Server()
    endpoint = DiscoveredTokenEndpoint(server.context(), Discovery(URL), basic=False)
    with pytest.raises(UnsupportedGrantTypeError) as caught:
        endpoint.send(TokenRequest("", "password", Form({}), authorization=None, secrets=()))
    assert str(caught.value) == (
        f"{ISSUER} does not support password, but authorization_code, implicit. Authenticate in another way."
    )
    assert [request.method for request in server.requests] == ["GET"]
    endpoint.send(TokenRequest("", "refresh_token", Form({}), authorization=None, secrets=()))
    assert [request.method for request in server.requests] == ["GET", "POST"]
