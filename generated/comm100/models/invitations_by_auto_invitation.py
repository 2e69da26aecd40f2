"""InvitationsByAutoInvitation: The invitations of an automatic invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationsByAutoInvitation"]


class InvitationsByAutoInvitation(Model):
    """The invitations of an automatic invitation.

    Attributes:
        campaign_id: The campaign's identifier.
        sent: The number of invitations that visitors got.
        accepted: The number of invitations that visitors accepted.
        auto_invitation_id: The identifier of the automatic invitation.

    Source: reports.md:1563-1593
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    sent: float = _field("sent")
    accepted: float = _field("accepted")
    auto_invitation_id: int = _field("autoInvitationId")
