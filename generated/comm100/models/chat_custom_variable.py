"""ChatCustomVariable: The value of a custom variable that was captured for a chat or an offline
message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatCustomVariable"]


class ChatCustomVariable(Model):
    """The value of a custom variable that was captured for a chat or an offline message.

    Attributes:
        id: The identifier, assigned by the server.
        name: The variable's name.
        value: The variable's value.

    Source: Livechat.md:5378-5386
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int | None = _field("id", default=None, init=False)
    name: str = _field("name")
    value: str | None = _field("value", default=None)
