"""TodayAgentPerformance: The performance of agents on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["TodayAgentPerformance"]


class TodayAgentPerformance(Model):
    """The performance of agents on the day.

    Attributes:
        unique_chat_rate: The vendor does not say what this rate measures.
        agent_utilization: The share of the time signed in that agents were in chats.
        avg_score: The average score of the ratings.

    Source: reports.md:1799-1832
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    unique_chat_rate: float = _field("uniqueChatRate")
    agent_utilization: float = _field("agentUtilization")
    avg_score: float = _field("avgScore")
