"""The resource ``client.livechat.campaigns.chat_button``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import ChatButton, ChatButtonAdaptive, ChatButtonImage, ChatButtonTextLink

__all__ = ["AsyncChatButtonResource", "ChatButtonResource"]

_GET: Operation[ChatButton] = Operation(
    "livechat.campaigns.chat_button.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/chatButton",
    decode=model("ChatButton"),
)
_UPDATE: Operation[ChatButton] = Operation(
    "livechat.campaigns.chat_button.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/chatButton",
    decode=model("ChatButton"),
)


class ChatButtonResource(Resource):
    """Live Chat › Chat Button. The button with which visitors of a website start a chat.

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
        NotFoundError: There is no resource with this identifier or path, but there may be one later.
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def with_raw_response(self) -> ChatButtonResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ChatButtonResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> ChatButton:
        """Get the chat button.

        The button with which visitors of a website start a chat of the campaign.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:345-405
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        type: Literal["adaptive", "image", "textLink"] | str | Omit = OMIT,
        is_hide_offline: bool | Omit = OMIT,
        is_use_domain_restriction: bool | Omit = OMIT,
        allowed_domains: Sequence[str] | Omit = OMIT,
        adaptive: ChatButtonAdaptive | Mapping[str, Any] | Omit = OMIT,
        image: ChatButtonImage | Mapping[str, Any] | Omit = OMIT,
        text_link: ChatButtonTextLink | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ChatButton:
        """Update the chat button.

        Changes the campaign's chat button. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            type: The type of the button. `adaptive`: an icon in a color. `image`: one image while agents
                are online and another one while they are not. `textLink`: a link.
            is_hide_offline: Whether the button is hidden while no agent is online.
            is_use_domain_restriction: Whether the button is shown on the allowed domains only.
            allowed_domains: The domains or URLs on which the button is shown.
            adaptive: The settings of a chat button of the type `adaptive`.
            image: The settings of a chat button of the type `image`.
            text_link: The settings of a chat button of the type `textLink`.

        Source: Livechat.md:407-468
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "type": type,
                "isHideOffline": is_hide_offline,
                "isUseDomainRestriction": is_use_domain_restriction,
                "allowedDomains": allowed_domains,
                "adaptive": adaptive,
                "image": image,
                "textLink": text_link,
            },
            timeout=timeout,
        )


class AsyncChatButtonResource(AsyncResource):
    """Live Chat › Chat Button; see :class:`ChatButtonResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncChatButtonResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncChatButtonResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> ChatButton:
        """Get the chat button; see :meth:`ChatButtonResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        type: Literal["adaptive", "image", "textLink"] | str | Omit = OMIT,
        is_hide_offline: bool | Omit = OMIT,
        is_use_domain_restriction: bool | Omit = OMIT,
        allowed_domains: Sequence[str] | Omit = OMIT,
        adaptive: ChatButtonAdaptive | Mapping[str, Any] | Omit = OMIT,
        image: ChatButtonImage | Mapping[str, Any] | Omit = OMIT,
        text_link: ChatButtonTextLink | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ChatButton:
        """Update the chat button; see :meth:`ChatButtonResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "type": type,
                "isHideOffline": is_hide_offline,
                "isUseDomainRestriction": is_use_domain_restriction,
                "allowedDomains": allowed_domains,
                "adaptive": adaptive,
                "image": image,
                "textLink": text_link,
            },
            timeout=timeout,
        )


class ChatButtonResourceWithRawResponse:
    """``ChatButtonResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = ChatButtonResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncChatButtonResourceWithRawResponse:
    """``AsyncChatButtonResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncChatButtonResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
