"""The resource ``client.livechat.config``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import LiveChatConfig

__all__ = ["AsyncConfig", "Config"]

_GET: Operation[LiveChatConfig] = Operation(
    "livechat.config.get", "GET", "/api/v2/livechat/configs", decode=model("LiveChatConfig")
)
_UPDATE: Operation[LiveChatConfig] = Operation(
    "livechat.config.update", "PUT", "/api/v2/livechat/configs", decode=model("LiveChatConfig")
)


class Config(Resource):
    """Live Chat › Configuration. Which features of Live Chat the site uses.

    Every method accepts ``timeout``, in seconds, which replaces the client's for one call.

    Raises:
        ConfigurationError: An argument cannot be sent.
        APIConnectionError: No response was received; it is an APITimeoutError if time ran out.
        APIResponseError: The status reports success, but the body cannot be read.
        BadRequestError: The request is malformed: a parameter is missing, has the wrong type or is out of range.
        UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong API key, an
            invalid access token.
        ForbiddenError: The credentials are valid, but the agent lacks the permission, or the daily request limit is
            exhausted.
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def with_raw_response(self) -> ConfigWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ConfigWithRawResponse(self._client)

    def get(self, *, timeout: float | Omit | None = OMIT) -> LiveChatConfig:
        """Get the configuration.

        Which features of Live Chat the site uses.

        Requires the permission "Manage Settings".

        Source: Livechat.md:4555-4600
        """
        return self._send(_GET, timeout=timeout)

    def update(
        self,
        *,
        is_enable_multiple_campaigns: bool | Omit = OMIT,
        is_enable_auto_allocation: bool | Omit = OMIT,
        is_enable_custom_away_status: bool | Omit = OMIT,
        is_enable_department: bool | Omit = OMIT,
        is_enable_auto_translation: bool | Omit = OMIT,
        is_enable_audio_and_video_chat: bool | Omit = OMIT,
        is_enable_visitor_segmentation: bool | Omit = OMIT,
        is_enable_visitor_sso: bool | Omit = OMIT,
        is_enable_credit_card_masking: bool | Omit = OMIT,
        is_enable_custom_variables: bool | Omit = OMIT,
        is_enable_salesforce: bool | Omit = OMIT,
        is_enable_zendesk: bool | Omit = OMIT,
        is_enable_google_analytics: bool | Omit = OMIT,
        is_enable_goto_metting: bool | Omit = OMIT,
        is_enable_joinme: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> LiveChatConfig:
        """Update the configuration.

        Switches features of Live Chat on or off. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            is_enable_multiple_campaigns: Whether the site can have more than one campaign.
            is_enable_auto_allocation: Whether chats are allocated to agents automatically.
            is_enable_custom_away_status: Whether agents can choose among away statuses that the site
                defines.
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
            is_enable_goto_metting: Whether the integration with GoToMeeting is on. The samples spell it
                this way, the table `isEnableGotoMeeting`.
            is_enable_joinme: Whether the integration with join.me is on.

        Source: Livechat.md:4602-4649
        """
        return self._send(
            _UPDATE,
            body={
                "isEnableMultipleCampaigns": is_enable_multiple_campaigns,
                "isEnableAutoAllocation": is_enable_auto_allocation,
                "isEnableCustomAwayStatus": is_enable_custom_away_status,
                "isEnableDepartment": is_enable_department,
                "isEnableAutoTranslation": is_enable_auto_translation,
                "isEnableAudioAndVideoChat": is_enable_audio_and_video_chat,
                "isEnableVisitorSegmentation": is_enable_visitor_segmentation,
                "isEnableVisitorSSO": is_enable_visitor_sso,
                "isEnableCreditCardMasking": is_enable_credit_card_masking,
                "isEnableCustomVariables": is_enable_custom_variables,
                "isEnableSalesforce": is_enable_salesforce,
                "isEnableZendesk": is_enable_zendesk,
                "isEnableGoogleAnalytics": is_enable_google_analytics,
                "isEnableGotoMetting": is_enable_goto_metting,
                "isEnableJoinme": is_enable_joinme,
            },
            timeout=timeout,
        )


class AsyncConfig(AsyncResource):
    """Live Chat › Configuration; see :class:`Config`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncConfigWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncConfigWithRawResponse(self._client)

    async def get(self, *, timeout: float | Omit | None = OMIT) -> LiveChatConfig:
        """Get the configuration; see :meth:`Config.get`."""
        return await self._send(_GET, timeout=timeout)

    async def update(
        self,
        *,
        is_enable_multiple_campaigns: bool | Omit = OMIT,
        is_enable_auto_allocation: bool | Omit = OMIT,
        is_enable_custom_away_status: bool | Omit = OMIT,
        is_enable_department: bool | Omit = OMIT,
        is_enable_auto_translation: bool | Omit = OMIT,
        is_enable_audio_and_video_chat: bool | Omit = OMIT,
        is_enable_visitor_segmentation: bool | Omit = OMIT,
        is_enable_visitor_sso: bool | Omit = OMIT,
        is_enable_credit_card_masking: bool | Omit = OMIT,
        is_enable_custom_variables: bool | Omit = OMIT,
        is_enable_salesforce: bool | Omit = OMIT,
        is_enable_zendesk: bool | Omit = OMIT,
        is_enable_google_analytics: bool | Omit = OMIT,
        is_enable_goto_metting: bool | Omit = OMIT,
        is_enable_joinme: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> LiveChatConfig:
        """Update the configuration; see :meth:`Config.update`."""
        return await self._send(
            _UPDATE,
            body={
                "isEnableMultipleCampaigns": is_enable_multiple_campaigns,
                "isEnableAutoAllocation": is_enable_auto_allocation,
                "isEnableCustomAwayStatus": is_enable_custom_away_status,
                "isEnableDepartment": is_enable_department,
                "isEnableAutoTranslation": is_enable_auto_translation,
                "isEnableAudioAndVideoChat": is_enable_audio_and_video_chat,
                "isEnableVisitorSegmentation": is_enable_visitor_segmentation,
                "isEnableVisitorSSO": is_enable_visitor_sso,
                "isEnableCreditCardMasking": is_enable_credit_card_masking,
                "isEnableCustomVariables": is_enable_custom_variables,
                "isEnableSalesforce": is_enable_salesforce,
                "isEnableZendesk": is_enable_zendesk,
                "isEnableGoogleAnalytics": is_enable_google_analytics,
                "isEnableGotoMetting": is_enable_goto_metting,
                "isEnableJoinme": is_enable_joinme,
            },
            timeout=timeout,
        )


class ConfigWithRawResponse:
    """``Config`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Config(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncConfigWithRawResponse:
    """``AsyncConfig`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncConfig(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
