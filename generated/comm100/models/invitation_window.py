"""InvitationWindow: The window that invites a visitor to chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import InvitationMessage, InvitationPopup

__all__ = ["InvitationWindow"]


class InvitationWindow(Model):
    """The window that invites a visitor to chat.

    Attributes:
        message: The text of an invitation.
        popup: The frame around an invitation, with an image, the area of the text, and the area
            that closes it.

    Source: Livechat.md:1141-1163 and 1447-1479
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    message: InvitationMessage | None = _model_field("message", "InvitationMessage", default=None)
    popup: InvitationPopup | None = _model_field("popup", "InvitationPopup", default=None)
