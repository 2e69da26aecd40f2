"""ChatTransferByDepartment: The transfers of a department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatTransferByDepartment"]


class ChatTransferByDepartment(Model):
    """The transfers of a department.

    Attributes:
        department_id: The department's identifier.
        department_transferred_in_chats: The number of chats that were transferred to the
            department.
        department_transferred_out_chats: The number of chats that the department transferred to
            another.
        chats: The number of chats.

    Source: reports.md:538-578
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    department_transferred_in_chats: float = _field("departmentTransferredInChats")
    department_transferred_out_chats: float = _field("departmentTransferredOutChats")
    chats: float = _field("chats")
