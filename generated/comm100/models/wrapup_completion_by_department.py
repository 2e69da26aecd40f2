"""WrapupCompletionByDepartment: The wrap-ups of a department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["WrapupCompletionByDepartment"]


class WrapupCompletionByDepartment(Model):
    """The wrap-ups of a department.

    Attributes:
        department_id: The department's identifier.
        wrapups: The number of chats that an agent wrapped up.
        chats: The number of chats that took place.

    Source: reports.md:1372-1404
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    wrapups: float = _field("wrapups")
    chats: float = _field("chats")
