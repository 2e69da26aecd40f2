"""CustomMetricValue: The value of a custom metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CustomMetricValue"]


class CustomMetricValue(Model):
    """The value of a custom metric.

    Attributes:
        id: The identifier of the custom metric.
        value: The value of the metric's expression.

    Source: reports.md:1852-1878
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    value: float = _field("value")
