"""The resource ``client.livechat``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .agent_chats import AgentChats, AsyncAgentChats
    from .agents import Agents, AsyncAgents
    from .auto_allocation import AsyncAutoAllocationResource, AutoAllocationResource
    from .bans import AsyncBans, Bans
    from .campaigns import AsyncCampaigns, Campaigns
    from .canned_message_categories import AsyncCannedMessageCategories, CannedMessageCategories
    from .canned_messages import AsyncCannedMessages, CannedMessages
    from .chats import AsyncChats, Chats
    from .config import AsyncConfig, Config
    from .conversion_actions import AsyncConversionActions, ConversionActions
    from .custom_away_statuses import AsyncCustomAwayStatuses, CustomAwayStatuses
    from .custom_variables import AsyncCustomVariables, CustomVariables
    from .departments import AsyncDepartments, Departments
    from .missed_and_refused_chats import AsyncMissedAndRefusedChats, MissedAndRefusedChats
    from .offline_messages import AsyncOfflineMessages, OfflineMessages
    from .secure_forms import AsyncSecureForms, SecureForms
    from .visitor_segmentations import AsyncVisitorSegmentations, VisitorSegmentations
    from .visitor_sso import AsyncVisitorSsoResource, VisitorSsoResource
    from .visitors import AsyncVisitors, Visitors
    from .webhooks import AsyncWebhooks, Webhooks

__all__ = ["AsyncLivechat", "Livechat"]


class Livechat(Resource):
    """Live Chat."""

    @functools.cached_property
    def campaigns(self) -> Campaigns:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .campaigns import Campaigns

        return Campaigns(self._client)

    @functools.cached_property
    def canned_messages(self) -> CannedMessages:
        """Texts that agents insert into chats instead of typing them each time."""
        from .canned_messages import CannedMessages

        return CannedMessages(self._client)

    @functools.cached_property
    def canned_message_categories(self) -> CannedMessageCategories:
        """Categories of canned messages. A category can be part of another one."""
        from .canned_message_categories import CannedMessageCategories

        return CannedMessageCategories(self._client)

    @functools.cached_property
    def departments(self) -> Departments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import Departments

        return Departments(self._client)

    @functools.cached_property
    def custom_away_statuses(self) -> CustomAwayStatuses:
        """Statuses that say why an agent is away, such as Lunch."""
        from .custom_away_statuses import CustomAwayStatuses

        return CustomAwayStatuses(self._client)

    @functools.cached_property
    def bans(self) -> Bans:
        """The visitors and IP addresses that are banned from the chat of the site."""
        from .bans import Bans

        return Bans(self._client)

    @functools.cached_property
    def conversion_actions(self) -> ConversionActions:
        """What the site wants its visitors to do, such as placing an order, and how it is recognized."""
        from .conversion_actions import ConversionActions

        return ConversionActions(self._client)

    @functools.cached_property
    def visitor_segmentations(self) -> VisitorSegmentations:
        """Segments of the site's visitors, whose members meet the same conditions."""
        from .visitor_segmentations import VisitorSegmentations

        return VisitorSegmentations(self._client)

    @functools.cached_property
    def visitor_sso(self) -> VisitorSsoResource:
        """How visitors sign in with the site's own identity provider (single sign-on)."""
        from .visitor_sso import VisitorSsoResource

        return VisitorSsoResource(self._client)

    @functools.cached_property
    def visitors(self) -> Visitors:
        """The people who view the site's web pages, and the custom variables that were captured there."""
        from .visitors import Visitors

        return Visitors(self._client)

    @functools.cached_property
    def auto_allocation(self) -> AutoAllocationResource:
        """How chats are allocated to agents."""
        from .auto_allocation import AutoAllocationResource

        return AutoAllocationResource(self._client)

    @functools.cached_property
    def config(self) -> Config:
        """Which features of Live Chat the site uses."""
        from .config import Config

        return Config(self._client)

    @functools.cached_property
    def secure_forms(self) -> SecureForms:
        """Forms for confidential data, such as a credit card, that agents send to visitors during a
        chat."""
        from .secure_forms import SecureForms

        return SecureForms(self._client)

    @functools.cached_property
    def webhooks(self) -> Webhooks:
        """URLs that the server calls when something happens in Live Chat."""
        from .webhooks import Webhooks

        return Webhooks(self._client)

    @functools.cached_property
    def custom_variables(self) -> CustomVariables:
        """Values that are captured from the web pages that visitors view."""
        from .custom_variables import CustomVariables

        return CustomVariables(self._client)

    @functools.cached_property
    def agents(self) -> Agents:
        """What agents do in Live Chat, such as their status, departments and limits."""
        from .agents import Agents

        return Agents(self._client)

    @functools.cached_property
    def chats(self) -> Chats:
        """The chats of visitors with agents, with their transcripts, ratings and wrap-ups."""
        from .chats import Chats

        return Chats(self._client)

    @functools.cached_property
    def offline_messages(self) -> OfflineMessages:
        """The messages that visitors left while no agent was online."""
        from .offline_messages import OfflineMessages

        return OfflineMessages(self._client)

    @functools.cached_property
    def missed_and_refused_chats(self) -> MissedAndRefusedChats:
        """The chats that no agent accepted."""
        from .missed_and_refused_chats import MissedAndRefusedChats

        return MissedAndRefusedChats(self._client)

    @functools.cached_property
    def agent_chats(self) -> AgentChats:
        """The chats that agents have with one another."""
        from .agent_chats import AgentChats

        return AgentChats(self._client)


