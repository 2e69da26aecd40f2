"""ChatCondition: A condition that the listed chats meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ChatCondition"]


class ChatCondition(Model):
    """A condition that the listed chats meet.

    Attributes:
        field: The name of a property of the chat. (Inferred: The sample has the name of a
            property.)
        operate: How the property and the value are compared. (Observed: Only an older text of
            version 2 has `equal`.)
        value: What the property is compared with.

    Inferred: The sample of a request has all three members.

    Source: Livechat.md:5492-5495
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    field: str = _field("field")
    operate: Literal["contains", "equal"] | str = _field("operate", known=("contains", "equal"))
    value: str = _field("value")
