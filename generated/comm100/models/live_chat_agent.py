"""LiveChatAgent: An agent's part in Live Chat. The agent's profile is an `Agent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["LiveChatAgent"]


class LiveChatAgent(Model):
    """An agent's part in Live Chat. The agent's profile is an `Agent`.

    Attributes:
        id: The identifier, assigned by the server.
        status: Whether the agent takes chats: `online`, `away`, `offline`, or the name of a
            custom away status of the site.
        departments: The identifiers of the agent's departments.
        max_chats_count: The maximum number of concurrent chats that are routed to the agent
            automatically.
        is_accept_allocation: Whether chats are allocated to the agent automatically.
        ongoing_chats: The number of chats that the agent is having.

    Source: Livechat.md:5263-5274
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    status: str | None = _field("status", default=None)
    departments: list[int] | None = _field("departments", default=None)
    max_chats_count: int | None = _field("maxChatsCount", default=None)
    is_accept_allocation: bool | None = _field("isAcceptAllocation", default=None)
    ongoing_chats: int = _field("ongoingChats", init=False)
