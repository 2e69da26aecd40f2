"""The resource ``client.account.agents``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import model
from ..._pages import AsyncPager, Page, Paging
from ..._request import OMIT, Omit, Operation, as_page, hide
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import AccountPermissions, Agent, AgentPermissions, LiveChatPermissions

__all__ = ["AsyncAgents", "Agents"]

_LIST: Operation[Any] = Operation("account.agents.list", "GET", "/api/v2/account/agents", decode=as_page)
_LIST_PAGING: Paging[Agent] = Paging(
    items="agents", next="nextPage", total="total", parameter="pageIndex", decode=model("Agent")
)
_CREATE: Operation[Agent] = Operation("account.agents.create", "POST", "/api/v2/account/agents", decode=model("Agent"))
_GET: Operation[Agent] = Operation("account.agents.get", "GET", "/api/v2/account/agents/{id}", decode=model("Agent"))
_UPDATE: Operation[Agent] = Operation(
    "account.agents.update", "PUT", "/api/v2/account/agents/{id}", decode=model("Agent")
)
_DELETE: Operation[None] = Operation("account.agents.delete", "DELETE", "/api/v2/account/agents/{id}")
_SET_PASSWORD: Operation[None] = Operation(
    "account.agents.set_password", "POST", "/api/v2/account/agents/{id}/password"
)
_UNLOCK: Operation[None] = Operation("account.agents.unlock", "PUT", "/api/v2/account/agents/{id}/unlock")
_GET_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.agents.get_permissions", "GET", "/api/v2/account/agents/{id}/permissions", decode=model("AgentPermissions")
)
_UPDATE_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.agents.update_permissions",
    "PUT",
    "/api/v2/account/agents/{id}/permissions",
    decode=model("AgentPermissions"),
)
_GET_EFFECTIVE_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.agents.get_effective_permissions",
    "GET",
    "/api/v2/account/agents/{id}/effectivePermissions",
    decode=model("AgentPermissions"),
)
_ME: Operation[Agent] = Operation("account.agents.me", "GET", "/api/v2/account/agents/me", decode=model("Agent"))
_UPDATE_ME: Operation[Agent] = Operation(
    "account.agents.update_me", "PUT", "/api/v2/account/agents/me", decode=model("Agent")
)
_CHANGE_PASSWORD: Operation[None] = Operation(
    "account.agents.change_password", "PUT", "/api/v2/account/agents/me/password"
)


class Agents(Resource):
    """Account › Agents. The people of a site who sign in to the control panel and the agent console: their
    profile, password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups* can
    manage all of them; every agent can read and change its own record as `me`.

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
    def with_raw_response(self) -> AgentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AgentsWithRawResponse(self._client)

    def list(self, *, page_index: int | Omit = OMIT, timeout: float | Omit | None = OMIT) -> Page[Agent]:
        """List agents.

        The site's agents, one page at a time. The page size is not documented.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)

        Source: Account.md:207-260
        """
        return self._list(_LIST, _LIST_PAGING, query={"pageIndex": page_index}, timeout=timeout)

    def create(
        self,
        *,
        email: str,
        display_name: str,
        first_name: str,
        last_name: str,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        password: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Create an agent.

        Adds an agent to the site. The agent can sign in immediately if a password is given.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            email: The e-mail address that the agent signs in with.
            display_name: The name that visitors and other agents see.
            title: The job title.
            bio: A short biography.
            mobile_phone: The mobile phone number, in any format.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                means that none is set. (Inferred: The samples are whole numbers as text, which no text
                explains.)
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. The format of an entry is not documented; every
                sample is empty.
            password: The password to sign in with. It is never returned.

        Inferred: The sample sends a password, with which the agent can sign in.

        Source: Account.md:307-353
        """
        password = hide(password)
        return self._send(
            _CREATE,
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
                "password": password,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Agent:
        """Get an agent.

        One of the site's agents.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.

        Source: Account.md:262-305
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        email: str | Omit = OMIT,
        display_name: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        password: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Update an agent.

        Updates an agent. Omitted properties keep their values.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            email: The e-mail address that the agent signs in with.
            display_name: The name that visitors and other agents see.
            title: The job title.
            bio: A short biography.
            mobile_phone: The mobile phone number, in any format.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                means that none is set. (Inferred: The samples are whole numbers as text, which no text
                explains.)
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. The format of an entry is not documented; every
                sample is empty.
            password: The password to sign in with. It is never returned.

        Source: Account.md:355-401
        """
        password = hide(password)
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
                "password": password,
            },
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete an agent.

        Removes an agent from the site.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.

        Source: Account.md:403-431
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)

    def set_password(self, id: int, /, *, password: str, timeout: float | Omit | None = OMIT) -> None:
        """Set an agent's password.

        Gives another agent a new password; the old one is not needed. Agents change their own password with
        `PUT /api/v2/account/agents/me/password`.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            password: The password to sign in with. It is never returned.

        Source: Account.md:433-462
        """
        password = hide(password)
        return self._send(_SET_PASSWORD, path={"id": id}, body={"password": password}, timeout=timeout)

    def unlock(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Unlock an agent.

        Lets a locked agent sign in again. It has no effect on an agent who is not locked.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.

        Chosen: No text says what happens to an agent who is not locked.

        Source: Account.md:464-493
        """
        return self._send(_UNLOCK, path={"id": id}, timeout=timeout)

    def get_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get an agent's permissions.

        The permissions that the agent has been given directly. The effective permissions include those of its
        groups.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.

        Source: Account.md:495-607
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
        """Update an agent's permissions.

        Replaces the permissions that the agent has been given directly. The request contains all of them: read
        them first, then send them back with your changes. `manageChatbot` and `buyEmailMarketingCredits` can be
        omitted, because the vendor's texts disagree about them.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            live_chat: What an agent may do in live chat. (Inferred: What a permission allows is read from
                its name.)
            account: What an agent may do with the site's account. (Inferred: What a permission allows is
                read from its name.)

        Source: Account.md:609-688
        """
        return self._send(
            _UPDATE_PERMISSIONS, path={"id": id}, body={"liveChat": live_chat, "account": account}, timeout=timeout
        )

    def get_effective_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get an agent's effective permissions.

        Everything that the agent may do: its own permissions and those of its groups.

        Requires the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.

        Source: Account.md:690-758
        """
        return self._send(_GET_EFFECTIVE_PERMISSIONS, path={"id": id}, timeout=timeout)

    def me(self, *, timeout: float | Omit | None = OMIT) -> Agent:
        """Get your own record.

        The agent whose credentials authenticate the request. No permission is required, so this operation can
        check whether credentials are valid and whom they belong to.

        Source: Account.md:760-803
        """
        return self._send(_ME, timeout=timeout)

    def update_me(
        self,
        *,
        email: str | Omit = OMIT,
        display_name: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Update your own record.

        Updates the record of the agent whose credentials authenticate the request. Omitted properties keep
        their values. A new e-mail address is also the new sign-in name.

        Args:
            email: The e-mail address that the agent signs in with.
            display_name: The name that visitors and other agents see.
            title: The job title.
            bio: A short biography.
            mobile_phone: The mobile phone number, in any format.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                means that none is set. (Inferred: The samples are whole numbers as text, which no text
                explains.)
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. The format of an entry is not documented; every
                sample is empty.

        Source: Account.md:805-851
        """
        return self._send(
            _UPDATE_ME,
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
            },
            timeout=timeout,
        )

    def change_password(self, *, current_password: str, new_password: str, timeout: float | Omit | None = OMIT) -> None:
        """Change your own password.

        Changes the password of the agent whose credentials authenticate the request. A wrong current password
        is an error.

        Chosen: No text says that a wrong current password is an error, or which one.

        Source: Account.md:853-884
        """
        current_password = hide(current_password)
        new_password = hide(new_password)
        return self._send(
            _CHANGE_PASSWORD, body={"currentPassword": current_password, "newPassword": new_password}, timeout=timeout
        )


