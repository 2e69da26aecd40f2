"""WaitTimeDistribution: The waiting times of a slot of the week or the day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["WaitTimeDistribution"]


class WaitTimeDistribution(Model):
    """The waiting times of a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_wait_time: The average time that visitors waited, whether an agent accepted or not.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        avg_wait_time_of_missed_chats: The average time that visitors waited whom no agent
            accepted. (Inferred: No text names the unit; in the sample, an agent was online for
            2678400 in a month of 31 days.)
        avg_max_wait_time: The average of the longest time that a visitor waited, whether an
            agent accepted or not. (Inferred: No text names the unit; in the sample, an agent was
            online for 2678400 in a month of 31 days.)
        avg_max_wait_time_of_missed_chats: The average of the longest time that a visitor waited
            whom no agent accepted. (Inferred: No text names the unit; in the sample, an agent was
            online for 2678400 in a month of 31 days.)

    Source: reports.md:462-507
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_wait_time: datetime.timedelta = _duration_field("avgWaitTime", "seconds")
    avg_wait_time_of_missed_chats: datetime.timedelta = _duration_field("avgWaitTimeOfMissedChats", "seconds")
    avg_max_wait_time: datetime.timedelta = _duration_field("avgMaxWaitTime", "seconds")
    avg_max_wait_time_of_missed_chats: datetime.timedelta = _duration_field("avgMaxWaitTimeOfMissedChats", "seconds")
