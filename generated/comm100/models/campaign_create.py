"""CampaignCreate: A new campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CampaignCreate"]


class CampaignCreate(Model):
    """A new campaign.

    Attributes:
        name: The name of the campaign.
        description: What the campaign is for.
        language: The language of the campaign, by its English name. The server may return it in
            another letter case than it was sent in.

    Source: Livechat.md:50-59 and 151-186
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    description: str | None = _field("description", default=None)
    language: str = _field("language")
