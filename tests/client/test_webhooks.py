"""Webhooks: which event a payload is, and what is said of a body that is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comm100 import models, webhooks
from comm100._models import Model, field, list_of, model
from comm100.errors import WebhookError
from comm100.webhooks import EVENTS, MAX_BYTES, parse_webhook

VALUES = {
    "chatRequested": "chat_request",
    "chatStarted": "chat_started",
    "chatTransferred": "chat_transferred",
    "chatEnded": "chat_ended",
    "chatWrappedUp": "chat_wraped_up",
    "offlineMessageSubmitted": "offline_message_submitted",
}


def refused(body: Any, *arguments: Any, **options: Any) -> WebhookError:
    with pytest.raises(WebhookError) as caught:
        parse_webhook(body, *arguments, **options)
    return caught.value


def test_every_event_has_a_test() -> None:
    """A new one needs a value here."""
    assert tuple(VALUES) == EVENTS


@pytest.mark.parametrize("name", VALUES)
def test_an_event_is_named_by_the_payload_or_by_the_caller(name: str) -> None:
    """In any letter case, by its own name or by the value that the payload would have."""
    kind = getattr(models, f"{name[0].upper()}{name[1:]}Event")
    payload = {"event": VALUES[name], "more": 1}
    for body in (
        json.dumps(payload),
        json.dumps(payload).encode(),
        json.dumps({"EVENT": VALUES[name].upper(), "more": 1}),
    ):
        assert type(parse_webhook(body)) is kind
        assert type(parse_webhook(body, event=name.upper())) is kind
    assert type(parse_webhook("{}", event=VALUES[name])) is kind
    assert parse_webhook(json.dumps(payload)).to_dict() == payload


def test_a_member_of_the_exact_name_wins() -> None:
    """Over one that differs in its letter case."""
    body = json.dumps({"Event": "chat_ended", "event": "chat_started"})
    assert type(parse_webhook(body)) is models.ChatStartedEvent


def test_an_event_that_is_not_described_is_named() -> None:
    """Cut to 80 characters, and whole in the attribute."""
    error = refused('{"event": "chat_lost"}')
    assert (str(error), error.event) == ("The event is unknown: event is 'chat_lost'", "chat_lost")
    error = refused(json.dumps({"event": "x" * 81}))
    assert (str(error), error.event) == (f"The event is unknown: event is '{'x' * 80}…'", "x" * 81)
    assert str(refused(json.dumps({"event": "x" * 80}))).endswith(f"'{'x' * 80}'")


def test_a_caller_who_expects_something_else_is_told() -> None:
    """What the payload is, or which events there are."""
    error = refused('{"event": "chat_ended"}', event="chatStarted")
    assert str(error) == "The payload is not that of chatStarted: event is 'chat_ended', which is chatEnded"
    assert error.event == "chat_ended"
    error = refused("{}", event="chatLost")
    assert str(error) == f"'chatLost' is not an event of this API; the events are {', '.join(EVENTS)}"
    assert error.event == "chatLost"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "it is empty"),
        ("{", "Expecting property name enclosed in double quotes at position 1"),
        (b'{"a": \xff}', "the byte at position 6 is not UTF-8"),
        ("[NaN]", "a number in it is not a number of JSON, or too long"),
        ("9" * 5000, "a number in it is not a number of JSON, or too long"),
        ("[" * 100_000, "it is nested too deeply"),
    ],
)
@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (None, ""),
        ({"Content-Type": "Application/JSON"}, ""),
        ({"content-TYPE": "text/html"}, "; Content-Type is 'text/html'"),
        ({"Content-Encoding": " GZip "}, "; Content-Encoding is 'gzip': decompress the body first"),
        (
            {"Content-Encoding": "gzip", "Content-Type": "text/html"},
            "; Content-Encoding is 'gzip': decompress the body first",
        ),
        ({"Content-Encoding": "Identity"}, ""),
    ],
)
def test_a_body_that_is_not_json_is_explained(body: Any, problem: str, headers: Any, reason: str) -> None:
    """By the place, and by what the header fields say; the error holds nothing of the body."""
    error = refused(body, headers)
    assert str(error) == f"The body is not JSON: {problem}{reason}"
    assert error.__context__ is None
    assert error.event is None


def test_a_body_has_a_size_and_a_type() -> None:
    """Up to the limit; what a framework has decoded already is not a body."""
    body = b'{"event": "chat_ended"}'
    assert parse_webhook(body, max_bytes=len(body))
    error = refused(body, max_bytes=len(body) - 1)
    assert str(error) == f"The body has {len(body)} bytes; at most {len(body) - 1} are read (max_bytes=)"
    assert str(refused({}, None)) == "The body is a dict; pass it as it was received, as bytes or text"
    assert MAX_BYTES == 10 << 20


@pytest.mark.parametrize("options", [{"headers": ["Host"]}, {"event": 7}, {"max_bytes": "9"}])
def test_each_argument_has_a_type(options: dict[str, Any]) -> None:
    """Whatever the others are."""
    assert str(refused("{}", **options)) == "headers is a mapping, event a text, and max_bytes a number"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[]", "an array"),
        ('"x"', "a string"),
        ("true", "a boolean"),
        ("null", "null"),
        ("7", "a number"),
        ("1.5", "a number"),
    ],
)
def test_a_payload_of_another_type_is_refused(body: str, shown: str) -> None:
    """Whether the event is known or not."""
    assert str(refused(body)) == f"The body is {shown}, but not the payload of any event that is described"
    assert str(refused(body, event="chatEnded")) == f"The payload of chatEnded is {shown}, not an object"


class Sale(Model):
    """A payload without a name."""

    price: int = field("price")


class Return(Model):
    """Another one, which shares a member."""

    price: int = field("price")
    reason: str = field("reason")


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Describe events of which not all have a name in their payload."""
    for kind in (Sale, Return):
        monkeypatch.setattr(models, kind.__name__, kind, raising=False)
    events = (
        webhooks._Event("sale", (), model("Sale"), Model),
        webhooks._Event("return", ("returned",), model("Return"), Model),
        webhooks._Event("sales", (), list_of(model("Sale")), list),
        webhooks._Event("ping", (), lambda value: value, str),
    )
    monkeypatch.setattr(webhooks, "_EVENTS", events)
    monkeypatch.setattr(webhooks, "EVENTS", tuple(event.name for event in events))
    monkeypatch.setattr(webhooks, "_BY_NAME", {event.name: event for event in events})
    monkeypatch.setattr(webhooks, "_BY_VALUE", {"returned": events[1]})


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"price": 1}, Sale),
        ({"price": 1, "reason": "x"}, Return),
        ({"price": 1, "reason": "x", "more": 2}, Sale),
        ({"price": 1, "more": 2}, Sale),
        ({"event": "returned"}, Return),
        ({"event": "other", "price": 1}, Sale),
        ({"event": 7, "price": 1}, Sale),
        ([{"price": 1}], list),
        ("x", str),
    ],
)
def test_a_payload_without_a_name_is_known_by_its_members(body: Any, expected: type) -> None:
    """The first that fits, best without others; an unknown name may be any member."""
    assert type(parse_webhook(json.dumps(body))) is expected


