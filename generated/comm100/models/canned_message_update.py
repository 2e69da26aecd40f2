"""CannedMessageUpdate: Changes to a canned message. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CannedMessageUpdate"]


class CannedMessageUpdate(Model):
    """Changes to a canned message. Omitted properties keep their values.

    Attributes:
        name: The name of the canned message.
        message: The text that is sent to the visitor.
        short_cuts: The abbreviation that an agent types to insert the message. (Inferred: The
            text does not say how a shortcut is used; the sample is the single word "bye".)
        category_id: The identifier of the category that the message belongs to; 0 means that it
            has none. (Inferred: The text says that 0 is the default.)
        is_private: Whether the message is for its author alone, and not for all agents.
            (Inferred: The text contrasts private messages with public ones and does not say whose
            they are.)

    Source: Livechat.md:2276-2287 and 2410-2447
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    message: str | None = _field("message", default=None)
    short_cuts: str | None = _field("shortCuts", default=None)
    category_id: int | None = _field("categoryId", default=None)
    is_private: bool | None = _field("isPrivate", default=None)
