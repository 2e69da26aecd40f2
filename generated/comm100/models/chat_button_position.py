"""ChatButtonPosition: Where a chat button of the type `image` is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ChatButtonPosition"]


class ChatButtonPosition(Model):
    """Where a chat button of the type `image` is.

    Attributes:
        type: The place in the browser window.
        x: The horizontal offset from that place, as a number such as `10` or a percentage such
            as `10%`. (Inferred: The vendor's table calls x the vertical axis and y the horizontal
            one; the names decide.)
        y: The vertical offset from that place, as a number such as `10` or a percentage such as
            `10%`. (Inferred: The vendor's table calls x the vertical axis and y the horizontal one;
            the names decide.)

    Source: Livechat.md:328-330
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: (
        Literal[
            "centered",
            "topLeft",
            "topMiddle",
            "topRight",
            "bottomLeft",
            "bottomMiddle",
            "bottomRight",
            "leftMiddle",
            "rightMiddle",
        ]
        | str
        | None
    ) = _field(
        "type",
        known=(
            "centered",
            "topLeft",
            "topMiddle",
            "topRight",
            "bottomLeft",
            "bottomMiddle",
            "bottomRight",
            "leftMiddle",
            "rightMiddle",
        ),
        default=None,
    )
    x: str | None = _field("x", default=None)
    y: str | None = _field("y", default=None)
