"""ChatSourceByDepartment: The sources of the chats of a department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatSourceByDepartment"]


class ChatSourceByDepartment(Model):
    """The sources of the chats of a department.

    Attributes:
        department_id: The department's identifier.
        chats: The number of chats that took place.
        chats_initialted_by_visitors: The number of chats that visitors asked for. The
            misspelling is the vendor's. (Chosen: The correct spelling is read too, in case the
            server has it.)
        chats_from_manual_invitations: The number of chats that began with an agent's
            invitation.
        chats_from_auto_invitations: The number of chats that began with an automatic
            invitation.

    Source: reports.md:251-297
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    chats: float = _field("chats")
    chats_initialted_by_visitors: float = _field("chatsInitialtedByVisitors", also=("chatsInitiatedByVisitors",))
    chats_from_manual_invitations: float = _field("chatsFromManualInvitations")
    chats_from_auto_invitations: float = _field("chatsFromAutoInvitations")
