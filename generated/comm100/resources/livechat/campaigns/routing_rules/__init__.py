"""The resource ``client.livechat.campaigns.routing_rules``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ....._models import model
from ....._request import OMIT, Omit, Operation
from ....._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from .....client import AsyncClient, Client
    from .....models import RoutingFailure, RoutingRules
    from .custom_rules import AsyncCustomRules, CustomRules

__all__ = ["AsyncRoutingRulesResource", "RoutingRulesResource"]

_GET: Operation[RoutingRules] = Operation(
    "livechat.campaigns.routing_rules.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/routingRules",
    decode=model("RoutingRules"),
)
_UPDATE: Operation[RoutingRules] = Operation(
    "livechat.campaigns.routing_rules.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/routingRules",
    decode=model("RoutingRules"),
)


class RoutingRulesResource(Resource):
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
    def custom_rules(self) -> CustomRules:
        """Which agent or department gets a chat."""
        from .custom_rules import CustomRules

        return CustomRules(self._client)

    @functools.cached_property
    def with_raw_response(self) -> RoutingRulesResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return RoutingRulesResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> RoutingRules:
        """Get the routing rules.

        Which agent or department gets the campaign's chats.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:1887-1931
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        type: Literal["simple", "rules"] | str | Omit = OMIT,
        simple_route_to_object: Literal["department", "agent"] | str | Omit = OMIT,
        simple_route_to_id: int | Omit = OMIT,
        simple_route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        fail_type: Literal["route", "offlineMessage"] | str | Omit = OMIT,
        fail: RoutingFailure | Mapping[str, Any] | Omit = OMIT,
        bot_take_percentage_for_route: int | Omit = OMIT,
        bot_take_percentage_for_fail_route: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> RoutingRules:
        """Update the routing rules.

        Changes the campaign's routing rules. Omitted properties keep their values. The custom rules have
        operations of their own.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_enable: Whether chats are routed by these rules.
            type: Whether all chats take the simple route or the custom rules decide.
            simple_route_to_object: What the simple route leads to.
            simple_route_to_id: The identifier of the department or the agent that the simple route leads
                to. It is 0 if there is none.
            simple_route_priority: The priority of chats on the simple route.
            fail_type: Whether chats that cannot be routed take another route or become offline messages.
            fail: What becomes of chats that cannot be routed. (Inferred: That 0 means none follows from the
                samples.)
            bot_take_percentage_for_route: The percentage of chats that go to the chatbot.
            bot_take_percentage_for_fail_route: The percentage of the chats that could not be routed that go
                to the chatbot.

        Chosen: The table lets a request set the custom rules too, but they have operations of their own.

        Source: Livechat.md:1933-1977
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "type": type,
                "simpleRouteToObject": simple_route_to_object,
                "simpleRouteToId": simple_route_to_id,
                "simpleRoutePriority": simple_route_priority,
                "failType": fail_type,
                "fail": fail,
                "botTakePercentageForRoute": bot_take_percentage_for_route,
                "botTakePercentageForFailRoute": bot_take_percentage_for_fail_route,
            },
            timeout=timeout,
        )


class AsyncRoutingRulesResource(AsyncResource):
    """Live Chat › Routing Rules; see :class:`RoutingRulesResource`."""

    @functools.cached_property
    def custom_rules(self) -> AsyncCustomRules:
        """Which agent or department gets a chat."""
        from .custom_rules import AsyncCustomRules

        return AsyncCustomRules(self._client)

    @functools.cached_property
    def with_raw_response(self) -> AsyncRoutingRulesResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncRoutingRulesResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> RoutingRules:
        """Get the routing rules; see :meth:`RoutingRulesResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        is_enable: bool | Omit = OMIT,
        type: Literal["simple", "rules"] | str | Omit = OMIT,
        simple_route_to_object: Literal["department", "agent"] | str | Omit = OMIT,
        simple_route_to_id: int | Omit = OMIT,
        simple_route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | Omit = OMIT,
        fail_type: Literal["route", "offlineMessage"] | str | Omit = OMIT,
        fail: RoutingFailure | Mapping[str, Any] | Omit = OMIT,
        bot_take_percentage_for_route: int | Omit = OMIT,
        bot_take_percentage_for_fail_route: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> RoutingRules:
        """Update the routing rules; see :meth:`RoutingRulesResource.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isEnable": is_enable,
                "type": type,
                "simpleRouteToObject": simple_route_to_object,
                "simpleRouteToId": simple_route_to_id,
                "simpleRoutePriority": simple_route_priority,
                "failType": fail_type,
                "fail": fail,
                "botTakePercentageForRoute": bot_take_percentage_for_route,
                "botTakePercentageForFailRoute": bot_take_percentage_for_fail_route,
            },
            timeout=timeout,
        )


class RoutingRulesResourceWithRawResponse:
    """``RoutingRulesResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = RoutingRulesResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncRoutingRulesResourceWithRawResponse:
    """``AsyncRoutingRulesResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncRoutingRulesResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
