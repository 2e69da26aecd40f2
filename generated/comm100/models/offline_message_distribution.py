"""OfflineMessageDistribution: The average number of offline messages in a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["OfflineMessageDistribution"]


class OfflineMessageDistribution(Model):
    """The average number of offline messages in a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_messages: The average number of offline messages.
        avg_from_offline_button: The average number of messages that were left while agents were
            offline.
        avg_from_chat_queue: The average number of messages that were left from the queue.

    Source: reports.md:1624-1665
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_messages: float = _field("avgMessages")
    avg_from_offline_button: float = _field("avgFromOfflineButton")
    avg_from_chat_queue: float = _field("avgFromChatQueue")
