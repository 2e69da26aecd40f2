"""ConversionsByTime: The conversions of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["ConversionsByTime"]


class ConversionsByTime(Model):
    """The conversions of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        conversions: The number of conversions.
        chats: The number of chats.
        chatted_visitors: The number of visitors who chatted.
        converted_visitors: The number of visitors who converted.
        converted_chatted_visitors: The number of visitors who chatted and converted.
        value: The value of all conversions together.

    Source: reports.md:1435-1473
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    conversions: float = _field("conversions")
    chats: float = _field("chats")
    chatted_visitors: float = _field("chattedVisitors")
    converted_visitors: float = _field("convertedVisitors")
    converted_chatted_visitors: float = _field("convertedChattedVisitors")
    value: float = _field("value")
