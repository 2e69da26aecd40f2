"""PartnerPlan: A plan that a site has subscribed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["PartnerPlan"]


class PartnerPlan(Model):
    """A plan that a site has subscribed to.

    Attributes:
        id: The plan's identifier.
        name: The plan's name.
        products: Reserved. The vendor does not use it.

    Source: Partner.md:125-131
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    name: str | None = _field("name", default=None)
    products: int | None = _field("products", default=None)
