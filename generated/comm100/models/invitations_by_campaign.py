"""InvitationsByCampaign: The invitations of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationsByCampaign"]


class InvitationsByCampaign(Model):
    """The invitations of a campaign.

    Attributes:
        campaign_id: The campaign's identifier.
        sent: The number of invitations that visitors got.
        accepted: The number of invitations that visitors accepted.

    Source: reports.md:1504-1532 and 1563-1593
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    sent: float = _field("sent")
    accepted: float = _field("accepted")
