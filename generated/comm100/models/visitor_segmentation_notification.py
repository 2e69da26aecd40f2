"""VisitorSegmentationNotification: Those who are notified of visitors in a segment, either agents or
departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["VisitorSegmentationNotification"]


class VisitorSegmentationNotification(Model):
    """Those who are notified of visitors in a segment, either agents or departments.

    Attributes:
        agents: The identifiers of the agents.
        departments: The identifiers of the departments.

    Source: Livechat.md:3662 and 3761
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    agents: list[int] | None = _field("agents", default=None)
    departments: list[int] | None = _field("departments", default=None)
