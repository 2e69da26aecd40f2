"""Invitation: How visitors of a campaign are invited to chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import AutoInvitation, InvitationWindow

__all__ = ["Invitation"]


class Invitation(Model):
    """How visitors of a campaign are invited to chat.

    Attributes:
        style: The layout of the windows that invite visitors.
        auto_invitations: The invitations that visitors get automatically.
        manual_invitation: The window that invites a visitor to chat.

    Source: Livechat.md:1212-1216 and 1230-1304
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    style: Literal["bubble", "popup", "embedded"] | str = _field("style", known=("bubble", "popup", "embedded"))
    auto_invitations: list[AutoInvitation] = _list_field("autoInvitations", "AutoInvitation")
    manual_invitation: InvitationWindow = _model_field("manualInvitation", "InvitationWindow")
