"""What OAuth says about a document; in the generator, and in its copy in the mock."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from comm100.testing._openapi import semantics as copied
from generator.document import semantics

CODE: Any = {"properties": {"grant_type": {"const": "authorization_code"}}}
REFRESH: Any = {"properties": {"grant_type": {"$ref": "#/Grant"}}}
ANY: Any = {"properties": {"scope": {"type": "string"}}}
DOCUMENT: Any = {
    "Grant": {"enum": ["refresh_token", "password"]},
    "Forms": {"oneOf": [CODE, {"$ref": "#/More"}], "anyOf": [ANY]},
    "More": {"anyOf": [REFRESH, True, ANY]},
    "Body": {"content": {"application/x-www-form-urlencoded": {"schema": {"$ref": "#/Forms"}}}},
}


@pytest.fixture(params=[semantics, copied], ids=["generator", "mock"])
def module(request: pytest.FixtureRequest) -> ModuleType:
    found: ModuleType = request.param
    return found


def test_the_forms_of_a_token_endpoint_are_told_apart(module: ModuleType) -> None:
    """Each alternative, however deep, in the order of the document."""
    assert list(module.grant_forms(DOCUMENT, {"$ref": "#/Body"})) == [CODE, REFRESH, ANY]
    only = {"content": {"application/x-www-form-urlencoded": {"schema": CODE}}}
    assert list(module.grant_forms(DOCUMENT, only)) == [CODE]


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"content": None},
        {"content": {"application/json": {"schema": CODE}}},
        {"content": {semantics.FORM: None}},
    ],
)
def test_a_body_without_a_form_has_none(module: ModuleType, body: Any) -> None:
    """Whatever it takes instead."""
    assert module.form_content(DOCUMENT, body) == {}
    assert list(module.grant_forms(DOCUMENT, body)) == []


@pytest.mark.parametrize(
    ("form", "grant", "expected"),
    [
        (CODE, "authorization_code", True),
        (CODE, "password", False),
        (REFRESH, "password", True),
        (REFRESH, "client_credentials", False),
        (ANY, "password", True),
        ({"properties": {"grant_type": {"type": "string"}}}, "password", True),
        (True, "password", True),
    ],
)
def test_a_form_is_for_the_grants_that_it_names(module: ModuleType, form: Any, grant: str, expected: bool) -> None:
    """One that names none is for all."""
    assert module.is_form_for(DOCUMENT, form, grant) is expected


def test_a_scheme_has_flows(module: ModuleType) -> None:
    """Those of OpenAPI that have all their URLs, without extensions."""
    token, page = {"tokenUrl": "/token"}, {"authorizationUrl": "/authorize"}
    usable = {"password": token, "implicit": page}
    others = {"x-a": token, "deviceCode": token, "authorizationCode": page, "clientCredentials": 1}
    assert module.flows({"flows": usable | others}) == usable
    assert module.flows({"flows": None}) == module.flows({}) == {}


@pytest.mark.parametrize(
    ("server", "url", "expected"),
    [
        ("https://a.example/v1/", "token", "https://a.example/v1/token"),
        ("https://a.example/v1", "/token", "https://a.example/token"),
        ("https://a.example/v1", "https://b.example/token", "https://b.example/token"),
    ],
)
def test_a_url_is_relative_to_the_server(module: ModuleType, server: str, url: str, expected: str) -> None:
    """As in RFC 3986 section 5.2."""
    assert module.endpoint_url(server, url) == expected


def test_what_the_requests_of_oauth_require(module: ModuleType) -> None:
    """As in RFC 6749 sections 4.1 to 4.4 and 6."""
    required = {name: {key for key, needed in form.items() if needed} for name, form in module.REQUESTS.items()}
    assert required == {
        "code": {"response_type", "client_id", "redirect_uri"},
        "token": {"response_type", "client_id", "redirect_uri"},
        "authorization_code": {"grant_type", "code", "redirect_uri", "client_id"},
        "password": {"grant_type", "username", "password"},
        "client_credentials": {"grant_type", "client_id", "client_secret"},
        "refresh_token": {"grant_type", "refresh_token"},
    }
    assert not module.PROTOCOL_PARAMETERS & {"username", "password"}


@pytest.mark.parametrize(
    ("scheme", "kind"),
    [
        ({"type": "http", "scheme": "Basic"}, "basic"),
        ({"type": "http", "scheme": "BEARER"}, "bearer"),
        ({"type": "http", "scheme": "digest"}, "http"),
        ({"type": "http", "scheme": ""}, None),
        ({"type": "apiKey", "in": "cookie", "name": "a"}, "apiKey"),
        ({"type": "apiKey", "in": "body", "name": "a"}, None),
        ({"type": "apiKey", "in": "query", "name": ""}, None),
        ({"type": "oauth2", "flows": {"password": {"tokenUrl": "/t"}}}, "oauth2"),
        ({"type": "oauth2", "flows": {"x-a": {}}}, "bearer"),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://a.example"}, "openIdConnect"),
        ({"type": "openIdConnect"}, "bearer"),
        ({"type": "mutualTLS"}, "mutualTLS"),
        ({"type": "none"}, None),
    ],
)
def test_a_scheme_says_how_requests_authenticate(module: ModuleType, scheme: Any, kind: str | None) -> None:
    """Any other way is not one of OpenAPI."""
    assert module.scheme_kind(scheme) == kind


SERVERS: list[tuple[Any, list[str]]] = [
    ([{"url": "/v1"}, {"url": "https://a.example"}, {"url": "ftp://b.example"}], ["https://a.example", "/v1"]),
    ([{"url": "https://{h}"}, {"url": "https://a.example"}], ["https://a.example", "https://{h}"]),
    ([{"url": "https://{h}", "variables": {"h": {"default": "b"}}}, {"url": "//a"}], ["https://{h}", "//a"]),
    ([{"url": "https://{h}", "variables": {"h": {"enum": ["b"]}}}, {"url": "//a"}], ["https://{h}", "//a"]),
    ([{"url": "https://{h}", "variables": {"h": 7}}, {"url": "//a"}], ["//a", "https://{h}"]),
    ([{"url": "https://{h}/{p}", "variables": {"h": {"default": "b"}}}, {"url": "//a"}], ["//a", "https://{h}/{p}"]),
    ([7, {"url": ""}, {}], ["", ""]),
    ({"url": "https://a.example"}, []),
]


@pytest.mark.parametrize(("declared", "urls"), SERVERS)
def test_servers_that_say_their_host_come_first(module: ModuleType, declared: Any, urls: list[str]) -> None:
    """Otherwise in the document's order; a variable without a value says nothing."""
    assert [server.get("url", "") for server in module.ordered_servers(declared)] == urls


