"""OfflineMessageByTime: The offline messages of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["OfflineMessageByTime"]


class OfflineMessageByTime(Model):
    """The offline messages of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        messages: The number of offline messages.
        from_offline_button: The number of messages that were left while agents were offline.
        from_chat_queue: The number of messages that were left from the queue.

    Source: reports.md:1624-1665
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    messages: float = _field("messages")
    from_offline_button: float = _field("fromOfflineButton")
    from_chat_queue: float = _field("fromChatQueue")
