"""CannedMessage: A text that agents insert into chats instead of typing it each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CannedMessage"]


class CannedMessage(Model):
    """A text that agents insert into chats instead of typing it each time.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the canned message.
        message: The text that is sent to the visitor.
        short_cuts: The abbreviation that an agent types to insert the message. (Inferred: The
            text does not say how a shortcut is used; the sample is the single word "bye".)
        category_id: The identifier of the category that the message belongs to; 0 means that it
            has none. (Inferred: The text says that 0 is the default.)
        is_private: Whether the message is for its author alone, and not for all agents.
            (Inferred: The text contrasts private messages with public ones and does not say whose
            they are.)

    Source: Livechat.md:2276-2287
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    message: str = _field("message")
    short_cuts: str = _field("shortCuts")
    category_id: int = _field("categoryId")
    is_private: bool = _field("isPrivate")
