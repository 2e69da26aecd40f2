"""InvitationPopup: The frame around an invitation, with an image, the area of the text, and the area
that closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import InvitationFrame, InvitationImage

__all__ = ["InvitationPopup"]


class InvitationPopup(Model):
    """The frame around an invitation, with an image, the area of the text, and the area that closes
    it.

    Attributes:
        position: The place in the browser window.
        image: The image of an invitation.
        message_frame: A rectangle in an invitation. The vendor does not name the unit of the
            numbers.
        close_frame: A rectangle in an invitation. The vendor does not name the unit of the
            numbers.

    Source: Livechat.md:1153-1163 and 1250-1268
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    position: (
        Literal[
            "centered",
            "centeredWithOverlay",
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
        "position",
        known=(
            "centered",
            "centeredWithOverlay",
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
    image: InvitationImage | None = _model_field("image", "InvitationImage", default=None)
    message_frame: InvitationFrame | None = _model_field("messageFrame", "InvitationFrame", default=None)
    close_frame: InvitationFrame | None = _model_field("closeFrame", "InvitationFrame", default=None)
