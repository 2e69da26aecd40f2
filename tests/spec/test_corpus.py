"""Each schema takes and refuses what a reviewed list of instances says (corpus.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import yaml

from generator.document.pointers import properties, resolve
from generator.document.walk import operations

if TYPE_CHECKING:
    from tests.spec.conftest import Validator

CORPUS = yaml.load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"), yaml.CSafeLoader)
NO_OBJECTS: tuple[Any, ...] = ([], "", 1, None)


def _instances(case: dict[str, Any]) -> Iterator[tuple[Any, bool]]:
    """Yield each instance of a case, and whether it is to be taken."""
    base = case["base"]
    yield base, True
    for name in base:
        yield {key: value for key, value in base.items() if key != name}, name not in case["required"]
    for word in ("valid", "invalid"):
        for name, values in case[word].items():
            yield from (({**base, name: value}, word == "valid") for value in values)
    yield from ((value, False) for value in (*NO_OBJECTS, [base]))


@pytest.mark.parametrize("name", CORPUS["schemas"])
def test_instances(document: dict[str, Any], validator: Validator, name: str) -> None:
    """The schema agrees with the corpus on each instance, and each of its properties is in the corpus."""
    case = CORPUS["schemas"][name]
    check = validator(f"/components/schemas/{name}")
    assert [instance for instance, wanted in _instances(case) if check.is_valid(instance) is not wanted] == []
    known = properties(document, document["components"]["schemas"][name])
    assert case["base"].keys() == known.keys()
    assert case["base"].keys() == case["invalid"].keys()
    for key, value in ((key, resolve(document, item.schema)[0]) for key, item in known.items()):
        listed = [case["base"][key], *case["valid"].get(key, [])]
        assert all(text in listed for text in value.get("enum", [])), key


def test_parameters(document: dict[str, Any]) -> None:
    """Each parameter of the corpus agrees with it."""
    parameters = {}
    for operation in operations(document):
        for node in operation.item.get("parameters", []) + operation.body.get("parameters", []):
            parameter, _ = resolve(document, node)
            method = "GET" if "{" in operation.path else operation.method.upper()
            path = operation.path.partition("{id}")[0] + ("{id}" if "{" in operation.path else "")
            parameters[f"{method} {path} {parameter['name']}"] = parameter
    for name, case in CORPUS["parameters"].items():
        check = jsonschema_rs.Draft202012Validator(parameters[name]["schema"], validate_formats=True)
        assert parameters[name].get("required", False) is case["required"], name
        assert parameters[name]["in"] == ("path" if "{" in name else "query"), name
        assert not check.is_valid(None), name
        assert [value for value in case["valid"] if not check.is_valid(value)] == [], name
        assert [value for value in case["invalid"] if check.is_valid(value)] == [], name


def test_permissions_are_all_booleans(document: dict[str, Any], validator: Validator) -> None:
    """Permissions are true or false, and all are required but the two that the sources do not agree on."""
    schemas = document["components"]["schemas"]
    whole = schemas["AgentPermissions"]
    assert set(whole["required"]) == whole["properties"].keys() == {"liveChat", "account"}
    check = validator("/components/schemas/AgentPermissions")
    assert not any(check.is_valid(value) for value in (*NO_OBJECTS, {"liveChat": {}, "account": {}}))
    for name, count, disputed in (("LiveChat", 26, "manageChatbot"), ("Account", 10, "buyEmailMarketingCredits")):
        schema = schemas[f"{name}Permissions"]
        check = validator(f"/components/schemas/{name}Permissions")
        complete = dict.fromkeys(schema["properties"], True)
        assert not any(check.is_valid(value) for value in NO_OBJECTS)
        assert len(complete) == count
        assert check.is_valid(complete)
        for key in complete:
            assert not any(check.is_valid({**complete, key: value}) for value in ("true", 1, None)), key
            assert check.is_valid({k: v for k, v in complete.items() if k != key}) is (key == disputed), key
