"""The extensions agree with the document around them, since no other tool checks them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from generator.document.pointers import lookup, resolve
from generator.document.walk import OperationRef, operations

STORE = """
account.agents.list                       {collection: agents, action: list}
account.agents.create                     {collection: agents, action: create, key: id}
account.agents.get                        {collection: agents, action: get, key: id}
account.agents.update                     {collection: agents, action: update, key: id}
account.agents.delete                     {collection: agents, action: delete, key: id}
account.agents.set_password               {collection: agents, action: secret, key: id, field: password}
account.agents.unlock                     {collection: agents, action: touch, key: id, set: {isLocked: false}}
account.agents.get_permissions            {collection: agents, action: get, key: id, field: permissions}
account.agents.update_permissions         {collection: agents, action: update, key: id, field: permissions}
account.agents.get_effective_permissions  {collection: agents, action: get, key: id, field: permissions}
account.agents.me                         {collection: agents, action: get, principal: true}
account.agents.update_me                  {collection: agents, action: update, principal: true}
account.agents.change_password            {collection: agents, action: change-secret, principal: true,
                                           current: currentPassword, new: newPassword}
"""


@pytest.fixture(scope="module")
def stored(document: dict[str, Any]) -> list[tuple[OperationRef, dict[str, Any]]]:
    return [(o, o.body["x-store"]) for o in operations(document) if o.path.startswith("/api/")]


def _path_parameters(document: dict[str, Any], operation: OperationRef) -> set[str]:
    return {resolve(document, parameter)[0]["name"] for parameter in operation.item.get("parameters", [])}


def test_store_actions(stored: list[tuple[OperationRef, dict[str, Any]]]) -> None:
    """Each operation does to the records what its name says."""
    expected = yaml.safe_load(re.sub(r"^(\S+)", r"\1:", STORE, flags=re.MULTILINE))
    assert {operation.body["operationId"]: store for operation, store in stored} == expected


def test_store_keys_are_in_the_path(
    document: dict[str, Any], stored: list[tuple[OperationRef, dict[str, Any]]]
) -> None:
    """The key of a record is a parameter of the path, except on creation, where the server assigns it."""
    for operation, store in stored:
        expected = {store["key"]} if "key" in store and store["action"] != "create" else set()
        assert _path_parameters(document, operation) == expected, operation.pointer


def test_store_fields_exist(document: dict[str, Any], stored: list[tuple[OperationRef, dict[str, Any]]]) -> None:
    """What an action sets is a property of the record; what it reads is a property of the request."""
    record = document["components"]["schemas"]["Agent"]["properties"]
    for operation, store in stored:
        assert store.get("set", {}).keys() <= record.keys(), operation.pointer
        read = {store[word] for word in ("current", "new") if word in store}
        read |= {store["field"]} if store["action"] == "secret" else set()
        if read:
            media = operation.body["requestBody"]["content"]["application/json"]
            body, _ = resolve(document, media["schema"])
            assert read == set(body["properties"]), operation.pointer


def test_records_start_from_complete_examples(document: dict[str, Any]) -> None:
    """Each first record has all properties, ids count from 1, and what the server assigns has a default."""
    agent = document["components"]["schemas"]["Agent"]
    assert [record["id"] for record in agent["examples"]] == [1, 2, 3]
    assert all(record.keys() == agent["properties"].keys() for record in agent["examples"])
    sent = document["components"]["schemas"]["AgentCreate"]["required"]
    assigned = agent["properties"].keys() - {"id", *sent}
    assert {name for name, value in agent["properties"].items() if "default" in value} == assigned


def test_pages_are_described_by_their_keys(document: dict[str, Any]) -> None:
    """``x-pagination`` names properties of the page, and a query parameter that counts."""
    operation = document["paths"]["/api/v2/account/agents"]["get"]
    paging = operation["x-pagination"]
    page, _ = resolve(document, operation["responses"]["200"]["content"]["application/json"]["schema"])
    assert {paging[word] for word in ("items", "next", "previous", "total")} == set(page["required"])
    assert page["properties"][paging["items"]]["type"] == "array"
    (parameter,) = (resolve(document, node)[0] for node in operation["parameters"])
    assert (parameter["name"], parameter["in"], parameter["schema"]["type"]) == (paging["page"], "query", "integer")
    assert parameter["schema"]["default"] == 0


def test_credentials_are_named(document: dict[str, Any]) -> None:
    """The API key's two values are called email and api_key."""
    scheme = lookup(document, "/components/securitySchemes/apiKey")
    assert (scheme["type"], scheme["scheme"]) == ("http", "basic")
    assert [value["name"] for value in scheme["x-credentials"].values()] == ["email", "api_key"]
    assert len(scheme["x-credentials"]["password"]["example"]) == 32


