"""Each example is an instance of what it is an example of, and all of them tell one story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from generator.document.pointers import join, lookup, resolve
from generator.document.walk import schemas, walk

if TYPE_CHECKING:
    from tests.spec.conftest import Validator


def _cases(document: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the pointer of each example, the pointer of its schema, and its value."""
    for pointer, node in schemas(document):
        for index, value in enumerate(node.get("examples", [])):
            yield join(pointer, "examples", index), pointer, value
        if "default" in node:
            yield join(pointer, "default"), pointer, node["default"]
    for pointer, node, _ in walk(document):
        if isinstance(node, dict) and "schema" in node:
            for name, example in node.get("examples", {}).items():
                value, at = resolve(document, example, join(pointer, "examples", name))
                yield at, join(pointer, "schema"), value["value"]
            if "example" in node:
                yield join(pointer, "example"), join(pointer, "schema"), node["example"]


def test_every_example_is_valid(document: dict[str, Any], validator: Validator) -> None:
    """Each example and each default is valid by its schema, formats included."""
    cases = list(_cases(document))
    wrong = [f"{at}: {error.message}" for at, schema, value in cases for error in validator(schema).iter_errors(value)]
    assert wrong == []
    assert len(cases) > 100


def test_an_invalid_example_would_be_noticed(validator: Validator) -> None:
    """The check above judges types, formats and patterns."""
    agent = validator("/components/schemas/AgentCreate")
    token = validator("/components/schemas/AccessToken")
    assert not agent.is_valid({"email": "ada", "displayName": "A", "firstName": "A", "lastName": "L"})
    assert not agent.is_valid({"email": "ada@example.com", "displayName": 1, "firstName": "A", "lastName": "L"})
    assert not token.is_valid({"access_token": "a b", "token_type": "bearer", "expires_in": 1})


def test_every_named_example_is_used(document: dict[str, Any]) -> None:
    """Nothing under components.examples lies unused."""
    used = {
        node["$ref"].rpartition("/")[2]
        for _, node, context in walk(document)
        if context.kind == "examples" and isinstance(node, dict) and "$ref" in node
    }
    assert used == set(document["components"]["examples"])


@pytest.mark.parametrize(
    ("example", "schema"),
    [
        ("authorizationCodeRequest", "AuthorizationCodeGrant"),
        ("passwordRequest", "PasswordGrant"),
        ("clientCredentialsRequest", "ClientCredentialsGrant"),
        ("refreshTokenRequest", "RefreshTokenGrant"),
        ("partnerPasswordRequest", "PartnerPasswordGrant"),
        ("agentToken", "AccessToken"),
        ("newAgent", "AgentCreate"),
        ("agentUpdate", "AgentUpdate"),
        ("ownUpdate", "AgentSelfUpdate"),
        ("setPassword", "SetPassword"),
        ("changePassword", "ChangePassword"),
        ("agentPermissions", "AgentPermissions"),
    ],
)
def test_exchanges_repeat_the_examples_of_their_schemas(document: dict[str, Any], example: str, schema: str) -> None:
    """What an exchange shows is what its schema shows, so that readers meet one value in both places."""
    components = document["components"]
    assert components["examples"][example]["value"] == components["schemas"][schema]["examples"][0]


def test_errors_are_shown_by_their_responses(document: dict[str, Any]) -> None:
    """No error schema has an example, which tools would show for every status; each response has its own."""
    components = document["components"]
    assert not any("examples" in components["schemas"][name] for name in ("Error", "OAuthError"))
    for name, response in components["responses"].items():
        ((_, media),) = response["content"].items()
        codes = [resolve(document, example)[0]["value"] for example in media["examples"].values()]
        status = {"BadRequest": 400, "Unauthorized": 401, "Forbidden": 403, "NotFound": 404, "InternalServerError": 500}
        if name in status:
            assert codes
            assert all(error["code"] // 1000 == status[name] for error in codes), name


def test_properties_repeat_the_examples_of_their_grants(document: dict[str, Any]) -> None:
    """In each request to a token endpoint the example of a property is its value in the example of the whole."""
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Grant"):
            for wire_name, value in schema["examples"][0].items():
                described = schema["properties"][wire_name]
                assert value in described.get("examples", described.get("enum", [])), (name, wire_name)


def test_everyone_is_the_same_person_everywhere(document: dict[str, Any]) -> None:
    """The API key, the password and the first agent belong to Ada, an administrator; the clients are one client."""
    components = document["components"]
    grant = {name: schema["examples"][0] for name, schema in components["schemas"].items() if name.endswith("Grant")}
    ada = components["schemas"]["Agent"]["examples"][0]
    key = components["securitySchemes"]["apiKey"]["x-credentials"]
    code, client, refresh = (
        grant[f"{name}Grant"] for name in ("AuthorizationCode", "ClientCredentials", "RefreshToken")
    )

    assert ada["email"] == key["username"]["example"] == grant["PasswordGrant"]["email"]
    assert ada["isAdmin"]
    change = components["schemas"]["ChangePassword"]["examples"][0]
    assert change["currentPassword"] == grant["PasswordGrant"]["password"]
    assert code["client_id"] == client["client_id"] == refresh["client_id"]
    assert code["client_secret"] == client["client_secret"] == refresh["client_secret"]
    assert code["redirect_uri"] == client["redirect_uri"]
    assert refresh["refresh_token"] == components["schemas"]["AccessToken"]["examples"][0]["refresh_token"]

    query = {p["name"]: p["example"] for p in document["paths"]["/oauth/authorize"]["get"]["parameters"]}
    assert (query["client_id"], query["redirect_uri"], query["siteId"]) == (
        code["client_id"],
        code["redirect_uri"],
        client["siteId"],
    )


def test_agents_are_the_same_in_every_exchange(document: dict[str, Any]) -> None:
    """The page lists the agents of the schema, and each update shows the agent with the change that was sent."""
    value = {name: example["value"] for name, example in document["components"]["examples"].items()}
    agents = document["components"]["schemas"]["Agent"]["examples"]
    assert value["agents"] == {"total": len(agents), "previousPage": "", "nextPage": "", "agents": agents}
    assert value["self"] == agents[0]
    assert value["agent"]["id"] == document["components"]["parameters"]["AgentId"]["example"]
    assert value["updatedAgent"] == value["agent"] | value["agentUpdate"]
    assert value["updatedSelf"] == value["self"] | value["ownUpdate"]
    sent = {name: member for name, member in value["newAgent"].items() if name != "password"}
    assert value["createdAgent"] == value["createdAgent"] | sent
    assert value["createdAgent"]["id"] == len(agents) + 1


def test_tokens_have_the_documented_shape(document: dict[str, Any]) -> None:
    """Access tokens have 68 characters, refresh tokens 64 hexadecimal digits that are two version-4 UUIDs."""
    for name in ("agentToken", "renewedToken", "partnerToken"):
        token = lookup(document, f"/components/examples/{name}/value")
        assert len(token["access_token"]) == 68
        assert "EXAMPLE" in token["access_token"]
        for half in (token["refresh_token"][:32], token["refresh_token"][32:]):
            assert (half[12], half[16] in "89ab") == ("4", True)


def test_only_the_reserved_names_appear(document: dict[str, Any]) -> None:
    """Hosts and addresses in examples are those that RFC 2606 reserves."""
    for pointer, node, context in walk(document | {"x-source-base": None}):
        for key, value in node.items() if isinstance(node, dict) else ():
            if context.member(key, value).data and key != "x-observed":
                for text in re.findall(r'"[^"]*(?:@|://)[^"]*"', json.dumps(value)):
                    assert "example.com" in text, join(pointer, key)
