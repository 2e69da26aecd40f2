"""The resource ``client.livechat.departments``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Department

__all__ = ["AsyncDepartments", "Departments"]

_LIST: Operation[list[Department]] = Operation(
    "livechat.departments.list", "GET", "/api/v2/livechat/departments", decode=list_of(model("Department"))
)
_CREATE: Operation[Department] = Operation(
    "livechat.departments.create", "POST", "/api/v2/livechat/departments", decode=model("Department")
)
_GET: Operation[Department] = Operation(
    "livechat.departments.get", "GET", "/api/v2/livechat/departments/{id}", decode=model("Department")
)
_UPDATE: Operation[Department] = Operation(
    "livechat.departments.update", "PUT", "/api/v2/livechat/departments/{id}", decode=model("Department")
)
_DELETE: Operation[str] = Operation(
    "livechat.departments.delete", "DELETE", "/api/v2/livechat/departments/{id}", decode=as_is
)


class Departments(Resource):
    """Live Chat › Departments. The parts of the site's staff, to which chats and offline messages can be routed.

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
    def with_raw_response(self) -> DepartmentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return DepartmentsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Department]:
        """List departments.

        All departments of the site. The list has no pages.

        Requires the permission "Manage Settings".

        Source: Livechat.md:2728-2772
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        description: str | Omit = OMIT,
        agents: Sequence[int] | Omit = OMIT,
        groups: Sequence[int] | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        backup_department_id: int | Omit = OMIT,
        offline_message_to: Literal["allAgents", "emailAddresses"] | str | Omit = OMIT,
        email_addresses: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Department:
        """Create a department.

        Adds a department to the site.

        Requires the permission "Manage Settings".

        Args:
            name: The name of the department.
            description: What the department is for.
            agents: The identifiers of the agents in the department.
            groups: The identifiers of the groups whose agents are in the department. (Inferred: The agents
                of the samples are identifiers; their groups are empty.)
            allocation_rule: How chats are allocated to the agents of the department.
            is_last_chatted_preferred: Whether a visitor's chat is allocated to the agent of the visitor's
                last chat, if possible. (Inferred: The text says only that the last-chatted agent is preferred.)
            backup_department_id: The identifier of the backup department; 0 means that there is none.
                (Inferred: A new department has 0 in the sample.)
            offline_message_to: Who gets the department's offline messages by e-mail: all of its agents, or
                those whose addresses are in `emailAddresses`. (Inferred: The text does not say whose agents
                these are.)
            email_addresses: The e-mail addresses that get the department's offline messages. No text says
                what stands between two of them.

        Source: Livechat.md:2817-2858
        """
        return self._send(
            _CREATE,
            body={
                "name": name,
                "description": description,
                "agents": agents,
                "groups": groups,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "backupDepartmentId": backup_department_id,
                "offlineMessageTo": offline_message_to,
                "emailAddresses": email_addresses,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Department:
        """Get a department.

        One department of the site.

        Requires the permission "Manage Settings".

        Args:
            id: The department's identifier.

        Source: Livechat.md:2774-2815
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        agents: Sequence[int] | Omit = OMIT,
        groups: Sequence[int] | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        backup_department_id: int | Omit = OMIT,
        offline_message_to: Literal["allAgents", "emailAddresses"] | str | Omit = OMIT,
        email_addresses: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Department:
        """Update a department.

        Changes a department. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            id: The department's identifier.
            name: The name of the department.
            description: What the department is for.
            agents: The identifiers of the agents in the department.
            groups: The identifiers of the groups whose agents are in the department. (Inferred: The agents
                of the samples are identifiers; their groups are empty.)
            allocation_rule: How chats are allocated to the agents of the department.
            is_last_chatted_preferred: Whether a visitor's chat is allocated to the agent of the visitor's
                last chat, if possible. (Inferred: The text says only that the last-chatted agent is preferred.)
            backup_department_id: The identifier of the backup department; 0 means that there is none.
                (Inferred: A new department has 0 in the sample.)
            offline_message_to: Who gets the department's offline messages by e-mail: all of its agents, or
                those whose addresses are in `emailAddresses`. (Inferred: The text does not say whose agents
                these are.)
            email_addresses: The e-mail addresses that get the department's offline messages. No text says
                what stands between two of them.

        Source: Livechat.md:2860-2901
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "description": description,
                "agents": agents,
                "groups": groups,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "backupDepartmentId": backup_department_id,
                "offlineMessageTo": offline_message_to,
                "emailAddresses": email_addresses,
            },
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a department.

        Removes a department from the site.

        Requires the permission "Manage Settings".

        Args:
            id: The department's identifier.

        Source: Livechat.md:2903-2931
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncDepartments(AsyncResource):
    """Live Chat › Departments; see :class:`Departments`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncDepartmentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncDepartmentsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Department]:
        """List departments; see :meth:`Departments.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = OMIT,
        agents: Sequence[int] | Omit = OMIT,
        groups: Sequence[int] | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        backup_department_id: int | Omit = OMIT,
        offline_message_to: Literal["allAgents", "emailAddresses"] | str | Omit = OMIT,
        email_addresses: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Department:
        """Create a department; see :meth:`Departments.create`."""
        return await self._send(
            _CREATE,
            body={
                "name": name,
                "description": description,
                "agents": agents,
                "groups": groups,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "backupDepartmentId": backup_department_id,
                "offlineMessageTo": offline_message_to,
                "emailAddresses": email_addresses,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Department:
        """Get a department; see :meth:`Departments.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        agents: Sequence[int] | Omit = OMIT,
        groups: Sequence[int] | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        backup_department_id: int | Omit = OMIT,
        offline_message_to: Literal["allAgents", "emailAddresses"] | str | Omit = OMIT,
        email_addresses: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Department:
        """Update a department; see :meth:`Departments.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "description": description,
                "agents": agents,
                "groups": groups,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "backupDepartmentId": backup_department_id,
                "offlineMessageTo": offline_message_to,
                "emailAddresses": email_addresses,
            },
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a department; see :meth:`Departments.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class DepartmentsWithRawResponse:
    """``Departments`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Departments(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncDepartmentsWithRawResponse:
    """``AsyncDepartments`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncDepartments(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
