"""OfflineMessageSubmittedEvent: A visitor left an offline message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import WebhookOfflineMessage, WebhookVisitor

__all__ = ["OfflineMessageSubmittedEvent"]


class OfflineMessageSubmittedEvent(Model):
    """A visitor left an offline message.

    Attributes:
        event: Which event it is.
        offline_message: The message that an event is about. (Observed: Design notes of the
            vendor's Zapier app list these members; no text of version 2 describes the payloads.)
        visitor: The visitor whom an event is about. (Observed: Design notes of the vendor's
            Zapier app list these members; no text of version 2 describes the payloads.)

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    event: Literal["offline_message_submitted"] | str = _field("event", known=("offline_message_submitted",))
    offline_message: WebhookOfflineMessage = _model_field("offline_message", "WebhookOfflineMessage")
    visitor: WebhookVisitor = _model_field("visitor", "WebhookVisitor")
