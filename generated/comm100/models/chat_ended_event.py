"""ChatEndedEvent: A chat ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import WebhookChat, WebhookVisitor

__all__ = ["ChatEndedEvent"]


class ChatEndedEvent(Model):
    """A chat ended.

    Attributes:
        event: Which event it is.
        visitor: The visitor whom an event is about. (Observed: Design notes of the vendor's
            Zapier app list these members; no text of version 2 describes the payloads.)
        chat: The chat that an event is about. (Observed: Design notes of the vendor's Zapier
            app list these members; no text of version 2 describes the payloads.)

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    event: Literal["chat_ended"] | str = _field("event", known=("chat_ended",))
    visitor: WebhookVisitor = _model_field("visitor", "WebhookVisitor")
    chat: WebhookChat = _model_field("chat", "WebhookChat")
