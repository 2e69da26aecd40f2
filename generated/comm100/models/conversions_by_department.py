"""ConversionsByDepartment: The conversions of a department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ConversionsByDepartment"]


class ConversionsByDepartment(Model):
    """The conversions of a department.

    Attributes:
        department_id: The department's identifier.
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

    department_id: int = _field("departmentId")
    conversions: float = _field("conversions")
    chats: float = _field("chats")
    chatted_visitors: float = _field("chattedVisitors")
    converted_visitors: float = _field("convertedVisitors")
    converted_chatted_visitors: float = _field("convertedChattedVisitors")
    value: float = _field("value")
