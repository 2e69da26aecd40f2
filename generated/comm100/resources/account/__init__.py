"""The resource ``client.account``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .agents import Agents, AsyncAgents

__all__ = ["AsyncAccount", "Account"]


class Account(Resource):
    """Account."""

    @functools.cached_property
    def agents(self) -> Agents:
        """The people of a site who sign in to the control panel and the agent console: their profile,
        password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups*
        can manage all of them; every agent can read and change its own record as `me`."""
        from .agents import Agents

        return Agents(self._client)


class AsyncAccount(AsyncResource):
    """Account; see :class:`Account`."""

    @functools.cached_property
    def agents(self) -> AsyncAgents:
        """The people of a site who sign in to the control panel and the agent console: their profile,
        password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups*
        can manage all of them; every agent can read and change its own record as `me`."""
        from .agents import AsyncAgents

        return AsyncAgents(self._client)
