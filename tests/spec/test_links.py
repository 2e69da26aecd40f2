"""Links lead somewhere: their operation exists, takes what they give, and the answer holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

import jsonschema_rs
import pytest

from generator.build.examples import media_examples
from generator.document.pointers import join, lookup, resolve
from generator.document.walk import OperationRef, operations

if TYPE_CHECKING:
    from tests.spec.conftest import Validator

# OpenAPI 3.1, "Runtime Expressions".
EXPRESSION = re.compile(
    r"\$(url|method|statusCode|"
    r"(?P<side>request|response)\.(?P<source>(header|query|path)\.[\w-]+|body(#(?P<pointer>(/[^{}]*)*))?))"
)


class Linked(NamedTuple):
    """A link, the operation and response that have it, and the operation that it leads to."""

    name: str
    link: dict[str, Any]
    source: OperationRef
    response: dict[str, Any]
    target: OperationRef


@pytest.fixture(scope="module")
def links(document: dict[str, Any]) -> list[Linked]:
    by_id = {operation.body["operationId"]: operation for operation in operations(document)}
    problems = []
    for source in by_id.values():
        for response in (resolve(document, node)[0] for node in source.body["responses"].values()):
            for name, node in response.get("links", {}).items():
                link, _ = resolve(document, node)
                problems.append(Linked(name, link, source, response, by_id[link["operationId"]]))
    return problems


def _parameters(document: dict[str, Any], operation: OperationRef) -> dict[str, dict[str, Any]]:
    declared = operation.item.get("parameters", []) + operation.body.get("parameters", [])
    return {parameter["name"]: parameter for parameter in (resolve(document, node)[0] for node in declared)}


def _bodies(document: dict[str, Any], owner: dict[str, Any]) -> Iterator[Any]:
    for media in owner.get("content", {}).values():
        yield from (example.value for example in media_examples(document, media))


def _values(document: dict[str, Any], linked: Linked, expression: str) -> list[Any]:
    """Evaluate an expression on each example of the linking response, or on that of the linking request's path."""
    match = EXPRESSION.fullmatch(expression)
    assert match, expression
    if match["side"] == "request":
        assert match["source"].startswith("path."), "only the path is linked from so far"
        return [_parameters(document, linked.source)[match["source"].removeprefix("path.")]["example"]]
    return [lookup(body, match["pointer"]) for body in _bodies(document, linked.response)]


def test_what_is_created_is_followed_up(document: dict[str, Any], links: list[Linked]) -> None:
    """A creation links to what gets, changes or deletes the new record, reads a part of it, or acts on it."""
    led = {(linked.source.body["operationId"], linked.target.body["operationId"]) for linked in links}
    stored = [o for o in operations(document) if isinstance(o.body["x-store"], dict)]
    missing = [
        (source.body["operationId"], target.body["operationId"])
        for source in stored
        for target in stored
        if source.body["x-store"]["action"] == "create"
        and target.body["x-store"]["collection"] == source.body["x-store"]["collection"]
        and target.body["x-store"]["action"] != "list"
        and target.path.startswith(source.path + "/{")
        and (target.path.count("/") == source.path.count("/") + 1 or target.body["x-store"]["action"] != "update")
    ]
    assert [pair for pair in missing if pair not in led] == []


def test_what_is_listed_can_be_read(document: dict[str, Any], links: list[Linked]) -> None:
    """A list links to the operation that gets one of its records, and a token to its renewal."""
    led = {(linked.source.body["operationId"], linked.target.body["operationId"]) for linked in links}
    known = {operation.body["operationId"]: operation.body["x-store"] for operation in operations(document)}
    lists = [name for name, store in known.items() if isinstance(store, dict) and store["action"] == "list"]
    pairs = {(name, f"{name.rpartition('.')[0]}.get") for name in lists}
    assert {pair for pair in pairs if pair[1] in known} <= led
    assert ("oauth.token", "oauth.token") in led


def test_what_is_read_leads_to_its_parts(document: dict[str, Any], links: list[Linked]) -> None:
    """A record links to what is read one step below it, such as its permissions; and an agent to the own record."""
    led = {(linked.source.body["operationId"], linked.target.body["operationId"]) for linked in links}
    found = [operation for operation in operations(document) if operation.method == "get"]
    below = {
        (source.id, target.id)
        for source in found
        for target in found
        if source.path.endswith("}") and target.path.rpartition("/")[0] == source.path
    }
    assert len(below) > 2
    assert below <= led
    assert {(f"account.agents.{name}", "account.agents.get") for name in ("me", "update", "update_me")} <= led


