"""The events that Comm100 reports to your server, decoded into models.

- chatRequested: A visitor asked for a chat
- chatStarted: A chat started
- chatTransferred: A chat was transferred
- chatEnded: A chat ended
- chatWrappedUp: An agent recorded the wrap-up of a chat
- offlineMessageSubmitted: A visitor left an offline message

No signature is verified: anybody who knows the URL can send a request that looks like a webhook. Choose a URL that cannot
be guessed, or ask the API for what a request claims before you act on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from ._models import Decode, Model, model
from .auth._redact import RedactedDict, hide, type_name
from .errors import WebhookError

if TYPE_CHECKING:
    from .models import (
        ChatEndedEvent,
        ChatRequestedEvent,
        ChatStartedEvent,
        ChatTransferredEvent,
        ChatWrappedUpEvent,
        OfflineMessageSubmittedEvent,
    )

__all__ = ["EVENTS", "MAX_BYTES", "WebhookPayload", "parse_webhook"]

EVENTS = ("chatRequested", "chatStarted", "chatTransferred", "chatEnded", "chatWrappedUp", "offlineMessageSubmitted")
"""The events that are described."""

MAX_BYTES = 10 * 1024 * 1024
"""The size of the largest body that is decoded unless the caller says otherwise."""

if TYPE_CHECKING:
    WebhookPayload: TypeAlias = (
        ChatRequestedEvent
        | ChatStartedEvent
        | ChatTransferredEvent
        | ChatEndedEvent
        | ChatWrappedUpEvent
        | OfflineMessageSubmittedEvent
    )
else:
    WebhookPayload = Any

_LISTED = 20
_SHOWN = 80
_JSON_TYPES = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}


class _Event(NamedTuple):
    """How the payload of one event is recognized and decoded."""

    name: str
    values: tuple[str, ...]
    decode: Decode
    decoded: type


_EVENTS = (
    _Event("chatRequested", ("chat_request",), model("ChatRequestedEvent"), Model),
    _Event("chatStarted", ("chat_started",), model("ChatStartedEvent"), Model),
    _Event("chatTransferred", ("chat_transferred",), model("ChatTransferredEvent"), Model),
    _Event("chatEnded", ("chat_ended",), model("ChatEndedEvent"), Model),
    _Event("chatWrappedUp", ("chat_wraped_up",), model("ChatWrappedUpEvent"), Model),
    _Event("offlineMessageSubmitted", ("offline_message_submitted",), model("OfflineMessageSubmittedEvent"), Model),
)
# The member whose value tells payloads apart.
_KEY = "event"
# The names of events take precedence over values of that member.
_BY_NAME = {value.casefold(): event for event in _EVENTS for value in event.values} | {
    event.name.casefold(): event for event in _EVENTS
}
_BY_VALUE = {value.casefold(): event for event in _EVENTS for value in event.values}


def parse_webhook(
    body: bytes | str, headers: Mapping[str, str] | None = None, *, event: str | None = None, max_bytes: int = MAX_BYTES
) -> WebhookPayload:
    """Return the payload of a webhook as the model of its event.

    Which event it is follows from ``event``, else from the member of the payload that names it, else from the members
    that are there. Members that are not described are kept, and a described one that was left out reads as None.

    Args:
        body: The body of the request, as it was received.
        headers: The header fields of the request, which tell why a body cannot be read.
        event: The event, if it is known, for example because each event has a URL of its own.
        max_bytes: The size of the largest body that is decoded.

    Raises:
        WebhookError: The body is too large, not JSON, or not the payload of an event that is described.
    """
    body, headers = hide(body), hide(headers)
    if not isinstance(headers, Mapping | None) or not isinstance(event, str | None) or not isinstance(max_bytes, int):
        raise WebhookError("headers is a mapping, event a text, and max_bytes a number")
    fields = RedactedDict({str(name).casefold(): str(value) for name, value in (headers or {}).items()})
    data = _json(body, fields, max_bytes)
    known = _event_of(data, event)
    payload: WebhookPayload = _fitting(data) if known is None else _decoded(data, known)
    return payload


def _event_of(data: Any, name: str | None) -> _Event | None:
    """Return the event that the caller names, else the one that the payload names, or None if neither does."""
    received = _received(data)
    named = None if received is None else _BY_VALUE.get(received.casefold())
    if name is None:
        if received is not None and named is None and all(event.values for event in _EVENTS):
            raise WebhookError(f"The event is unknown: {_KEY} is {_shown(received)}", event=received)
        return named
    expected = _BY_NAME.get(name.casefold())
    if expected is None:
        events = ", ".join(EVENTS[:_LISTED]) + (", …" if len(EVENTS) > _LISTED else "")
        raise WebhookError(f"{_shown(name)} is not an event of this API; the events are {events}", event=name)
    if named is not None and expected.values and named.values != expected.values:
        difference = f"{_KEY} is {_shown(received)}, which is {named.name}"
        raise WebhookError(f"The payload is not that of {expected.name}: {difference}", event=received)
    return expected


def _json(body: bytes | str, headers: Mapping[str, str], max_bytes: int) -> Any:
    if not isinstance(body, bytes | str):
        raise WebhookError(f"The body is a {type_name(body)}; pass it as it was received, as bytes or text")
    if len(body) > max_bytes:
        raise WebhookError(f"The body has {len(body)} bytes; at most {max_bytes} are read (max_bytes=)")
    try:
        # JSON that is exchanged is UTF-8 (RFC 8259 section 8.1).
        return json.loads(body.decode() if isinstance(body, bytes) else body, parse_constant=_refuse)
    except RecursionError:
        problem = "it is nested too deeply"
    except UnicodeDecodeError as error:
        problem = f"the byte at position {error.start} is not UTF-8"
    except json.JSONDecodeError as error:
        problem = f"{error.msg} at position {error.pos}" if body else "it is empty"
    except ValueError:
        problem = "a number in it is not a number of JSON, or too long"
    encoding = headers.get("content-encoding", "identity").strip().casefold()
    if encoding != "identity":
        problem += f"; Content-Encoding is {_shown(encoding)}: decompress the body first"
    elif "content-type" in headers and "json" not in headers["content-type"].casefold():
        problem += f"; Content-Type is {_shown(headers['content-type'])}"
    # Not in an except clause: what json raises holds the body, and would be the context of this error.
    raise WebhookError(f"The body is not JSON: {problem}")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _received(data: Any) -> str | None:
    """Return what the payload says it is."""
    if not _KEY or not isinstance(data, dict):
        return None
    key = _KEY.casefold()
    value = data[_KEY] if _KEY in data else next((data[name] for name in data if name.casefold() == key), None)
    return value if isinstance(value, str) else None


def _decoded(data: Any, event: _Event) -> Any:
    payload = event.decode(data)
    if not isinstance(payload, event.decoded):
        expected = "an array" if event.decoded is list else "an object"
        shown = _JSON_TYPES.get(type(data), "a number")
        difference = f"is {shown}, not {expected}" if shown != expected else "lacks members that are required"
        raise WebhookError(f"The payload of {event.name} {difference}", event=event.name)
    return payload


def _fitting(data: Any) -> Any:
    """Return the payload as that of the first event whose required members are there, best without others."""
    decoded = [(event.decode(data), event.decoded) for event in _EVENTS]
    fitting = [
        payload
        for payload, expected in decoded
        if isinstance(payload, expected) and (not isinstance(payload, Model) or payload._fits())
    ]
    if not fitting:
        shown = _JSON_TYPES.get(type(data), "a number")
        raise WebhookError(f"The body is {shown}, but not the payload of any event that is described")
    exact = (payload for payload in fitting if isinstance(payload, Model) and not payload.extra)
    return next(exact, fitting[0])


def _shown(text: str | None) -> str:
    """Return a text of the request for a message, which must not repeat a whole body."""
    return repr(text if text is None or len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
