"""The resource ``client.livechat``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .departments import AsyncDepartments, Departments

__all__ = ["AsyncLivechat", "Livechat"]


class Livechat(Resource):
    """Live Chat."""

    @functools.cached_property
    def departments(self) -> Departments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import Departments

        return Departments(self._client)


class AsyncLivechat(AsyncResource):
    """Live Chat; see :class:`Livechat`."""

    @functools.cached_property
    def departments(self) -> AsyncDepartments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import AsyncDepartments

        return AsyncDepartments(self._client)
