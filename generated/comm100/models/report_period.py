"""ReportPeriod: A period of time that a row of a report covers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field

__all__ = ["ReportPeriod"]


class ReportPeriod(Model):
    """A period of time that a row of a report covers.

    Attributes:
        from_: When the period begins, in the time zone of the request. (Inferred: The sample
            asks for +08:00, and its first row begins at midnight, as timeFrom does.)
        to: When the period ends, which is not part of it, in the time zone of the request.
            (Inferred: The sample asks for +08:00, and its first row begins at midnight, as timeFrom
            does.)

    Source: reports.md:75-77
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    from_: datetime.datetime = _datetime_field("from", zoned=True)
    to: datetime.datetime = _datetime_field("to", zoned=True)
