"""ConversionsByAgent: The conversions of an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ConversionsByAgent"]


class ConversionsByAgent(Model):
    """The conversions of an agent.

    Attributes:
        agent_id: The agent's identifier.
        conversions: The number of conversions.
        chats: The number of chats.
        chatted_visitors: The number of visitors who chatted.
        converted_visitors: The number of visitors who converted.
        converted_chatted_visitors: The number of visitors who chatted and converted.
        value: The value of all conversions together.

    Source: reports.md:1435-1473
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    conversions: float = _field("conversions")
    chats: float = _field("chats")
    chatted_visitors: float = _field("chattedVisitors")
    converted_visitors: float = _field("convertedVisitors")
    converted_chatted_visitors: float = _field("convertedChattedVisitors")
    value: float = _field("value")
