"""PartnerSitePage: One page of a partner's sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import PartnerSite

__all__ = ["PartnerSitePage"]


class PartnerSitePage(Model):
    """One page of a partner's sites.

    Attributes:
        total: The number of items on all pages.
        previous_page: The absolute URL of the previous page. If there is none, an empty string,
            null, or the URL of the first page.
        next_page: The absolute URL of the next page. An empty string or null if there is none.
            The URL may contain only the page index, without the other query parameters of the
            request.
        sites: The items of this page.

    Source: Partner.md:178-253
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    total: int = _field("total")
    previous_page: str | None = _field("previousPage")
    next_page: str | None = _field("nextPage")
    sites: list[PartnerSite] = _list_field("sites", "PartnerSite")
