"""RealtimeToday: What happened on the current day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import TodayAgentPerformance, TodayChatbot, TodayChatOverview, TodayServiceEfficiency

__all__ = ["RealtimeToday"]


class RealtimeToday(Model):
    """What happened on the current day.

    Attributes:
        chat_overview: The chats of the day.
        service_efficiency: The efficiency of the day. Null without the Enterprise edition.
        agent_performance: The performance of agents. Null without the Enterprise edition.
        chatbot: The chatbot's day. Null if the chatbot is off.

    Source: reports.md:1799-1832
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    chat_overview: TodayChatOverview = _model_field("chatOverview", "TodayChatOverview")
    service_efficiency: TodayServiceEfficiency | None = _model_field("serviceEfficiency", "TodayServiceEfficiency")
    agent_performance: TodayAgentPerformance | None = _model_field("agentPerformance", "TodayAgentPerformance")
    chatbot: TodayChatbot | None = _model_field("chatbot", "TodayChatbot")
