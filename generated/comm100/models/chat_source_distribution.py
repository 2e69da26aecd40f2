"""ChatSourceDistribution: The average sources of the chats in a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["ChatSourceDistribution"]


class ChatSourceDistribution(Model):
    """The average sources of the chats in a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_chats: The average number of chats that took place.
        avg_chats_initialted_by_visitors: The average number of chats that visitors asked for.
            The misspelling is the vendor's. (Chosen: The correct spelling is read too, in case the
            server has it.)
        avg_chats_from_manual_invitations: The average number of chats that began with an
            agent's invitation.
        avg_chats_from_auto_invitations: The average number of chats that began with an
            automatic invitation.

    Source: reports.md:251-297
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_chats: float = _field("avgChats")
    avg_chats_initialted_by_visitors: float = _field(
        "avgChatsInitialtedByVisitors", also=("avgChatsInitiatedByVisitors",)
    )
    avg_chats_from_manual_invitations: float = _field("avgChatsFromManualInvitations")
    avg_chats_from_auto_invitations: float = _field("avgChatsFromAutoInvitations")
