"""ChatWrapupCategory: A category of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWrapupCategory"]


class ChatWrapupCategory(Model):
    """A category of a chat.

    Attributes:
        category: The category's name.
        group: The name of the group that the category belongs to.

    Source: Livechat.md:5419-5426
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    category: str | None = _field("category", default=None)
    group: str | None = _field("group", default=None)
