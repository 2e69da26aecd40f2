"""AgentPage: One page of the agents of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import Agent

__all__ = ["AgentPage"]


class AgentPage(Model):
    """One page of the agents of a site.

    Attributes:
        total: How many agents there are on all pages together.
        previous_page: The absolute URL of the page before this one. The empty string or null where there is
            none.
        next_page: The absolute URL of the page after this one. The empty string or null where there is
            none. The URL may carry the page index alone, without the other query parameters of the
            request.
        agents: The agents of this page.

    Source: Account.md:207-260
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    total: int = _field("total")
    previous_page: str | None = _field("previousPage")
    next_page: str | None = _field("nextPage")
    agents: list[Agent] = _list_field("agents", "Agent")