def test_what_has_no_operation_to_get_it_can_be_followed_up(document: dict[str, Any], links: list[Linked]) -> None:
    """A list leads to whatever acts on its records, if these are not created, or cannot be read one by one."""
    led = {(linked.source.id, linked.target.id) for linked in links}
    found = list(operations(document))
    stored = [operation for operation in found if isinstance(operation.body["x-store"], dict)]
    created = {operation.path for operation in found if operation.method == "post"}
    read = {operation.path.rpartition("/")[0] for operation in found if operation.method == "get"}
    missing = {
        (source.id, target.id)
        for source in stored
        for target in stored
        if source.body["x-store"]["action"] == "list"
        and not (source.path in created and source.path in read)
        and target.path.startswith(f"{source.path}/{{")
        and target.path.endswith("}")
    }
    assert len(missing) > 8
    assert missing <= led


def test_what_is_read_leads_to_its_change(document: dict[str, Any], links: list[Linked]) -> None:
    """A part of a record, such as its permissions, links to what replaces it and to what is one step below."""
    led = {(linked.source.id, linked.target.id) for linked in links}
    found = list(operations(document))
    parts = [operation for operation in found if operation.method == "get" and "}/" in operation.path]
    changes = {
        (part.id, target.id)
        for part in parts
        for target in found
        if target.method == "put"
        and (target.path == part.path or target.path.rpartition("/")[0] == part.path)
        and not part.path.endswith("}")
    }
    assert len(changes) > 10
    assert changes <= led


def test_what_holds_records_leads_to_them(document: dict[str, Any], links: list[Linked]) -> None:
    """Routing rules hold custom rules, each of which can be got."""
    led = {(linked.source.id, linked.target.id) for linked in links}
    stored = [operation for operation in operations(document) if isinstance(operation.body["x-store"], dict)]
    holding = {
        (source.id, target.id)
        for source in stored
        for target in stored
        if source.method == target.method == "get"
        and target.body["x-store"]["collection"] in source.body["x-store"].get("embed", {}).values()
        and target.path.endswith("}")
    }
    assert len(holding) == 2
    assert holding <= led


def test_what_is_created_leads_to_its_parts(document: dict[str, Any], links: list[Linked]) -> None:
    """A new campaign has a chat window, for example."""
    led = {(linked.source.id, linked.target.id) for linked in links}
    found = list(operations(document))
    parts = {
        (source.id, target.id)
        for source in found
        for target in found
        if source.method == "post"
        and target.method == "get"
        and re.fullmatch(re.escape(source.path) + r"/\{\w+\}/\w+", target.path)
    }
    assert len(parts) > 10
    assert parts <= led


def test_shared_links_are_described(document: dict[str, Any]) -> None:
    """Each link of components/ says what following it does; one that stands in its operation is named for that."""
    assert all(link["description"] for link in document["components"]["links"].values())


def test_parameters_of_links_fit(document: dict[str, Any], links: list[Linked]) -> None:
    """Each parameter exists in the target, and what the examples give is valid for it; no required one is missing."""
    for linked in links:
        declared = _parameters(document, linked.target)
        given = linked.link.get("parameters", {})
        assert {name for name, parameter in declared.items() if parameter.get("required")} <= given.keys()
        for name, expression in given.items():
            check = jsonschema_rs.Draft202012Validator(declared[name]["schema"])
            values = _values(document, linked, expression)
            assert values, (linked.name, name)
            assert all(check.is_valid(value) for value in values), (linked.name, name)


def test_bodies_of_links_fit(document: dict[str, Any], links: list[Linked], validator: Validator) -> None:
    """A body that a link gives is a valid request of the target once its expressions are evaluated."""
    given = [linked for linked in links if "requestBody" in linked.link]
    assert [linked.name for linked in given] == ["refresh"]
    for linked in given:
        (media_type,) = linked.target.body["requestBody"]["content"]
        schema = join(linked.target.pointer, "requestBody", "content", media_type, "schema")
        for index in range(len(list(_bodies(document, linked.response)))):
            text = linked.link["requestBody"]
            for expression in re.findall(r"{([^{}]+)}", text):
                text = text.replace(f"{{{expression}}}", str(_values(document, linked, expression)[index]))
            assert validator(schema).is_valid(dict(parse_qsl(text))), text


@pytest.mark.parametrize("wrong", ["$response.body#id", "$request.cookie.id", "response.body#/id", "$url.path.id"])
def test_a_wrong_expression_would_be_noticed(wrong: str) -> None:
    """The grammar of the checks above refuses what OpenAPI refuses."""
    assert EXPRESSION.fullmatch(wrong) is None
