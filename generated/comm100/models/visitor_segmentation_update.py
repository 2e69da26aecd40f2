"""VisitorSegmentationUpdate: Changes to a visitor segment. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import decoded_field as _decoded_field
from .._models import field as _field
from .._models import model_field as _model_field
from .._models import union as _union

if TYPE_CHECKING:
    from . import Conditions, VisitorSegmentationNotification

__all__ = ["VisitorSegmentationUpdate"]


class VisitorSegmentationUpdate(Model):
    """Changes to a visitor segment. Omitted properties keep their values.

    Attributes:
        name: The name of the segment.
        color: The color that marks visitors of the segment, as six hexadecimal digits without a
            number sign.
        is_enable: Whether the segment is enabled.
        priority: The priority of the segment. No text says whether small or large numbers come
            first.
        description: Which visitors the segment is about.
        conditions: The conditions of a rule, and how many of them must be met.
        notification: Who is notified of visitors in the segment. `none` or null stands for
            nobody. In responses, an object can also come as JSON text. (Inferred: The text lists
            the forms without a meaning; one sample has JSON text.)

    Source: Livechat.md:3649-3662 and 3810-3853
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    color: str | None = _field("color", default=None)
    is_enable: bool | None = _field("isEnable", default=None)
    priority: int | None = _field("priority", default=None)
    description: str | None = _field("description", default=None)
    conditions: Conditions | None = _model_field("conditions", "Conditions", default=None)
    notification: VisitorSegmentationNotification | str | None = _decoded_field(
        "notification", _union(("VisitorSegmentationNotification",)), default=None
    )
