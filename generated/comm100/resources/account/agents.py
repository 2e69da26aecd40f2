"""Account › Agents. The people of a site who sign in to the control panel and the agent console: their
profile, password, lock and permissions. An agent with the permission *Manage Agent & Agent Groups*
manages all of them; every agent reads and changes its own record as `me`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import as_is, model
from ..._pages import AsyncPage, Page, Paging
from ..._raw import async_raw, raw
from ..._request import OMIT, Call, Omit, Operation
from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from ...models import (
        AccountPermissions,
        Agent,
        AgentPermissions,
        LiveChatPermissions,
    )

__all__ = ["AsyncAgents", "Agents"]

_LIST: Operation[Any] = Operation(
    "account.agents.list",
    "GET",
    "/api/v2/account/agents",
    decode=as_is,
)
_LIST_PAGING: Paging[Agent] = Paging(
    items="agents",
    next="nextPage",
    total="total",
    parameter="pageIndex",
    decode=model("Agent"),
)

_CREATE: Operation[Agent] = Operation(
    "account.agents.create",
    "POST",
    "/api/v2/account/agents",
    decode=model("Agent"),
)

_GET: Operation[Agent] = Operation(
    "account.agents.get",
    "GET",
    "/api/v2/account/agents/{id}",
    decode=model("Agent"),
)

_UPDATE: Operation[Agent] = Operation(
    "account.agents.update",
    "PUT",
    "/api/v2/account/agents/{id}",
    decode=model("Agent"),
)

_DELETE: Operation[None] = Operation(
    "account.agents.delete",
    "DELETE",
    "/api/v2/account/agents/{id}",
)

_SET_PASSWORD: Operation[None] = Operation(
    "account.agents.set_password",
    "POST",
    "/api/v2/account/agents/{id}/password",
)

_UNLOCK: Operation[None] = Operation(
    "account.agents.unlock",
    "PUT",
    "/api/v2/account/agents/{id}/unlock",
)

_GET_PERMISSIONS: Operation[AgentPermissions] = Operation(
    "account.agents.get_permissions",
    "GET",
    "/api/v2/account/agents/{id}/permissions",
    decode=model("AgentPermissions"),
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

_ME: Operation[Agent] = Operation(
    "account.agents.me",
    "GET",
    "/api/v2/account/agents/me",
    decode=model("Agent"),
)

_UPDATE_ME: Operation[Agent] = Operation(
    "account.agents.update_me",
    "PUT",
    "/api/v2/account/agents/me",
    decode=model("Agent"),
)

_CHANGE_PASSWORD: Operation[None] = Operation(
    "account.agents.change_password",
    "PUT",
    "/api/v2/account/agents/me/password",
)


class Agents(Resource):
    """Account › Agents. The people of a site who sign in to the control panel and the agent console:
    their profile, password, lock and permissions. An agent with the permission *Manage Agent &
    Agent Groups* manages all of them; every agent reads and changes its own record as `me`."""

    @functools.cached_property
    def with_raw_response(self) -> AgentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AgentsWithRawResponse(self)

    def list(
        self,
        *,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Page[Agent]:
        """List agents.

        The agents of the site, one page at a time. How many make a page is not documented.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            page_index: The number of the page, counted from 0.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:207-260
        """
        call = Call(
            _LIST,
            query={
                "pageIndex": page_index,
            },
            timeout=timeout,
        )
        return Page(self._send, call, _LIST_PAGING)

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

        A new agent of the site, who can sign in at once where a password is given.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:307-353
        """
        call = Call(
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
        return self._send(call)

    def get(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Get an agent.

        One agent of the site.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:262-305
        """
        call = Call(
            _GET,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return self._send(call)

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

        Changes an agent. Properties that the request leaves out keep their values.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:355-401
        """
        call = Call(
            _UPDATE,
            path={
                "id": id,
            },
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
        return self._send(call)

    def delete(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Delete an agent.

        Removes an agent from the site.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:403-431
        """
        call = Call(
            _DELETE,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return self._send(call)

    def set_password(
        self,
        id: int,
        /,
        *,
        password: str,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Set an agent's password.

        Gives another agent a new password, without knowing the old one. Agents change their own
        with `PUT /api/v2/account/agents/me/password`.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:433-462
        """
        call = Call(
            _SET_PASSWORD,
            path={
                "id": id,
            },
            body={
                "password": password,
            },
            timeout=timeout,
        )
        return self._send(call)

    def unlock(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Unlock an agent.

        Lets an agent who is locked out sign in again. An agent who is not locked stays as it is.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:464-493
        """
        call = Call(
            _UNLOCK,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return self._send(call)

    def get_permissions(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Get an agent's permissions.

        The permissions that are given to the agent itself. What its groups add shows in the
        effective permissions.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:495-607
        """
        call = Call(
            _GET_PERMISSIONS,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return self._send(call)

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

        Replaces the permissions that are given to the agent itself. The request holds all of them:
        what was read before, with the changes made. `manageChatbot` and `buyEmailMarketingCredits`
        may be left out, because the vendor's texts do not agree on them.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            live_chat: What an agent may do in live chat.
            account: What an agent may do with the account of the site.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:609-688
        """
        call = Call(
            _UPDATE_PERMISSIONS,
            path={
                "id": id,
            },
            body={
                "liveChat": live_chat,
                "account": account,
            },
            timeout=timeout,
        )
        return self._send(call)

    def get_effective_permissions(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Get an agent's effective permissions.

        What the agent may do in all: its own permissions and those of the groups that it belongs
        to.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:690-758
        """
        call = Call(
            _GET_EFFECTIVE_PERMISSIONS,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return self._send(call)

    def me(
        self,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Get your own record.

        The agent whose credentials the request carries. It needs no permission, so it is the way to
        find out whether credentials are good and whose they are.

        Args:
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:760-803
        """
        call = Call(
            _ME,
            timeout=timeout,
        )
        return self._send(call)

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

        Changes the record of the agent whose credentials the request carries. Properties that the
        request leaves out keep their values. A new e-mail address is also the new name to sign in
        with.

        Args:
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:805-851
        """
        call = Call(
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
        return self._send(call)

    def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Change your own password.

        Replaces the password of the agent whose credentials the request carries. A wrong current
        password is an error.

        Args:
            current_password: The password that the agent signs in with until now.
            new_password: The password that the agent signs in with from now on.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:853-884
        """
        call = Call(
            _CHANGE_PASSWORD,
            body={
                "currentPassword": current_password,
                "newPassword": new_password,
            },
            timeout=timeout,
        )
        return self._send(call)


class AsyncAgents(AsyncResource):
    """Account › Agents. The people of a site who sign in to the control panel and the agent console:
    their profile, password, lock and permissions. An agent with the permission *Manage Agent &
    Agent Groups* manages all of them; every agent reads and changes its own record as `me`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAgentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAgentsWithRawResponse(self)

    async def list(
        self,
        *,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AsyncPage[Agent]:
        """List agents.

        The agents of the site, one page at a time. How many make a page is not documented.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            page_index: The number of the page, counted from 0.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:207-260
        """
        call = Call(
            _LIST,
            query={
                "pageIndex": page_index,
            },
            timeout=timeout,
        )
        return await AsyncPage.fetch(self._send, call, _LIST_PAGING)

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
        """Create an agent.

        A new agent of the site, who can sign in at once where a password is given.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:307-353
        """
        call = Call(
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
        return await self._send(call)

    async def get(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Get an agent.

        One agent of the site.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:262-305
        """
        call = Call(
            _GET,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return await self._send(call)

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
        """Update an agent.

        Changes an agent. Properties that the request leaves out keep their values.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:355-401
        """
        call = Call(
            _UPDATE,
            path={
                "id": id,
            },
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
        return await self._send(call)

    async def delete(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Delete an agent.

        Removes an agent from the site.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:403-431
        """
        call = Call(
            _DELETE,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def set_password(
        self,
        id: int,
        /,
        *,
        password: str,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Set an agent's password.

        Gives another agent a new password, without knowing the old one. Agents change their own
        with `PUT /api/v2/account/agents/me/password`.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            password: The password to sign in with. No response shows it.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:433-462
        """
        call = Call(
            _SET_PASSWORD,
            path={
                "id": id,
            },
            body={
                "password": password,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def unlock(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Unlock an agent.

        Lets an agent who is locked out sign in again. An agent who is not locked stays as it is.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:464-493
        """
        call = Call(
            _UNLOCK,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def get_permissions(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Get an agent's permissions.

        The permissions that are given to the agent itself. What its groups add shows in the
        effective permissions.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:495-607
        """
        call = Call(
            _GET_PERMISSIONS,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def update_permissions(
        self,
        id: int,
        /,
        *,
        live_chat: LiveChatPermissions | Mapping[str, Any],
        account: AccountPermissions | Mapping[str, Any],
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Update an agent's permissions.

        Replaces the permissions that are given to the agent itself. The request holds all of them:
        what was read before, with the changes made. `manageChatbot` and `buyEmailMarketingCredits`
        may be left out, because the vendor's texts do not agree on them.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            live_chat: What an agent may do in live chat.
            account: What an agent may do with the account of the site.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:609-688
        """
        call = Call(
            _UPDATE_PERMISSIONS,
            path={
                "id": id,
            },
            body={
                "liveChat": live_chat,
                "account": account,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def get_effective_permissions(
        self,
        id: int,
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> AgentPermissions:
        """Get an agent's effective permissions.

        What the agent may do in all: its own permissions and those of the groups that it belongs
        to.

        Needs the permission "Manage Agent & Agent Groups".

        Args:
            id: The agent's identifier.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            NotFoundError: No resource has this identifier or address.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:690-758
        """
        call = Call(
            _GET_EFFECTIVE_PERMISSIONS,
            path={
                "id": id,
            },
            timeout=timeout,
        )
        return await self._send(call)

    async def me(
        self,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Agent:
        """Get your own record.

        The agent whose credentials the request carries. It needs no permission, so it is the way to
        find out whether credentials are good and whose they are.

        Args:
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:760-803
        """
        call = Call(
            _ME,
            timeout=timeout,
        )
        return await self._send(call)

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
        """Update your own record.

        Changes the record of the agent whose credentials the request carries. Properties that the
        request leaves out keep their values. A new e-mail address is also the new name to sign in
        with.

        Args:
            email: The e-mail address. It is the name that the agent signs in with.
            display_name: The name that visitors and other agents see.
            first_name: The first name.
            last_name: The last name.
            title: The job title.
            bio: A few words about the agent.
            mobile_phone: The mobile phone number, in any spelling.
            time_zone: The time zone, as a decimal index into a list that the vendor does not publish. `-1`
                stands for none of one's own.
            date_time_format: How the site shows dates and times to the agent, as a .NET format string.
            groups: The groups that the agent belongs to. What an entry looks like is not documented;
                every sample is empty.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:805-851
        """
        call = Call(
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
        return await self._send(call)

    async def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        timeout: float | Omit | None = OMIT,
    ) -> None:
        """Change your own password.

        Replaces the password of the agent whose credentials the request carries. A wrong current
        password is an error.

        Args:
            current_password: The password that the agent signs in with until now.
            new_password: The password that the agent signs in with from now on.
            timeout: Seconds, instead of the client's.

        Raises:
            BadRequestError: The request is malformed: a parameter is missing, of the wrong type or outside its
                limits.
            UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong
                API key, an invalid access token.
            ForbiddenError: The credentials are good, but the agent lacks the permission, or the daily number of
                requests is used up.
            InternalServerError: The server failed.
            APIConnectionError: No response came.
            OAuthError: The token could not be renewed.

        Source: Account.md:853-884
        """
        call = Call(
            _CHANGE_PASSWORD,
            body={
                "currentPassword": current_password,
                "newPassword": new_password,
            },
            timeout=timeout,
        )
        return await self._send(call)


class AgentsWithRawResponse:
    """``Agents`` with the HTTP response beside each value."""

    def __init__(self, resource: Agents) -> None:
        self.list = raw(resource.list)
        self.create = raw(resource.create)
        self.get = raw(resource.get)
        self.update = raw(resource.update)
        self.delete = raw(resource.delete)
        self.set_password = raw(resource.set_password)
        self.unlock = raw(resource.unlock)
        self.get_permissions = raw(resource.get_permissions)
        self.update_permissions = raw(resource.update_permissions)
        self.get_effective_permissions = raw(resource.get_effective_permissions)
        self.me = raw(resource.me)
        self.update_me = raw(resource.update_me)
        self.change_password = raw(resource.change_password)


class AsyncAgentsWithRawResponse:
    """``AsyncAgents`` with the HTTP response beside each value."""

    def __init__(self, resource: AsyncAgents) -> None:
        self.list = async_raw(resource.list)
        self.create = async_raw(resource.create)
        self.get = async_raw(resource.get)
        self.update = async_raw(resource.update)
        self.delete = async_raw(resource.delete)
        self.set_password = async_raw(resource.set_password)
        self.unlock = async_raw(resource.unlock)
        self.get_permissions = async_raw(resource.get_permissions)
        self.update_permissions = async_raw(resource.update_permissions)
        self.get_effective_permissions = async_raw(resource.get_effective_permissions)
        self.me = async_raw(resource.me)
        self.update_me = async_raw(resource.update_me)
        self.change_password = async_raw(resource.change_password)
