"""AutoInvitationCreate: A new auto invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Conditions, InvitationWindow

__all__ = ["AutoInvitationCreate"]


class AutoInvitationCreate(Model):
    """A new auto invitation.

    Attributes:
        name: The name of the invitation.
        is_enable: Whether visitors get the invitation.
        is_popup_only_one_time: Whether a visitor gets the invitation only once during a visit.
        invitation_window: The window that invites a visitor to chat.
        conditions: The conditions of a rule, and how many of them must be met.

    Source: Livechat.md:1165-1176 and 1557-1581
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    is_enable: bool | None = _field("isEnable", default=None)
    is_popup_only_one_time: bool | None = _field("isPopupOnlyOneTime", default=None)
    invitation_window: InvitationWindow | None = _model_field("invitationWindow", "InvitationWindow", default=None)
    conditions: Conditions | None = _model_field("conditions", "Conditions", default=None)
