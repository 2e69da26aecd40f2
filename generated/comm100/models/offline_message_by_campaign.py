"""OfflineMessageByCampaign: The offline messages of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["OfflineMessageByCampaign"]


class OfflineMessageByCampaign(Model):
    """The offline messages of a campaign.

    Attributes:
        campaign_id: The campaign's identifier.
        messages: The number of offline messages.
        from_offline_button: The number of messages that were left while agents were offline.
        from_chat_queue: The number of messages that were left from the queue.

    Source: reports.md:1624-1665
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    messages: float = _field("messages")
    from_offline_button: float = _field("fromOfflineButton")
    from_chat_queue: float = _field("fromChatQueue")
