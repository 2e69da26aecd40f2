"""The resource ``client.account.groups``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import AccountPermissions, AgentPermissions, Group, GroupAgent, LiveChatPermissions

__all__ = ["AsyncGroups", "Groups"]

_LIST: Operation[list[Group]] = Operation(
    "account.groups.list", "GET", "/api/v2/account/groups", decode=list_of(model("Group"))
)
_CREATE: Operation[Group] = Operation("account.groups.create", "POST", "/api/v2/account/groups", decode=model("Group"))
_GET: Operation[Group] = Operation("account.groups.get", "GET", "/api/v2/account/groups/{id}", decode=model("Group"))
_UPDATE: Operation[Group] = Operation(
    "account.groups.update", "PUT", "/api/v2/account/groups/{id}", decode=model("Group")
)
_DELETE: Operation[None] = Operation("account.groups.delete", "DELETE", "/api/v2/account/groups/{id}")
_GET_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.groups.get_permissions", "GET", "/api/v2/account/groups/{id}/permissions", decode=model("AgentPermissions")
)
_UPDATE_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.groups.update_permissions",
    "PUT",
    "/api/v2/account/groups/{id}/permissions",
    decode=model("AgentPermissions"),
)


class Groups(Resource):
    """Account › Groups. Sets of agents who share permissions. Two groups belong to the system, which maintains
    them.

    Every method accepts ``timeout``, in seconds, which replaces the client's for one call.

    Raises:
        ConfigurationError: An argument cannot be sent.
        APIConnectionError: No response was received; it is an APITimeoutError if time ran out.
        APIResponseError: The status reports success, but the body cannot be read.
        BadRequestError: The request is malformed: a parameter is missing, has the wrong type or is out of range.
        UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong API key, an
            invalid access token.
        ForbiddenError: The credentials are valid, but the agent lacks the permission, or the daily request limit is
            exhausted.
        NotFoundError: There is no resource with this identifier or path, but there may be one later.
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def with_raw_response(self) -> GroupsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return GroupsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Group]:
        """List groups.

        All groups of the site. The list has no pages.

        Requires the permission "Manage Agent & Agent Groups".

        Source: Account.md:922-985
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        description: str | None | Omit = OMIT,
        agents: Sequence[GroupAgent | Mapping[str, Any]] | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Group:
        """Create a group.

        Adds a group to the site. It has no permissions at first.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            name: The name of the group.
            description: What the group is for.
            agents: The agents in the group. (Inferred: No text says what a request sends; these are the
                entries of a response.)

        Chosen: No text says which permissions a new group has.

        Source: Account.md:1033-1069
        """
        return self._send(_CREATE, body={"name": name, "description": description, "agents": agents}, timeout=timeout)

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Group:
        """Get a group.

        One group of the site.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The group's identifier.

        Source: Account.md:987-1031
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | None | Omit = OMIT,
        agents: Sequence[GroupAgent | Mapping[str, Any]] | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Group:
        """Update a group.

        Changes a group. Omitted properties keep their values.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The group's identifier.
            name: The name of the group.
            description: What the group is for.
            agents: The agents in the group. (Inferred: No text says what a request sends; these are the
                entries of a response.)

        Source: Account.md:1071-1107
        """
        return self._send(
            _UPDATE, path={"id": id}, body={"name": name, "description": description, "agents": agents}, timeout=timeout
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a group.

        Removes a group from the site. Its agents stay.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The group's identifier.

        Chosen: No text says what becomes of the group's agents.

        Source: Account.md:1109-1137
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)

    def get_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get a group's permissions.

        The permissions that every agent of the group has.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The group's identifier.

        Source: Account.md:1139-1207
        """
        return self._send(_GET_PERMISSIONS, path={"id": id}, timeout=timeout)

    def update_permissions(
        self,
        id: int,
        /,
        *,
        live_chat: LiveChatPermissions | Mapping[str, Any],
        account: AccountPermissions | Mapping[str, Any],
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Update a group's permissions.

        Replaces the permissions of the group. The request contains all of them.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The group's identifier.
            live_chat: What an agent may do in live chat. (Inferred: What a permission allows is read from
                its name.)
            account: What an agent may do with the site's account. (Inferred: What a permission allows is
                read from its name.)

        Source: Account.md:1209-1288
        """
        return self._send(
            _UPDATE_PERMISSIONS, path={"id": id}, body={"liveChat": live_chat, "account": account}, timeout=timeout
        )


class AsyncGroups(AsyncResource):
    """Account › Groups; see :class:`Groups`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncGroupsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncGroupsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Group]:
        """List groups; see :meth:`Groups.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        description: str | None | Omit = OMIT,
        agents: Sequence[GroupAgent | Mapping[str, Any]] | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Group:
        """Create a group; see :meth:`Groups.create`."""
        return await self._send(
            _CREATE, body={"name": name, "description": description, "agents": agents}, timeout=timeout
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Group:
        """Get a group; see :meth:`Groups.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | None | Omit = OMIT,
        agents: Sequence[GroupAgent | Mapping[str, Any]] | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Group:
        """Update a group; see :meth:`Groups.update`."""
        return await self._send(
            _UPDATE, path={"id": id}, body={"name": name, "description": description, "agents": agents}, timeout=timeout
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a group; see :meth:`Groups.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)

    async def get_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get a group's permissions; see :meth:`Groups.get_permissions`."""
        return await self._send(_GET_PERMISSIONS, path={"id": id}, timeout=timeout)

    async def update_permissions(
        self,
        id: int,
        /,
        *,
        live_chat: LiveChatPermissions | Mapping[str, Any],
        account: AccountPermissions | Mapping[str, Any],
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Update a group's permissions; see :meth:`Groups.update_permissions`."""
        return await self._send(
            _UPDATE_PERMISSIONS, path={"id": id}, body={"liveChat": live_chat, "account": account}, timeout=timeout
        )


class GroupsWithRawResponse:
    """``Groups`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Groups(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)
        self.get_permissions = as_raw(resource.get_permissions)
        self.update_permissions = as_raw(resource.update_permissions)


class AsyncGroupsWithRawResponse:
    """``AsyncGroups`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncGroups(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
        self.get_permissions = as_async_raw(resource.get_permissions)
        self.update_permissions = as_async_raw(resource.update_permissions)
