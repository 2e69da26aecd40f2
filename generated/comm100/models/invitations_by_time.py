"""InvitationsByTime: The invitations of a period of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ReportPeriod

__all__ = ["InvitationsByTime"]


class InvitationsByTime(Model):
    """The invitations of a period of time.

    Attributes:
        time: A period of time that a row of a report covers.
        sent: The number of invitations that visitors got.
        accepted: The number of invitations that visitors accepted.

    Source: reports.md:1504-1532 and 1563-1593
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    time: ReportPeriod = _model_field("time", "ReportPeriod")
    sent: float = _field("sent")
    accepted: float = _field("accepted")
