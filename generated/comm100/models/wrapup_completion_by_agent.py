"""WrapupCompletionByAgent: The wrap-ups of an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["WrapupCompletionByAgent"]


class WrapupCompletionByAgent(Model):
    """The wrap-ups of an agent.

    Attributes:
        agent_id: The agent's identifier.
        wrapups: The number of chats that an agent wrapped up.
        chats: The number of chats that took place.

    Source: reports.md:1372-1404
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    wrapups: float = _field("wrapups")
    chats: float = _field("chats")
