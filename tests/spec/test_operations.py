"""Each operation says all that a reader and a generator need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from generator.build.examples import media_examples
from generator.document.pointers import resolve
from generator.document.walk import OperationRef, operations, store_of

ERRORS = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "500": "InternalServerError",
}
# What the usual verbs do to the records of the mock, and with which method.
VERBS = {
    "get": ("get", "get"),
    "list": ("list", "get"),
    "create": ("create", "post"),
    "update": ("update", "put"),
    "delete": ("delete", "delete"),
    "delete_many": ("delete-many", "delete"),
}


@pytest.fixture(scope="module")
def described(document: dict[str, Any]) -> list[OperationRef]:
    return list(operations(document))


@pytest.fixture(scope="module")
def protected(described: list[OperationRef]) -> list[OperationRef]:
    return [operation for operation in described if operation.path.startswith("/api/")]


def _descriptions(node: Any) -> Iterator[tuple[str, str]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key in ("summary", "description") and isinstance(value, str):
            yield key, value
        elif key not in ("example", "examples", "default", "x-store", "properties"):
            yield from _descriptions(value)
        elif key == "properties":
            yield from (pair for member in value.values() for pair in _descriptions(member))


def _body(owner: dict[str, Any]) -> str:
    """Return the schemas of a body, media type by media type: a component's name, or a type."""
    schemas = [media["schema"] for media in owner.get("content", {}).values()]
    return ", ".join(schema.get("$ref", schema.get("type", "")).rpartition("/")[2] for schema in schemas) or "-"


def test_verbs_mean_one_thing(described: list[OperationRef]) -> None:
    """A name that begins with a usual verb does what the verb says to the records, and no other name does so."""
    for operation in described:
        name = operation.body["operationId"].rpartition(".")[2]
        # The record of the caller itself is read as "me".
        verb = "get" if name == "me" else name if name in VERBS else name.partition("_")[0]
        does = store_of(operation.body).get("action"), operation.method
        assert VERBS.get(verb) == (does if does in VERBS.values() else None), operation.pointer


def test_bodies_are_required_and_of_one_kind(described: list[OperationRef]) -> None:
    """Each operation takes one body or none, never optional: JSON under /api/, a form elsewhere."""
    for operation in described:
        request = operation.body.get("requestBody", {})
        assert request == {} or request["required"] is True, operation.pointer
        media_type = "application/json" if operation.path.startswith("/api/") else "application/x-www-form-urlencoded"
        assert list(request.get("content", [media_type])) == [media_type], operation.pointer


def test_webhooks_are_the_ones_to_subscribe_to(document: dict[str, Any]) -> None:
    """Each event but one, of which no text has the payload, brings its own object, which says what it is."""
    known = document["components"]["schemas"]["WebhookUpdate"]["properties"]["event"]["enum"]
    assert sorted(document["webhooks"]) == sorted(set(known) - {"operatorEventNotification"})
    for name, item in document["webhooks"].items():
        body = item["post"]["requestBody"]
        assert body["required"] is True, name
        assert {key: media["schema"] for key, media in body["content"].items()} == {
            "application/json": {"$ref": f"#/components/schemas/{name[0].upper()}{name[1:]}Event"}
        }


def test_choices_are_the_documented_ones(document: dict[str, Any]) -> None:
    """What comes back, and how a token is sent, has the documented values and no other."""
    parameters = document["paths"]["/oauth/authorize"]["get"]["parameters"]
    assert parameters[0]["name"] == "response_type"
    assert parameters[0]["schema"] == {"type": "string", "enum": ["code", "token"]}
    assert document["components"]["schemas"]["AccessToken"]["properties"]["token_type"]["enum"] == ["bearer"]


def test_errors_hold_an_error(document: dict[str, Any]) -> None:
    """Shared responses hold an Error, those of the OAuth endpoints an OAuthError, as JSON."""
    for name, response in document["components"]["responses"].items():
        schema = "OAuthError" if name.startswith("OAuth") else "Error"
        assert list(response["content"]) == ["application/json"], name
        assert _body(response) == schema, name
    assert _body(document["paths"]["/oauth/authorize"]["get"]["responses"]["400"]) == "OAuthError"


def test_headers_are_strict(document: dict[str, Any]) -> None:
    """Each header of a response is required and says what it holds."""
    headers = document["components"]["headers"]
    assert all(header["required"] is True for header in headers.values())
    assert {name: header["schema"] for name, header in headers.items()} == {
        "CacheControl": {"type": "string", "pattern": "no-store"},
        "Pragma": {"type": "string", "pattern": "no-cache"},
        "Location": {"type": "string", "format": "uri"},
        "WWWAuthenticate": {"type": "string"},
    }
    assert document["paths"]["/oauth/authorize"]["get"]["responses"]["302"]["headers"].keys() == {"Location"}


