"""WrapupCompletionByTime: The wrap-ups of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["WrapupCompletionByTime"]


class WrapupCompletionByTime(Model):
    """The wrap-ups of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        wrapups: The number of chats that an agent wrapped up.
        chats: The number of chats that took place.

    Source: reports.md:1372-1404
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    wrapups: float = _field("wrapups")
    chats: float = _field("chats")
