"""AvailabilityByTime: The availability of a period of time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import AvailabilityStatus, ReportPeriod

__all__ = ["AvailabilityByTime"]


class AvailabilityByTime(Model):
    """The availability of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        online: How long the agent, an agent of the department or any agent at all was online
            and could take chats. (Inferred: No text names the unit; in the sample, an agent was
            online for 2678400 in a month of 31 days.)
        status_distribution: How long each status lasted: `Logged-in`, `Online` and `Total
            Away`. Only if `filterName` is `agent`.

    Source: reports.md:609-675
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    online: datetime.timedelta = _duration_field("online", "seconds")
    status_distribution: list[AvailabilityStatus] | None = _list_field(
        "statusDistribution", "AvailabilityStatus", default=None
    )
