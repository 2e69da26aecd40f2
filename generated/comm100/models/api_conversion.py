"""ApiConversion: A conversion that no rule can recognize, so that a request reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ApiConversion"]


class ApiConversion(Model):
    """A conversion that no rule can recognize, so that a request reports it.

    Attributes:
        conversion_name: The name of the conversion action.
        visitor_id: The identifier of the visitor who has achieved it. (Inferred: The table
            repeats the description of another property; the sample has a UUID.)
        value: The value of the conversion. (Inferred: The table repeats the description of
            another property.)

    Source: Livechat.md:3391-3399 and 3595-3629
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    conversion_name: str = _field("conversion_name")
    visitor_id: str | None = _field("visitorId", default=None)
    value: str | None = _field("value", default=None)
