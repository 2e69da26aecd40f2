"""The start: what readers have, simplest first, and what the switches of the samples offer."""

from __future__ import annotations

from pathlib import Path

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
    script, service, *_ = situations(spec_reference.api)
    assert "read -rs COMM100_API_KEY && export COMM100_API_KEY" in script.commands
    assert "read -rs COMM100_CLIENT_SECRET && export COMM100_CLIENT_SECRET" in service.commands


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
