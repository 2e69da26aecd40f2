"""VisitsByTime: The visits of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["VisitsByTime"]


class VisitsByTime(Model):
    """The visits of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        visits: The number of visits.

    Source: reports.md:185-222
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    visits: float = _field("visits")
