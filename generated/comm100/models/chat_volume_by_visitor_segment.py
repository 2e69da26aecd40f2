"""ChatVolumeByVisitorSegment: The chat volume of a visitor segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatVolumeByVisitorSegment"]


class ChatVolumeByVisitorSegment(Model):
    """The chat volume of a visitor segment.

    Attributes:
        visitor_segment_id: The visitor segment's identifier.
        chat_requests: The number of chats that visitors requested.
        chats: The number of chats that took place.
        missed_chats: The number of chat requests that agents missed.
        refused_chats: The number of chat requests that agents refused.

    Source: reports.md:109-156
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    visitor_segment_id: int = _field("visitorSegmentId")
    chat_requests: float = _field("chatRequests")
    chats: float = _field("chats")
    missed_chats: float = _field("missedChats")
    refused_chats: float = _field("refusedChats")
