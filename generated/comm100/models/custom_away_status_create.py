"""CustomAwayStatusCreate: A new custom away status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CustomAwayStatusCreate"]


class CustomAwayStatusCreate(Model):
    """A new custom away status.

    Attributes:
        name: The name of the status, which is also the status of the agents who have it.
        is_visible: Whether the status is visible. The text does not say to whom.

    Source: Livechat.md:2950-2958 and 3036-3070
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    is_visible: bool | None = _field("isVisible", default=None)
