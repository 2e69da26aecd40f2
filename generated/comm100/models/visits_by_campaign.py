"""VisitsByCampaign: The visits of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["VisitsByCampaign"]


class VisitsByCampaign(Model):
    """The visits of a campaign.

    Attributes:
        campaign_id: The campaign's identifier.
        visits: The number of visits.

    Source: reports.md:185-222
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    visits: float = _field("visits")
