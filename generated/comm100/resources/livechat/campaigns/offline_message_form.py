"""The resource ``client.livechat.campaigns.offline_message_form``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import FormField, OfflineMessageForm, OfflineMessageFormHeader, OfflineMessageFormPage

__all__ = ["AsyncOfflineMessageFormResource", "OfflineMessageFormResource"]

_GET: Operation[OfflineMessageForm] = Operation(
    "livechat.campaigns.offline_message_form.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/offlineMessage",
    decode=model("OfflineMessageForm"),
)
_UPDATE: Operation[OfflineMessageForm] = Operation(
    "livechat.campaigns.offline_message_form.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/offlineMessage",
    decode=model("OfflineMessageForm"),
)


class OfflineMessageFormResource(Resource):
    """Live Chat › Offline Message Form. What visitors see while no agent is online. The messages themselves are
    Live Chat › Offline Messages.

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
    def with_raw_response(self) -> OfflineMessageFormResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return OfflineMessageFormResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> OfflineMessageForm:
        """Get the offline message form.

        What visitors see while no agent is online: a form for a message, or a page of the site's own.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:1030-1083
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        is_use_own_page: bool | Omit = OMIT,
        page: OfflineMessageFormPage | Mapping[str, Any] | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        header: OfflineMessageFormHeader | Mapping[str, Any] | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> OfflineMessageForm:
        """Update the offline message form.

        Changes the campaign's offline message form. Omitted properties keep their values. A list of fields
        replaces the old one.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_use_own_page: Whether visitors see a page of the site's own instead of the form.
            page: The page that takes the place of an offline message form.
            greeting_message: The text above the fields.
            header: The header of an offline message form.
            field_layout: How the fields are laid out.
            fields: The fields of the form.

        Chosen: No text says what becomes of fields that a request leaves out of the list.

        Source: Livechat.md:1085-1129
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isUseOwnPage": is_use_own_page,
                "page": page,
                "greetingMessage": greeting_message,
                "header": header,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class AsyncOfflineMessageFormResource(AsyncResource):
    """Live Chat › Offline Message Form; see :class:`OfflineMessageFormResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncOfflineMessageFormResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncOfflineMessageFormResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> OfflineMessageForm:
        """Get the offline message form; see :meth:`OfflineMessageFormResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        is_use_own_page: bool | Omit = OMIT,
        page: OfflineMessageFormPage | Mapping[str, Any] | Omit = OMIT,
        greeting_message: str | Omit = OMIT,
        header: OfflineMessageFormHeader | Mapping[str, Any] | Omit = OMIT,
        field_layout: Literal["vertical", "horizontal"] | str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> OfflineMessageForm:
        """Update the offline message form; see :meth:`OfflineMessageFormResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isUseOwnPage": is_use_own_page,
                "page": page,
                "greetingMessage": greeting_message,
                "header": header,
                "fieldLayout": field_layout,
                "fields": fields,
            },
            timeout=timeout,
        )


class OfflineMessageFormResourceWithRawResponse:
    """``OfflineMessageFormResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = OfflineMessageFormResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncOfflineMessageFormResourceWithRawResponse:
    """``AsyncOfflineMessageFormResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncOfflineMessageFormResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
