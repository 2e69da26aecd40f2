"""LiveChatAgentUpdate: Changes to an agent's part in Live Chat. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["LiveChatAgentUpdate"]


class LiveChatAgentUpdate(Model):
    """Changes to an agent's part in Live Chat. Omitted properties keep their values.

    Attributes:
        status: Whether the agent takes chats: `online`, `away`, `offline`, or the name of a
            custom away status of the site.
        departments: The identifiers of the agent's departments.
        max_chats_count: The maximum number of concurrent chats that are routed to the agent
            automatically.
        is_accept_allocation: Whether chats are allocated to the agent automatically.

    Source: Livechat.md:5263-5274
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    status: str | None = _field("status", default=None)
    departments: list[int] | None = _field("departments", default=None)
    max_chats_count: int | None = _field("maxChatsCount", default=None)
    is_accept_allocation: bool | None = _field("isAcceptAllocation", default=None)
