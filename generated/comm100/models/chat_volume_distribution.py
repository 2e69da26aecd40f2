"""ChatVolumeDistribution: The average chat volume of a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["ChatVolumeDistribution"]


class ChatVolumeDistribution(Model):
    """The average chat volume of a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_chat_requests: The average number of chats that visitors requested.
        avg_chats: The average number of chats that took place.
        avg_missed_chats: The average number of chat requests that agents missed.
        avg_refused_chats: The average number of chat requests that agents refused.

    Source: reports.md:109-156
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_chat_requests: float = _field("avgChatRequests")
    avg_chats: float = _field("avgChats")
    avg_missed_chats: float = _field("avgMissedChats")
    avg_refused_chats: float = _field("avgRefusedChats")
