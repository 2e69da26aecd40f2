"""ConversionsByAction: The conversions of a conversion action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ConversionsByAction"]


class ConversionsByAction(Model):
    """The conversions of a conversion action.

    Attributes:
        conversions: The number of conversions.
        chats: The number of chats.
        chatted_visitors: The number of visitors who chatted.
        converted_visitors: The number of visitors who converted.
        converted_chatted_visitors: The number of visitors who chatted and converted.
        value: The value of all conversions together.
        conversion_action_id: The identifier of the conversion action. (Inferred: Rows of the
            other groups name what they are grouped by; no table has this property.)

    Source: reports.md:1435-1473
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    conversions: float = _field("conversions")
    chats: float = _field("chats")
    chatted_visitors: float = _field("chattedVisitors")
    converted_visitors: float = _field("convertedVisitors")
    converted_chatted_visitors: float = _field("convertedChattedVisitors")
    value: float = _field("value")
    conversion_action_id: int = _field("conversionActionId")