@pytest.mark.usefixtures("shop")
def test_an_event_without_a_name_in_its_payload_can_be_expected() -> None:
    """Whatever the payload says."""
    assert isinstance(parse_webhook('{"event": "returned", "price": 1}', event="sale"), Sale)
    assert str(refused("{}", event="sales")) == "The payload of sales is an object, not an array"
    assert str(refused('{"x": 1}')) == "The body is an object, but not the payload of any event that is described"
    assert str(refused("7", event="ping")) == "The payload of ping is a number, not an object"


@pytest.mark.usefixtures("shop")
def test_a_payload_that_its_decoder_leaves_alone_lacks_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an object, but none that the event may have."""
    event = webhooks._Event("odd", (), lambda value: value, Model)
    monkeypatch.setattr(webhooks, "_BY_NAME", {"odd": event})
    assert str(refused("{}", event="odd")) == "The payload of odd lacks members that are required"


@pytest.mark.parametrize(("count", "end"), [(20, ", e19"), (21, ", e19, …")])
def test_many_events_are_listed_in_part(monkeypatch: pytest.MonkeyPatch, count: int, end: str) -> None:
    """Up to 20 of them."""
    monkeypatch.setattr(webhooks, "EVENTS", tuple(f"e{number}" for number in range(count)))
    assert str(refused("{}", event="x")).endswith(end)
