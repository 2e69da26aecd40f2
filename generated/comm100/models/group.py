"""Group: A set of agents who share permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import GroupAgent

__all__ = ["Group"]


class Group(Model):
    """A set of agents who share permissions.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the group.
        description: What the group is for.
        agents: The agents in the group. (Inferred: No text says what a request sends; these are
            the entries of a response.)
        is_system: Whether the system maintains the group. Groups created through the API are
            not system groups.

    Source: Account.md:909-917
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    description: str | None = _field("description")
    agents: list[GroupAgent] | None = _list_field("agents", "GroupAgent")
    is_system: bool = _field("isSystem", init=False)
