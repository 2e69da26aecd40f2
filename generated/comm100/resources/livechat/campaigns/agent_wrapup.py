"""The resource ``client.livechat.campaigns.agent_wrapup``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...._models import list_of, model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import FormField

__all__ = ["AsyncAgentWrapup", "AgentWrapup"]

_GET: Operation[list[FormField]] = Operation(
    "livechat.campaigns.agent_wrapup.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/agentWrapup",
    decode=list_of(model("FormField")),
)
_UPDATE: Operation[list[FormField]] = Operation(
    "livechat.campaigns.agent_wrapup.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/agentWrapup",
    decode=list_of(model("FormField")),
)


class AgentWrapup(Resource):
    """Live Chat › Agent Wrap-up. The form that agents fill in after a chat.

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
    def with_raw_response(self) -> AgentWrapupWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AgentWrapupWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> builtins.list[FormField]:
        """Get the agent wrap-up.

        The fields of the form that agents fill in after a chat.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:1753-1791
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self, campaign_id: int, body: Sequence[FormField | Mapping[str, Any]], /, *, timeout: float | Omit | None = OMIT
    ) -> builtins.list[FormField]:
        """Update the agent wrap-up.

        Replaces the fields of the form that agents fill in after a chat.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Chosen: No text says what becomes of fields that a request leaves out.

        Source: Livechat.md:1793-1835
        """
        return self._send(_UPDATE, path={"campaignId": campaign_id}, body=body, timeout=timeout)


class AsyncAgentWrapup(AsyncResource):
    """Live Chat › Agent Wrap-up; see :class:`AgentWrapup`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAgentWrapupWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAgentWrapupWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> builtins.list[FormField]:
        """Get the agent wrap-up; see :meth:`AgentWrapup.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self, campaign_id: int, body: Sequence[FormField | Mapping[str, Any]], /, *, timeout: float | Omit | None = OMIT
    ) -> builtins.list[FormField]:
        """Update the agent wrap-up; see :meth:`AgentWrapup.update`."""
        return await self._send(_UPDATE, path={"campaignId": campaign_id}, body=body, timeout=timeout)


class AgentWrapupWithRawResponse:
    """``AgentWrapup`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = AgentWrapup(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncAgentWrapupWithRawResponse:
    """``AsyncAgentWrapup`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAgentWrapup(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
