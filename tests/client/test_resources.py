"""Generated resources: short to read, complete to use."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import Any

import pytest

import comm100
import comm100.resources.account.agents as agents
from comm100 import errors
from comm100._request import Operation
from comm100.resources.account.agents import Agents, AsyncAgents

METHODS = [name for name, _ in inspect.getmembers(Agents, inspect.isfunction) if not name.startswith("_")]
MOST_LINES = 55


def test_an_operation_takes_few_lines() -> None:
    """The blocking and the awaited method, the constant, and a share of what surrounds them."""
    lines = len(Path(agents.__file__).read_text().splitlines())
    assert lines <= MOST_LINES * len(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_both_methods_take_the_same_arguments(name: str) -> None:
    """Each one explicitly, for completion and ``help``."""
    blocking, awaited = (inspect.signature(getattr(kind, name)) for kind in (Agents, AsyncAgents))
    assert blocking.parameters == awaited.parameters
    kinds = {parameter.kind for parameter in blocking.parameters.values()}
    assert not kinds & {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
    assert "timeout" in blocking.parameters


@pytest.mark.parametrize("name", METHODS)
def test_the_awaited_method_refers_to_the_blocking_one(name: str) -> None:
    """In one line; the blocking one describes each argument that its name does not explain."""
    awaited = inspect.getdoc(getattr(AsyncAgents, name)) or ""
    assert "\n" not in awaited
    assert awaited.endswith(f"; see :meth:`Agents.{name}`.")
    assert (inspect.getdoc(getattr(Agents, name)) or "").startswith(awaited.partition(";")[0] + ".")


def test_arguments_are_described_unless_the_description_repeats_the_name() -> None:
    """``first_name: The first name.`` tells nobody anything."""
    text = inspect.getdoc(Agents.create) or ""
    described = [line.strip().partition(":")[0] for line in text.partition("Args:")[2].splitlines() if ":" in line]
    assert "email" in described
    assert "first_name" not in described


def test_lines_are_not_too_long() -> None:
    """Not even where an argument with a long name is described."""
    files = list(Path(agents.__file__).parents[1].rglob("*.py"))
    assert len(files) > 30
    assert [line for file in files for line in file.read_text("utf-8").splitlines() if len(line) > 120] == []


def test_errors_and_the_timeout_are_documented_once() -> None:
    """In the docstring of the class, each by a name that exists."""
    text = inspect.getdoc(Agents) or ""
    listed = [line.strip().partition(":")[0] for line in text.partition("Raises:")[2].splitlines() if "Error: " in line]
    assert {"BadRequestError", "NotFoundError", "APIConnectionError", "OAuthError"} <= set(listed)
    assert all(issubclass(getattr(errors, name), errors.ClientError) for name in listed)
    assert "``timeout``" in text
    source: Any = inspect.getsource(agents)
    assert source.count("NotFoundError") == 1


@pytest.mark.parametrize("module", ["account.agents", "livechat.bans"])
def test_an_operation_is_that_of_the_description(module: str) -> None:
    """Its name, method and path, each in its place."""
    document = json.loads(Path(comm100.__path__[0], "openapi.json").read_text("utf-8"))
    described = {
        body["operationId"]: (method.upper(), path)
        for path, item in document["paths"].items()
        for method, body in item.items()
        if isinstance(body, dict) and "operationId" in body
    }
    resource = importlib.import_module(f"comm100.resources.{module}")
    operations = [value for value in vars(resource).values() if isinstance(value, Operation)]
    assert len(operations) > 3
    for operation in operations:
        assert operation.id.startswith(f"{module}.")
        assert (operation.method, operation.path) == described[operation.id]
