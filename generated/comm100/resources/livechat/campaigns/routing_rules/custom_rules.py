"""The resource ``client.livechat.campaigns.routing_rules.custom_rules``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ....._models import model
from ....._request import OMIT, Omit, Operation, as_is
from ....._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from .....client import AsyncClient, Client
    from .....models import Conditions, CustomRule

__all__ = ["AsyncCustomRules", "CustomRules"]

_CREATE: Operation[CustomRule] = Operation(
    "livechat.campaigns.routing_rules.custom_rules.create",
    "POST",
    "/api/v2/livechat/campaigns/{campaignId}/routingRule/customRules",
    decode=model("CustomRule"),
)
_GET: Operation[CustomRule] = Operation(
    "livechat.campaigns.routing_rules.custom_rules.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/routingRule/customRules/{id}",
    decode=model("CustomRule"),
)
_UPDATE: Operation[CustomRule] = Operation(
    "livechat.campaigns.routing_rules.custom_rules.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/routingRule/customRules/{id}",
    decode=model("CustomRule"),
)
_DELETE: Operation[str] = Operation(
    "livechat.campaigns.routing_rules.custom_rules.delete",
    "DELETE",
    "/api/v2/livechat/campaigns/{campaignId}/routingRule/customRules/{id}",
    decode=as_is,
)


class CustomRules(Resource):
    """Live Chat › Routing Rules. Which agent or department gets a chat.

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
    def with_raw_response(self) -> CustomRulesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CustomRulesWithRawResponse(self._client)

    def create(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool,
        name: str,
        route_to_object: Literal["agent", "department"] | str,
        route_to_id: int,
        order: int | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomRule:
        """Create a custom rule.

        Adds a rule that routes the chats that meet its conditions.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_enable: Whether the rule applies.
            name: The name of the rule.
            route_to_object: What the rule leads to. `department` is available if the site uses departments.
            route_to_id: The identifier of the agent or the department that the rule leads to.
            order: The place of the rule among the custom rules.
            conditions: The conditions of a rule, and how many of them must be met.
            route_priority: The priority of chats that the rule routes.

        Source: Livechat.md:2022-2065
        """
        return self._send(
            _CREATE,
            path={"campaignId": campaign_id},
            body={
                "order": order,
                "isEnable": is_enable,
                "name": name,
                "conditions": conditions,
                "routeToObject": route_to_object,
                "routeToId": route_to_id,
                "routePriority": route_priority,
            },
            timeout=timeout,
        )

    def get(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> CustomRule:
        """Get a custom rule.

        One custom rule of the campaign.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The custom rule's identifier.

        Source: Livechat.md:1979-2020
        """
        return self._send(_GET, path={"campaignId": campaign_id, "id": id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        id: int,
        /,
        *,
        order: int | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        name: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        route_to_object: Literal["agent", "department"] | str | Omit = OMIT,
        route_to_id: int | Omit = OMIT,
        route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomRule:
        """Update a custom rule.

        Changes a custom rule. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The custom rule's identifier.
            order: The place of the rule among the custom rules.
            is_enable: Whether the rule applies.
            name: The name of the rule.
            conditions: The conditions of a rule, and how many of them must be met.
            route_to_object: What the rule leads to. `department` is available if the site uses departments.
            route_to_id: The identifier of the agent or the department that the rule leads to.
            route_priority: The priority of chats that the rule routes.

        Source: Livechat.md:2067-2110
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id, "id": id},
            body={
                "order": order,
                "isEnable": is_enable,
                "name": name,
                "conditions": conditions,
                "routeToObject": route_to_object,
                "routeToId": route_to_id,
                "routePriority": route_priority,
            },
            timeout=timeout,
        )

    def delete(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom rule.

        Removes a custom rule from the campaign.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            id: The custom rule's identifier.

        Source: Livechat.md:2112-2140
        """
        return self._send(_DELETE, path={"campaignId": campaign_id, "id": id}, timeout=timeout)


class AsyncCustomRules(AsyncResource):
    """Live Chat › Routing Rules; see :class:`CustomRules`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncCustomRulesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCustomRulesWithRawResponse(self._client)

    async def create(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool,
        name: str,
        route_to_object: Literal["agent", "department"] | str,
        route_to_id: int,
        order: int | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomRule:
        """Create a custom rule; see :meth:`CustomRules.create`."""
        return await self._send(
            _CREATE,
            path={"campaignId": campaign_id},
            body={
                "order": order,
                "isEnable": is_enable,
                "name": name,
                "conditions": conditions,
                "routeToObject": route_to_object,
                "routeToId": route_to_id,
                "routePriority": route_priority,
            },
            timeout=timeout,
        )

    async def get(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> CustomRule:
        """Get a custom rule; see :meth:`CustomRules.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id, "id": id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        id: int,
        /,
        *,
        order: int | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        name: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        route_to_object: Literal["agent", "department"] | str | Omit = OMIT,
        route_to_id: int | Omit = OMIT,
        route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomRule:
        """Update a custom rule; see :meth:`CustomRules.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id, "id": id},
            body={
                "order": order,
                "isEnable": is_enable,
                "name": name,
                "conditions": conditions,
                "routeToObject": route_to_object,
                "routeToId": route_to_id,
                "routePriority": route_priority,
            },
            timeout=timeout,
        )

    async def delete(self, campaign_id: int, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom rule; see :meth:`CustomRules.delete`."""
        return await self._send(_DELETE, path={"campaignId": campaign_id, "id": id}, timeout=timeout)


class CustomRulesWithRawResponse:
    """``CustomRules`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = CustomRules(client, raw=True)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCustomRulesWithRawResponse:
    """``AsyncCustomRules`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCustomRules(client, raw=True)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
