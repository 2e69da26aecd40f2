"""ChatWrapup: What an agent recorded about a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import ChatWrapupCategory, CustomFieldValue

__all__ = ["ChatWrapup"]


class ChatWrapup(Model):
    """What an agent recorded about a chat.

    Attributes:
        category: The categories of the chat.
        comment: The agent's comment.
        fields: What the agent entered in the other fields of the wrap-up.

    Source: Livechat.md:5409-5417
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    category: list[ChatWrapupCategory] | None = _list_field("category", "ChatWrapupCategory", default=None)
    comment: str | None = _field("comment", default=None)
    fields: list[CustomFieldValue] | None = _list_field("fields", "CustomFieldValue", default=None)
