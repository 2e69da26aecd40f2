"""Conditions: The conditions of a rule, and how many of them must be met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import Condition

__all__ = ["Conditions"]


class Conditions(Model):
    """The conditions of a rule, and how many of them must be met.

    Attributes:
        when: Whether all conditions must be met, any one of them, or the logical expression.
        logical_expression: The logical expression, in which numbers stand for conditions.
        list_: The conditions.

    Source: Livechat.md:1178-1186
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    when: Literal["all", "any", "logicalExpression"] | str | None = _field(
        "when", known=("all", "any", "logicalExpression"), default=None
    )
    logical_expression: str | None = _field("logicalExpression", default=None)
    list_: list[Condition] | None = _list_field("list", "Condition", default=None)
