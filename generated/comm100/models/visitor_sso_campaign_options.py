"""VisitorSsoCampaignOptions: How visitors sign in on the pages of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["VisitorSsoCampaignOptions"]


class VisitorSsoCampaignOptions(Model):
    """How visitors sign in on the pages of a campaign.

    Attributes:
        campaign_id: The identifier of the campaign. (Inferred: Read-only in the table, but an
            entry of a request would not say which campaign it is about.)
        sign_in_type: Whether visitors can or must sign in before they chat. (Inferred: The text
            names the values without a meaning.)
        is_skip_prechat: Whether visitors who sign in skip the pre-chat form.

    Source: Livechat.md:3909-3917
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    sign_in_type: Literal["no", "optional", "required"] | str | None = _field(
        "signInType", known=("no", "optional", "required"), default=None
    )
    is_skip_prechat: bool | None = _field("isSkipPrechat", default=None)
