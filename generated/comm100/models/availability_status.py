"""AvailabilityStatus: How long an agent had a status in the period, or was signed in."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["AvailabilityStatus"]


class AvailabilityStatus(Model):
    """How long an agent had a status in the period, or was signed in.

    Attributes:
        status: The status, as the server names it, such as `Online`, `Away` or `Offline`.
        time: How long the agent had the status. (Inferred: No text names the unit; in the
            sample, an agent was online for 2678400 in a month of 31 days.)
        time_str: Not used; null.

    Source: reports.md:609-675
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    status: str = _field("status")
    time: datetime.timedelta = _duration_field("time", "seconds")
    time_str: str | None = _field("timeStr")
