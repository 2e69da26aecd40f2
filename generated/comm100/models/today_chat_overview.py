"""TodayChatOverview: The chats of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["TodayChatOverview"]


class TodayChatOverview(Model):
    """The chats of the day.

    Attributes:
        chat_requests: The number of chats that visitors requested.
        chats: The number of chats that took place.
        chat_acceptance_rate: The share of the chat requests that agents accepted. The sample
            has 1 for one chat of one request.
        abandoned_chats: The number of chat requests whose visitors closed the chat window while
            they waited.
        switch_to_messages: The number of chat requests whose visitors left an offline message
            instead.
        missed_chats: The number of chat requests that agents missed.

    Source: reports.md:1799-1832
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    chat_requests: int = _field("chatRequests")
    chats: int = _field("chats")
    chat_acceptance_rate: float = _field("chatAcceptanceRate")
    abandoned_chats: int = _field("abandonedChats")
    switch_to_messages: int = _field("switchToMessages")
    missed_chats: int = _field("missedChats")
