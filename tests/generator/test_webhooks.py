"""Webhooks and callbacks in a document: which events they are, what is lost of them, and what changes for readers."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from generator.adapt.adapt import adapt
from generator.diff.python import compare_surfaces
from generator.diff.surface import surface_of
from generator.document.load import load_document
from generator.errors import SpecError
from generator.lint import lint
from generator.render import render
from tests.generator.support import ROOT, api_of, command, imported, load, minimal, operation, write_yaml

JSON = "application/json"


def payload(schema: Any, media_type: str = JSON, **words: Any) -> Any:
    """Return a path item whose request has a body."""
    return {
        "post": {
            **words,
            "requestBody": {"content": {media_type: {"schema": schema}}},
            "responses": {"200": {"description": "Received."}},
        }
    }


def event(kind: Any, member: str) -> Any:
    """Return the schema of an event."""
    return {
        "type": "object",
        "required": ["type", member],
        "properties": {"type": kind, member: {"type": "integer"}, "at": {"type": "string", "format": "date-time"}},
    }


def document() -> Any:
    result = minimal()
    result["info"]["title"] = "Hooked API"
    result["components"]["schemas"] |= {
        "Barked": event({"const": "dog.barked"}, "volume"),
        "Slept": event({"type": "string", "enum": ["cat.slept", "cat.dozed"]}, "hours"),
    }
    result["webhooks"] = {
        "dogBarked": payload({"$ref": "#/components/schemas/Barked"}, summary="A dog barked"),
        "catSlept": payload({"$ref": "#/components/schemas/Slept"}),
        "legacy": payload({"type": "object", "required": ["old"], "properties": {"old": {"type": "string"}}}),
        "form": payload({"type": "object", "properties": {"a": {"type": "string"}}}, "multipart/form-data"),
    }
    pets = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
    operation(result)["callbacks"] = {"petsChanged": {"{$request.query.url}": payload(pets)}}
    return result


def test_payloads_are_told_apart_by_one_property(tmp_path: Path) -> None:
    """By the values that the document gives of it, if more than one payload has some."""
    api = api_of(tmp_path, document())
    assert api.webhook_key == "type"
    assert [webhook.values for webhook in api.webhooks] == [("dog.barked",), ("cat.slept", "cat.dozed"), (), ()]
    alone = document()
    del alone["webhooks"]["catSlept"]
    api = api_of(tmp_path, alone)
    assert (api.webhook_key, [webhook.values for webhook in api.webhooks]) == ("", [(), (), ()])


def test_our_own_events_are_decoded() -> None:
    """Each example of the document becomes the model of its event, and so does what names the event otherwise."""
    comm100 = importlib.import_module("comm100.webhooks")
    own = load_document(ROOT / "spec/openapi.yaml").document
    described = {name: item["post"]["requestBody"]["content"][JSON]["schema"] for name, item in own["webhooks"].items()}
    assert tuple(described) == comm100.EVENTS
    for name, schema in described.items():
        class_name = schema["$ref"].rpartition("/")[2]
        body = json.dumps(own["components"]["schemas"][class_name]["examples"][0]).encode()
        decoded = [comm100.parse_webhook(body), comm100.parse_webhook(body, event=name)]
        assert [type(item).__name__ for item in decoded] == [class_name, class_name]
        assert decoded[0].visitor.id > 0
    with pytest.raises(comm100.WebhookError, match="The event is unknown: event is 'agent_left'"):
        comm100.parse_webhook(b'{"event": "agent_left"}')


def test_without_webhooks_there_is_nothing_of_them(tmp_path: Path) -> None:
    """No module, no exception, no page."""
    files = render(api_of(tmp_path, minimal()), ROOT / "templates")
    assert not [name for name in files if "webhooks" in name]
    assert "WebhookError" not in files["tiny/errors.py"]


def test_a_document_may_have_nothing_but_webhooks(tmp_path: Path) -> None:
    """Since OpenAPI 3.1 it need not have paths (section 4.8.1); what it says of webhooks is rendered."""
    hooked = {key: value for key, value in document().items() if key != "paths"}
    hooked["info"]["title"] = "Only Hooked"
    result = command("render", write_yaml(tmp_path, hooked), "--out", tmp_path / "out", cwd=tmp_path)
    assert (result.returncode, result.stdout.rstrip().endswith("files rendered for 3 webhooks")) == (0, True)
    imported(tmp_path / "package", adapt(load(tmp_path, hooked)).api)
    assert importlib.import_module("only_hooked.webhooks").parse_webhook('{"old": "x"}').old == "x"
    importlib.import_module("only_hooked").Client().close()
    with pytest.raises(SpecError, match="the document has no operations"):
        adapt(load(tmp_path, hooked | {"webhooks": {"broken": 7}}))


def test_a_broken_webhook_costs_no_operation(tmp_path: Path) -> None:
    """What cannot be read of the webhooks of any document is left out with a finding."""
    broken = document()
    broken["webhooks"] |= {
        "nothing": {"post": {"responses": {"200": {"description": "x"}}}},
        "number": 5,
        "list": {"post": {"requestBody": {"content": []}, "responses": {}}},
        "nowhere": payload({"$ref": "#/components/schemas/Nobody"}),
    }
    operation(broken)["callbacks"]["odd"] = {"{$url}": {"post": "x"}}
    adaptation = adapt(load_document(write_yaml(tmp_path, broken), tolerant=True))
    assert adaptation.rendered == adaptation.total == 1
    assert {webhook.event for webhook in adaptation.api.webhooks} >= {"dogBarked", "catSlept", "legacy", "petsChanged"}
    assert {finding.grade for finding in adaptation.findings} <= {"note", "degraded"}
    render(adaptation.api, ROOT / "templates")


def test_events_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Callbacks of one name with different payloads are events of their own; those with the same one are one event."""
    several = document()
    other = {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}}
    callbacks = operation(several)["callbacks"]
    callbacks["dogBarked"] = {"{$request.query.url}": payload({"$ref": "#/components/schemas/Barked"})}
    callbacks["legacy"] = {"{$request.query.url}": payload(other)}
    api = api_of(tmp_path, several)
    assert [webhook.event for webhook in api.webhooks] == ["dogBarked", "catSlept", "legacy", "petsChanged", "legacy_2"]


