"""AvailabilityByAgent: The availability of an agent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import AvailabilityStatus

__all__ = ["AvailabilityByAgent"]


class AvailabilityByAgent(Model):
    """The availability of an agent.

    Attributes:
        agent_id: The agent's identifier.
        online: How long the agent, an agent of the department or any agent at all was online
            and could take chats. (Inferred: No text names the unit; in the sample, an agent was
            online for 2678400 in a month of 31 days.)
        status_distribution: How long each status lasted: `Logged-in`, `Online` and `Total
            Away`.

    Source: reports.md:609-675
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    online: datetime.timedelta = _duration_field("online", "seconds")
    status_distribution: list[AvailabilityStatus] = _list_field("statusDistribution", "AvailabilityStatus")