@pytest.mark.parametrize(
    ("url", "variable", "value"),
    [
        ("https://{v}", {"default": "a", "enum": ["b"]}, "a"),
        ("https://{v}", {"enum": ["b", "c"]}, "b"),
        ("https://{v}", {"enum": []}, "v"),
        ("https://{v}", {"default": 8443}, "8443"),
        ("https://{v}", 7, "v"),
        ("{v}://a", {"default": "http"}, "https"),
        ("{v}://a", {"default": "https"}, "https"),
        ("{v}://a", {"default": "ws"}, "ws"),
        ("{v}://a", {}, "https"),
    ],
)
def test_a_variable_has_a_value_without_its_caller(module: ModuleType, url: str, variable: Any, value: str) -> None:
    assert module.variable_default({"url": url, "variables": {"v": variable}}, "v") == value


@pytest.mark.parametrize(
    ("url", "relative"),
    [
        ("/v1", True),
        ("v1", True),
        ("", True),
        (None, True),
        (" /v1", True),
        ("v1/a:b", True),
        ("https://a.example", False),
        ("mailto:a", False),
        ("//a.example", False),
        ("{scheme}://a.example", False),
    ],
)
def test_a_server_may_be_relative(module: ModuleType, url: Any, relative: bool) -> None:
    """To where the document is (RFC 3986 section 4.2)."""
    assert module.is_relative({"url": url}) is relative


