"""Condition: A comparison of a property of a visitor with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["Condition"]


class Condition(Model):
    """A comparison of a property of a visitor with a value.

    Attributes:
        number: The number by which a logical expression refers to the condition.
        field: The property of the visitor. The vendor does not list the properties.
        operator: How the property is compared. The vendor does not list the operators.
        value: The value to compare with; numbers are text too.

    Source: Livechat.md:1188-1197 and 1270-1281
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    number: int = _field("number")
    field: str = _field("field")
    operator: str = _field("operator")
    value: str = _field("value")
