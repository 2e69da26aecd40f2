"""WorkloadDistribution: The average workload in a slot of the week or the day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["WorkloadDistribution"]


class WorkloadDistribution(Model):
    """The average workload in a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_linear_chat_time: How long agents were in at least one chat, on average. (Inferred:
            No text names the unit; in the sample, an agent was online for 2678400 in a month of 31
            days.)
        avg_idle_time: How long there was no chat, on average. (Inferred: No text names the
            unit; in the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_agent_utilization: The average share of the time signed in that agents were in
            chats. A number from 0 to 1, although the vendor calls it a percentage.
        avg_concurrent_chats: The average number of chats that agents had at the same time.
        avg_total_chat_time: The average length of all chats together. (Inferred: No text names
            the unit; in the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_chats: The average number of chats that took place.

    Source: reports.md:843-895
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_linear_chat_time: datetime.timedelta = _duration_field("avgLinearChatTime", "seconds")
    avg_idle_time: datetime.timedelta = _duration_field("avgIdleTime", "seconds")
    avg_agent_utilization: float = _field("avgAgentUtilization")
    avg_concurrent_chats: float = _field("avgConcurrentChats")
    avg_total_chat_time: datetime.timedelta = _duration_field("avgTotalChatTime", "seconds")
    avg_chats: float = _field("avgChats")
