"""AvailabilityByDepartment: The availability of a department."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["AvailabilityByDepartment"]


class AvailabilityByDepartment(Model):
    """The availability of a department.

    Attributes:
        department_id: The department's identifier.
        online: How long the agent, an agent of the department or any agent at all was online
            and could take chats. (Inferred: No text names the unit; in the sample, an agent was
            online for 2678400 in a month of 31 days.)

    Source: reports.md:609-675
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    online: datetime.timedelta = _duration_field("online", "seconds")
