"""GroupUpdate: Changes to a group. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import GroupAgent

__all__ = ["GroupUpdate"]


class GroupUpdate(Model):
    """Changes to a group. Omitted properties keep their values.

    Attributes:
        name: The name of the group.
        description: What the group is for.
        agents: The agents in the group. (Inferred: No text says what a request sends; these are
            the entries of a response.)

    Source: Account.md:909-917 and 1071-1107
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    description: str | None = _field("description", default=None)
    agents: list[GroupAgent] | None = _list_field("agents", "GroupAgent", default=None)
