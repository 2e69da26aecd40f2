"""VisitorSegmentation: A segment of the site's visitors, whose members meet the same conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import decoded_field as _decoded_field
from .._models import field as _field
from .._models import model_field as _model_field
from .._models import union as _union

if TYPE_CHECKING:
    from . import Conditions, VisitorSegmentationNotification

__all__ = ["VisitorSegmentation"]


class VisitorSegmentation(Model):
    """A segment of the site's visitors, whose members meet the same conditions.

    Attributes:
        id: The identifier, assigned by the server.
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

    Source: Livechat.md:3649-3662
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    color: str = _field("color")
    is_enable: bool = _field("isEnable")
    priority: int = _field("priority")
    description: str = _field("description")
    conditions: Conditions = _model_field("conditions", "Conditions")
    notification: VisitorSegmentationNotification | str | None = _decoded_field(
        "notification", _union(("VisitorSegmentationNotification",))
    )
