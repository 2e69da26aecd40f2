"""AgentChatList: The chats among agents in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import AgentChat

__all__ = ["AgentChatList"]


class AgentChatList(Model):
    """The chats among agents in a period.

    Attributes:
        agent_chats: All chats of the period. They are not paged.

    Source: Livechat.md:5979-5984
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_chats: list[AgentChat] = _list_field("agentChats", "AgentChat")
