"""EfficiencyDistribution: The efficiency in a slot of the week or the day, with the names of the other
rows."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["EfficiencyDistribution"]


class EfficiencyDistribution(Model):
    """The efficiency in a slot of the week or the day, with the names of the other rows.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_chat_time: The average time that a chat took. (Inferred: No text names the unit; in
            the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_wait_time: The average time that visitors waited, whether an agent accepted or not.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        last_message_sent_by_agent: The number of chats in which an agent sent the last message.
        avg_agent_response_time: The average time that an agent took to answer a message of a
            visitor. (Inferred: No text names the unit; in the sample, an agent was online for
            2678400 in a month of 31 days.)
        avg_agents_chat_messages: The average number of messages of agents in a chat.
        avg_visitors_chat_messages: The average number of messages of visitors in a chat.
        avg_canned_messages: The average number of canned messages in a chat.

    Inferred: These groups are listed, and no table has other names for them.

    Source: reports.md:926-968
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_chat_time: datetime.timedelta = _duration_field("avgChatTime", "seconds")
    avg_wait_time: datetime.timedelta = _duration_field("avgWaitTime", "seconds")
    last_message_sent_by_agent: float = _field("lastMessageSentByAgent")
    avg_agent_response_time: datetime.timedelta = _duration_field("avgAgentResponseTime", "seconds")
    avg_agents_chat_messages: float = _field("avgAgentsChatMessages")
    avg_visitors_chat_messages: float = _field("avgVisitorsChatMessages")
    avg_canned_messages: float = _field("avgCannedMessages")
