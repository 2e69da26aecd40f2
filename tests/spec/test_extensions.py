"""The extensions agree with the document around them, since no other tool checks them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.document.pointers import lookup, properties, resolve
from generator.document.walk import operations


def test_records_start_from_complete_examples(document: dict[str, Any]) -> None:
    """Each first record has all properties, ids count from 1, and what the server assigns has a default."""
    agent = document["components"]["schemas"]["Agent"]
    assert [record["id"] for record in agent["examples"]] == [1, 2, 3, 4]
    known = properties(document, agent)
    assert all(record.keys() == known.keys() for record in agent["examples"])
    sent = document["components"]["schemas"]["AgentCreate"]["required"]
    create = document["paths"]["/api/v2/account/agents"]["post"]
    assigned = {name for name, member in known.items() if "default" in member.schema}
    assert assigned | create["x-store"]["defaults"].keys() == known.keys() - {"id", *sent}


def test_pages_are_described_by_their_keys(document: dict[str, Any]) -> None:
    """``x-pagination`` names properties of the page, and a query parameter that counts."""
    paged = [operation for operation in operations(document) if "x-pagination" in operation.body]
    assert paged
    for operation in paged:
        paging = operation.body["x-pagination"]
        schema = operation.body["responses"]["200"]["content"]["application/json"]["schema"]
        page = properties(document, schema)
        assert {paging[word] for word in ("items", "next", "previous", "total")} == page.keys()
        # The schemas of the three are alike: no type tells the next page from the previous one.
        links = {"next": "nextPage", "previous": "previousPage", "total": "total", "page": "pageIndex"}
        assert {word: paging[word] for word in links} == links
        assert all(member.required for member in page.values())
        assert page[paging["items"]].schema["type"] == "array"
        parameters = [resolve(document, node)[0] for node in operation.body["parameters"]]
        (parameter,) = (parameter for parameter in parameters if parameter["name"] == paging["page"])
        assert (parameter["in"], parameter["schema"]["type"]) == ("query", "integer")
        assert parameter["schema"]["default"] in (0, 1)


def test_credentials_are_named(document: dict[str, Any]) -> None:
    """The API key's two values are called email and api_key."""
    scheme = lookup(document, "/components/securitySchemes/apiKey")
    assert (scheme["type"], scheme["scheme"]) == ("http", "basic")
    assert [value["name"] for value in scheme["x-credentials"].values()] == ["email", "api_key"]
    assert len(scheme["x-credentials"]["password"]["example"]) == 32


def test_flows_lead_to_operations(document: dict[str, Any]) -> None:
    """Each URL of a flow is the path of its operation here; all flows have a source and no scopes."""
    for scheme in ("oauth2", "partnerOAuth2"):
        for name, flow in document["components"]["securitySchemes"][scheme]["flows"].items():
            assert flow["scopes"] == {}, name
            assert flow["x-source"], name
            urls = {url for word, url in flow.items() if word in ("tokenUrl", "refreshUrl")}
            assert urls <= {"/partner/oauth/token" if scheme == "partnerOAuth2" else "/oauth/token"}, name
            assert flow.get("authorizationUrl", "/oauth/authorize") == "/oauth/authorize", name
            for method, url in [*(("post", url) for url in urls), ("get", "/oauth/authorize")]:
                assert method in document["paths"][url], name


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
    """Of the two examples of 403, the pattern of ``x-kinds`` is found in the daily limit's message only."""
    response = document["components"]["responses"]["Forbidden"]
    (kind,) = response["x-kinds"]
    examples = response["content"]["application/json"]["examples"]
    messages = {name: examples[name]["value"]["message"] for name in ("dailyLimit", "missingPermission")}
    assert {name: bool(re.search(kind["pattern"], message, re.IGNORECASE)) for name, message in messages.items()} == {
        "dailyLimit": True,
        "missingPermission": False,
    }


@pytest.mark.parametrize(
    ("message", "is_limit"),
    [
        ("The number of requests exceeds the limit.", True),
        ("The limit of the day is used up.", True),
        ("Daily limit reached", True),
        ("Too many calls: the limit is 5000.", True),
        ("You lack the permission, or the daily limit of requests is reached.", False),
        ("Access is limited today.", False),
        ("Access denied: the limit of the day does not matter.", False),
        ("The limit of agents is reached.", False),
        ("There are too many requests.", False),
    ],
)
def test_in_doubt_a_permission_is_missing(document: dict[str, Any], message: str, is_limit: bool) -> None:
    """The daily limit is named by the word and by what is limited; other words point to the permission."""
    (kind,) = document["components"]["responses"]["Forbidden"]["x-kinds"]
    assert bool(re.search(kind["pattern"], message, re.IGNORECASE)) == is_limit


def test_the_server_is_as_lenient_as_the_samples(document: dict[str, Any]) -> None:
    """They spell names in several ways, and send JSON as a form."""
    assert document["x-lenient"] == ["letter-case", "content-type"]


def test_sentences_are_those_of_the_examples(document: dict[str, Any]) -> None:
    """What the mock says of a path is what the example of the response says of the examples of its parameters."""
    said = 0
    for ref in operations(document):
        store = ref.body.get("x-store")
        if isinstance(store, dict) and "message" in store:
            nodes = [resolve(document, node)[0] for node in ref.item.get("parameters", [])]
            examples = ref.body["responses"]["200"]["content"]["application/json"]["schema"]["examples"]
            assert [store["message"].format(**{node["name"]: node["example"] for node in nodes})] == examples
            said += 1
    assert said > 10


def test_aliases_cover_all_protected_paths(document: dict[str, Any]) -> None:
    """The older beginning of a path leads to the one that all protected paths have."""
    assert document["x-path-aliases"] == {"/api/v2.0/": "/api/v2/"}
    assert all(path.startswith(("/api/v2/", "/oauth/", "/partner/oauth/")) for path in document["paths"])