@pytest.mark.parametrize(
    ("server", "uri"),
    [
        ({"url": "https://{h}/{p}", "variables": {"h": {"default": "a"}, "p": {"enum": ["b"]}}}, "https://a/b"),
        ({"url": "https://{h}.{h}/{x}"}, "https://h.h/x"),
        ({"url": "{all}", "variables": {"all": {"default": "https://a.example"}}}, "https://a.example"),
        ({"url": "https://a.example/{open"}, "https://a.example/{open"),
        ({"url": "https://a.example/open}"}, "https://a.example/open}"),
        ({"url": "/v1"}, "https://example.com/v1"),
    ],
)
def test_a_server_has_a_url_without_its_caller(module: ModuleType, server: Any, uri: str) -> None:
    """With each variable at its default; what is relative is at a host of nobody."""
    assert module.server_uri(server) == uri


@pytest.mark.parametrize(
    ("url", "issuer"),
    [
        ("https://a.example/.well-known/openid-configuration", "https://a.example"),
        ("https://a.example/b/.well-known/openid-configuration", "https://a.example/b"),
        ("/b/.well-known/openid-configuration", "/b"),
        ("https://a.example/b/.well-known/openid-configuration/", "https://a.example/b"),
        ("https://a.example/b//.well-known/openid-configuration", "https://a.example/b"),
        ("https://a.example/b/", "https://a.example/b"),
    ],
)
def test_an_issuer_has_a_discovery_url(module: ModuleType, url: str, issuer: str) -> None:
    """OpenID Connect Discovery 1.0, section 4.1."""
    assert module.issuer_of(url) == issuer


@pytest.mark.parametrize(
    ("url", "path"), [("../up", "/up"), ("./a/", "/a/"), (".hidden", "/.hidden"), ("..//../", "/")]
)
def test_a_relative_server_is_below_the_host(module: ModuleType, url: str, path: str) -> None:
    """Where the document is published is not known, so nothing is above it."""
    assert module.server_template({"url": url}) == f"https://example.com{path}"


@pytest.mark.parametrize(
    ("url", "template"),
    [
        (" https://a.example/v1 ", "https://a.example/v1"),
        ("//a.example/v1", "https://a.example/v1"),
        ("http://a.example/v1", "https://a.example/v1"),
        ("HTTP://a.example", "https://a.example"),
        ("http://localhost.example", "https://localhost.example"),
        ("http://localhost:8080/v1", "http://localhost:8080/v1"),
        ("http://localhost", "http://localhost"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80"),
        ("http://[::1]/v1", "http://[::1]/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("{scheme}://a.example", "{scheme}://a.example"),
        (None, "https://example.com/"),
    ],
)
def test_credentials_leave_the_machine_by_https_only(module: ModuleType, url: Any, template: str) -> None:
    """Whatever the document says; on the machine itself, plain http stays."""
    assert module.server_template({"url": url}) == template


@pytest.mark.parametrize(
    ("variables", "uris"),
    [
        (None, ["https://h/p"]),
        (7, ["https://h/p"]),
        ({"h": 7, "p": {"default": 1}}, ["https://h/1"]),
        ({"h": {"default": "eu", "enum": ["us", "eu"]}}, ["https://eu/p", "https://us/p"]),
        (
            {"h": {"enum": ["a", "b"]}, "p": {"default": "1", "enum": [2]}},
            ["https://a/1", "https://a/2", "https://b/1", "https://b/2"],
        ),
        ({"h": {"enum": "ab"}}, ["https://h/p"]),
    ],
)
def test_a_server_is_at_each_combination_of_its_values(module: ModuleType, variables: Any, uris: list[str]) -> None:
    """The defaults first."""
    assert list(module.server_uris({"url": "https://{h}/{p}", "variables": variables})) == uris


def test_the_combinations_of_a_server_are_bounded(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few variables have millions of them."""
    monkeypatch.setattr(module, "_MAX_URIS", 3)
    values = {"enum": ["a", "b", "c", "d"]}
    uris = module.server_uris({"url": "https://{h}/{p}", "variables": {"h": values, "p": values}})
    assert list(uris) == ["https://a/a", "https://a/b", "https://a/c"]
