"""QueueRoute: To whom chat requests are routed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["QueueRoute"]


class QueueRoute(Model):
    """To whom chat requests are routed.

    Attributes:
        type: 0 for the whole site, 1 for a department, 2 for an agent.
        id: The identifier of the department or the agent. Left out for the site.

    Source: reports.md:1968-2011
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal[0, 1, 2] | int = _field("type")
    id: int | None = _field("id", default=None)
