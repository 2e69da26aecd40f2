"""ChatIds: The chats to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatIds"]


class ChatIds(Model):
    """The chats to delete.

    Attributes:
        ids: Their identifiers. Those that no chat has are ignored. (Chosen: No text says what
            an unknown identifier does.)

    Source: Livechat.md:5671-5701
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    ids: list[str] = _field("ids")
