"""MissedOrRefusedChat: A chat that no agent accepted, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Chat

__all__ = ["MissedOrRefusedChat"]


class MissedOrRefusedChat(Model):
    """A chat that no agent accepted, and why.

    Attributes:
        type: Whether nobody accepted the chat in time, or an agent refused it.
        chat: A chat of a visitor with agents, or one that was missed or refused.

    Source: Livechat.md:5906-5908
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["missed", "refused"] | str = _field("type", known=("missed", "refused"))
    chat: Chat = _model_field("chat", "Chat")
