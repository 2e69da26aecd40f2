"""What a type checker sees of the client; checked by ``make types``, never run."""

from __future__ import annotations

from typing import Any, assert_type

import comm100
from comm100 import ApiKey, AsyncClient, AsyncPage, Client, Page, RawResponse, models
from comm100.models import Agent, AgentCreate, AgentPermissions, LiveChatPermissions


def blocking(client: Client) -> None:
    """Every call has the type that the document gives it."""
    agents = client.account.agents
    assert_type(agents.get(7), Agent)
    assert_type(agents.me().display_name, str)
    assert_type(agents.get(7).title, str | None)
    assert_type(agents.list(), Page[Agent])
    assert_type([agent.id for agent in agents.list()], list[int])
    assert_type(agents.delete(7), None)
    assert_type(agents.get_permissions(7), AgentPermissions)
    assert_type(agents.with_raw_response.get(7), RawResponse[Agent])
    assert_type(client.request("GET", "/api/v2/livechat/campaigns"), Any)
    permissions = agents.get_permissions(7)
    assert_type(permissions.live_chat, LiveChatPermissions)
    permissions.live_chat.accept_chats = True
    agents.update_permissions(7, live_chat=permissions.live_chat, account={"manageSite": False})


async def awaited(client: AsyncClient) -> None:
    """The awaited twin differs in being awaited, and in nothing else."""
    agents = client.account.agents
    assert_type(await agents.get(7), Agent)
    assert_type(await agents.list(), AsyncPage[Agent])
    assert_type([agent.email async for agent in await agents.list()], list[str])
    assert_type((await agents.with_raw_response.get(7)).value, Agent)


def constructors() -> None:
    """Credentials and models are typed, wrong names and types are found."""
    assert_type(Client(ApiKey("ada@example.com", "key")), Client)
    AgentCreate(email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li", title=None)
    AgentCreate(email="bo@example.com", first_name="Bo", last_name="Li")  # type: ignore[call-arg]  # no display_name
    AgentCreate(email=7, display_name="Bo", first_name="Bo", last_name="Li")  # type: ignore[arg-type]  # no string
    Agent(id=7, email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li")  # type: ignore[call-arg]  # the server's to set


def names() -> None:
    """Names that do not exist are found, although those that do are imported on first use."""
    assert_type(comm100.Clent, Any)  # type: ignore[attr-defined]
    assert_type(models.Agnet, Any)  # type: ignore[attr-defined]
    assert_type(comm100.auth.ApiKye, Any)  # type: ignore[attr-defined]