def test_flows_lead_to_operations(document: dict[str, Any]) -> None:
    """Each URL of a flow is the path of an operation here; all flows have a source and no scopes."""
    for scheme in ("oauth2", "partnerOAuth2"):
        for name, flow in document["components"]["securitySchemes"][scheme]["flows"].items():
            assert flow["scopes"] == {}, name
            assert flow["x-source"], name
            if "authorizationUrl" in flow:
                assert "get" in document["paths"][flow["authorizationUrl"]], name
            for word in {"tokenUrl", "refreshUrl"} & flow.keys():
                assert "post" in document["paths"][flow[word]], name


def test_flows_are_those_of_the_introduction(document: dict[str, Any]) -> None:
    """Agents have four flows, three of which can be refreshed; partners have one, which cannot."""
    schemes = document["components"]["securitySchemes"]
    refreshable = {name: "refreshUrl" in flow for name, flow in schemes["oauth2"]["flows"].items()}
    assert refreshable == {"authorizationCode": True, "implicit": False, "password": True, "clientCredentials": True}
    assert {name: "refreshUrl" in flow for name, flow in schemes["partnerOAuth2"]["flows"].items()} == {
        "password": False
    }


def test_lifetimes_are_the_documented_ones(document: dict[str, Any]) -> None:
    """An access token lives as long as the examples say; codes live for 10 minutes, refresh tokens for 30 days."""
    token = document["components"]["schemas"]["AccessToken"]["examples"][0]
    lifetimes = document["components"]["securitySchemes"]["oauth2"]["x-lifetimes"]
    assert document["components"]["securitySchemes"]["partnerOAuth2"]["x-lifetimes"] == {"access_token": 43199}
    assert lifetimes == {"authorization_code": 600, "access_token": token["expires_in"], "refresh_token": 30 * 86400}


def test_known_hosts_are_the_described_ones(document: dict[str, Any]) -> None:
    """The hosts that a client knows are those that the description lists, the default among them."""
    host = document["servers"][0]["variables"]["host"]
    assert host["x-known-values"] == re.findall(r"`([^`]+)`", host["description"].partition("A retired host")[0])
    assert host["default"] in host["x-known-values"]


def test_the_daily_limit_is_told_by_its_message(document: dict[str, Any]) -> None:
    """Of the two examples of 403, the phrase of ``x-kinds`` is in the daily limit's message only."""
    (kind,) = document["components"]["responses"]["Forbidden"]["x-kinds"]
    examples = document["components"]["examples"]
    messages = {name: examples[name]["value"]["message"] for name in ("dailyLimit", "missingPermission")}
    assert {name: kind["message"] in message.lower() for name, message in messages.items()} == {
        "dailyLimit": True,
        "missingPermission": False,
    }


def test_aliases_cover_all_protected_paths(document: dict[str, Any]) -> None:
    """The older beginning of a path leads to the one that all protected paths have."""
    assert document["x-path-aliases"] == {"/api/v2.0/": "/api/v2/"}
    assert all(path.startswith(("/api/v2/", "/oauth/", "/partner/oauth/")) for path in document["paths"])
