"""AgentChat: A chat among agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import AgentChatMessage

__all__ = ["AgentChat"]


class AgentChat(Model):
    """A chat among agents.

    Attributes:
        agents: The display names of the agents.
        transcript: The messages in the order in which they were sent.

    Source: Livechat.md:5980-5984
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agents: list[str] = _field("agents")
    transcript: list[AgentChatMessage] = _list_field("transcript", "AgentChatMessage")