def test_payloads_with_the_same_value_do_not_hide_the_others(tmp_path: Path) -> None:
    """Two payloads that call themselves the same are told apart by their members; all others still have their value."""
    several = document()
    several["webhooks"] |= {name: payload(event({"const": "same"}, name)) for name in ("one", "two")}
    api = api_of(tmp_path, several)
    assert api.webhook_key == "type"
    assert [webhook.event for webhook in api.webhooks if webhook.values] == ["dogBarked", "catSlept"]


def test_what_payloads_lose_breaks_those_who_read_them(tmp_path: Path) -> None:
    """A comparison of two versions knows that the models of payloads are read, and says what is missing."""
    poorer = document()
    del poorer["components"]["schemas"]["Barked"]["properties"]["at"]
    old, new = (surface_of(api_of(tmp_path, either)) for either in (document(), poorer))
    assert old.models["Barked"].read
    same = {method.operation: method.operation for method in old.methods.values()}
    assert [(change.rule, change.old) for change in compare_surfaces(old, new, same)] == [
        ("python-field-removed", ("field", "Barked", "at"))
    ]


def test_no_finding_for_our_own_webhooks(tmp_path: Path) -> None:
    """The smallest document with a webhook that no house rule objects to."""
    clean = minimal()
    hook = payload({"$ref": "#/components/schemas/Pet"}, summary="A pet was sold", description="Sent once.")
    hook["post"]["requestBody"]["content"][JSON]["example"] = {"name": "Rex"}
    clean["webhooks"] = {"petSold": hook}
    assert lint(load(tmp_path, clean)) == []
