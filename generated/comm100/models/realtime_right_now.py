"""RealtimeRightNow: What happens on the website at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["RealtimeRightNow"]


class RealtimeRightNow(Model):
    """What happens on the website at the moment.

    Attributes:
        agents_in_chat: The number of agents who are chatting.
        ongoing_chats: The number of chats that are taking place.
        visitors_on_site: The number of visitors on the website.
        logged_in_agents: The number of agents who are signed in.
        current_queue_length: The number of visitors in the queue. Only if chats are allocated
            automatically.
        chat_utilization: The share of the chats that the agents online could have which they
            have. A number from 0 to 1, although the vendor calls it a percentage. Only if chats are
            allocated automatically.
        ongoing_chats_with_agents: The number of chats with agents that are taking place. Only
            with the chatbot.
        ongoing_chats_with_chatbot: The number of chats with the chatbot that are taking place.
            Only with the chatbot.

    Source: reports.md:1746-1779
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agents_in_chat: int = _field("agentsInChat")
    ongoing_chats: int = _field("ongoingChats")
    visitors_on_site: int = _field("visitorsOnSite")
    logged_in_agents: int = _field("loggedInAgents")
    current_queue_length: int | None = _field("currentQueueLength", default=None)
    chat_utilization: float | None = _field("chatUtilization", default=None)
    ongoing_chats_with_agents: int | None = _field("ongoingChatsWithAgents", default=None)
    ongoing_chats_with_chatbot: int | None = _field("ongoingChatsWithChatbot", default=None)
