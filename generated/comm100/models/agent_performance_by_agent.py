"""AgentPerformanceByAgent: The performance of an agent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["AgentPerformanceByAgent"]


class AgentPerformanceByAgent(Model):
    """The performance of an agent.

    Attributes:
        agent_id: The agent's identifier.
        avg_chat_time: The average time that a chat took. (Inferred: No text names the unit; in
            the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_wait_time: The average time that visitors waited, whether an agent accepted or not.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        last_message_sent_by_agent: The number of chats in which an agent sent the last message.
        total_chat_time: The length of all chats together. (Inferred: No text names the unit; in
            the sample, an agent was online for 2678400 in a month of 31 days.)

    Source: reports.md:776-812
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    avg_chat_time: datetime.timedelta = _duration_field("avgChatTime", "seconds")
    avg_wait_time: datetime.timedelta = _duration_field("avgWaitTime", "seconds")
    last_message_sent_by_agent: float = _field("lastMessageSentByAgent")
    total_chat_time: datetime.timedelta = _duration_field("totalChatTime", "seconds")
