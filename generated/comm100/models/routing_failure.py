"""RoutingFailure: What becomes of chats that cannot be routed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["RoutingFailure"]


class RoutingFailure(Model):
    """What becomes of chats that cannot be routed.

    Attributes:
        route_to_object: What the other route leads to.
        route_to_id: The identifier of the department or the agent that the other route leads
            to. It is 0 if there is none.
        route_priority: The priority of chats on the other route.
        offline_message_emails: The e-mail address that offline messages are forwarded to. It is
            empty if there is none.

    Inferred: That 0 means none follows from the samples.

    Source: Livechat.md:1860-1863 and 1921-1926
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    route_to_object: Literal["department", "agent"] | str | None = _field(
        "routeToObject", known=("department", "agent"), default=None, also=("routeTobject",)
    )
    route_to_id: int | None = _field("routeToId", default=None)
    route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | None = _field(
        "routePriority", known=("lowest", "low", "normal", "high", "highest"), default=None
    )
    offline_message_emails: str | None = _field("offlineMessageEmails", default=None)
