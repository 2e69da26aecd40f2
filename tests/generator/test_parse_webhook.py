"""``parse_webhook`` of a rendered package: typed payloads, and which event a request is."""

from __future__ import annotations

import contextlib
import importlib
import io
import traceback
from http import HTTPStatus
from typing import Any

import pytest

from generator.model import Api
from generator.reference.programs import webhook_program
from tests.generator.support import api_of, imported
from tests.generator.test_webhooks import document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return api_of(tmp_path_factory.mktemp("document"), document())


@pytest.fixture(scope="module")
def webhooks(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The module of the rendered package."""
    imported(tmp_path_factory.mktemp("package"), api)
    return importlib.import_module("hooked.webhooks")


def test_webhooks_and_callbacks_are_events(webhooks: Any) -> None:
    """All with a JSON payload."""
    assert webhooks.EVENTS == ("dogBarked", "catSlept", "legacy", "petsChanged")


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


def test_the_sample_receives_events(api: Api, webhooks: Any) -> None:
    """The program of the reference runs, and refuses what is not a webhook."""
    names: dict[str, Any] = {}
    exec(compile(webhook_program(api), "<sample>", "exec"), names)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert names["receive"](b'{"type": "dog.barked", "volume": 3}', {}) is HTTPStatus.OK
        assert names["receive"](b"", {}) is HTTPStatus.BAD_REQUEST
    assert out.getvalue().startswith("Barked(type='dog.barked', volume=3)\nRefused: ")