class AsyncAgents(AsyncResource):
    """Account › Agents; see :class:`Agents`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAgentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAgentsWithRawResponse(self._client)

    def list(self, *, page_index: int | Omit = OMIT, timeout: float | Omit | None = OMIT) -> AsyncPager[Agent]:
        """List agents; see :meth:`Agents.list`."""
        return self._list(_LIST, _LIST_PAGING, query={"pageIndex": page_index}, timeout=timeout)

    async def create(
        self,
        *,
        email: str,
        display_name: str,
        first_name: str,
        last_name: str,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        password: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Create an agent; see :meth:`Agents.create`."""
        password = hide(password)
        return await self._send(
            _CREATE,
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
                "password": password,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Agent:
        """Get an agent; see :meth:`Agents.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        email: str | Omit = OMIT,
        display_name: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        password: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Update an agent; see :meth:`Agents.update`."""
        password = hide(password)
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
                "password": password,
            },
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete an agent; see :meth:`Agents.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)

    async def set_password(self, id: int, /, *, password: str, timeout: float | Omit | None = OMIT) -> None:
        """Set an agent's password; see :meth:`Agents.set_password`."""
        password = hide(password)
        return await self._send(_SET_PASSWORD, path={"id": id}, body={"password": password}, timeout=timeout)

    async def unlock(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Unlock an agent; see :meth:`Agents.unlock`."""
        return await self._send(_UNLOCK, path={"id": id}, timeout=timeout)

    async def get_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get an agent's permissions; see :meth:`Agents.get_permissions`."""
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
        """Update an agent's permissions; see :meth:`Agents.update_permissions`."""
        return await self._send(
            _UPDATE_PERMISSIONS, path={"id": id}, body={"liveChat": live_chat, "account": account}, timeout=timeout
        )

    async def get_effective_permissions(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> AgentPermissions:
        """Get an agent's effective permissions; see :meth:`Agents.get_effective_permissions`."""
        return await self._send(_GET_EFFECTIVE_PERMISSIONS, path={"id": id}, timeout=timeout)

    async def me(self, *, timeout: float | Omit | None = OMIT) -> Agent:
        """Get your own record; see :meth:`Agents.me`."""
        return await self._send(_ME, timeout=timeout)

    async def update_me(
        self,
        *,
        email: str | Omit = OMIT,
        display_name: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        title: str | Omit = OMIT,
        bio: str | Omit = OMIT,
        mobile_phone: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        date_time_format: str | Omit = OMIT,
        groups: Sequence[Any] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Update your own record; see :meth:`Agents.update_me`."""
        return await self._send(
            _UPDATE_ME,
            body={
                "email": email,
                "displayName": display_name,
                "firstName": first_name,
                "lastName": last_name,
                "title": title,
                "bio": bio,
                "mobilePhone": mobile_phone,
                "timeZone": time_zone,
                "dateTimeFormat": date_time_format,
                "groups": groups,
            },
            timeout=timeout,
        )

    async def change_password(
        self, *, current_password: str, new_password: str, timeout: float | Omit | None = OMIT
    ) -> None:
        """Change your own password; see :meth:`Agents.change_password`."""
        current_password = hide(current_password)
        new_password = hide(new_password)
        return await self._send(
            _CHANGE_PASSWORD, body={"currentPassword": current_password, "newPassword": new_password}, timeout=timeout
        )


class AgentsWithRawResponse:
    """``Agents`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Agents(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)
        self.set_password = as_raw(resource.set_password)
        self.unlock = as_raw(resource.unlock)
        self.get_permissions = as_raw(resource.get_permissions)
        self.update_permissions = as_raw(resource.update_permissions)
        self.get_effective_permissions = as_raw(resource.get_effective_permissions)
        self.me = as_raw(resource.me)
        self.update_me = as_raw(resource.update_me)
        self.change_password = as_raw(resource.change_password)


class AsyncAgentsWithRawResponse:
    """``AsyncAgents`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAgents(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
        self.set_password = as_async_raw(resource.set_password)
        self.unlock = as_async_raw(resource.unlock)
        self.get_permissions = as_async_raw(resource.get_permissions)
        self.update_permissions = as_async_raw(resource.update_permissions)
        self.get_effective_permissions = as_async_raw(resource.get_effective_permissions)
        self.me = as_async_raw(resource.me)
        self.update_me = as_async_raw(resource.update_me)
        self.change_password = as_async_raw(resource.change_password)
