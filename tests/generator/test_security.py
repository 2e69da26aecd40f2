"""What a document says about security, as each operation has it; schemes and flows that cannot be used are left out."""

from __future__ import annotations

from typing import Any

import pytest

from generator.document.security import declared_schemes, is_stated, settle_security
from tests.generator.support import api_of, minimal, operation


def test_a_document_that_states_no_security_sends_what_is_given(tmp_path: Any) -> None:
    """Schemes that no operation names would otherwise be declared for nothing."""
    document = minimal()
    del operation(document)["security"]
    document["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "query", "name": "k"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    api = api_of(tmp_path, document)
    assert api.resources[0].operations[0].security == (("key",), ("token",))
    assert api.document["paths"]["/pets/{petId}"]["get"]["security"] == [{}, {"key": []}, {"token": []}]


def settled(schemes: Any, **document: Any) -> Any:
    """Return a document as it is after its security was settled."""
    paths = {
        "/a": {"get": {}, "put": {"security": [{"key": [], "gone": []}, {"gone": []}, {}, 7]}, "post": {"security": 7}}
    }
    document = {"paths": paths, "components": {"securitySchemes": schemes}, **document}
    settle_security(document)
    return document


KEY, URL, BAD = {"type": "apiKey", "in": "header", "name": "K"}, "https://id.example/t", "ftp://id.example"


@pytest.mark.parametrize(
    ("scheme", "after"),
    [
        ({"type": "oauth2", "flows": {"password": {"tokenUrl": BAD}}}, {"type": "oauth2", "flows": {}}),
        ({"type": "oauth2", "flows": {"password": {}}}, {"type": "oauth2", "flows": {}}),
        (
            {"type": "oauth2", "flows": {"password": {"tokenUrl": URL, "refreshUrl": BAD}, "x-a": {"tokenUrl": BAD}}},
            {"type": "oauth2", "flows": {"password": {"tokenUrl": URL}, "x-a": {"tokenUrl": BAD}}},
        ),
        ({"type": "openIdConnect", "openIdConnectUrl": BAD}, {"type": "openIdConnect"}),
        ({"type": "openIdConnect", "openIdConnectUrl": 7}, {"type": "openIdConnect"}),
        ({"type": "http", "scheme": "basic", "flows": {"password": {}}},) * 2,
    ],
)
def test_a_flow_that_cannot_be_used_is_left_out(scheme: Any, after: Any) -> None:
    """With the URL that is at fault; a refresh URL alone is not needed."""
    assert settled({"a": scheme})["components"]["securitySchemes"] == {"a": after}


@pytest.mark.parametrize(
    ("document", "inherited", "root"),
    [
        ({"security": [{"key": []}, {"gone": []}]}, [{"key": []}], [{"key": []}]),
        ({"security": []}, [], []),
        ({}, None, None),
    ],
)
def test_each_operation_has_the_security_of_the_document(document: Any, inherited: Any, root: Any) -> None:
    """Unless it has its own; schemes that are not declared count nowhere."""
    after = settled({"key": KEY, "odd": {"type": "odd"}}, **document)
    path = after["paths"]["/a"]
    assert (path["get"].get("security"), after.get("security")) == (inherited, root)
    assert (path["put"]["security"], path["post"]["security"]) == ([{"key": []}, {}], 7)


def test_schemes_of_a_document_that_states_no_security_may_be_used_anywhere() -> None:
    """And none has to be."""
    after = settled({"key": KEY, "odd": {"type": "odd"}, "none": 7}, paths={"/a": {"get": {}}})
    assert after["paths"]["/a"]["get"]["security"] == [{}, {"key": []}]
    assert not is_stated({"paths": {"/a": {"get": {}}}})
    assert is_stated({"paths": {"/a": {"get": {"security": []}}}})
    assert declared_schemes({"components": 7}) == declared_schemes({"components": {"securitySchemes": 7}}) == {}
