"""GroupAgent: A member of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["GroupAgent"]


class GroupAgent(Model):
    """A member of a group.

    Attributes:
        id: The agent's identifier.
        name: The agent's display name.

    Source: Account.md:946-957
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    name: str = _field("name")
