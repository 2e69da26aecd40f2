"""QueuedVisitor: A visitor in the queue."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["QueuedVisitor"]


class QueuedVisitor(Model):
    """A visitor in the queue.

    Attributes:
        visitor_id: The visitor's identifier, a UUID.
        wait_time: How long the visitor has waited. (Inferred: No text names the unit; in the
            sample, an agent was online for 2678400 in a month of 31 days.)

    Source: reports.md:1968-2011
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    visitor_id: str = _field("visitorId")
    wait_time: datetime.timedelta = _duration_field("waitTime", "seconds")
