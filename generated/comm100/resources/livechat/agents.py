"""The resource ``client.livechat.agents``."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import LiveChatAgent

__all__ = ["AsyncAgents", "Agents"]

_GET: Operation[LiveChatAgent] = Operation(
    "livechat.agents.get", "GET", "/api/v2/livechat/agents/{id}", decode=model("LiveChatAgent")
)
_UPDATE: Operation[LiveChatAgent] = Operation(
    "livechat.agents.update", "PUT", "/api/v2/livechat/agents/{id}", decode=model("LiveChatAgent")
)


class Agents(Resource):
    """Live Chat › Agents. What agents do in Live Chat, such as their status, departments and limits.

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

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> LiveChatAgent:
        """Get an agent's status.

        The status, departments and limits of an agent in Live Chat.

        Args:
            id: The agent's identifier.

        Source: Livechat.md:5281-5319
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        status: str | Omit = OMIT,
        departments: Sequence[int] | Omit = OMIT,
        max_chats_count: int | Omit = OMIT,
        is_accept_allocation: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> LiveChatAgent:
        """Update an agent's status.

        Changes an agent's part in Live Chat. Omitted properties keep their values.

        Args:
            id: The agent's identifier.
            status: Whether the agent takes chats: `online`, `away`, `offline`, or the name of a custom away
                status of the site.
            departments: The identifiers of the agent's departments.
            max_chats_count: The maximum number of concurrent chats that are routed to the agent
                automatically.
            is_accept_allocation: Whether chats are allocated to the agent automatically.

        Source: Livechat.md:5321-5361
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "status": status,
                "departments": departments,
                "maxChatsCount": max_chats_count,
                "isAcceptAllocation": is_accept_allocation,
            },
            timeout=timeout,
        )


class AsyncAgents(AsyncResource):
    """Live Chat › Agents; see :class:`Agents`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAgentsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAgentsWithRawResponse(self._client)

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> LiveChatAgent:
        """Get an agent's status; see :meth:`Agents.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        status: str | Omit = OMIT,
        departments: Sequence[int] | Omit = OMIT,
        max_chats_count: int | Omit = OMIT,
        is_accept_allocation: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> LiveChatAgent:
        """Update an agent's status; see :meth:`Agents.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "status": status,
                "departments": departments,
                "maxChatsCount": max_chats_count,
                "isAcceptAllocation": is_accept_allocation,
            },
            timeout=timeout,
        )


class AgentsWithRawResponse:
    """``Agents`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Agents(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncAgentsWithRawResponse:
    """``AsyncAgents`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAgents(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
