"""RatingByAgent: The ratings of an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["RatingByAgent"]


class RatingByAgent(Model):
    """The ratings of an agent.

    Attributes:
        agent_id: The agent's identifier.
        score5: The number of chats with the score 5.
        score4: The number of chats with the score 4.
        score3: The number of chats with the score 3.
        score2: The number of chats with the score 2.
        score1: The number of chats with the score 1.

    Source: reports.md:999-1045
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    score5: float = _field("score5")
    score4: float = _field("score4")
    score3: float = _field("score3")
    score2: float = _field("score2")
    score1: float = _field("score1")
