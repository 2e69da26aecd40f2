"""WaitTimeByTime: The waiting times of a period of time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["WaitTimeByTime"]


class WaitTimeByTime(Model):
    """The waiting times of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        avg_wait_time: The average time that visitors waited, whether an agent accepted or not.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        avg_wait_time_of_missed_chats: The average time that visitors waited whom no agent
            accepted. (Inferred: No text names the unit; in the sample, an agent was online for
            2678400 in a month of 31 days.)
        max_wait_time: The longest time that a visitor waited, whether an agent accepted or not.
            (Inferred: No text names the unit; in the sample, an agent was online for 2678400 in a
            month of 31 days.)
        max_wait_time_of_missed_chats: The longest time that a visitor waited whom no agent
            accepted. (Inferred: No text names the unit; in the sample, an agent was online for
            2678400 in a month of 31 days.)

    Source: reports.md:462-507
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    avg_wait_time: datetime.timedelta = _duration_field("avgWaitTime", "seconds")
    avg_wait_time_of_missed_chats: datetime.timedelta = _duration_field("avgWaitTimeOfMissedChats", "seconds")
    max_wait_time: datetime.timedelta = _duration_field("maxWaitTime", "seconds")
    max_wait_time_of_missed_chats: datetime.timedelta = _duration_field("maxWaitTimeOfMissedChats", "seconds")
