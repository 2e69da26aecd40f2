"""GroupCreate: A new group. The server ignores `id` and `isSystem`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import GroupAgent

__all__ = ["GroupCreate"]


class GroupCreate(Model):
    """A new group. The server ignores `id` and `isSystem`.

    Attributes:
        name: The name of the group.
        description: What the group is for.
        agents: The agents in the group. (Inferred: No text says what a request sends; these are
            the entries of a response.)

    Source: Account.md:909-917 and 1033-1069
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    description: str | None = _field("description", default=None)
    agents: list[GroupAgent] | None = _list_field("agents", "GroupAgent", default=None)
