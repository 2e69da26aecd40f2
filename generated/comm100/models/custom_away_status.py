"""CustomAwayStatus: A status that says why an agent is away, such as Lunch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CustomAwayStatus"]


class CustomAwayStatus(Model):
    """A status that says why an agent is away, such as Lunch.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the status, which is also the status of the agents who have it.
        is_visible: Whether the status is visible. The text does not say to whom.

    Source: Livechat.md:2950-2958
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    is_visible: bool = _field("isVisible")
