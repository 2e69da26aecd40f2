"""InvitationsByAgent: The invitations of an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationsByAgent"]


class InvitationsByAgent(Model):
    """The invitations of an agent.

    Attributes:
        agent_id: The agent's identifier.
        sent: The number of invitations that visitors got.
        accepted: The number of invitations that visitors accepted.

    Source: reports.md:1504-1532 and 1563-1593
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    sent: float = _field("sent")
    accepted: float = _field("accepted")
