"""ChatVolumeByTime: The chat volume of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["ChatVolumeByTime"]


class ChatVolumeByTime(Model):
    """The chat volume of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        chat_requests: The number of chats that visitors requested.
        chats: The number of chats that took place.
        missed_chats: The number of chat requests that agents missed.
        refused_chats: The number of chat requests that agents refused.

    Source: reports.md:109-156
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    chat_requests: float = _field("chatRequests")
    chats: float = _field("chats")
    missed_chats: float = _field("missedChats")
    refused_chats: float = _field("refusedChats")