def test_the_root_lists_all_ways_to_authenticate(document: dict[str, Any]) -> None:
    """The root names each scheme once, so that tools know all of them as used."""
    assert document["security"] == [{name: []} for name in document["components"]["securitySchemes"]]


def test_every_operation_is_described(document: dict[str, Any], described: list[OperationRef]) -> None:
    """Each has a summary, a description, a known tag and a source."""
    tags = {tag["name"] for tag in document["tags"]}
    for operation in described:
        body = operation.body
        assert all(body[key] for key in ("summary", "description", "x-source")), operation.pointer
        assert len(body["tags"]) == 1, operation.pointer
        assert set(body["tags"]) <= tags, operation.pointer


def test_every_operation_states_its_security(described: list[OperationRef]) -> None:
    """OAuth endpoints take no credentials; Partner operations a partner's token; others an API key or an agent's."""
    for operation in described:
        schemes = ["partnerOAuth2"] if operation.path.startswith("/api/v2/partner/") else ["apiKey", "oauth2"]
        expected: list[dict[str, list[str]]] = (
            [{scheme: []} for scheme in schemes] if operation.path.startswith("/api/") else []
        )
        assert operation.body["security"] == expected, operation.pointer


def test_protected_operations_share_their_errors(protected: list[OperationRef]) -> None:
    """Each has 200 and the shared errors, and 404 where and only where the path has an id."""
    for operation in protected:
        statuses = set(ERRORS) - (set() if "{" in operation.path else {"404"})
        expected = {status: {"$ref": f"#/components/responses/{ERRORS[status]}"} for status in statuses}
        errors = {status: response for status, response in operation.body["responses"].items() if status != "200"}
        assert errors == expected, operation.pointer


def test_token_endpoints_have_the_errors_of_oauth(document: dict[str, Any]) -> None:
    """Token endpoints answer 400 and 401 with OAuthError, 500 as all others; authorize has no 401 of its own."""
    assert document["paths"]["/oauth/authorize"]["get"]["responses"].keys() == {"200", "302", "400", "500"}
    for path in ("/oauth/token", "/partner/oauth/token"):
        responses = document["paths"][path]["post"]["responses"]
        assert responses.keys() == {"200", "400", "401", "500"}
        assert responses["400"] == {"$ref": "#/components/responses/OAuthBadRequest"}
        assert responses["401"] == {"$ref": "#/components/responses/OAuthUnauthorized"}
        assert responses["500"] == {"$ref": "#/components/responses/InternalServerError"}


@pytest.mark.parametrize("name", ["Unauthorized", "OAuthUnauthorized"])
def test_401_challenges(document: dict[str, Any], name: str) -> None:
    """Each 401 carries WWW-Authenticate (RFC 9110 section 11.6.1)."""
    header, _ = resolve(document, document["components"]["responses"][name]["headers"]["WWW-Authenticate"])
    assert header["required"] is True
    assert header["schema"]["type"] == "string"


def test_answers_with_tokens_forbid_caching(document: dict[str, Any], described: list[OperationRef]) -> None:
    """Each 200 of the OAuth endpoints requires Cache-Control and Pragma (RFC 6749 section 5.1)."""
    for operation in described:
        if not operation.path.startswith("/api/"):
            headers = operation.body["responses"]["200"]["headers"]
            assert headers.keys() == {"Cache-Control", "Pragma"}
            assert all(resolve(document, header)[0]["required"] for header in headers.values())


def test_bodies_have_examples(document: dict[str, Any], described: list[OperationRef]) -> None:
    """Each body that is sent or received has an example: named ones, with a summary, or that of its schema."""
    for operation in described:
        bodies = [operation.body["requestBody"]] if "requestBody" in operation.body else []
        bodies += [resolve(document, response)[0] for response in operation.body["responses"].values()]
        for media in (media for body in bodies for media in body.get("content", {}).values()):
            assert media_examples(document, media), operation.pointer
            named = [resolve(document, example)[0] for example in media.get("examples", {}).values()]
            assert all(example["summary"] for example in named), operation.pointer


def test_parameters_have_examples(document: dict[str, Any], described: list[OperationRef]) -> None:
    """Each parameter is described and has an example."""
    for operation in described:
        for parameter in operation.item.get("parameters", []) + operation.body.get("parameters", []):
            parameter, _ = resolve(document, parameter)
            assert parameter["description"], operation.pointer
            assert "example" in parameter, operation.pointer


def test_texts_keep_to_one_style(document: dict[str, Any]) -> None:
    """Summaries are short phrases; descriptions are sentences; neither holds HTML."""
    for key, text in _descriptions(document):
        assert text.strip(), text
        assert not re.search(r"</?[a-z]+[ >]", text), text
        if key == "summary":
            assert len(text) < 80, text
            assert not text.endswith("."), text
            assert text[0].isupper(), text
