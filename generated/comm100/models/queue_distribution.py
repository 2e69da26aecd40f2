"""QueueDistribution: The average queue of a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["QueueDistribution"]


class QueueDistribution(Model):
    """The average queue of a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_queued_chat_requests: The average number of chat requests that waited in the queue.
        avg_chats_from_queue: The average number of chat requests that an agent accepted from
            the queue.
        avg_switched_to_messages: The average number of chat requests whose visitors left an
            offline message instead.
        avg_abandoned_chats: The average number of chat requests whose visitors closed the chat
            window while they waited.
        avg_refused_chats: The average number of chat requests that agents refused.
        avg_mmax_queue_size: The average of the largest number of chat requests that waited in
            one queue. The misspelling is the vendor's. (Chosen: The correct spelling is read too,
            in case the server has it.)

    Source: reports.md:380-431
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_queued_chat_requests: float = _field("avgQueuedChatRequests")
    avg_chats_from_queue: float = _field("avgChatsFromQueue")
    avg_switched_to_messages: float = _field("avgSwitchedToMessages")
    avg_abandoned_chats: float = _field("avgAbandonedChats")
    avg_refused_chats: float = _field("avgRefusedChats")
    avg_mmax_queue_size: float = _field("avgMmaxQueueSize", also=("avgMaxQueueSize",))