class AsyncLivechat(AsyncResource):
    """Live Chat; see :class:`Livechat`."""

    @functools.cached_property
    def campaigns(self) -> AsyncCampaigns:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(self._client)

    @functools.cached_property
    def canned_messages(self) -> AsyncCannedMessages:
        """Texts that agents insert into chats instead of typing them each time."""
        from .canned_messages import AsyncCannedMessages

        return AsyncCannedMessages(self._client)

    @functools.cached_property
    def canned_message_categories(self) -> AsyncCannedMessageCategories:
        """Categories of canned messages. A category can be part of another one."""
        from .canned_message_categories import AsyncCannedMessageCategories

        return AsyncCannedMessageCategories(self._client)

    @functools.cached_property
    def departments(self) -> AsyncDepartments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import AsyncDepartments

        return AsyncDepartments(self._client)

    @functools.cached_property
    def custom_away_statuses(self) -> AsyncCustomAwayStatuses:
        """Statuses that say why an agent is away, such as Lunch."""
        from .custom_away_statuses import AsyncCustomAwayStatuses

        return AsyncCustomAwayStatuses(self._client)

    @functools.cached_property
    def bans(self) -> AsyncBans:
        """The visitors and IP addresses that are banned from the chat of the site."""
        from .bans import AsyncBans

        return AsyncBans(self._client)

    @functools.cached_property
    def conversion_actions(self) -> AsyncConversionActions:
        """What the site wants its visitors to do, such as placing an order, and how it is recognized."""
        from .conversion_actions import AsyncConversionActions

        return AsyncConversionActions(self._client)

    @functools.cached_property
    def visitor_segmentations(self) -> AsyncVisitorSegmentations:
        """Segments of the site's visitors, whose members meet the same conditions."""
        from .visitor_segmentations import AsyncVisitorSegmentations

        return AsyncVisitorSegmentations(self._client)

    @functools.cached_property
    def visitor_sso(self) -> AsyncVisitorSsoResource:
        """How visitors sign in with the site's own identity provider (single sign-on)."""
        from .visitor_sso import AsyncVisitorSsoResource

        return AsyncVisitorSsoResource(self._client)

    @functools.cached_property
    def visitors(self) -> AsyncVisitors:
        """The people who view the site's web pages, and the custom variables that were captured there."""
        from .visitors import AsyncVisitors

        return AsyncVisitors(self._client)

    @functools.cached_property
    def auto_allocation(self) -> AsyncAutoAllocationResource:
        """How chats are allocated to agents."""
        from .auto_allocation import AsyncAutoAllocationResource

        return AsyncAutoAllocationResource(self._client)

    @functools.cached_property
    def config(self) -> AsyncConfig:
        """Which features of Live Chat the site uses."""
        from .config import AsyncConfig

        return AsyncConfig(self._client)

    @functools.cached_property
    def secure_forms(self) -> AsyncSecureForms:
        """Forms for confidential data, such as a credit card, that agents send to visitors during a
        chat."""
        from .secure_forms import AsyncSecureForms

        return AsyncSecureForms(self._client)

    @functools.cached_property
    def webhooks(self) -> AsyncWebhooks:
        """URLs that the server calls when something happens in Live Chat."""
        from .webhooks import AsyncWebhooks

        return AsyncWebhooks(self._client)

    @functools.cached_property
    def custom_variables(self) -> AsyncCustomVariables:
        """Values that are captured from the web pages that visitors view."""
        from .custom_variables import AsyncCustomVariables

        return AsyncCustomVariables(self._client)

    @functools.cached_property
    def agents(self) -> AsyncAgents:
        """What agents do in Live Chat, such as their status, departments and limits."""
        from .agents import AsyncAgents

        return AsyncAgents(self._client)

    @functools.cached_property
    def chats(self) -> AsyncChats:
        """The chats of visitors with agents, with their transcripts, ratings and wrap-ups."""
        from .chats import AsyncChats

        return AsyncChats(self._client)

    @functools.cached_property
    def offline_messages(self) -> AsyncOfflineMessages:
        """The messages that visitors left while no agent was online."""
        from .offline_messages import AsyncOfflineMessages

        return AsyncOfflineMessages(self._client)

    @functools.cached_property
    def missed_and_refused_chats(self) -> AsyncMissedAndRefusedChats:
        """The chats that no agent accepted."""
        from .missed_and_refused_chats import AsyncMissedAndRefusedChats

        return AsyncMissedAndRefusedChats(self._client)

    @functools.cached_property
    def agent_chats(self) -> AsyncAgentChats:
        """The chats that agents have with one another."""
        from .agent_chats import AsyncAgentChats

        return AsyncAgentChats(self._client)
