"""The resource ``client.livechat.auto_allocation``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import AutoAllocation

__all__ = ["AsyncAutoAllocationResource", "AutoAllocationResource"]

_GET: Operation[AutoAllocation] = Operation(
    "livechat.auto_allocation.get", "GET", "/api/v2/livechat/autoAllocation", decode=model("AutoAllocation")
)
_UPDATE: Operation[AutoAllocation] = Operation(
    "livechat.auto_allocation.update", "PUT", "/api/v2/livechat/autoAllocation", decode=model("AutoAllocation")
)


class AutoAllocationResource(Resource):
    """Live Chat › Auto Allocation. How chats are allocated to agents.

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
    def with_raw_response(self) -> AutoAllocationResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AutoAllocationResourceWithRawResponse(self._client)

    def get(self, *, timeout: float | Omit | None = OMIT) -> AutoAllocation:
        """Get the auto allocation settings.

        How chats are allocated to agents.

        Requires the permission "Manage Settings".

        Source: Livechat.md:4435-4471
        """
        return self._send(_GET, timeout=timeout)

    def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        is_max_chat_for_all_agents: bool | Omit = OMIT,
        max_chat_for_all_agents: int | Omit = OMIT,
        is_allocate_chat_when_agent_in_audio_video: bool | Omit = OMIT,
        is_allow_agent_manual_accept_chat: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoAllocation:
        """Update the auto allocation settings.

        Changes how chats are allocated to agents. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            is_enable: Whether chats are allocated automatically.
            allocation_rule: How the agent of a chat is chosen.
            is_last_chatted_preferred: Whether visitors get the agent of their last chat if possible.
            is_max_chat_for_all_agents: Whether one maximum number of chats applies to all agents.
            max_chat_for_all_agents: The maximum number of concurrent chats of an agent, if
                `isMaxChatForAllAgents` is true.
            is_allocate_chat_when_agent_in_audio_video: Whether agents in an audio or video chat are
                allocated further chats.
            is_allow_agent_manual_accept_chat: Whether agents can also accept chats by hand in the agent
                console.

        Source: Livechat.md:4473-4511
        """
        return self._send(
            _UPDATE,
            body={
                "isEnable": is_enable,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "isMaxChatForAllAgents": is_max_chat_for_all_agents,
                "maxChatForAllAgents": max_chat_for_all_agents,
                "isAllocateChatWhenAgentInAudioVideo": is_allocate_chat_when_agent_in_audio_video,
                "isAllowAgentManualAcceptChat": is_allow_agent_manual_accept_chat,
            },
            timeout=timeout,
        )


class AsyncAutoAllocationResource(AsyncResource):
    """Live Chat › Auto Allocation; see :class:`AutoAllocationResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAutoAllocationResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAutoAllocationResourceWithRawResponse(self._client)

    async def get(self, *, timeout: float | Omit | None = OMIT) -> AutoAllocation:
        """Get the auto allocation settings; see :meth:`AutoAllocationResource.get`."""
        return await self._send(_GET, timeout=timeout)

    async def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | Omit = OMIT,
        is_last_chatted_preferred: bool | Omit = OMIT,
        is_max_chat_for_all_agents: bool | Omit = OMIT,
        max_chat_for_all_agents: int | Omit = OMIT,
        is_allocate_chat_when_agent_in_audio_video: bool | Omit = OMIT,
        is_allow_agent_manual_accept_chat: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AutoAllocation:
        """Update the auto allocation settings; see :meth:`AutoAllocationResource.update`."""
        return await self._send(
            _UPDATE,
            body={
                "isEnable": is_enable,
                "allocationRule": allocation_rule,
                "isLastChattedPreferred": is_last_chatted_preferred,
                "isMaxChatForAllAgents": is_max_chat_for_all_agents,
                "maxChatForAllAgents": max_chat_for_all_agents,
                "isAllocateChatWhenAgentInAudioVideo": is_allocate_chat_when_agent_in_audio_video,
                "isAllowAgentManualAcceptChat": is_allow_agent_manual_accept_chat,
            },
            timeout=timeout,
        )


class AutoAllocationResourceWithRawResponse:
    """``AutoAllocationResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = AutoAllocationResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncAutoAllocationResourceWithRawResponse:
    """``AsyncAutoAllocationResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAutoAllocationResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
