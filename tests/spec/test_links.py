"""Links lead somewhere: their operation exists, takes what they give, and the answer holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs
import pytest

from generator.document.pointers import join, lookup, resolve
from generator.document.walk import OperationRef, operations

if TYPE_CHECKING:
    from tests.spec.conftest import Validator

# OpenAPI 3.1, "Runtime Expressions".
EXPRESSION = re.compile(
    r"\$(url|method|statusCode|"
    r"(?P<side>request|response)\.(?P<source>(header|query|path)\.[\w-]+|body(#(?P<pointer>(/[^{}]*)*))?))"
)
LINKS = """
oauth.token                        oauth.token
account.agents.list                account.agents.get
account.agents.create              account.agents.get
account.agents.create              account.agents.update
account.agents.create              account.agents.delete
account.agents.create              account.agents.set_password
account.agents.create              account.agents.unlock
account.agents.create              account.agents.get_permissions
account.agents.create              account.agents.get_effective_permissions
account.agents.get                 account.agents.get_permissions
account.agents.get                 account.agents.get_effective_permissions
account.agents.update              account.agents.get
account.agents.get_permissions     account.agents.update_permissions
account.agents.update_permissions  account.agents.get_permissions
account.agents.me                  account.agents.get
account.agents.update_me           account.agents.get
"""


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
    found = []
    for source in by_id.values():
        for response in (resolve(document, node)[0] for node in source.body["responses"].values()):
            for name, node in response.get("links", {}).items():
                link, _ = resolve(document, node)
                found.append(Linked(name, link, source, response, by_id[link["operationId"]]))
    return found


def _parameters(document: dict[str, Any], operation: OperationRef) -> dict[str, dict[str, Any]]:
    declared = operation.item.get("parameters", []) + operation.body.get("parameters", [])
    return {parameter["name"]: parameter for parameter in (resolve(document, node)[0] for node in declared)}


def _bodies(document: dict[str, Any], owner: dict[str, Any]) -> Iterator[Any]:
    for media in owner.get("content", {}).values():
        yield from (resolve(document, example)[0]["value"] for example in media["examples"].values())


def _values(document: dict[str, Any], linked: Linked, expression: str) -> list[Any]:
    """Evaluate an expression on each example of the linking response, or on that of the linking request's path."""
    match = EXPRESSION.fullmatch(expression)
    assert match, expression
    if match["side"] == "request":
        assert match["source"].startswith("path."), "only the path is linked from so far"
        return [_parameters(document, linked.source)[match["source"].removeprefix("path.")]["example"]]
    return [lookup(body, match["pointer"]) for body in _bodies(document, linked.response)]


def test_there_are_links(links: list[Linked]) -> None:
    """What is created can be read, changed and removed; what is listed can be read; a token can be renewed."""
    led = {(linked.source.body["operationId"], linked.target.body["operationId"]) for linked in links}
    expected = {tuple(line.split()) for line in LINKS.strip().splitlines()}
    assert led == {(source, target) for source, target in expected}


def test_links_are_described(links: list[Linked]) -> None:
    """Each link says what following it does."""
    assert all(linked.link["description"] for linked in links)


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
            body = {
                name: _values(document, linked, value)[index] if value.startswith("$") else value
                for name, value in linked.link["requestBody"].items()
            }
            assert validator(schema).is_valid(body), body


@pytest.mark.parametrize("wrong", ["$response.body#id", "$request.cookie.id", "response.body#/id", "$url.path.id"])
def test_a_wrong_expression_would_be_noticed(wrong: str) -> None:
    """The grammar of the checks above refuses what OpenAPI refuses."""
    assert EXPRESSION.fullmatch(wrong) is None
