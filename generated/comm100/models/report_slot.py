"""ReportSlot: An hour of the week, or half an hour of the day, that a row of a distribution covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ReportSlot"]


class ReportSlot(Model):
    """An hour of the week, or half an hour of the day, that a row of a distribution covers.

    Attributes:
        from_: When the slot begins: `Mon. 09:00` in a week, `09:00` in a day.
        to: When the slot ends, in the same form.

    Source: reports.md:78-79
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    from_: str = _field("from")
    to: str = _field("to")
