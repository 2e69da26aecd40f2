"""ChatWrappedUpEvent: An agent recorded the wrap-up of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import WebhookVisitor, WebhookWrapup

__all__ = ["ChatWrappedUpEvent"]


class ChatWrappedUpEvent(Model):
    """An agent recorded the wrap-up of a chat.

    Attributes:
        event: Which event it is.
        chat_id: The chat's identifier.
        visitor: The visitor whom an event is about. (Observed: Design notes of the vendor's
            Zapier app list these members; no text of version 2 describes the payloads.)
        wrapup: What an agent recorded about a chat. (Observed: Design notes of the vendor's
            Zapier app list these members; no text of version 2 describes the payloads.)

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    event: Literal["chat_wraped_up"] | str = _field("event", known=("chat_wraped_up",))
    chat_id: int = _field("chat_id")
    visitor: WebhookVisitor = _model_field("visitor", "WebhookVisitor")
    wrapup: WebhookWrapup = _model_field("wrapup", "WebhookWrapup")
