"""TodayServiceEfficiency: The efficiency of the day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["TodayServiceEfficiency"]


class TodayServiceEfficiency(Model):
    """The efficiency of the day.

    Attributes:
        avg_wait_time: The average time that visitors waited. (Inferred: No text names the unit;
            in the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_chat_time: The average time that a chat took. (Inferred: No text names the unit; in
            the sample, an agent was online for 2678400 in a month of 31 days.)
        avg_response_time: The average time that an agent took to answer a message of a visitor.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        accepted_invitations: The number of invitations that visitors accepted.
        department_transfer_chats: The number of chats that were transferred to another
            department.
        total_transfer_chats: The number of chats that were transferred to another agent or
            department.

    Source: reports.md:1799-1832
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    avg_wait_time: datetime.timedelta = _duration_field("avgWaitTime", "seconds")
    avg_chat_time: datetime.timedelta = _duration_field("avgChatTime", "seconds")
    avg_response_time: datetime.timedelta = _duration_field("avgResponseTime", "seconds")
    accepted_invitations: float = _field("acceptedInvitations")
    department_transfer_chats: float = _field("departmentTransferChats")
    total_transfer_chats: float = _field("totalTransferChats")
