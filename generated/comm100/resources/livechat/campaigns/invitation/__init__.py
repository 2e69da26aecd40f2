"""The resource ``client.livechat.campaigns.invitation``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from ....._models import model
from ....._request import OMIT, Omit, Operation
from ....._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from .....client import AsyncClient, Client
    from .....models import Invitation
    from .auto_invitations import AsyncAutoInvitations, AutoInvitations
    from .manual_invitation import AsyncManualInvitation, ManualInvitation

__all__ = ["AsyncInvitationResource", "InvitationResource"]

_GET: Operation[Invitation] = Operation(
    "livechat.campaigns.invitation.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/invitation",
    decode=model("Invitation"),
)
_UPDATE: Operation[Invitation] = Operation(
    "livechat.campaigns.invitation.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/invitation",
    decode=model("Invitation"),
)


class InvitationResource(Resource):
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
    def manual_invitation(self) -> ManualInvitation:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .manual_invitation import ManualInvitation

        return ManualInvitation(self._client)

    @functools.cached_property
    def auto_invitations(self) -> AutoInvitations:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .auto_invitations import AutoInvitations

        return AutoInvitations(self._client)

    @functools.cached_property
    def with_raw_response(self) -> InvitationResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return InvitationResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> Invitation:
        """Get the invitation settings.

        How visitors of the campaign are invited to chat, automatically and by agents.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:1204-1304
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        style: Literal["bubble", "popup", "embedded"] | str,
        timeout: float | Omit | None = OMIT,
    ) -> Invitation:
        """Update the invitation style.

        Changes how invitations look. The invitations themselves have operations of their own.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            style: The layout of the windows that invite visitors.

        Source: Livechat.md:1306-1419
        """
        return self._send(_UPDATE, path={"campaignId": campaign_id}, body={"style": style}, timeout=timeout)


class AsyncInvitationResource(AsyncResource):
    """Live Chat › Invitations; see :class:`InvitationResource`."""

    @functools.cached_property
    def manual_invitation(self) -> AsyncManualInvitation:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .manual_invitation import AsyncManualInvitation

        return AsyncManualInvitation(self._client)

    @functools.cached_property
    def auto_invitations(self) -> AsyncAutoInvitations:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .auto_invitations import AsyncAutoInvitations

        return AsyncAutoInvitations(self._client)

    @functools.cached_property
    def with_raw_response(self) -> AsyncInvitationResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncInvitationResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> Invitation:
        """Get the invitation settings; see :meth:`InvitationResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        style: Literal["bubble", "popup", "embedded"] | str,
        timeout: float | Omit | None = OMIT,
    ) -> Invitation:
        """Update the invitation style; see :meth:`InvitationResource.update`."""
        return await self._send(_UPDATE, path={"campaignId": campaign_id}, body={"style": style}, timeout=timeout)


class InvitationResourceWithRawResponse:
    """``InvitationResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = InvitationResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncInvitationResourceWithRawResponse:
    """``AsyncInvitationResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncInvitationResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
