"""RealtimeAgent: What an agent does at the moment, and did on the current day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import StatusDuration

__all__ = ["RealtimeAgent"]


class RealtimeAgent(Model):
    """What an agent does at the moment, and did on the current day.

    Attributes:
        agent_id: The agent's identifier.
        current_status: The agent's status, as the server names it, such as `Online`.
        ongoing_chats: The number of the agent's chats that are taking place.
        today_chats: The number of the agent's chats on the day.
        today_linear_chat_time: How long the agent was in at least one chat on the day.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        status_distribution: How long the agent had each status on the day.

    Source: reports.md:1900-1948
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    current_status: str = _field("currentStatus")
    ongoing_chats: int = _field("ongoingChats")
    today_chats: float = _field("todayChats")
    today_linear_chat_time: datetime.timedelta = _duration_field("todayLinearChatTime", "seconds")
    status_distribution: list[StatusDuration] = _list_field("statusDistribution", "StatusDuration")
