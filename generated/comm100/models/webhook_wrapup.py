"""WebhookWrapup: What an agent recorded about a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import CustomFieldValue

__all__ = ["WebhookWrapup"]


class WebhookWrapup(Model):
    """What an agent recorded about a chat.

    Attributes:
        category: The category of the chat.
        comment: The agent's comment.
        fields: What the agent entered in the other fields of the wrap-up.
        time: When it was recorded, in milliseconds since 1970-01-01 UTC.

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    category: str | None = _field("category", default=None)
    comment: str | None = _field("comment", default=None)
    fields: list[CustomFieldValue] | None = _list_field("fields", "CustomFieldValue", default=None)
    time: int = _field("time")
