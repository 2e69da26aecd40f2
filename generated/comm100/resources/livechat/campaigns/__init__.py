"""The resource ``client.livechat.campaigns``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

from ...._models import list_of, model
from ...._request import OMIT, Omit, Operation, as_is
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import Campaign
    from .agent_wrapup import AgentWrapup, AsyncAgentWrapup
    from .chat_button import AsyncChatButtonResource, ChatButtonResource
    from .chat_window import AsyncChatWindowResource, ChatWindowResource
    from .installation_code import AsyncInstallationCodeResource, InstallationCodeResource
    from .invitation import AsyncInvitationResource, InvitationResource
    from .language import AsyncLanguage, Language
    from .offline_message_form import AsyncOfflineMessageFormResource, OfflineMessageFormResource
    from .post_chat import AsyncPostChatResource, PostChatResource
    from .pre_chat import AsyncPreChatResource, PreChatResource
    from .routing_rules import AsyncRoutingRulesResource, RoutingRulesResource

__all__ = ["AsyncCampaigns", "Campaigns"]

_LIST: Operation[list[Campaign]] = Operation(
    "livechat.campaigns.list", "GET", "/api/v2/livechat/campaigns", decode=list_of(model("Campaign"))
)
_CREATE: Operation[Campaign] = Operation(
    "livechat.campaigns.create", "POST", "/api/v2/livechat/campaigns", decode=model("Campaign")
)
_GET: Operation[Campaign] = Operation(
    "livechat.campaigns.get", "GET", "/api/v2/livechat/campaigns/{id}", decode=model("Campaign")
)
_UPDATE: Operation[Campaign] = Operation(
    "livechat.campaigns.update", "PUT", "/api/v2/livechat/campaigns/{id}", decode=model("Campaign")
)
_DELETE: Operation[str] = Operation(
    "livechat.campaigns.delete", "DELETE", "/api/v2/livechat/campaigns/{id}", decode=as_is
)


class Campaigns(Resource):
    """Live Chat › Campaigns. The campaigns of a site, each with an installation code and live chat settings of its
    own.

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
    def installation_code(self) -> InstallationCodeResource:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .installation_code import InstallationCodeResource

        return InstallationCodeResource(self._client)

    @functools.cached_property
    def chat_button(self) -> ChatButtonResource:
        """The button with which visitors of a website start a chat."""
        from .chat_button import ChatButtonResource

        return ChatButtonResource(self._client)

    @functools.cached_property
    def chat_window(self) -> ChatWindowResource:
        """The window in which visitors chat."""
        from .chat_window import ChatWindowResource

        return ChatWindowResource(self._client)

    @functools.cached_property
    def pre_chat(self) -> PreChatResource:
        """The form that visitors fill in before a chat."""
        from .pre_chat import PreChatResource

        return PreChatResource(self._client)

    @functools.cached_property
    def post_chat(self) -> PostChatResource:
        """The form that visitors fill in after a chat."""
        from .post_chat import PostChatResource

        return PostChatResource(self._client)

    @functools.cached_property
    def offline_message_form(self) -> OfflineMessageFormResource:
        """What visitors see while no agent is online. The messages themselves are Live Chat › Offline
        Messages."""
        from .offline_message_form import OfflineMessageFormResource

        return OfflineMessageFormResource(self._client)

    @functools.cached_property
    def invitation(self) -> InvitationResource:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .invitation import InvitationResource

        return InvitationResource(self._client)

    @functools.cached_property
    def agent_wrapup(self) -> AgentWrapup:
        """The form that agents fill in after a chat."""
        from .agent_wrapup import AgentWrapup

        return AgentWrapup(self._client)

    @functools.cached_property
    def routing_rules(self) -> RoutingRulesResource:
        """Which agent or department gets a chat."""
        from .routing_rules import RoutingRulesResource

        return RoutingRulesResource(self._client)

    @functools.cached_property
    def language(self) -> Language:
        """The texts that visitors of a campaign see."""
        from .language import Language

        return Language(self._client)

    @functools.cached_property
    def with_raw_response(self) -> CampaignsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CampaignsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Campaign]:
        """List campaigns.

        All campaigns of the site. The list has no pages.

        Requires the permission "Manage Campaigns".

        Source: Livechat.md:66-114
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self, *, name: str, language: str, description: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> Campaign:
        """Create a campaign.

        Adds a campaign to the site. Its settings are read and changed by operations of their own.

        Requires the permission "Manage Campaigns".

        Args:
            name: The name of the campaign.
            language: The language of the campaign, by its English name. The server may return it in another
                letter case than it was sent in.
            description: What the campaign is for.

        Source: Livechat.md:151-186
        """
        return self._send(
            _CREATE, body={"name": name, "description": description, "language": language}, timeout=timeout
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Campaign:
        """Get a campaign.

        One campaign of the site.

        Requires the permission "Manage Campaigns".

        Args:
            id: The campaign's identifier.

        Source: Livechat.md:116-149
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        language: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Campaign:
        """Update a campaign.

        Changes a campaign. Omitted properties keep their values.

        Requires the permission "Manage Campaigns".

        Args:
            id: The campaign's identifier.
            name: The name of the campaign.
            description: What the campaign is for.
            language: The language of the campaign, by its English name. The server may return it in another
                letter case than it was sent in.

        Source: Livechat.md:188-223
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "description": description, "language": language},
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a campaign.

        Removes a campaign from the site.

        Requires the permission "Manage Campaigns".

        Args:
            id: The campaign's identifier.

        Source: Livechat.md:225-253
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncCampaigns(AsyncResource):
    """Live Chat › Campaigns; see :class:`Campaigns`."""

    @functools.cached_property
    def installation_code(self) -> AsyncInstallationCodeResource:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .installation_code import AsyncInstallationCodeResource

        return AsyncInstallationCodeResource(self._client)

    @functools.cached_property
    def chat_button(self) -> AsyncChatButtonResource:
        """The button with which visitors of a website start a chat."""
        from .chat_button import AsyncChatButtonResource

        return AsyncChatButtonResource(self._client)

    @functools.cached_property
    def chat_window(self) -> AsyncChatWindowResource:
        """The window in which visitors chat."""
        from .chat_window import AsyncChatWindowResource

        return AsyncChatWindowResource(self._client)

    @functools.cached_property
    def pre_chat(self) -> AsyncPreChatResource:
        """The form that visitors fill in before a chat."""
        from .pre_chat import AsyncPreChatResource

        return AsyncPreChatResource(self._client)

    @functools.cached_property
    def post_chat(self) -> AsyncPostChatResource:
        """The form that visitors fill in after a chat."""
        from .post_chat import AsyncPostChatResource

        return AsyncPostChatResource(self._client)

    @functools.cached_property
    def offline_message_form(self) -> AsyncOfflineMessageFormResource:
        """What visitors see while no agent is online. The messages themselves are Live Chat › Offline
        Messages."""
        from .offline_message_form import AsyncOfflineMessageFormResource

        return AsyncOfflineMessageFormResource(self._client)

    @functools.cached_property
    def invitation(self) -> AsyncInvitationResource:
        """The windows that invite visitors to chat, automatically or at the hands of an agent."""
        from .invitation import AsyncInvitationResource

        return AsyncInvitationResource(self._client)

    @functools.cached_property
    def agent_wrapup(self) -> AsyncAgentWrapup:
        """The form that agents fill in after a chat."""
        from .agent_wrapup import AsyncAgentWrapup

        return AsyncAgentWrapup(self._client)

    @functools.cached_property
    def routing_rules(self) -> AsyncRoutingRulesResource:
        """Which agent or department gets a chat."""
        from .routing_rules import AsyncRoutingRulesResource

        return AsyncRoutingRulesResource(self._client)

    @functools.cached_property
    def language(self) -> AsyncLanguage:
        """The texts that visitors of a campaign see."""
        from .language import AsyncLanguage

        return AsyncLanguage(self._client)

    @functools.cached_property
    def with_raw_response(self) -> AsyncCampaignsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCampaignsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Campaign]:
        """List campaigns; see :meth:`Campaigns.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self, *, name: str, language: str, description: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> Campaign:
        """Create a campaign; see :meth:`Campaigns.create`."""
        return await self._send(
            _CREATE, body={"name": name, "description": description, "language": language}, timeout=timeout
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Campaign:
        """Get a campaign; see :meth:`Campaigns.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        language: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Campaign:
        """Update a campaign; see :meth:`Campaigns.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "description": description, "language": language},
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a campaign; see :meth:`Campaigns.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class CampaignsWithRawResponse:
    """``Campaigns`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Campaigns(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCampaignsWithRawResponse:
    """``AsyncCampaigns`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCampaigns(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
