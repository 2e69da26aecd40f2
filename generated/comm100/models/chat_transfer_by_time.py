"""ChatTransferByTime: The transfers of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["ChatTransferByTime"]


class ChatTransferByTime(Model):
    """The transfers of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        chats: The number of chats that took place.
        total_transferred_chats: The number of chats that were transferred to another agent or
            department.
        department_transferred_chats: The number of chats that were transferred to another
            department.

    Source: reports.md:538-578
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    chats: float = _field("chats")
    total_transferred_chats: float = _field("totalTransferredChats")
    department_transferred_chats: float = _field("departmentTransferredChats")
