"""RatingDistribution: The average ratings in a slot of the week or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportSlot

__all__ = ["RatingDistribution"]


class RatingDistribution(Model):
    """The average ratings in a slot of the week or the day.

    Attributes:
        time: An hour of the week, or half an hour of the day, that a row of a distribution
            covers.
        avg_score5: The average number of chats with the score 5.
        avg_score4: The average number of chats with the score 4.
        avg_score3: The average number of chats with the score 3.
        avg_score2: The average number of chats with the score 2.
        avg_score1: The average number of chats with the score 1.

    Source: reports.md:999-1045
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportSlot = _model_field("time", "ReportSlot")
    avg_score5: float = _field("avgScore5")
    avg_score4: float = _field("avgScore4")
    avg_score3: float = _field("avgScore3")
    avg_score2: float = _field("avgScore2")
    avg_score1: float = _field("avgScore1")
