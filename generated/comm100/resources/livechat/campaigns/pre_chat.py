"""The resource ``client.livechat.campaigns.pre_chat``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import FormField, PreChat, PreChatHeader, PreChatSocialLogin

__all__ = ["AsyncPreChatResource", "PreChatResource"]

_GET: Operation[PreChat] = Operation(
    "livechat.campaigns.pre_chat.get", "GET", "/api/v2/livechat/campaigns/{campaignId}/preChat", decode=model("PreChat")
)
_UPDATE: Operation[PreChat] = Operation(
    "livechat.campaigns.pre_chat.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/preChat",
    decode=model("PreChat"),
)


class PreChatResource(Resource):
    """Live Chat › Pre-Chat. The form that visitors fill in before a chat.

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
    def with_raw_response(self) -> PreChatResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return PreChatResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> PreChat:
        """Get the pre-chat form.

        The form that visitors fill in before a chat.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:789-831
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        header: PreChatHeader | Mapping[str, Any] | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        social_login: PreChatSocialLogin | Mapping[str, Any] | Omit = OMIT,
        is_remember_visitor_info: bool | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PreChat:
        """Update the pre-chat form.

        Changes the campaign's pre-chat form. Omitted properties keep their values. A list of fields replaces
        the old one.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_enable: Whether visitors see the form.
            header: The header of a pre-chat form.
            greeting_message: The text above the fields.
            social_login: The social networks whose accounts visitors can use instead of the form.
            is_remember_visitor_info: Whether the form remembers what a visitor filled in.
            field_layout: How the fields are laid out.
            fields: The fields of the form.

        Chosen: No text says what becomes of fields that a request leaves out of the list.

        Source: Livechat.md:833-888
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "header": header,
                "greetingMessage": greeting_message,
                "socialLogin": social_login,
                "isRememberVisitorInfo": is_remember_visitor_info,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class AsyncPreChatResource(AsyncResource):
    """Live Chat › Pre-Chat; see :class:`PreChatResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncPreChatResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncPreChatResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> PreChat:
        """Get the pre-chat form; see :meth:`PreChatResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        header: PreChatHeader | Mapping[str, Any] | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        social_login: PreChatSocialLogin | Mapping[str, Any] | Omit = OMIT,
        is_remember_visitor_info: bool | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PreChat:
        """Update the pre-chat form; see :meth:`PreChatResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "header": header,
                "greetingMessage": greeting_message,
                "socialLogin": social_login,
                "isRememberVisitorInfo": is_remember_visitor_info,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class PreChatResourceWithRawResponse:
    """``PreChatResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = PreChatResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncPreChatResourceWithRawResponse:
    """``AsyncPreChatResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncPreChatResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
