"""The resource ``client.livechat.campaigns.post_chat``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import FormField, PostChat

__all__ = ["AsyncPostChatResource", "PostChatResource"]

_GET: Operation[PostChat] = Operation(
    "livechat.campaigns.post_chat.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/postChat",
    decode=model("PostChat"),
)
_UPDATE: Operation[PostChat] = Operation(
    "livechat.campaigns.post_chat.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/postChat",
    decode=model("PostChat"),
)


class PostChatResource(Resource):
    """Live Chat › Post-Chat. The form that visitors fill in after a chat.

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
    def with_raw_response(self) -> PostChatResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return PostChatResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> PostChat:
        """Get the post-chat form.

        The form that visitors fill in after a chat.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:916-949
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PostChat:
        """Update the post-chat form.

        Changes the campaign's post-chat form. Omitted properties keep their values. A list of fields replaces
        the old one.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_enable: Whether visitors see the form.
            greeting_message: The text above the fields.
            field_layout: How the fields are laid out.
            fields: The fields of the form.

        Chosen: No text says what becomes of fields that a request leaves out of the list.

        Source: Livechat.md:951-997
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "greetingMessage": greeting_message,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class AsyncPostChatResource(AsyncResource):
    """Live Chat › Post-Chat; see :class:`PostChatResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncPostChatResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncPostChatResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> PostChat:
        """Get the post-chat form; see :meth:`PostChatResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PostChat:
        """Update the post-chat form; see :meth:`PostChatResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "greetingMessage": greeting_message,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class PostChatResourceWithRawResponse:
    """``PostChatResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = PostChatResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncPostChatResourceWithRawResponse:
    """``AsyncPostChatResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncPostChatResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
