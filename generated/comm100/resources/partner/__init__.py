"""The resource ``client.partner``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .sites import AsyncSites, Sites

__all__ = ["AsyncPartner", "Partner"]


class Partner(Resource):
    """Partner."""

    @functools.cached_property
    def sites(self) -> Sites:
        """The sites of a partner's customers. These operations take a partner's access token, not that
        of an agent."""
        from .sites import Sites

        return Sites(self._client)


class AsyncPartner(AsyncResource):
    """Partner; see :class:`Partner`."""

    @functools.cached_property
    def sites(self) -> AsyncSites:
        """The sites of a partner's customers. These operations take a partner's access token, not that
        of an agent."""
        from .sites import AsyncSites

        return AsyncSites(self._client)
