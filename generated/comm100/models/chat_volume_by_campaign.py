"""ChatVolumeByCampaign: The chat volume of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatVolumeByCampaign"]


class ChatVolumeByCampaign(Model):
    """The chat volume of a campaign.

    Attributes:
        campaign_id: The campaign's identifier.
        chat_requests: The number of chats that visitors requested.
        chats: The number of chats that took place.
        missed_chats: The number of chat requests that agents missed.
        refused_chats: The number of chat requests that agents refused.

    Source: reports.md:109-156
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    chat_requests: float = _field("chatRequests")
    chats: float = _field("chats")
    missed_chats: float = _field("missedChats")
    refused_chats: float = _field("refusedChats")
