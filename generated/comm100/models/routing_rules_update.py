"""RoutingRulesUpdate: Changes to the routing rules of a campaign. Omitted properties keep their
values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import RoutingFailure

__all__ = ["RoutingRulesUpdate"]


class RoutingRulesUpdate(Model):
    """Changes to the routing rules of a campaign. Omitted properties keep their values.

    Attributes:
        is_enable: Whether chats are routed by these rules.
        type: Whether all chats take the simple route or the custom rules decide.
        simple_route_to_object: What the simple route leads to.
        simple_route_to_id: The identifier of the department or the agent that the simple route
            leads to. It is 0 if there is none.
        simple_route_priority: The priority of chats on the simple route.
        fail_type: Whether chats that cannot be routed take another route or become offline
            messages.
        fail: What becomes of chats that cannot be routed. (Inferred: That 0 means none follows
            from the samples.)
        bot_take_percentage_for_route: The percentage of chats that go to the chatbot.
        bot_take_percentage_for_fail_route: The percentage of the chats that could not be routed
            that go to the chatbot.

    Inferred: That 0 means none follows from the samples.

    Source: Livechat.md:1847-1865 and 1933-1956
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    type: Literal["simple", "rules"] | str | None = _field("type", known=("simple", "rules"), default=None)
    simple_route_to_object: Literal["department", "agent"] | str | None = _field(
        "simpleRouteToObject", known=("department", "agent"), default=None
    )
    simple_route_to_id: int | None = _field("simpleRouteToId", default=None)
    simple_route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | None = _field(
        "simpleRoutePriority", known=("lowest", "low", "normal", "high", "highest"), default=None
    )
    fail_type: Literal["route", "offlineMessage"] | str | None = _field(
        "failType", known=("route", "offlineMessage"), default=None
    )
    fail: RoutingFailure | None = _model_field("fail", "RoutingFailure", default=None)
    bot_take_percentage_for_route: int | None = _field("botTakePercentageForRoute", default=None)
    bot_take_percentage_for_fail_route: int | None = _field("botTakePercentageForFailRoute", default=None)
