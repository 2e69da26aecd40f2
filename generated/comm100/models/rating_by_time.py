"""RatingByTime: The ratings of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["RatingByTime"]


class RatingByTime(Model):
    """The ratings of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        score5: The number of chats with the score 5.
        score4: The number of chats with the score 4.
        score3: The number of chats with the score 3.
        score2: The number of chats with the score 2.
        score1: The number of chats with the score 1.

    Source: reports.md:999-1045
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    score5: float = _field("score5")
    score4: float = _field("score4")
    score3: float = _field("score3")
    score2: float = _field("score2")
    score1: float = _field("score1")
