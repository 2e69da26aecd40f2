"""The start: what readers have, simplest first, and what the switches of the samples offer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.reference.programs import python_first_call
from generator.reference.situations import situations, switches
from tests.generator.support import api_of, minimal, operation
from tests.reference.support import Reference


def test_each_situation_has_the_method_that_is_recommended_for_it(spec_reference: Reference) -> None:
    """Nobody is led to a flow that RFC 9700 advises against while there is another one."""
    methods = {situation.key: situation.method.class_name for situation in situations(spec_reference.api)}
    assert list(methods) == ["script", "service", "web", "terminal"]
    assert methods == {
        "script": "ApiKey",
        "service": "ClientCredentials",
        "web": "AuthorizationCode",
        "terminal": "AuthorizationCode",
    }


def test_secrets_are_set_without_being_shown(spec_reference: Reference) -> None:
    """The first commands read them from the keyboard."""
    script, service, web, _ = situations(spec_reference.api)
    install = "pip install .  # in a copy of this project"
    assert script.commands.splitlines() == [install, "read -rs COMM100_API_KEY && export COMM100_API_KEY"]
    for situation in (service, web):
        variable = "COMM100_CLIENT_SECRET"
        assert situation.commands.splitlines() == [install, f"read -rs {variable} && export {variable}"]


def test_a_terminal_shows_who_has_signed_in(spec_reference: Reference, tmp_path: Path) -> None:
    """If the document has an operation that tells it, which is the first call, too."""
    document = minimal()
    operation(document)["security"] = [{"key": []}]
    document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    for api, commands in (
        (spec_reference.api, ["login", "status", "call GET '/api/v2/account/agents/me'"]),
        (api_of(tmp_path, document), ["login", "call GET '/pets/1'"]),
    ):
        *_, terminal = situations(api)
        assert terminal.commands.splitlines()[1:] == [f"python -m {api.package} {command}" for command in commands]


def test_only_a_browser_needs_one(spec_reference: Reference) -> None:
    browsers = [situation.key for situation in situations(spec_reference.api) if situation.browser]
    assert browsers == ["web"]


def test_a_document_without_schemes_has_no_situations(tmp_path: Path) -> None:
    """There is nothing to choose from."""
    api = api_of(tmp_path, minimal())
    assert situations(api) == []
    assert switches(api) == {"variants": {}, "server": None}


def test_a_discouraged_flow_is_shown_if_there_is_no_other(tmp_path: Path) -> None:
    """A reader has to start somewhere."""
    document = minimal()
    operation(document)["security"] = [{"people": []}]
    flows = {"password": {"tokenUrl": "https://tiny.example/token", "scopes": {}}}
    document["components"]["securitySchemes"] = {"people": {"type": "oauth2", "flows": flows}}
    assert [situation.key for situation in situations(api_of(tmp_path, document))] == ["service", "terminal"]


def test_the_switches_offer_the_documented_hosts(spec_reference: Reference) -> None:
    """By the name that the host has in Python, the default first."""
    server = switches(spec_reference.api)["server"]
    assert server["argument"] == "host"
    assert server["choices"][0] == {"value": "hosted.comm100.com", "url": "https://hosted.comm100.com"}
    assert {"value": "ent1portal.comm100.com", "url": "https://ent1portal.comm100.com"} in server["choices"]


TOKEN = {"name": "t", "in": "header", "required": True, "schema": {"type": "string"}}
BODY = {"required": True, "content": {"application/json": {"schema": {"type": "object"}, "example": {"name": "Rex"}}}}
FIND = {"name": "word", "in": "query", "required": True, "schema": {"type": "string"}, "example": "a b"}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}


@pytest.mark.parametrize(
    ("paths", "call", "command"),
    [
        ({"/a": {"delete": {}, "get": {}}, "/b/{id}": {"get": {"parameters": [ID]}}}, "pets.get_a()", "GET '/a'"),
        (
            {"/a": {"get": {"parameters": [{**ID, "in": "query"}]}}, "/find": {"get": {"parameters": [FIND]}}},
            'pets.get_find(word="a b")',
            "GET '/find' --query 'word=a b'",
        ),
        ({"/a": {"post": {}}, "/b/{id}": {"get": {"parameters": [ID]}}}, "pets.get_b(1)", "GET '/b/1'"),
        (
            {"/a": {"put": {}, "delete": {}}, "/b": {"post": {"requestBody": BODY}}},
            'pets.post_b({"name": "Rex"})',
            "pets.post_b --help",
        ),
        ({"/a": {"delete": {}}}, "pets.delete_a()", "DELETE '/a'"),
        ({"/a": {"get": {"parameters": [TOKEN]}}}, 'pets.get_a(t="string")', "pets.get_a --help"),
    ],
)
def test_the_first_call_is_the_simplest_that_there_is(
    paths: dict[str, Any], call: str, command: str, tmp_path: Path
) -> None:
    """One that changes nothing and needs nothing, else one whose values the document knows, else any."""
    document = minimal()
    document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    document["paths"] = {
        path: {
            method: {
                "operationId": f"pets.{method}_{path.split('/')[1]}",
                "security": [{"key": []}],
                "responses": {"204": {"description": "Done."}},
                **body,
            }
            for method, body in item.items()
        }
        for path, item in paths.items()
    }
    api = api_of(tmp_path, document)
    (scheme,) = api.schemes
    assert f"client.{call}" in python_first_call(scheme, scheme, api)
    assert situations(api)[-1].commands.endswith(f" call {command}")
