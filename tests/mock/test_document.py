"""Routing: the operation of a method and a path."""

from __future__ import annotations

from typing import Any

import pytest

from comm100.testing import Mock, MockRequest
from tests.mock.support import ADA, AGENTS, ME, Wire


def test_a_literal_segment_wins_over_a_template(wire: Wire) -> None:
    """``/agents/me`` is the caller's own record, not an agent whose identifier is "me"."""
    assert wire.get(ME).json()["id"] == 1


def test_a_template_matches_all_other_segments(wire: Wire) -> None:
    """``/agents/2`` is an agent."""
    assert wire.get(f"{AGENTS}/2").json()["displayName"] == "Grace"


def test_an_alias_leads_to_the_same_operation(wire: Wire) -> None:
    """The server accepts v2.0 in place of v2, and page links keep the spelling of the request."""
    assert wire.get("/api/v2.0/account/agents/me").json()["id"] == 1


@pytest.mark.parametrize(
    "path", ["/", "/nothing", AGENTS + "/", "/api//v2/account/agents", AGENTS + "/1/nothing", "/API/V2"]
)
def test_an_unknown_path_returns_the_documented_404(wire: Wire, path: str) -> None:
    """With the documented error object, even without credentials."""
    response = wire.get(path, {})
    assert response.status == 404
    assert response.json()["code"] == 404000


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", ME, "GET, PUT"),
        ("PATCH", AGENTS, "GET, POST"),
        ("PATCH", f"{AGENTS}/2", "DELETE, GET, PUT"),
        ("HEAD", AGENTS, "GET, POST"),
        ("OPTIONS", AGENTS, "GET, POST"),
        ("TRACE", AGENTS, "GET, POST"),
        ("GET", "/oauth/token", "POST"),
        ("GET", "/partner/oauth/token", "POST"),
        ("POST", "/oauth/authorize", "GET"),
    ],
)
def test_an_undocumented_method_is_405_with_allow(wire: Wire, method: str, path: str, allowed: Any) -> None:
    """HEAD and TRACE included; Allow lists the documented methods (RFC 9110 section 15.5.6)."""
    response = wire.send(method, path, ADA)
    assert response.status == 405
    assert response.header("Allow") == allowed


def test_an_encoded_character_stands_for_itself(wire: Wire) -> None:
    """``%6De`` is ``me`` (RFC 3986 section 6.2.2.2)."""
    assert wire.mock.respond(MockRequest("GET", AGENTS + "/%6De", ADA)).json()["id"] == 1


def test_an_encoded_slash_belongs_to_its_segment(wire: Wire) -> None:
    """``/agents/1%2Fpassword`` matches ``/agents/{id}``, not ``/agents/{id}/password``."""
    assert wire.get(f"{AGENTS}/1%2Fpassword").status == 400


@pytest.mark.parametrize("segment", ["%", "%1", "%zz", "%ff"])
def test_an_invalidly_encoded_path_is_404(wire: Wire, segment: Any) -> None:
    """A broken escape, or bytes that are not UTF-8."""
    assert wire.mock.respond(MockRequest("GET", f"{AGENTS}/{segment}", ADA)).status == 404


@pytest.mark.parametrize(("lenient", "status"), [(["letter-case"], 204), ([], 404)])
def test_the_letter_case_of_a_path_counts_unless_the_server_is_lenient(lenient: list[str], status: int) -> None:
    """RFC 3986 section 6.2.2.1, and ``x-lenient``."""
    get = {"security": [], "responses": {"204": {"description": ""}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "x-lenient": lenient,
        "paths": {"/Files": {"get": get}},
    }
    mock = Mock(document=document)
    assert mock.respond(MockRequest("GET", "/Files")).status == 204
    assert mock.respond(MockRequest("GET", "/fILES")).status == status


def test_parameters_of_a_path_hold_for_its_operations() -> None:
    """An operation's own replaces one of the same name and place (OpenAPI 3.1, Operation Object)."""
    query = {"in": "query", "schema": {"type": "integer"}}
    shared = [{"name": "size", **query}, {"name": "page", "required": True, **query}]
    own = [
        {"name": "page", "in": "query", "schema": {"type": "string"}},
        {"name": "size", "in": "header", "schema": {}},
    ]
    operation = {"security": [], "responses": {"200": {"description": ""}}}
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {"/a": {"parameters": shared, "get": operation, "post": {**operation, "parameters": own}}},
    }
    mock = Mock(document=root)
    statuses = {
        (method, query): mock.respond(MockRequest(method, f"/a?{query}")).status
        for method in ("GET", "POST")
        for query in ("", "page=1", "page=x", "page=1&size=x")
    }
    assert statuses == {
        ("GET", ""): 400,
        ("GET", "page=1"): 200,
        ("GET", "page=x"): 400,
        ("GET", "page=1&size=x"): 400,
        ("POST", ""): 200,
        ("POST", "page=1"): 200,
        ("POST", "page=x"): 200,
        ("POST", "page=1&size=x"): 400,
    }


def test_a_mock_answers_at_the_paths_of_all_its_servers() -> None:
    """Those of the first server come first, where two operations have one path."""
    operation = {"security": [], "responses": {"200": {"description": ""}}}
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "servers": [{"url": "https://a.example/one"}, {"url": "https://a.example/two/"}, {"url": "https://a.example"}],
        "paths": {
            "/a": {"get": {**operation, "operationId": "a"}},
            "/one/a": {"get": {**operation, "operationId": "b"}},
        },
    }
    mock = Mock(document=root)
    for path in ("/one/a", "/two/a", "/a", "/two/one/a", "/one/one/a", "/three/a"):
        mock.respond(MockRequest("GET", path))
    assert [exchange.operation for exchange in mock.requests] == ["a", "a", "a", "b", "b", None]


def test_a_mock_answers_at_the_path_of_its_clients_server() -> None:
    """Only whole segments of the path are compared."""
    operation = {"operationId": "a", "security": [], "responses": {"200": {"description": ""}}}
    info = {"title": "Small", "version": "1"}
    mock = Mock(document={"openapi": "3.1.0", "info": info, "paths": {"/a": {"get": operation}}})
    mock._serve("https://a.example/eu", {})
    mock._serve("https://a.example/us", {"base_url": ""})
    for path in ("/a", "/eu/a", "/eux/a", "/eu", "/us/a"):
        mock.respond(MockRequest("GET", path))
    assert [exchange.operation for exchange in mock.requests] == ["a", "a", None, None, None]
