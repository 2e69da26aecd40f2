"""AgentChatMessage: A message of a chat among agents."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field

__all__ = ["AgentChatMessage"]


class AgentChatMessage(Model):
    """A message of a chat among agents.

    Attributes:
        time: When the message was sent, in UTC. (Inferred: The samples have no offset, and a
            text about another API says that all times are UTC.)
        sender: The display name of the agent who sent the message.
        content: The text of the message, or the name of a file that was sent. (Inferred: A
            sample has the name of an image as the text.)

    Source: Livechat.md:5981-5984
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: datetime.datetime | None = _datetime_field("time", default=None)
    sender: str | None = _field("sender", default=None)
    content: str | None = _field("content", default=None)
