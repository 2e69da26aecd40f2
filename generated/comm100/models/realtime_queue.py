"""RealtimeQueue: A queue at the moment."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import QueuedVisitor, QueueRoute

__all__ = ["RealtimeQueue"]


class RealtimeQueue(Model):
    """A queue at the moment.

    Attributes:
        route_to: To whom chat requests are routed.
        ongoing_chats: The number of chats that are taking place.
        avg_wait_time_in_last30_mins: The average time that visitors waited in the last 30
            minutes. (Inferred: No text names the unit; in the sample, an agent was online for
            2678400 in a month of 31 days.)
        avg_wait_time_in_last60_mins: The average time that visitors waited in the last hour.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        abandoned_chats_in_last30_mins: The number of chat requests whose visitors closed the
            chat window in the last 30 minutes.
        switched_to_messages_in_last30_mins: The number of chat requests whose visitors left an
            offline message in the last 30 minutes.
        queue: The visitors in the queue.

    Source: reports.md:1968-2011
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    route_to: QueueRoute = _model_field("routeTo", "QueueRoute")
    ongoing_chats: int = _field("ongoingChats")
    avg_wait_time_in_last30_mins: datetime.timedelta = _duration_field("avgWaitTimeInLast30Mins", "seconds")
    avg_wait_time_in_last60_mins: datetime.timedelta = _duration_field("avgWaitTimeInLast60Mins", "seconds")
    abandoned_chats_in_last30_mins: float = _field("abandonedChatsInLast30Mins")
    switched_to_messages_in_last30_mins: float = _field("switchedToMessagesInLast30Mins")
    queue: list[QueuedVisitor] = _list_field("queue", "QueuedVisitor")
