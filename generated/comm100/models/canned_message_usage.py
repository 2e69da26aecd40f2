"""CannedMessageUsage: How often a canned message was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CannedMessageUsage"]


class CannedMessageUsage(Model):
    """How often a canned message was used.

    Attributes:
        id: The identifier of the canned message.
        used_times: How often the message was used.
        agents_used_it: How many agents used the message.

    Source: reports.md:1695-1722
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    used_times: int = _field("usedTimes")
    agents_used_it: int = _field("agentsUsedIt")
