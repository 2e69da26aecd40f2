"""AgentStatusLog: The changes of an agent's status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import AgentStatusChange, ReportPeriod

__all__ = ["AgentStatusLog"]


class AgentStatusLog(Model):
    """The changes of an agent's status.

    Attributes:
        agent_id: The agent's identifier.
        time: A period of time that a row of a report covers.
        change_logs: The changes, one after another.

    Source: reports.md:705-745
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agent_id: int = _field("agentId")
    time: ReportPeriod | None = _model_field("time", "ReportPeriod", default=None)
    change_logs: list[AgentStatusChange] = _list_field("changeLogs", "AgentStatusChange")
