"""ChatMessage: A message of a chat."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field

__all__ = ["ChatMessage"]


class ChatMessage(Model):
    """A message of a chat.

    Attributes:
        time: When the message was sent, in UTC. (Inferred: The times of a chat that have
            another form are in UTC.)
        sender: The name of the agent or the visitor. An empty string if the system sent the
            message.
        type: Who sent the message. The samples have `enumSystem` for the system.
        content: The text of the message.
        is_note_message: Whether the message is a note among agents. The samples do not have
            this property.

    Source: Livechat.md:5397-5407
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: datetime.datetime | None = _datetime_field("time", default=None)
    sender: str | None = _field("sender", default=None)
    type: Literal["agent", "visitor", "system", "enumSystem"] | str | None = _field(
        "type", known=("agent", "visitor", "system", "enumSystem"), default=None
    )
    content: str | None = _field("content", default=None)
    is_note_message: bool | None = _field("isNoteMessage", default=None)
