"""AuditLog: One action of an agent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field

__all__ = ["AuditLog"]


class AuditLog(Model):
    """One action of an agent.

    Attributes:
        id: The identifier, assigned by the server.
        action_time: When the agent acted, in UTC. (Inferred: The samples have no offset, and a
            text about another API says that all times are UTC.)
        agent_name: The display name of the agent.
        product: The product that the action belongs to, as the control panel names it.
        action_type: The kind of action.
        action_summary: What the agent did.

    Source: Account.md:1532-1574
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    action_time: datetime.datetime = _datetime_field("actionTime")
    agent_name: str = _field("agentName")
    product: str = _field("product")
    action_type: str = _field("actionType")
    action_summary: str = _field("actionSummary")
