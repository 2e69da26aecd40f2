"""CustomAwayStatusUpdate: Changes to a custom away status. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CustomAwayStatusUpdate"]


class CustomAwayStatusUpdate(Model):
    """Changes to a custom away status. Omitted properties keep their values.

    Attributes:
        name: The name of the status, which is also the status of the agents who have it.
        is_visible: Whether the status is visible. The text does not say to whom.

    Source: Livechat.md:2950-2958 and 3072-3106
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    is_visible: bool | None = _field("isVisible", default=None)
