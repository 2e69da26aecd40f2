"""The resource ``client.livechat.campaigns.chat_window``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import (
        ChatWindow,
        ChatWindowAdvanced,
        ChatWindowBody,
        ChatWindowHeader,
        ChatWindowOptions,
        ChatWindowPopup,
    )

__all__ = ["AsyncChatWindowResource", "ChatWindowResource"]

_GET: Operation[ChatWindow] = Operation(
    "livechat.campaigns.chat_window.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/chatWindow",
    decode=model("ChatWindow"),
)
_UPDATE: Operation[ChatWindow] = Operation(
    "livechat.campaigns.chat_window.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/chatWindow",
    decode=model("ChatWindow"),
)


class ChatWindowResource(Resource):
    """Live Chat › Chat Window. The window in which visitors chat.

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
    def with_raw_response(self) -> ChatWindowResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ChatWindowResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> ChatWindow:
        """Get the chat window.

        The window in which visitors of the campaign chat.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:532-620
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        style: Literal["classic", "simple", "bubble"] | str | Omit = OMIT,
        color: str | Omit = OMIT,
        type: Literal["embedded", "popup"] | str | Omit = OMIT,
        custom_css: str | Omit = OMIT,
        popup: ChatWindowPopup | Mapping[str, Any] | Omit = OMIT,
        options: ChatWindowOptions | Mapping[str, Any] | Omit = OMIT,
        advanced: ChatWindowAdvanced | Mapping[str, Any] | Omit = OMIT,
        header: ChatWindowHeader | Mapping[str, Any] | Omit = OMIT,
        body_: ChatWindowBody | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ChatWindow:
        """Update the chat window.

        Changes the campaign's chat window. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            style: The style of the theme.
            color: The color of the theme, as `#` and six hexadecimal digits.
            type: Whether the window is part of the page or a browser window of its own.
            custom_css: CSS that the window uses in addition.
            popup: The settings of a chat window of the type `popup`.
            options: What visitors and agents can do in a chat window.
            advanced: When chats end, who gets the transcripts, and how long the queue is. (Inferred: That 0
                means never, and what limits the queue, follow from the samples and the names.)
            header: The header of a chat window. It has the settings of every type; those of its own type
                apply.
            body_: The part of a chat window that shows the messages, in the styles `classic` and `simple`.
                (Inferred: That 0 means none follows from the samples.)

        Source: Livechat.md:622-711
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "style": style,
                "color": color,
                "type": type,
                "customCSS": custom_css,
                "popup": popup,
                "options": options,
                "advanced": advanced,
                "header": header,
                "body": body_,
            },
            timeout=timeout,
        )


class AsyncChatWindowResource(AsyncResource):
    """Live Chat › Chat Window; see :class:`ChatWindowResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncChatWindowResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncChatWindowResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> ChatWindow:
        """Get the chat window; see :meth:`ChatWindowResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        style: Literal["classic", "simple", "bubble"] | str | Omit = OMIT,
        color: str | Omit = OMIT,
        type: Literal["embedded", "popup"] | str | Omit = OMIT,
        custom_css: str | Omit = OMIT,
        popup: ChatWindowPopup | Mapping[str, Any] | Omit = OMIT,
        options: ChatWindowOptions | Mapping[str, Any] | Omit = OMIT,
        advanced: ChatWindowAdvanced | Mapping[str, Any] | Omit = OMIT,
        header: ChatWindowHeader | Mapping[str, Any] | Omit = OMIT,
        body_: ChatWindowBody | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ChatWindow:
        """Update the chat window; see :meth:`ChatWindowResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "style": style,
                "color": color,
                "type": type,
                "customCSS": custom_css,
                "popup": popup,
                "options": options,
                "advanced": advanced,
                "header": header,
                "body": body_,
            },
            timeout=timeout,
        )


class ChatWindowResourceWithRawResponse:
    """``ChatWindowResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = ChatWindowResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncChatWindowResourceWithRawResponse:
    """``AsyncChatWindowResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncChatWindowResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
