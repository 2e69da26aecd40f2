"""CustomRuleCreate: A new custom rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Conditions

__all__ = ["CustomRuleCreate"]


class CustomRuleCreate(Model):
    """A new custom rule.

    Attributes:
        order: The place of the rule among the custom rules.
        is_enable: Whether the rule applies.
        name: The name of the rule.
        conditions: The conditions of a rule, and how many of them must be met.
        route_to_object: What the rule leads to. `department` is available if the site uses
            departments.
        route_to_id: The identifier of the agent or the department that the rule leads to.
        route_priority: The priority of chats that the rule routes.

    Source: Livechat.md:1867-1880 and 2022-2046
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    order: int | None = _field("order", default=None)
    is_enable: bool = _field("isEnable")
    name: str = _field("name")
    conditions: Conditions | None = _model_field("conditions", "Conditions", default=None)
    route_to_object: Literal["agent", "department"] | str = _field("routeToObject", known=("agent", "department"))
    route_to_id: int = _field("routeToId")
    route_priority: Literal["lowest", "low", "normal", "high", "highest"] | str | None = _field(
        "routePriority", known=("lowest", "low", "normal", "high", "highest"), default=None
    )
