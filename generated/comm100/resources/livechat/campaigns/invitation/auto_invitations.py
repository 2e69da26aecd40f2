"""The resource ``client.livechat.campaigns.invitation.auto_invitations``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ....._models import model
from ....._request import OMIT, Omit, Operation, as_is
from ....._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from .....client import AsyncClient, Client
    from .....models import AutoInvitation, Conditions, InvitationWindow

__all__ = ["AsyncAutoInvitations", "AutoInvitations"]

_CREATE: Operation[AutoInvitation] = Operation(
    "livechat.campaigns.invitation.auto_invitations.create",
    "POST",
    "/api/v2/livechat/campaigns/{campaignId}/invitation/autoInvitations",
    decode=model("AutoInvitation"),
)
_GET: Operation[AutoInvitation] = Operation(
    "livechat.campaigns.invitation.auto_invitations.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/invitation/autoInvitations/{id}",
    decode=model("AutoInvitation"),
)
_UPDATE: Operation[AutoInvitation] = Operation(
    "livechat.campaigns.invitation.auto_invitations.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/invitation/autoInvitations/{id}",
    decode=model("AutoInvitation"),
)
_DELETE: Operation[str] = Operation(
    "livechat.campaigns.invitation.auto_invitations.delete",
    "DELETE",
    "/api/v2/livechat/campaigns/{campaignId}/invitation/autoInvitations/{id}",
    decode=as_is,
)


class AutoInvitations(Resource):
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
    def with_raw_response(self) -> AutoInvitationsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AutoInvitationsWithRawResponse(self._client)

    def create(
        self,
        campaign_id: int,
        /,
        *,
        name: str,
        is_enable: bool | Omit = OMIT,
        is_popup_only_one_time: bool | Omit = OMIT,
        invitation_window: InvitationWindow | Mapping[str, Any] | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoInvitation:
        """Create an auto invitation.

        Adds an invitation that visitors get automatically when its conditions are met.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            name: The name of the invitation.
            is_enable: Whether visitors get the invitation.
            is_popup_only_one_time: Whether a visitor gets the invitation only once during a visit.
            invitation_window: The window that invites a visitor to chat.
            conditions: The conditions of a rule, and how many of them must be met.

        Source: Livechat.md:1557-1633
        """
        return self._send(
            _CREATE,
            path={"campaignId": campaign_id},
            body={
                "name": name,
                "isEnable": is_enable,
                "isPopupOnlyOneTime": is_popup_only_one_time,
                "invitationWindow": invitation_window,
                "conditions": conditions,
            },
            timeout=timeout,
        )

    def get(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> AutoInvitation:
        """Get an auto invitation.

        One auto invitation of the campaign.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The auto invitation's identifier.

        Source: Livechat.md:1481-1555
        """
        return self._send(_GET, path={"campaignId": campaign_id, "id": id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        is_popup_only_one_time: bool | Omit = OMIT,
        invitation_window: InvitationWindow | Mapping[str, Any] | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoInvitation:
        """Update an auto invitation.

        Changes an auto invitation. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The auto invitation's identifier.
            name: The name of the invitation.
            is_enable: Whether visitors get the invitation.
            is_popup_only_one_time: Whether a visitor gets the invitation only once during a visit.
            invitation_window: The window that invites a visitor to chat.
            conditions: The conditions of a rule, and how many of them must be met.

        Source: Livechat.md:1635-1711
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id, "id": id},
            body={
                "name": name,
                "isEnable": is_enable,
                "isPopupOnlyOneTime": is_popup_only_one_time,
                "invitationWindow": invitation_window,
                "conditions": conditions,
            },
            timeout=timeout,
        )

    def delete(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an auto invitation.

        Removes an auto invitation from the campaign.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The auto invitation's identifier.

        Source: Livechat.md:1713-1741
        """
        return self._send(_DELETE, path={"campaignId": campaign_id, "id": id}, timeout=timeout)


class AsyncAutoInvitations(AsyncResource):
    """Live Chat › Invitations; see :class:`AutoInvitations`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAutoInvitationsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAutoInvitationsWithRawResponse(self._client)

    async def create(
        self,
        campaign_id: int,
        /,
        *,
        name: str,
        is_enable: bool | Omit = OMIT,
        is_popup_only_one_time: bool | Omit = OMIT,
        invitation_window: InvitationWindow | Mapping[str, Any] | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoInvitation:
        """Create an auto invitation; see :meth:`AutoInvitations.create`."""
        return await self._send(
            _CREATE,
            path={"campaignId": campaign_id},
            body={
                "name": name,
                "isEnable": is_enable,
                "isPopupOnlyOneTime": is_popup_only_one_time,
                "invitationWindow": invitation_window,
                "conditions": conditions,
            },
            timeout=timeout,
        )

    async def get(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> AutoInvitation:
        """Get an auto invitation; see :meth:`AutoInvitations.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id, "id": id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        is_popup_only_one_time: bool | Omit = OMIT,
        invitation_window: InvitationWindow | Mapping[str, Any] | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoInvitation:
        """Update an auto invitation; see :meth:`AutoInvitations.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id, "id": id},
            body={
                "name": name,
                "isEnable": is_enable,
                "isPopupOnlyOneTime": is_popup_only_one_time,
                "invitationWindow": invitation_window,
                "conditions": conditions,
            },
            timeout=timeout,
        )

    async def delete(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an auto invitation; see :meth:`AutoInvitations.delete`."""
        return await self._send(_DELETE, path={"campaignId": campaign_id, "id": id}, timeout=timeout)


class AutoInvitationsWithRawResponse:
    """``AutoInvitations`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = AutoInvitations(client, raw=True)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncAutoInvitationsWithRawResponse:
    """``AsyncAutoInvitations`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAutoInvitations(client, raw=True)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
