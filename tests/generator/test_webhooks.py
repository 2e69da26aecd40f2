"""Webhooks and callbacks: typed payloads, and ``parse_webhook``, which tells which event a request is."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import traceback
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from generator.adapt.adapt import adapt
from generator.diff.python import compare_surfaces
from generator.diff.surface import surface_of
from generator.document.load import load_document
from generator.errors import SpecError
from generator.lint import lint
from generator.model import Api
from generator.reference.programs import webhook_program
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


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return api_of(tmp_path_factory.mktemp("document"), document())


@pytest.fixture(scope="module")
def webhooks(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The module of the rendered package."""
    imported(tmp_path_factory.mktemp("package"), api)
    return importlib.import_module("hooked.webhooks")


def test_webhooks_and_callbacks_are_events(api: Api, webhooks: Any) -> None:
    """All with a JSON payload, told apart by the one property that says what each is."""
    assert webhooks.EVENTS == ("dogBarked", "catSlept", "legacy", "petsChanged")
    assert api.webhook_key == "type"
    assert [webhook.values for webhook in api.webhooks] == [("dog.barked",), ("cat.slept", "cat.dozed"), (), ()]


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        (b'{"type": "dog.barked", "volume": 3}', None, "Barked"),
        ('{"type": "cat.dozed", "hours": 3, "mood": "good"}', None, "Slept"),
        (b'{"Type": "CAT.SLEPT"}', None, "Slept"),
        (b'{"type": "cat.slept"}', "CatSlept", "Slept"),
        (b'{"type": "cat.purred"}', "catSlept", "Slept"),
        (b"{}", "dog.barked", "Barked"),
        (b'{"old": "x"}', None, "PostLegacyBody"),
        (b'{"type": "new", "old": "x"}', None, "PostLegacyBody"),
        (b'[{"name": "Rex"}]', None, "list"),
        (b"[]", "petsChanged", "list"),
    ],
)
def test_a_body_becomes_the_model_of_its_event(webhooks: Any, body: Any, name: str | None, expected: str) -> None:
    """The caller's word counts first, then the payload's, then which members are there."""
    assert type(webhooks.parse_webhook(body, event=name)).__name__ == expected


def test_a_payload_is_an_ordinary_model(webhooks: Any) -> None:
    """Its members are typed, unknown ones are kept, and the items of lists are models, too."""
    barked = webhooks.parse_webhook(b'{"type": "dog.barked", "volume": 3, "at": "2026-11-02T09:00:00Z", "b": 1}')
    assert (barked.volume, barked.at.year, barked.extra) == (3, 2026, {"b": 1})
    assert webhooks.parse_webhook('[{"name": "Rex"}]')[0].name == "Rex"


@pytest.mark.parametrize(
    ("body", "options", "message", "name"),
    [
        (b"", {}, "The body is not JSON: it is empty", None),
        (b"{", {}, "The body is not JSON: Expecting property name enclosed in double quotes at position 1", None),
        (b"[NaN]", {}, "The body is not JSON: a number in it is not a number of JSON, or too long", None),
        (b"9" * 5000, {}, "The body is not JSON: a number in it is not a number of JSON, or too long", None),
        (b"[" * 100_000, {}, "The body is not JSON: it is nested too deeply", None),
        (
            b"\x1f\x8b",
            {"headers": {"content-encoding": "gzip"}},
            "The body is not JSON: the byte at position 1 is not UTF-8; "
            "Content-Encoding is 'gzip': decompress the body first",
            None,
        ),
        (
            "a=b",
            {"headers": {"Content-Type": "text/plain"}},
            "The body is not JSON: Expecting value at position 0; Content-Type is 'text/plain'",
            None,
        ),
        (b"[1, 2]", {"max_bytes": 5}, "The body has 6 bytes; at most 5 are read (max_bytes=)", None),
        ({}, {}, "The body is a dict; pass it as it was received, as bytes or text", None),
        (b"3", {}, "The body is a number, but not the payload of any event that is described", None),
        (b'{"type": "dog.ran"}', {}, "The body is an object, but not the payload of any event that is described", None),
        (b"[]", {"event": "dogBarked"}, "The payload of dogBarked is an array, not an object", "dogBarked"),
        (
            b"{}",
            {"event": "dogRan"},
            "'dogRan' is not an event of this API; the events are dogBarked, catSlept, legacy, petsChanged",
            "dogRan",
        ),
        (
            b'{"type": "cat.slept"}',
            {"event": "dogBarked"},
            "The payload is not that of dogBarked: type is 'cat.slept', which is catSlept",
            "cat.slept",
        ),
    ],
    ids=str,
)
def test_anything_else_is_refused_in_words(
    webhooks: Any, body: Any, options: dict[str, Any], message: str, name: str | None
) -> None:
    """The error says what was received, and never repeats the body."""
    with pytest.raises(webhooks.WebhookError) as caught:
        webhooks.parse_webhook(body, **options)
    assert str(caught.value) == message
    assert caught.value.event == name
    assert caught.value.__context__ is None


@pytest.mark.parametrize("options", [{"headers": [("a", "b")]}, {"event": 7}, {"max_bytes": None}, {"max_bytes": "9"}])
def test_an_argument_of_another_type_is_refused(webhooks: Any, options: dict[str, Any]) -> None:
    """By the error that callers expect; a framework's header fields may have other types of values."""
    with pytest.raises(webhooks.WebhookError, match="headers is a mapping, event a text, and max_bytes a number"):
        webhooks.parse_webhook(b"{}", **options)
    with pytest.raises(webhooks.WebhookError, match="Content-Encoding is"):
        webhooks.parse_webhook(b"\xff", {"Content-Encoding": 7})


@pytest.mark.parametrize("body", [b'{"secret": "s3cret-Pa55"', '{"secret": "s3cret-Pa55"', ["s3cret-Pa55"]])
def test_a_payload_that_is_refused_is_not_in_the_traceback(webhooks: Any, body: Any) -> None:
    """Error reporters capture the local variables of frames, and headers may hold the secret of a webhook."""
    with pytest.raises(webhooks.WebhookError) as caught:
        webhooks.parse_webhook(body, {"X-Secret": "s3cret-Pa55"})
    stack = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    assert not [frame for frame in stack if frame.filename != __file__ and "s3cret-Pa55" in f"{frame.locals}"]


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


def test_the_sample_receives_events(api: Api, webhooks: Any) -> None:
    """The program of the reference runs, and refuses what is not a webhook."""
    names: dict[str, Any] = {}
    exec(compile(webhook_program(api), "<sample>", "exec"), names)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert names["receive"](b'{"type": "dog.barked", "volume": 3}', {}) is HTTPStatus.OK
        assert names["receive"](b"", {}) is HTTPStatus.BAD_REQUEST
    assert out.getvalue().startswith("Barked(type='dog.barked', volume=3)\nRefused: ")


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
