"""The start: what readers have, simplest first, and what the switches of the samples offer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.model import Flow
from generator.reference.programs import python_first_call, python_sign_in
from generator.reference.situations import situations, switches
from tests.generator.support import api_of, minimal, operation
from tests.reference.test_site import call

URLS = {"tokenUrl": "/token", "scopes": {}}
KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
FLOWS = {
    "password": URLS,
    "clientCredentials": URLS,
    "authorizationCode": {"authorizationUrl": "/authorize", **URLS},
    "implicit": {"authorizationUrl": "/authorize", "scopes": {}},
}


def secured(**schemes: Any) -> Any:
    """Return a document whose one operation accepts each of these security schemes."""
    document = minimal()
    operation(document)["security"] = [{name: []} for name in schemes]
    document["components"]["securitySchemes"] = schemes
    return document


INSTALL = "pip install .  # in a copy of this project"


def test_each_situation_has_the_first_method_that_is_recommended_for_it(tmp_path: Path) -> None:
    """Nobody is led to a flow that RFC 9700 advises against while there is another one; secrets are read unseen."""
    flows = {"type": "oauth2", "flows": FLOWS}
    api = api_of(tmp_path, secured(first=KEY, second=KEY, people=flows, others=flows))
    shown = [(item.key, item.title, item.method.class_name, item.scheme.key) for item in situations(api)]
    assert shown == [
        ("script", "A script with a key", "First", "first"),
        ("service", "A service", "PeopleClientCredentials", "people"),
        ("web", "A web application", "PeopleAuthorizationCode", "people"),
        ("terminal", "A terminal", "PeopleAuthorizationCode", "people"),
    ]
    secret = "read -rs TINY_{0} && export TINY_{0}"
    assert [item.commands.splitlines() for item in situations(api)] == [
        [INSTALL, secret.format("API_KEY")],
        [INSTALL, secret.format("CLIENT_SECRET")],
        [INSTALL, secret.format("CLIENT_SECRET")],
        [INSTALL, "python -m tiny login", "python -m tiny call GET '/pets/1'"],
    ]


def test_the_commands_set_each_variable_that_the_program_reads(tmp_path: Path) -> None:
    """Also a secret that only some clients have."""
    api = api_of(
        tmp_path, secured(people={"type": "oauth2", "flows": {"authorizationCode": FLOWS["authorizationCode"]}})
    )
    (web, _) = situations(api)
    assert isinstance(web.method, Flow)
    read = re.findall(r'os\.environ\["(\w+)"\]', python_sign_in(web.method, web.scheme, api))
    assert read == ["TINY_CLIENT_SECRET"]
    assert re.findall(r"export (\w+)", web.commands) == read


def test_a_terminal_signs_in_with_what_is_there(tmp_path: Path) -> None:
    """With a browser if there is a flow for it, else with a key, and only then with a client of its own."""
    client = {"type": "oauth2", "flows": {"clientCredentials": URLS}}
    for schemes, keys in (
        ({"client": client, "key": KEY}, ["script", "service", "terminal"]),
        ({"client": client}, ["service", "terminal"]),
        ({"key": KEY}, ["script", "terminal"]),
        ({"people": {"type": "oauth2", "flows": {"password": URLS}}, "key": KEY}, ["script", "terminal"]),
    ):
        shown = situations(api_of(tmp_path, secured(**schemes)))
        assert [item.key for item in shown] == keys
        assert shown[-1].scheme.key == ("key" if "key" in schemes else "client")


def test_a_terminal_shows_who_has_signed_in(tmp_path: Path) -> None:
    """If the document has an operation that tells it, which is the first call, too."""
    document = secured(key=KEY)
    document["paths"]["/me"] = {
        "get": call("people.me")
        | {"security": [{"key": []}], "x-store": {"collection": "people", "action": "get", "principal": True}}
    }
    *_, terminal = situations(api_of(tmp_path, document))
    commands = ["login", "status", "call GET '/me'"]
    assert terminal.commands.splitlines() == [INSTALL, *(f"python -m tiny {command}" for command in commands)]


def test_a_terminal_has_a_call_even_if_no_operation_takes_its_method(tmp_path: Path) -> None:
    """Whoever reads it sees how one is made."""
    document = secured(key=KEY, other=KEY)
    operation(document)["security"] = [{"other": []}]
    assert situations(api_of(tmp_path, document))[-1].commands.splitlines()[-1] == "python -m tiny call GET '/'"


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


@pytest.mark.parametrize("hosts", [["a.example"], ["a.example", "b.example"]])
def test_the_switches_offer_the_documented_hosts(hosts: list[str], tmp_path: Path) -> None:
    """By the name that the host has in Python, the default first, if there is a choice."""
    document = minimal()
    variables = {"zone": {"default": "x", "enum": ["x"]}, "hostName": {"default": hosts[-1], "enum": hosts}}
    document["servers"] = [{"url": "https://{zone}.{hostName}", "variables": variables}]
    server = switches(api_of(tmp_path, document))["server"]
    if len(hosts) == 1:
        assert server is None
        return
    assert server == {
        "argument": "host_name",
        "label": "Hostname",
        "default": "https://x.b.example",
        "choices": [{"value": host, "url": f"https://x.{host}"} for host in ("b.example", "a.example")],
    }


TOKEN = {"name": "t", "in": "header", "required": True, "schema": {"type": "string"}}
BODY = {"required": True, "content": {"application/json": {"schema": {"type": "object"}, "example": {"name": "Rex"}}}}
FIND = {"name": "word", "in": "query", "required": True, "schema": {"type": "string"}, "example": "a b"}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}


@pytest.mark.parametrize(
    ("paths", "python", "command"),
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
    paths: dict[str, Any], python: str, command: str, tmp_path: Path
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
    assert f"client.{python}" in python_first_call(scheme, scheme, api)
    assert situations(api)[-1].commands.endswith(f" call {command}")
