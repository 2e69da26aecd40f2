"""The resource ``client.livechat.agent_chats``."""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import AgentChatList

__all__ = ["AsyncAgentChats", "AgentChats"]

_LIST: Operation[AgentChatList] = Operation(
    "livechat.agent_chats.list",
    "GET",
    "/api/v2/livechat/agentChats",
    decode=model("AgentChatList"),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)


class AgentChats(Resource):
    """Live Chat › Agent Chats. The chats that agents have with one another.

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
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def with_raw_response(self) -> AgentChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AgentChatsWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AgentChatList:
        """List chats among agents.

        The chats that agents had with one another in a period, which is today by default.

        Args:
            time_from: The beginning of the period, in the time zone of `timezone`. The beginning of today
                if omitted. (Inferred: The table says only today; the day begins where the caller is.)
            time_to: The end of the period, in the time zone of `timezone`. The end of today if omitted.
                (Inferred: The table says only today; the day ends where the caller is.)
            timezone: The offset of local times from UTC.
            agent_id: Only those in which the agent with this identifier took part.
            keywords: Only records that contain this text.

        Source: Livechat.md:5967-6027
        """
        return self._send(
            _LIST,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "agentId": agent_id,
                "keywords": keywords,
            },
            timeout=timeout,
        )


class AsyncAgentChats(AsyncResource):
    """Live Chat › Agent Chats; see :class:`AgentChats`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAgentChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAgentChatsWithRawResponse(self._client)

    async def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AgentChatList:
        """List chats among agents; see :meth:`AgentChats.list`."""
        return await self._send(
            _LIST,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "agentId": agent_id,
                "keywords": keywords,
            },
            timeout=timeout,
        )


class AgentChatsWithRawResponse:
    """``AgentChats`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = AgentChats(client, raw=True)
        self.list = as_raw(resource.list)


class AsyncAgentChatsWithRawResponse:
    """``AsyncAgentChats`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAgentChats(client, raw=True)
        self.list = as_async_raw(resource.list)
