"""WorkloadByDepartment: The workload of a department."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["WorkloadByDepartment"]


class WorkloadByDepartment(Model):
    """The workload of a department.

    Attributes:
        department_id: The department's identifier.
        linear_chat_time: How long agents were in at least one chat. (Inferred: No text names
            the unit; in the sample, an agent was online for 2678400 in a month of 31 days.)
        idle_time: How long there was no chat. (Inferred: No text names the unit; in the sample,
            an agent was online for 2678400 in a month of 31 days.)
        agent_utilization: The share of the time signed in that agents were in chats. A number
            from 0 to 1, although the vendor calls it a percentage.
        avg_concurrent_chats: The average number of chats that agents had at the same time.
        total_chat_time: The length of all chats together. (Inferred: No text names the unit; in
            the sample, an agent was online for 2678400 in a month of 31 days.)
        chats: The number of chats that took place.

    Source: reports.md:843-895
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    linear_chat_time: datetime.timedelta = _duration_field("linearChatTime", "seconds")
    idle_time: datetime.timedelta = _duration_field("idleTime", "seconds")
    agent_utilization: float = _field("agentUtilization")
    avg_concurrent_chats: float = _field("avgConcurrentChats")
    total_chat_time: datetime.timedelta = _duration_field("totalChatTime", "seconds")
    chats: float = _field("chats")
