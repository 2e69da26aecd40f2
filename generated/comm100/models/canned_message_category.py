"""CannedMessageCategory: A category of canned messages, which can be part of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CannedMessageCategory"]


class CannedMessageCategory(Model):
    """A category of canned messages, which can be part of another one.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the category.
        parent_id: The identifier of the category that this one is part of; 0 means that it is
            at the top. (Inferred: The samples have 0 where no other category is meant.)
        is_private: Whether the category is for its author alone, and not for all agents.
            (Inferred: The text contrasts private categories with public ones and does not say whose
            they are.)

    Source: Livechat.md:2496-2505
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    parent_id: int = _field("parentId")
    is_private: bool = _field("isPrivate")
