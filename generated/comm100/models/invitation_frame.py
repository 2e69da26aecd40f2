"""InvitationFrame: A rectangle in an invitation. The vendor does not name the unit of the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationFrame"]


class InvitationFrame(Model):
    """A rectangle in an invitation. The vendor does not name the unit of the numbers.

    Attributes:
        x: The horizontal coordinate.
        y: The vertical coordinate.
        width: The width.
        height: The height.

    Source: Livechat.md:1156-1163
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    x: int | None = _field("x", default=None)
    y: int | None = _field("y", default=None)
    width: int | None = _field("width", default=None)
    height: int | None = _field("height", default=None)
