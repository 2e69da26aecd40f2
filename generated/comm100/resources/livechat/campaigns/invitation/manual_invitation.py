"""The resource ``client.livechat.campaigns.invitation.manual_invitation``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ....._models import model
from ....._request import OMIT, Omit, Operation
from ....._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from .....client import AsyncClient, Client
    from .....models import InvitationMessage, InvitationPopup, InvitationWindow

__all__ = ["AsyncManualInvitation", "ManualInvitation"]

_UPDATE: Operation[InvitationWindow] = Operation(
    "livechat.campaigns.invitation.manual_invitation.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/invitation/manualInvitation",
    decode=model("InvitationWindow"),
)


class ManualInvitation(Resource):
    """Live Chat › Invitations. The windows that invite visitors to chat, automatically or at the hands of an
    agent.

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
    def with_raw_response(self) -> ManualInvitationWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ManualInvitationWithRawResponse(self._client)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        message: InvitationMessage | Mapping[str, Any] | Omit = OMIT,
        popup: InvitationPopup | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> InvitationWindow:
        """Update the manual invitation.

        Changes the window with which agents invite visitors. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            message: The text of an invitation.
            popup: The frame around an invitation, with an image, the area of the text, and the area that
                closes it.

        Source: Livechat.md:1421-1479
        """
        return self._send(
            _UPDATE, path={"campaignId": campaign_id}, body={"message": message, "popup": popup}, timeout=timeout
        )


class AsyncManualInvitation(AsyncResource):
    """Live Chat › Invitations; see :class:`ManualInvitation`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncManualInvitationWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncManualInvitationWithRawResponse(self._client)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        message: InvitationMessage | Mapping[str, Any] | Omit = OMIT,
        popup: InvitationPopup | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> InvitationWindow:
        """Update the manual invitation; see :meth:`ManualInvitation.update`."""
        return await self._send(
            _UPDATE, path={"campaignId": campaign_id}, body={"message": message, "popup": popup}, timeout=timeout
        )


class ManualInvitationWithRawResponse:
    """``ManualInvitation`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = ManualInvitation(client, raw=True)
        self.update = as_raw(resource.update)


class AsyncManualInvitationWithRawResponse:
    """``AsyncManualInvitation`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncManualInvitation(client, raw=True)
        self.update = as_async_raw(resource.update)
