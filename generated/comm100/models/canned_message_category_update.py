"""CannedMessageCategoryUpdate: Changes to a category of canned messages. Omitted properties keep their
values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CannedMessageCategoryUpdate"]


class CannedMessageCategoryUpdate(Model):
    """Changes to a category of canned messages. Omitted properties keep their values.

    Attributes:
        name: The name of the category.
        parent_id: The identifier of the category that this one is part of; 0 means that it is
            at the top. (Inferred: The samples have 0 where no other category is meant.)
        is_private: Whether the category is for its author alone, and not for all agents.
            (Inferred: The text contrasts private categories with public ones and does not say whose
            they are.)

    Source: Livechat.md:2496-2505 and 2622-2657
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    parent_id: int | None = _field("parentId", default=None)
    is_private: bool | None = _field("isPrivate", default=None)
