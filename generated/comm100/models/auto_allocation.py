"""AutoAllocation: How chats are allocated to agents. Omitted properties keep their values in an
update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["AutoAllocation"]


class AutoAllocation(Model):
    """How chats are allocated to agents. Omitted properties keep their values in an update.

    Attributes:
        is_enable: Whether chats are allocated automatically.
        allocation_rule: How the agent of a chat is chosen.
        is_last_chatted_preferred: Whether visitors get the agent of their last chat if
            possible.
        is_max_chat_for_all_agents: Whether one maximum number of chats applies to all agents.
        max_chat_for_all_agents: The maximum number of concurrent chats of an agent, if
            `isMaxChatForAllAgents` is true.
        is_allocate_chat_when_agent_in_audio_video: Whether agents in an audio or video chat are
            allocated further chats.
        is_allow_agent_manual_accept_chat: Whether agents can also accept chats by hand in the
            agent console.

    Source: Livechat.md:4416-4428
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | None = _field(
        "allocationRule", known=("load balancing", "round robin", "capability weighted"), default=None
    )
    is_last_chatted_preferred: bool | None = _field("isLastChattedPreferred", default=None)
    is_max_chat_for_all_agents: bool | None = _field("isMaxChatForAllAgents", default=None)
    max_chat_for_all_agents: int | None = _field("maxChatForAllAgents", default=None)
    is_allocate_chat_when_agent_in_audio_video: bool | None = _field(
        "isAllocateChatWhenAgentInAudioVideo", default=None
    )
    is_allow_agent_manual_accept_chat: bool | None = _field("isAllowAgentManualAcceptChat", default=None)
