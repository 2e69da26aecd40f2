"""CampaignUpdate: Changes to a campaign. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CampaignUpdate"]


class CampaignUpdate(Model):
    """Changes to a campaign. Omitted properties keep their values.

    Attributes:
        name: The name of the campaign.
        description: What the campaign is for.
        language: The language of the campaign, by its English name. The server may return it in
            another letter case than it was sent in.

    Source: Livechat.md:50-59 and 188-223
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    description: str | None = _field("description", default=None)
    language: str | None = _field("language", default=None)
