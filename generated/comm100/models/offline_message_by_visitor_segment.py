"""OfflineMessageByVisitorSegment: The offline messages of a visitor segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["OfflineMessageByVisitorSegment"]


class OfflineMessageByVisitorSegment(Model):
    """The offline messages of a visitor segment.

    Attributes:
        visitor_segment_id: The visitor segment's identifier.
        messages: The number of offline messages.
        from_offline_button: The number of messages that were left while agents were offline.
        from_chat_queue: The number of messages that were left from the queue.

    Source: reports.md:1624-1665
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    visitor_segment_id: int = _field("visitorSegmentId")
    messages: float = _field("messages")
    from_offline_button: float = _field("fromOfflineButton")
    from_chat_queue: float = _field("fromChatQueue")
