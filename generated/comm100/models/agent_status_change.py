"""AgentStatusChange: A change of an agent's status."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field

__all__ = ["AgentStatusChange"]


class AgentStatusChange(Model):
    """A change of an agent's status.

    Attributes:
        time: When the agent's status changed, in the time zone of the request. (Inferred: The
            sample asks for +08:00, and its first change is at timeFrom.)
        status: The new status, as the server names it, such as `Online`, `Away` or `Offline`.

    Source: reports.md:705-745
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: datetime.datetime = _datetime_field("time", zoned=True)
    status: str = _field("status")
