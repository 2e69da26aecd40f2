"""The resource ``client.account``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .agents import Agents, AsyncAgents
    from .audit_logs import AsyncAuditLogs, AuditLogs
    from .groups import AsyncGroups, Groups
    from .ip_restriction import AsyncIpRestrictionResource, IpRestrictionResource
    from .sites import AsyncSites, Sites

__all__ = ["AsyncAccount", "Account"]


class Account(Resource):
    """Account."""

    @functools.cached_property
    def sites(self) -> Sites:
        """The profile of the site that the credentials belong to."""
        from .sites import Sites

        return Sites(self._client)

    @functools.cached_property
    def agents(self) -> Agents:
        """The people of a site who sign in to the control panel and the agent console: their profile,
        password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups*
        can manage all of them; every agent can read and change its own record as `me`."""
        from .agents import Agents

        return Agents(self._client)

    @functools.cached_property
    def groups(self) -> Groups:
        """Sets of agents who share permissions. Two groups belong to the system, which maintains them."""
        from .groups import Groups

        return Groups(self._client)

    @functools.cached_property
    def ip_restriction(self) -> IpRestrictionResource:
        """Whether agents can sign in from authorized IP addresses only, and which addresses these are."""
        from .ip_restriction import IpRestrictionResource

        return IpRestrictionResource(self._client)

    @functools.cached_property
    def audit_logs(self) -> AuditLogs:
        """What agents did in the control panel."""
        from .audit_logs import AuditLogs

        return AuditLogs(self._client)


class AsyncAccount(AsyncResource):
    """Account; see :class:`Account`."""

    @functools.cached_property
    def sites(self) -> AsyncSites:
        """The profile of the site that the credentials belong to."""
        from .sites import AsyncSites

        return AsyncSites(self._client)

    @functools.cached_property
    def agents(self) -> AsyncAgents:
        """The people of a site who sign in to the control panel and the agent console: their profile,
        password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups*
        can manage all of them; every agent can read and change its own record as `me`."""
        from .agents import AsyncAgents

        return AsyncAgents(self._client)

    @functools.cached_property
    def groups(self) -> AsyncGroups:
        """Sets of agents who share permissions. Two groups belong to the system, which maintains them."""
        from .groups import AsyncGroups

        return AsyncGroups(self._client)

    @functools.cached_property
    def ip_restriction(self) -> AsyncIpRestrictionResource:
        """Whether agents can sign in from authorized IP addresses only, and which addresses these are."""
        from .ip_restriction import AsyncIpRestrictionResource

        return AsyncIpRestrictionResource(self._client)

    @functools.cached_property
    def audit_logs(self) -> AsyncAuditLogs:
        """What agents did in the control panel."""
        from .audit_logs import AsyncAuditLogs

        return AsyncAuditLogs(self._client)
