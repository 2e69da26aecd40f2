"""VisitsDistribution: The average number of visits in a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["VisitsDistribution"]


class VisitsDistribution(Model):
    """The average number of visits in a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        visits: The average number of visits. The vendor's table calls it `avgVisits`, which is
            read too.

    Source: reports.md:185-222
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    visits: float = _field("visits", also=("avgVisits",))
