"""LiveChatConfig: Which features of Live Chat the site uses. Omitted properties keep their values in
an update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["LiveChatConfig"]


class LiveChatConfig(Model):
    """Which features of Live Chat the site uses. Omitted properties keep their values in an update.

    Attributes:
        site_id: The identifier of the site.
        is_enable_multiple_campaigns: Whether the site can have more than one campaign.
        is_enable_auto_allocation: Whether chats are allocated to agents automatically.
        is_enable_custom_away_status: Whether agents can choose among away statuses that the
            site defines.
        is_enable_department: Whether the site has departments.
        is_enable_auto_translation: Whether messages are translated automatically.
        is_enable_audio_and_video_chat: Whether agents and visitors can talk by audio and video.
        is_enable_visitor_segmentation: Whether visitors are sorted into segments.
        is_enable_visitor_sso: Whether visitors can sign in with single sign-on.
        is_enable_credit_card_masking: Whether credit card numbers in messages are masked.
        is_enable_custom_variables: Whether variables of the site's web pages are captured.
        is_enable_salesforce: Whether the integration with Salesforce is on.
        is_enable_zendesk: Whether the integration with Zendesk is on.
        is_enable_google_analytics: Whether the integration with Google Analytics is on.
        is_enable_goto_metting: Whether the integration with GoToMeeting is on. The samples
            spell it this way, the table `isEnableGotoMeeting`.
        is_enable_joinme: Whether the integration with join.me is on.

    Source: Livechat.md:4527-4548
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    site_id: int | None = _field("siteId", default=None, init=False)
    is_enable_multiple_campaigns: bool | None = _field("isEnableMultipleCampaigns", default=None)
    is_enable_auto_allocation: bool | None = _field("isEnableAutoAllocation", default=None)
    is_enable_custom_away_status: bool | None = _field("isEnableCustomAwayStatus", default=None)
    is_enable_department: bool | None = _field("isEnableDepartment", default=None)
    is_enable_auto_translation: bool | None = _field("isEnableAutoTranslation", default=None)
    is_enable_audio_and_video_chat: bool | None = _field("isEnableAudioAndVideoChat", default=None)
    is_enable_visitor_segmentation: bool | None = _field("isEnableVisitorSegmentation", default=None)
    is_enable_visitor_sso: bool | None = _field("isEnableVisitorSSO", default=None)
    is_enable_credit_card_masking: bool | None = _field("isEnableCreditCardMasking", default=None)
    is_enable_custom_variables: bool | None = _field("isEnableCustomVariables", default=None)
    is_enable_salesforce: bool | None = _field("isEnableSalesforce", default=None)
    is_enable_zendesk: bool | None = _field("isEnableZendesk", default=None)
    is_enable_google_analytics: bool | None = _field("isEnableGoogleAnalytics", default=None)
    is_enable_goto_metting: bool | None = _field("isEnableGotoMetting", default=None, also=("isEnableGotoMeeting",))
    is_enable_joinme: bool | None = _field("isEnableJoinme", default=None)
