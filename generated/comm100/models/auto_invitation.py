"""AutoInvitation: An invitation that visitors get automatically when its conditions are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Conditions, InvitationWindow

__all__ = ["AutoInvitation"]


class AutoInvitation(Model):
    """An invitation that visitors get automatically when its conditions are met.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the invitation.
        is_enable: Whether visitors get the invitation.
        is_popup_only_one_time: Whether a visitor gets the invitation only once during a visit.
        invitation_window: The window that invites a visitor to chat.
        conditions: The conditions of a rule, and how many of them must be met.

    Source: Livechat.md:1165-1176 and 1507-1555
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    is_enable: bool = _field("isEnable")
    is_popup_only_one_time: bool = _field("isPopupOnlyOneTime")
    invitation_window: InvitationWindow = _model_field("invitationWindow", "InvitationWindow")
    conditions: Conditions = _model_field("conditions", "Conditions")
